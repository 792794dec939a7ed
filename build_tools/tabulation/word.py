"""A sheet as a document of Word: landscape, underlines as underlines, heads repeated on every page."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from build_tools.tabulation.model import Cell, Content, Grid, Marks, Picture, Row, Sheet, Words, lines
from build_tools.tabulation.wording import day

_FACE: Final = "ＭＳ 明朝"
_WIDE, _HIGH, _MARGIN = 297, 210, 15
_SHADES: Final = {"head": "E8F1FE", "heading": "F4F5F7"}
# ZIP knows no earlier day; what is the same is the same file.
_DAY: Final = (1980, 1, 1, 0, 0, 0)


def sheet_docx(sheet: Sheet) -> bytes:
    """The file; the same sheet makes the same bytes. Images that Word does not read are told by their names alone."""
    document = Document()
    _set_up(document, sheet)
    for text in (day(sheet.date, sheet.language), sheet.issuer):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_heading(sheet.title, 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for remark in sheet.remarks:
        document.add_paragraph(remark)
    for part in sheet.parts:
        document.add_heading(part.title, 2)
        _table(document, sheet, part.rows)
    written = io.BytesIO()
    document.save(written)
    return _same_always(written.getvalue())


def _set_up(document: Any, sheet: Sheet) -> None:
    section, facts = document.sections[0], document.core_properties
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(_WIDE), Mm(_HIGH)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Mm(_MARGIN))
    facts.title, facts.author, facts.language = sheet.title, sheet.issuer, sheet.language
    facts.created = facts.modified = datetime.datetime.combine(sheet.date, datetime.time())
    facts.last_modified_by, facts.comments = sheet.issuer, ""
    for name, size in (("Normal", 9.5), ("Heading 1", 14), ("Heading 2", 11)):
        _style(document.styles[name], size, sheet.language)


def _style(style: Any, size: float, language: str) -> None:
    style.font.size, style.paragraph_format.space_after = Pt(size), Pt(0)
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), _FACE)
    _add(properties, "w:lang", {"w:val": language, "w:eastAsia": language})


def _table(document: Any, sheet: Sheet, rows: Iterable[Row]) -> None:
    table = document.add_table(rows=1, cols=len(sheet.columns), style="Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    total = sum(column.width for column in sheet.columns)
    widths = [Mm((_WIDE - 2 * _MARGIN) * column.width / total) for column in sheet.columns]
    for made, width in zip(table.columns, widths, strict=True):  # Word goes by its cells, others by the grid
        made.width = width
    for column, cell in zip(sheet.columns, table.rows[0].cells, strict=True):
        _paragraph(cell.paragraphs[0], ((column.title, False),), bold=True)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _shade(cell, "head")
    _add(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", {"w:val": "true"})
    for row in rows:
        _row(table.add_row(), row)
    for row_of_table in table.rows:
        _add(row_of_table._tr.get_or_add_trPr(), "w:cantSplit", {"w:val": "true"}, first=True)
        for cell, width in zip(row_of_table.cells, widths, strict=True):
            cell.width = width


def _row(made: Any, row: Row) -> None:
    for cell, contents in zip(made.cells, row.cells, strict=True):
        _cell(cell, contents, row.heading)
        if row.heading:
            _shade(cell, "heading")


def _cell(cell: Any, contents: Cell, heading: bool) -> None:
    """What stands in a cell; Word wants a paragraph at the end of each, and one is there."""
    for content in contents:
        _content(cell, content, heading)
    empty = cell.paragraphs[0]
    if len(cell.paragraphs) > 1 and not empty.text and not empty._p.findall(f".//{qn('w:drawing')}"):
        empty._p.getparent().remove(empty._p)


def _content(cell: Any, content: Content, heading: bool) -> None:
    if isinstance(content, Words):
        for line in lines(content.marks):
            _paragraph(cell.add_paragraph(), _pairs(line), bold=heading and content.style == "heading")
            if heading:
                cell.paragraphs[-1].paragraph_format.keep_with_next = True
    elif isinstance(content, Grid):
        _grid(cell, content)
    else:
        _picture(cell, content)


def _grid(cell: Any, grid: Grid) -> None:
    table = cell.add_table(rows=0, cols=grid.columns)
    table.style = "Table Grid"
    for row in grid.rows:
        cells = table.add_row().cells
        first = cells[0].merge(cells[-1]) if len(row) == 1 < grid.columns else cells[0]
        for at, marks in enumerate(row):
            target = first if at == 0 else cells[at]
            for number, line in enumerate(lines(marks)):
                _paragraph(target.add_paragraph() if number else target.paragraphs[0], _pairs(line))


def _picture(cell: Any, picture: Picture) -> None:
    run = cell.add_paragraph().add_run()
    try:
        shape = run.add_picture(io.BytesIO(picture.data))
    except (UnrecognizedImageError, ValueError, KeyError, ZeroDivisionError, OSError, EOFError):
        return
    scale = min(1.0, Mm(100) / shape.width)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    shape._inline.docPr.set("descr", picture.alt or picture.file)


def _pairs(marks: Marks) -> Iterable[tuple[str, bool]]:
    return ((mark.text, mark.marked) for mark in marks)


def _paragraph(paragraph: Any, pairs: Iterable[tuple[str, bool]], bold: bool = False) -> None:
    for text, marked in pairs:
        run = paragraph.add_run(_sayable(text))
        run.underline, run.bold = marked or None, bold or None


def _sayable(text: str) -> str:
    """Without characters that XML can't hold."""
    return "".join(sign if sign >= " " or sign in "\t\n" else "�" for sign in text)


def _shade(cell: Any, kind: str) -> None:
    fill = {"w:val": "clear", "w:color": "auto", "w:fill": _SHADES[kind]}
    _add(cell._tc.get_or_add_tcPr(), "w:shd", fill)


def _add(parent: Any, name: str, values: dict[str, str], first: bool = False) -> None:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(key), value)
    if first:
        parent.insert(0, element)
    else:
        parent.append(element)


def _same_always(data: bytes) -> bytes:
    """The archive again, with no time of day in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as other:
        for entry in archive.infolist():
            other.writestr(zipfile.ZipInfo(entry.filename, _DAY), archive.read(entry), zipfile.ZIP_DEFLATED)
    return written.getvalue()
