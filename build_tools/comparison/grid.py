"""A table as rows of cells, each in the column in which it begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_tools.manuscript.model import Block, Cell, Table
from build_tools.manuscript.text import digest


@dataclass(frozen=True)
class Placed:
    """A cell: the column in which it begins, the rows and columns that it spans, its blocks."""

    column: int
    rows: int
    columns: int
    blocks: tuple[Block, ...]

    @cached_property
    def text(self) -> str:
        """What it says, a line for each block."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def hash(self) -> str:
        """The hash of its content and its spans."""
        return digest([block.hash for block in self.blocks], self.rows, self.columns)


Row = tuple[Placed, ...]


@dataclass(frozen=True)
class Grid:
    """The rows of a table, those of the head first: `heads` of them."""

    columns: int
    heads: int
    rows: tuple[Row, ...]

    @cached_property
    def hash(self) -> str:
        """The hash of all that is in it."""
        return digest(self.columns, self.heads, [[cell.hash for cell in row] for row in self.rows])

    @cached_property
    def text(self) -> str:
        """All that it says, a line for each row."""
        return "\n".join(row_text(row) for row in self.rows)

    def column(self, number: int) -> tuple[str, ...]:
        """The texts of the cells that begin in a column."""
        return tuple(cell.text for row in self.rows for cell in row if cell.column == number)


NOTHING = Grid(0, 0, ())


def row_text(row: Row) -> str:
    """What a row says."""
    return "\t".join(cell.text for cell in row)


def grid(table: Table, blocks: Mapping[str, Block]) -> Grid:
    """The rows of a table, with the blocks of its cells."""
    rows = (*_placed(table.head, blocks), *_placed(table.body, blocks))
    return Grid(table.columns, len(table.head), rows)


def _placed(rows: Sequence[Sequence[Cell]], blocks: Mapping[str, Block]) -> Iterator[Row]:
    """Rows with their cells in columns: one that reaches down from above takes up room in those below."""
    reaching: dict[int, int] = {}
    for row in rows:
        placed, column, below = [], 0, {at: left - 1 for at, left in reaching.items() if left > 1}
        for cell in row:
            while column in reaching:
                column += 1
            found = tuple(blocks[name] for name in cell.blocks if name in blocks)
            placed.append(Placed(column, cell.rows, cell.columns, found))
            if cell.rows > 1:
                below.update(dict.fromkeys(range(column, column + cell.columns), cell.rows - 1))
            column += cell.columns
        reaching = below
        yield tuple(placed)
