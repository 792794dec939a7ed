"""The tags of tables: rows, cells, heads and spans as the manuscript has them.

A table that goes on over pages may be one element or one a page, its head repeated: rows are told by their cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from build_tools.checks.subject import Subject
from build_tools.checks.tags import BUILD_AGAIN, ancestors, spots_of
from build_tools.errors import Place, Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.inspection.document import Element, Structure
from build_tools.manuscript.model import Cell, Table


@dataclass(frozen=True)
class _Row:
    """A row of the manuscript, where each of its cells begins (columns from 0), whether it is in the head, and the
    elements of its cells (None: empty, or lost) and of itself.
    """

    table: Table
    cells: tuple[Cell, ...]
    columns: tuple[int, ...]
    is_head: bool
    elements: tuple[Element | None, ...]
    row: Element | None

    @property
    def is_spanned(self) -> bool:
        """Whether cells of rows above reach into it."""
        return sum(cell.columns for cell in self.cells) < self.table.columns

    @property
    def source(self) -> Place:
        return Place(self.table.place.file, self.table.place.line)


def _rows(subject: Subject) -> tuple[_Row, ...]:
    """All rows of the document's tables."""
    structure = subject.pdf.structure
    if not structure:
        return ()
    depths = {block.id: block.inside.count("table") for each in subject.document.chapters for block in each.blocks}
    tables = (table for chapter in subject.document.chapters for table in chapter.tables)
    return tuple(row for table in tables for row in _rows_of(subject, structure, table, depths))


def _rows_of(subject: Subject, structure: Structure, table: Table, depths: Mapping[str, int]) -> Iterator[_Row]:
    rows = (*table.head, *table.body)
    depth = min((depths[name] for row in rows for cell in row for name in cell.blocks), default=1)
    for number, (cells, columns) in enumerate(zip(rows, _grid(rows), strict=True)):
        elements = [_element(subject, structure, cell, depth) for cell in cells]
        above = [_above(structure, each) if each else None for each in elements]
        row = next((each for each, _ in Counter(each for each in above if each is not None).most_common(1)), None)
        own = tuple(each if over == row else None for each, over in zip(elements, above, strict=True))
        tagged = None if row is None else structure.elements[row]
        yield _Row(table, cells, columns, number < len(table.head), own, tagged)


def _above(structure: Structure, element: Element) -> int | None:
    """The row of a cell. Where its text stands in other tables too, the cell may be another's: its row has the most."""
    return next((each.index for each in ancestors(structure, element.index) if each.role == "TR"), None)


def _grid(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, ...]]:
    """The column in which each cell of each row begins: those from above come first."""
    taken: dict[int, int] = {}
    for row in rows:
        column, found = 0, list[int]()
        below = {place: left - 1 for place, left in taken.items() if left > 1}
        for cell in row:
            while taken.get(column, 0) > 0:
                column += 1
            found.append(column)
            below.update({column + across: cell.rows - 1 for across in range(cell.columns) if cell.rows > 1})
            column += cell.columns
        taken = below
        yield tuple(found)


def _element(subject: Subject, structure: Structure, cell: Cell, depth: int) -> Element | None:
    """The element of the cell in which a cell's text stands; `depth` tells of tables in cells how many there are."""
    printed = subject.concordance.printed.get(cell.blocks[0]) if cell.blocks else None
    inside = subject.concordance.reading.element(printed.start) if printed else None
    cells = [each for each in ancestors(structure, inside) if each.role in ("TH", "TD")]
    return cells[-depth] if len(cells) >= depth > 0 else next(iter(cells), None)


@rule(
    "tags.table",
    Severity.ERROR,
    "document",
    finds=Text(
        "A table whose tags have other rows, cells or spans than the manuscript.",
        "行、セル、またはセルの結合が原稿と違う表のタグ",
    ),
    why=Text(
        "A screen reader says in which row and column a cell stands; here it says something wrong.",
        "読み上げソフトはセルの行と列を告げます。違っていれば、誤って伝わります。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 14289-1", "7.5"),
)
def table(subject: Subject) -> Iterator[Fault]:
    structure = subject.pdf.structure
    for each in subject.once(_rows) if structure else ():
        text = next((element for element in each.elements if element), None)
        lost = all(not cell.blocks or cell.blocks[0] not in subject.concordance.printed for cell in each.cells)
        if structure and not lost and (wrong := _wrong(structure, each)):
            yield Fault(wrong, each.source, spots_of(subject.pdf, text) if text else ())


