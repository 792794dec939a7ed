"""Print HTML: Sphinx's own HTML writer, so that third-party nodes work, with footnotes where they are called and
nothing of a screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from build_tools.manuscript.ruby import Pair, bears_dot, beside, characters, fit, hangs_over, pairs_in, set_as
from build_tools.press.tables import arrange

if TYPE_CHECKING:
    from build_tools.press.builder import PdfBuilder

logger = logging.getLogger(__name__)
# Blocks do not nest in the inline element that a footnote is: a paragraph of it is an inline element of its own.
_FOOTNOTE = "footnote-paragraph"


class PrintTranslator(HTML5Translator):
    """Writes a chapter for the typesetter: `<span class="footnote" data-label="1">` stands where the footnote is
    called.
    """

    builder: PdfBuilder

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Print has no permalinks."""

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        if not _is_all(node):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        if not _is_all(node):
            super().depart_paragraph(node)

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        footnote = self._footnote(node)
        label = self.attval(node.astext())
        if footnote is None or footnote.get("printed"):
            self._keep_with_word()
            self.body.append(f'<sup class="footnote-again" data-label="{label}">{label}</sup></span>')
            raise nodes.SkipNode
        footnote["printed"] = True
        self._keep_with_word()
        call = f'<sup class="note-call" data-label="{label}"></sup>'
        self.body.append(f'{call}<span class="footnote" data-label="{label}">')
        for child in footnote.children:
            if not isinstance(child, nodes.label):
                self._footnote_child(child)
        self.body.append("</span></span>")
        raise nodes.SkipNode

    def _keep_with_word(self) -> None:
        """Hold the mark that follows together with the character before it."""
        before = self.body[-1] if self.body else ""
        last = before[-1:] if before[-1:] not in ("", ">", ";", "\n", " ") else ""
        if last:
            self.body[-1] = before[:-1]
        self.body.append(f'<span class="noted">{last}')

    def _footnote(self, node: nodes.Element) -> nodes.Element | None:
        called = (
            footnote for footnote in self.document.findall(nodes.footnote) if node.get("refid") in footnote["ids"]
        )
        return next(called, None)

    def _footnote_child(self, child: nodes.Node) -> None:
        if not isinstance(child, nodes.paragraph):
            child.walkabout(self)
            return
        self.body.append(f'<span class="{_FOOTNOTE}">')
        for inline in child.children:
            inline.walkabout(self)
        self.body.append("</span>")

    def visit_footnote(self, node: nodes.Element) -> None:
        """Footnotes are set where they are called."""
        raise nodes.SkipNode

    def visit_transition(self, node: nodes.transition) -> None:
        if "footnotes" in node["classes"]:  # the rule that MyST puts before the footnotes at the end of a file
            raise nodes.SkipNode
        super().visit_transition(node)

    def visit_math(self, node: nodes.math, math_env: str = "") -> None:
        self._write_formula(node, "span")

    def visit_math_block(self, node: nodes.math_block, math_env: str = "") -> None:
        self._write_formula(node, "div")

    def _write_formula(self, node: nodes.Element, tag: str) -> None:
        """No typesetter of formulas is built in: print the source, and say so."""
        message = "formulas are not typeset: the LaTeX source is printed"
        logger.warning(message, location=node, type="kanko", subtype="math")
        self.body.append(f'<{tag} class="math">{self.encode(node.astext())}</{tag}>')
        raise nodes.SkipNode

    def visit_page_number(self, node: nodes.Element) -> None:
        self.body.append(f'<span data-page="{self.attval(node["place"])}" data-exact>0</span>')
        raise nodes.SkipNode

    def ruby(self, node: nodes.Element) -> str:
        """Readings stand in attributes: they are generated, so that the text of an element (of a bookmark, of a link)
        is that of the base alone.
        """
        return "".join(map(self._pair, *zip(*_between(node), strict=True)))

    def _pair(self, pair: Pair, before: str, behind: str) -> str:
        fitted = fit(pair, before, behind)
        base, reading = self.encode(pair.base), self.attval(pair.reading)
        half = fitted.widened / 2  # what letter-spacing adds stands behind each character
        around = _style(
            margin_left=fitted.before + half, margin_right=fitted.behind - half, letter_spacing=fitted.widened
        )
        spread = _style(letter_spacing=fitted.spread)
        hang = f"{hangs_over(before):g} {hangs_over(behind):g}"
        return f'<ruby><rb{around}>{base}</rb><rt data-reading="{reading}" data-hang="{hang}"{spread}></rt></ruby>'

    def bouten(self, node: nodes.Element) -> str:
        """Each character that bears a dot is an element of its own."""
        return f'<em class="bouten">{"".join(map(self._dotted, characters(node.astext())))}</em>'

    def _dotted(self, character: str) -> str:
        text = self.encode(character)
        return f'<span class="dotted">{text}</span>' if bears_dot(character) else text

    def visit_table(self, node: nodes.table) -> None:
        arrange(node)
        super().visit_table(node)

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Ideographic numerals take as much room as the widest of them."""
        last = int(node.get("start", 1)) + len(node.children) - 1
        if "ideographic" in node["classes"] and last > 10:
            node["classes"].append("over-20" if last > 20 else "to-20")
        super().visit_enumerated_list(node)

    def visit_download_reference(self, node: nodes.Element) -> None:
        """The words stand. A file of the web is a link; one of the edition can be had from the PDF's attachments."""
        if "refuri" in node:
            self.body.append(self.starttag(node, "a", "", CLASS="reference external", href=node["refuri"]))
        elif "filename" in node and self._file(node) not in self.builder.attached:  # a lost file has been told
            message = f"the PDF does not hold the file {self._file(node)}: name it in the document's attachments"
            logger.warning(message, location=node, type="kanko", subtype="download")

    def depart_download_reference(self, node: nodes.Element) -> None:
        self.body.append("</a>" if "refuri" in node else "")

    def _file(self, node: nodes.Element) -> str:
        return self.builder.env.relfn2path(node["reftarget"], self.docnames[-1])[0]

    def visit_toctree(self, node: nodes.Element) -> None:
        raise nodes.SkipNode


def _between(node: nodes.Element) -> Iterator[tuple[Pair, str, str]]:
    """The pairs of a node as they are set, each with the characters beside it."""
    pairs = set_as(pairs_in(node))
    before, behind = beside(node)
    for at, pair in enumerate(pairs):
        yield pair, pairs[at - 1].base[-1] if at else before, pairs[at + 1].base[0] if at + 1 < len(pairs) else behind


def _style(**lengths: float) -> str:
    """A style attribute of lengths in ems; none of those that are nothing."""
    said = [f"{name.replace('_', '-')}: {length:.4f}em" for name, length in lengths.items() if length]
    return f' style="{"; ".join(said)}"' if said else ""


def _is_all(paragraph: nodes.paragraph) -> bool:
    """Whether a paragraph is all there is of a cell or a list item. It is written as its text: a box less to lay out,
    and nothing between the item and its text for assistive technology.
    """
    alone = isinstance(paragraph.parent, nodes.entry | nodes.list_item) and len(paragraph.parent.children) == 1
    return alone and not paragraph["ids"] and not paragraph["classes"]
