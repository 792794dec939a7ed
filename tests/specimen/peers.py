"""The text of the specimen for two peers, to be laid beside ours: `python -m tests.specimen.peers FOLDER`.

It writes `specimen.html` for Vivliostyle, with the properties that CSS has for Japanese text, and `specimen.tex` for
upLaTeX with jlreq, both as their manuals have such things written. Neither is tuned, nor are they run here; what they
made of it stands in `build_tools/press/COMPOSITION.md`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser

from build_tools.edition import load_edition
from build_tools.manuscript.ruby import pairs_in, register

SOURCE = Path(__file__).parents[1] / "cases" / "specimen" / "source"
SETTINGS = {"myst_enable_extensions": ["attrs_block", "colon_fence"], "report_level": 5, "doctitle_xform": False}
STYLE = """
@page { size: A4; margin: 30mm 30.9167mm 38.4mm }
:root { font: 10.5pt/18pt 'BIZ UDMincho'; text-autospace: normal; text-spacing-trim: trim-start; line-break: strict }
body { margin: 0 } body > section { break-before: page } h1 { font: bold 18pt/27pt 'BIZ UDGothic'; margin: 0 0 27pt }
h2 { font: bold 14pt/18pt 'BIZ UDGothic'; margin: 27pt 0 9pt } p { margin: 0; text-indent: 1em; text-align: justify }
strong { font-family: 'BIZ UDGothic' }
em { font: inherit; -webkit-text-emphasis: filled dot; text-emphasis: filled dot }
rt { font-size: 50% }
.hanging { hanging-punctuation: allow-end } ol { margin: 9pt 0; padding-left: 3em } li p { text-indent: 0 }
@counter-style kakko { system: numeric; symbols: '０' '１' '２' '３' '４' '５' '６' '７' '８' '９';
  prefix: '（'; suffix: '）' }
