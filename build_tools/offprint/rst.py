"""What stands in the cells of a grid: text in reStructuredText, in lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from docutils import nodes

from build_tools.manuscript.read.kinds import is_text
from build_tools.manuscript.ruby import written
from build_tools.offprint.failures import unwritable
from build_tools.offprint.line import _BREAK, Section, _shown

_SIGNS: Final = re.compile(r"[\\*`_|<>\[\]]")
_STARTS: Final = re.compile(r"(?=[-+*=:.>#@])|(?<=^\d)(?=[.)])")
_MARKED: Final = {"strong": "**{}**", "emphasis": "*{}*", "literal": "``{}``", "subscript": ":sub:`{}`"}
_MORE: Final = {"superscript": ":sup:`{}`", "math": ":math:`{}`", "title_reference": "*{}*", "bouten": ":bouten:`{}`"}


class Rst:
    """Writes the contents of cells."""

    def __init__(self, section: Section) -> None:
        self.section = section

    def blocks(self, node: nodes.Element) -> list[str]:
        """The lines of a cell."""
        said: list[list[str]] = [self._block(child) for child in node.children if isinstance(child, nodes.Element)]
        lines = [line for block in said if block for line in ("", *block)]
        return lines[1:]

    def _block(self, node: nodes.Element) -> list[str]:
        if isinstance(node, nodes.bullet_list | nodes.enumerated_list):
            return self._list(node)
        if isinstance(node, nodes.image):
            return [f".. image:: {self.section.image(node)}", *self._options(node)]
        if is_text(node) and not isinstance(node, nodes.FixedTextElement | nodes.raw):
            return self._paragraph(node)
        if isinstance(node, nodes.container | nodes.compound):
            return self.blocks(node)
        if isinstance(node, nodes.Invisible):
            return []
        raise unwritable(node)

    def _options(self, image: nodes.image) -> list[str]:
        return [f"   :{name}: {image[name]}" for name in ("alt", "width", "height", "scale") if name in image]

    def _list(self, node: nodes.Element) -> list[str]:
        found: list[str] = []
        for position, item in enumerate(node.children, int(node.get("start", 1))):
            mark = "- " if isinstance(node, nodes.bullet_list) else f"{position}. "
            first, *rest = self.blocks(item) or [""]  # type: ignore[arg-type]
            found += [
                *([""] if found else []),
                f"{mark}{first}",
                *(" " * len(mark) + line if line else "" for line in rest),
            ]
        return found

    def _paragraph(self, node: nodes.Element) -> list[str]:
        """One line; with line breaks in it, a block of lines."""
        lines = self._within(node.children).strip("\n ").split("\n")
        if len(lines) > 1:
            return [f"| {line.strip(' ')}" for line in lines]
        return [_opened(lines[0].strip(" "))]

    def _within(self, children: Iterable[nodes.Node]) -> str:
        return "".join(map(self._piece, _shown(children)))

    def _piece(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return _SIGNS.sub(lambda sign: f"\\{sign[0]}", re.sub(r"\s+", " ", node.astext()))
        assert isinstance(node, nodes.Element)
        if form := (_MARKED | _MORE).get(node.tagname):
            text = node.astext() if node.tagname in ("literal", "math") else _plain(node)
            return f"\\ {form.format(text)}\\ " if text.strip() else text
        if node.tagname == "ruby":
            return f"\\ :ruby:`{written(node)}`\\ "
        if isinstance(node, nodes.reference):
            return self._reference(node)
        if isinstance(node, nodes.footnote_reference):
            return self._note(node)
        if isinstance(node, nodes.raw):
            return "\n" if _BREAK.fullmatch(node.astext()) else ""
        if isinstance(node, nodes.image) or not isinstance(node, nodes.Inline | nodes.TextElement):
            raise unwritable(node)
        return self._within(node.children)

    def _reference(self, node: nodes.reference) -> str:
        places = self.section.places
        page, place = places.page(node), places.leads(node)
        if place is None:
            return _link(_plain(node), str(node.get("refuri", "")))
        if label := places.label(place):
            return _link(places.title(place) or label if page else _plain(node), f"{label}_")
        cited = places.cited(place)
        if page:
            return _link(_escaped(cited.words), cited.address)
        return _link(_plain(node), cited.address) + _escaped(places.between(cited.words))

    def _note(self, node: nodes.footnote_reference) -> str:
        """A footnote can't be called from a grid: its text stands in its place, in brackets."""
        note = self.section.footnote(node)
        return self.section.places.between(" ".join(_escaped(child.astext()) for child in _text_of(note)))


def _text_of(note: nodes.Element) -> Iterable[nodes.Node]:
    return (child for child in note.children if not isinstance(child, nodes.label))


def _plain(node: nodes.Element) -> str:
    return _escaped("".join(child.astext() for child in _shown(node.children)))


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", re.sub(r"\s+", " ", text))


def _link(text: str, address: str) -> str:
    return f"\\ `{text} <{address}>`__\\ " if address else text


def _opened(line: str) -> str:
    """A line that is read as a paragraph."""
    if line.startswith("\\ "):
        return line
    return f"\\{line}" if line[:1] in tuple("-+*=:.>#@") else re.sub(r"^(\w+)(?=[.)](\s|$))", r"\1\\", line)
