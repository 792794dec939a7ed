"""The look of Word files: Pandoc's own styles on A4, in Japanese fonts, made anew each time."""

from __future__ import annotations

import io
from typing import Any, Final

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

# The faces of the house; where a machine has none of them, Word takes another Japanese one.
_SERIF, _SANS, _LATIN = "BIZ UDMincho Medium", "BIZ UDGothic", "Times New Roman"
_HEADINGS: Final = {"Title": 18, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5, "Heading 4": 10.5}
_SANS_STYLES: Final = (*_HEADINGS, "Subtitle", "Caption", "Table Caption", "Image Caption", "TOC Heading")
_BORDERS: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def reference(base: bytes) -> bytes:
    """The reference document for Pandoc, from the one that it ships: page, fonts, languages, rules of tables."""
    document = Document(io.BytesIO(base))
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin = section.bottom_margin = Mm(25)
    _defaults(document)
    for style in document.styles:
        if style.type is not None and style.element.tag == qn("w:style"):
            _face(style.element, _SANS if style.name in _SANS_STYLES else "")
    for name, size in _HEADINGS.items():
        _heading(document.styles[name], size)
    _rules(document.styles["Table"].element)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _defaults(document: Any) -> None:
    """The fonts and languages of all text that says nothing else."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in defaults.findall(qn("w:rFonts")) + defaults.findall(qn("w:lang")):
        defaults.remove(child)
    defaults.insert(0, _fonts(_SERIF))
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'))
    document.styles["Normal"].font.size = Pt(10.5)


def _fonts(name: str) -> Any:
    latin = _LATIN if name == _SERIF else name
    return parse_xml(
        f'<w:rFonts {nsdecls("w")} w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{name}" w:cs="{latin}"/>'
    )


def _face(style: Any, name: str) -> None:
    """A style's font; without a name, that of all text: the fonts of a theme are those of its maker."""
    properties = style.find(qn("w:rPr"))
    for fonts in [] if properties is None else properties.findall(qn("w:rFonts")):
        if fonts.get(qn("w:ascii")) in (None, "") or name:
            properties.remove(fonts)
    if name:
        style.get_or_add_rPr().insert(0, _fonts(name))


def _heading(style: Any, size: float) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
    style.font.color.rgb = RGBColor(0, 0, 0)


def _rules(style: Any) -> None:
    """Tables with all their rules, as a ministry sets them."""
    properties = style.find(qn("w:tblPr"))
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _BORDERS)
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>")
    margins = properties.find(qn("w:tblCellMar"))
    properties.insert(list(properties).index(margins) if margins is not None else len(properties), borders)
