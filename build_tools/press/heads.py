"""Which heads a cell of a table has, under any spans (ISO 32000-1, 14.8.5.7), from the table as HTML has it.

The grid is that of the whole table, wherever its pages break. A head names what it stands over or beside: that of a
`thead` its columns, another one its row, unless `scope` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

_SCOPES: Final = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}
_MOST: Final = 1000  # columns or rows that a cell may span (HTML, 4.9.11)


@dataclass(frozen=True)
class Cell:
    """A cell: its element, the rows and columns that it takes, and what a head is the head of ("" of a data cell)."""

    element: Any
    rows: range
    columns: range
    scope: str

    @property
    def name(self) -> str:
        """What it is called in its table."""
        return f"{self.rows.start}-{self.columns.start}"


class Grid:
    """The cells of a table in order, each in its place; those of tables in its cells are none of it."""

    def __init__(self, table: Any) -> None:
        self.cells = tuple(_cells(table))
        self._beside: dict[int, list[Cell]] = {}
        self._over: dict[int, list[Cell]] = {}
        for cell in self.cells:
            for row in cell.rows if cell.scope == "Row" else ():
                self._beside.setdefault(row, []).append(cell)
            for column in cell.columns if cell.scope == "Column" else ():
                self._over.setdefault(column, []).append(cell)

    def heads(self, cell: Cell) -> list[Cell]:
        """The heads of a cell, those of its rows first. A head is hidden by one of the same columns that stands nearer,
        below rows without heads, as under a line of heads within a table.
        """
        beside = dict.fromkeys(head for row in cell.rows for head in self._beside.get(row, ()))
        over = dict.fromkeys(head for column in cell.columns for head in self._over.get(column, ()))
        above = [head for head in over if head.rows.stop <= cell.rows.start]
        return [
            *(head for head in beside if head.columns.stop <= cell.columns.start),
            *(head for head in above if not any(_hides(nearer, head, above) for nearer in above)),
        ]


def _hides(nearer: Cell, head: Cell, above: Sequence[Cell]) -> bool:
    """Whether a head takes the place of one above: the same columns, and a row without heads between them."""
    if nearer.columns != head.columns or nearer.rows.start < head.rows.stop:
        return False
    return any(not any(row in each.rows for each in above) for row in range(head.rows.stop, nearer.rows.start))


def _cells(table: Any) -> Iterator[Cell]:
    taken: dict[int, int] = {}  # the first row in which a column is free again
    for row, (element, in_head) in enumerate(_rows(table)):
        column = 0
        for each in element:
            if each.tag in ("th", "td"):
                while taken.get(column, 0) > row:
                    column += 1
                cell = _cell(each, row, column, in_head)
                taken.update(dict.fromkeys(cell.columns, cell.rows.stop))
                column = cell.columns.stop
                yield cell


def _rows(table: Any) -> Iterator[tuple[Any, bool]]:
    """The rows, each with whether it is of the head; the foot comes last, wherever it is written."""
    for group in (each for each in table if each.tag in ("thead", "tbody", "tr")):
        yield from _of_group(group)
    for group in (each for each in table if each.tag == "tfoot"):
        yield from _of_group(group)


def _of_group(group: Any) -> Iterator[tuple[Any, bool]]:
    if group.tag == "tr":
        yield group, False
        return
    yield from ((row, group.tag == "thead") for row in group if row.tag == "tr")


def _cell(element: Any, row: int, column: int, in_head: bool) -> Cell:
    scope = ""
    if element.tag == "th":
        scope = _SCOPES.get(element.get("scope") or "", "Column" if in_head else "Row")
    rows = range(row, row + span(element, "rowspan"))
    return Cell(element, rows, range(column, column + span(element, "colspan")), scope)


def span(element: Any, name: str) -> int:
    """How many rows or columns a cell takes."""
    value = str(element.get(name) or "1").strip()
    return min(_MOST, max(1, int(value))) if value.isdigit() else 1
