"""A Sphinx extension: the directive `{tabulation}` sets a part of a table that lies beside the chapter as data, cell by
cell as nodes of a doctree, so that it is typeset, witnessed and proven as every table is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from build_tools.tabulation.kept import FILE, read_sheet
from build_tools.tabulation.model import Cell, Content, Grid, Marks, Picture, Row, Sheet, Words, lines

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

CHANGED = "changed"


class Tabulation(SphinxDirective):
    """A part of the table, by its number."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        file = Path(self.env.srcdir) / FILE
        self.env.note_dependency(str(file))
        sheet = read_sheet(file)
        table = _sheet(sheet, sheet.parts[int(self.arguments[0])].rows)
        for node in table.findall(nodes.Element):
            self.set_source_info(node)
        return [table]


def _sheet(sheet: Sheet, rows: tuple[Row, ...]) -> nodes.table:
    widths = [column.width for column in sheet.columns]
    head = nodes.row("", *(nodes.entry("", nodes.paragraph("", column.title)) for column in sheet.columns))
    return _table(widths, [head], [_row(row) for row in rows], "sheet")


def _table(widths: list[int], head: list[nodes.row], body: list[nodes.row], name: str) -> nodes.table:
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(widths))
    if head:
        group += nodes.thead("", *head)
    group += nodes.tbody("", *body)
    return nodes.table("", group, classes=[name, "colwidths-given"])


def _row(row: Row) -> nodes.row:
    classes = ["sheet-heading"] if row.heading else []
    return nodes.row("", *(_entry(cell) for cell in row.cells), classes=classes)


def _entry(cell: Cell) -> nodes.entry:
    return nodes.entry("", *(node for content in cell for node in _nodes(content)))


def _nodes(content: Content) -> Iterator[nodes.Element]:
    if isinstance(content, Words):
        for line in lines(content.marks):
            yield nodes.paragraph("", "", *_inline(line), classes=[f"sheet-{content.style}"])
    elif isinstance(content, Grid):
        yield _grid(content)
    else:
        yield _image(content)


def _inline(marks: Marks) -> Iterator[nodes.Node]:
    for mark in marks:
        yield nodes.inline("", mark.text, classes=[CHANGED]) if mark.marked else nodes.Text(mark.text)


def _grid(grid: Grid) -> nodes.table:
    body = [nodes.row("", *_cells(row, grid.columns)) for row in grid.rows]
    return _table([100 // grid.columns] * grid.columns, [], body, "sheet-grid")


def _cells(row: tuple[Marks, ...], columns: int) -> Iterator[nodes.entry]:
    for marks in row:
        entry = nodes.entry("", *(nodes.paragraph("", "", *_inline(line)) for line in lines(marks)))
        if len(row) == 1 < columns:
            entry["morecols"] = columns - 1
        yield entry
    if len(row) > 1:
        yield from (nodes.entry() for _ in range(columns - len(row)))


def _image(picture: Picture) -> nodes.image:
    return nodes.image("", uri=picture.name, alt=picture.alt or picture.file)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("tabulation", Tabulation)
    return {"version": "1", "parallel_read_safe": True}