def _wrong(structure: Structure, row: _Row) -> Text | None:
    """What is wrong with a row's tags."""
    if row.row is None:
        return Text("A row of the table is tagged as none.", "表の行のタグがありません。")
    cells = [kid for kid in structure.children(row.row) if kid.role in ("TH", "TD")]
    if len(cells) > len(row.cells) and row.is_spanned:
        return None  # on the next page, a cell from above goes on in the first row
    if len(cells) != len(row.cells):
        return Text(
            f"A row has {len(cells)} cells in its tags, not {len(row.cells)}.",
            f"表の行のセルが、タグでは {len(cells)}、原稿では {len(row.cells)} です。",
        )
    for cell, tagged, element in zip(row.cells, cells, row.elements, strict=True):
        if element is not None and element is not tagged:
            return Text("A cell stands in another column in its tags.", "表のセルの列が、タグと原稿とで違います。")
        if (_span(tagged, "RowSpan"), _span(tagged, "ColSpan")) != (cell.rows, cell.columns):
            return Text("A cell spans other rows or columns in its tags.", "表のセルの結合が、タグと原稿とで違います。")
    return None


def _span(element: Element, name: str) -> int:
    value = element.attribute(name)
    return int(value) if isinstance(value, str) and value.isdigit() else 1


@rule(
    "tags.table-head",
    Severity.ERROR,
    "document",
    finds=Text(
        "A head cell of a table that is not tagged as one, or the reverse.",
        "見出しのタグ（TH）がない表の見出しセル、またはその逆",
    ),
    why=Text(
        "A screen reader reads the heads of a cell with it; without them a number says nothing.",
        "読み上げソフトはセルとともに見出しを読みます。見出しがなければ数字の意味が伝わりません。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 14289-1", "7.5"),
)
def table_head(subject: Subject) -> Iterator[Fault]:
    for row in subject.once(_rows):
        for cell, column, element in zip(row.cells, row.columns, row.elements, strict=True):
            wanted = "TH" if row.is_head or column < row.table.stubs else "TD"
            if element is not None and element.role != wanted:
                text = "".join(block.text for _, block in subject.blocks() if block.id in cell.blocks)[:20]
                what = Text(
                    f"The cell “{text}” is tagged as {element.role}.", f"セル「{text}」のタグが {element.role} です。"
                )
                yield Fault(what, row.source, spots_of(subject.pdf, element))


@rule(
    "tags.headers",
    Severity.ERROR,
    "document",
    finds=Text(
        "A cell whose tag names other heads than stand over and beside it.",
        "上や左にある見出しと違う見出しを指しているセルのタグ（Headers）",
    ),
    why=Text(
        "A screen reader reads a number out under the wrong head: nobody who listens can tell.",
        "数字が別の見出しのものとして読み上げられ、聞く人には誤りが分かりません。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "14.8.5.7"),
)
def headers(subject: Subject) -> Iterator[Fault]:
    for rows in _tables(subject):
        heads = [*_heads(rows)]
        for number, row in enumerate(rows):
            for cell, column, element in zip(row.cells, row.columns, row.elements, strict=True):
                if element is None or row.is_head or column < row.table.stubs:
                    continue
                wanted = {each for each, over in heads if over(number, column, cell)}
                named = element.attribute("Headers") or ()
                if None not in wanted and set(named) != wanted:
                    text = "".join(block.text for _, block in subject.blocks() if block.id in cell.blocks)[:20]
                    what = Text(
                        f"The cell “{text}” names other heads than it has.", f"セル「{text}」の指す見出しが違います。"
                    )
                    yield Fault(what, row.source, spots_of(subject.pdf, element))


def _tables(subject: Subject) -> Iterator[list[_Row]]:
    """The rows of each table."""
    tables: dict[int, list[_Row]] = {}
    for row in subject.once(_rows):
        tables.setdefault(id(row.table), []).append(row)
    yield from tables.values()


def _heads(rows: Sequence[_Row]) -> Iterator[tuple[str | None, Callable[[int, int, Cell], bool]]]:
    """The identifier of each head, and whether it is the head of a cell that begins in some row and column."""
    for at, row in enumerate(rows):
        for head, column, element in zip(row.cells, row.columns, row.elements, strict=True):
            name = element.identifier if element else None
            if row.is_head and head.blocks:
                yield name, partial(_is_over, at, column, head)
            elif column < row.table.stubs and head.blocks:
                yield name, partial(_is_beside, at, head)


def _is_over(at: int, column: int, head: Cell, row: int, start: int, cell: Cell) -> bool:
    return at < row and column < start + cell.columns and start < column + head.columns


def _is_beside(at: int, head: Cell, row: int, _start: int, cell: Cell) -> bool:
    return at < row + cell.rows and row < at + head.rows