@counter-style maru { system: fixed; symbols: '①' '②' '③' '④'; suffix: ' ' }
.parenthesised { list-style: kakko } .circled { list-style: maru } .ideographic { list-style: cjk-ideographic }
.katakana { list-style: katakana } .note { float: footnote; font-size: 8pt; line-height: 13.5pt; text-indent: 0 }
table { border-collapse: collapse; font: 9pt/13.5pt 'BIZ UDGothic'; width: 100%; margin: 18pt 0 }
td p, th p { text-indent: 0 } td, th { border-top: .25pt solid; padding: 2.25pt .75em; text-align: left }
thead { display: table-header-group }
"""
LISTS = {
    "parenthesised": "（\\arabic*）",
    "circled": "\\ajMaru*",
    "full-width": "\\arabic*．",
    "katakana": "\\ajKatakana*",
}
HEAD = r"""\documentclass[uplatex,dvipdfmx,paper=a4paper,fontsize=10.5pt,jafontsize=10.5pt,line_length=40zw,
number_of_lines=36,baselineskip=18pt]{jlreq}
\usepackage{pxrubrica,longtable,booktabs,enumitem}
\begin{document}
"""


def chapters() -> Iterator[tuple[str, nodes.document]]:
    """The chapters of the specimen by their names, as docutils has them."""
    register()
    for spec in load_edition(SOURCE).documents[0].chapters:
        text = (SOURCE / spec.file).read_text("utf-8")
        yield spec.docname, publish_doctree(text, parser=Parser(), settings_overrides=SETTINGS)


class _Writer:
    """Writes the few kinds of elements that the specimen has."""

    def __init__(self, document: nodes.document) -> None:
        self.notes = {name: note for note in document.findall(nodes.footnote) for name in note["ids"]}

    def within(self, node: nodes.Element) -> str:
        return "".join(map(self.one, node.children))

    def one(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return self.text(node.astext().replace("\n", ""))
        write = getattr(self, f"write_{type(node).__name__}", self.within)
        return "" if isinstance(node, nodes.footnote | nodes.transition) else str(write(node))

    def text(self, text: str) -> str:
        return escape(text)

    def rows(self, table: nodes.Element, kind: type[nodes.Element]) -> list[list[str]]:
        rows = (row for part in table.findall(kind) for row in part.findall(nodes.row))
        return [[self.within(cell).strip() for cell in row.children] for row in rows]


class Html(_Writer):
    """As Vivliostyle takes it."""

    def write_section(self, node: nodes.Element) -> str:
        return f"<section>{self.within(node)}</section>\n"

    def write_title(self, node: nodes.Element) -> str:
        depth = 1 if isinstance(node.parent.parent, nodes.document) else 2
        return f"<h{depth}>{self.within(node)}</h{depth}>\n"

    def write_paragraph(self, node: nodes.Element) -> str:
        return f"<p>{self.within(node)}</p>\n"

    def write_ruby(self, node: nodes.Element) -> str:
        return "".join(f"<ruby>{escape(pair.base)}<rt>{escape(pair.reading)}</rt></ruby>" for pair in pairs_in(node))

    def write_bouten(self, node: nodes.Element) -> str:
        return f"<em>{self.within(node)}</em>"

    def write_strong(self, node: nodes.Element) -> str:
        return f"<strong>{self.within(node)}</strong>"

    def write_footnote_reference(self, node: nodes.Element) -> str:
        note = self.notes.pop(node["refid"], None)
        return "" if note is None else f'<span class="note">{self.text(note.children[-1].astext())}</span>'

    def write_enumerated_list(self, node: nodes.Element) -> str:
        return f'<ol class="{" ".join(node["classes"])}">{self.within(node)}</ol>'

    def write_list_item(self, node: nodes.Element) -> str:
        return f"<li>{self.within(node)}</li>"

    def write_table(self, node: nodes.Element) -> str:
        head, body = (self.rows(node, kind) for kind in (nodes.thead, nodes.tbody))
        return f"<table><thead>{_cells(head, 'th')}</thead><tbody>{_cells(body, 'td')}</tbody></table>"


def _cells(rows: list[list[str]], tag: str) -> str:
    return "".join("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>" for row in rows)


class Tex(_Writer):
    """As upLaTeX takes it."""

    def text(self, text: str) -> str:
        for sign in "&%$#_{}":
            text = text.replace(sign, f"\\{sign}")
        return text

    def write_title(self, node: nodes.Element) -> str:
        top = isinstance(node.parent.parent, nodes.document)
        command = "\\newpage\\section*" if top else "\\subsection*"
        return f"{command}{{{self.within(node)}}}\n\n"

    def write_paragraph(self, node: nodes.Element) -> str:
        return f"{self.within(node)}\n\n"

    def write_ruby(self, node: nodes.Element) -> str:
        pairs = pairs_in(node)
        kind, readings = ("g" if len(pairs) == 1 else "j"), "|".join(pair.reading for pair in pairs)
        return f"\\ruby[{kind}]{{{''.join(pair.base for pair in pairs)}}}{{{readings}}}"

    def write_bouten(self, node: nodes.Element) -> str:
        return f"\\kenten{{{self.within(node)}}}"

    def write_strong(self, node: nodes.Element) -> str:
        return f"\\textbf{{{self.within(node)}}}"

    def write_footnote_reference(self, node: nodes.Element) -> str:
        note = self.notes.pop(node["refid"], None)
        return "" if note is None else f"\\footnote{{{self.text(note.children[-1].astext())}}}"

    def write_enumerated_list(self, node: nodes.Element) -> str:
        name = next(iter(set(node["classes"]) & {"parenthesised", "full-width"}), "")
        label = f"[label={LISTS[name]}]" if name else ""
        return f"\\begin{{enumerate}}{label}\n{self.within(node)}\\end{{enumerate}}\n\n"

    def write_list_item(self, node: nodes.Element) -> str:
        return f"\\item {self.within(node).strip()}\n"

    def write_table(self, node: nodes.Element) -> str:
        (head, *_), body = (self.rows(node, kind) for kind in (nodes.thead, nodes.tbody))
        columns = "ll" + ("p{16zw}" if len(head) > 4 else "") + "rr"
        lines = " \\\\\n".join(" & ".join(row) for row in body)
        title = " & ".join(head)
        return (
            f"\\begin{{longtable}}{{{columns}}}\n\\toprule {title} \\\\ \\midrule \\endhead\n"
            f"{lines} \\\\ \\bottomrule\n\\end{{longtable}}\n\n"
        )


def main(folder: Path) -> None:
    """Write both."""
    found = [*chapters()]
    pages = "".join(Html(document).within(document) for _, document in found)
    head = f'<meta charset="utf-8"><title>組版の見本</title><style>{STYLE}</style>'
    html = f'<!DOCTYPE html><html lang="ja"><head>{head}</head>'
    (folder / "specimen.html").write_text(f"{html}<body>{pages}</body></html>\n", "utf-8")
    text = "".join(Tex(document).within(document) for _, document in found)
    (folder / "specimen.tex").write_text(f"{HEAD}{text}\\end{{document}}\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
