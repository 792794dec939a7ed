"""A table as a grid of reStructuredText, the one form in which cells may span rows and columns. A character that is
two columns wide on a terminal is so in the grid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docutils.utils import column_width


@dataclass(frozen=True)
class Cell:
    """A cell: its lines, and the rows and columns that it spans."""

    lines: Sequence[str]
    rows: int = 1
    columns: int = 1

    @property
    def width(self) -> int:
        """Of its longest line, with a space on each side."""
        return max(map(column_width, self.lines), default=0) + 2

    @property
    def height(self) -> int:
        """How many lines it needs: one at least."""
        return max(1, len(self.lines))


@dataclass(frozen=True)
class _Set:
    """A cell in its place."""

    cell: Cell
    top: int
    left: int


def grid(rows: Sequence[Sequence[Cell]], head: int) -> str:
    """The rows of a table, the first `head` of which are its head; cells that reach into a row are not in it again."""
    cells = list(_set(rows))
    across = _lines([(each.left, each.cell.columns, each.cell.width) for each in cells])
    down = _lines([(each.top, each.cell.rows, each.cell.height) for each in cells])
    canvas = [[" "] * (across[-1] + 1) for _ in range(down[-1] + 1)]
    for each in cells:
        left, right = across[each.left], across[each.left + each.cell.columns]
        _frame(canvas, left, right, down[each.top], down[each.top + each.cell.rows])
        for line, text in enumerate(each.cell.lines, down[each.top] + 1):
            _write(canvas[line], left + 2, text)
    if head:
        canvas[down[head]] = ["=" if sign == "-" else sign for sign in canvas[down[head]]]
    return "\n".join("".join(line) for line in canvas)


def _set(rows: Sequence[Sequence[Cell]]) -> Iterator[_Set]:
    taken: set[tuple[int, int]] = set()
    for top, row in enumerate(rows):
        left = 0
        for cell in row:
            while (top, left) in taken:
                left += 1
            taken |= {(top + down, left + across) for down in range(cell.rows) for across in range(cell.columns)}
            yield _Set(cell, top, left)


def _lines(spans: Sequence[tuple[int, int, int]]) -> list[int]:
    """Where the lines of the grid are, one more than there are rows (columns); `spans`: the first one, how many, and
    the room needed in all, without the lines around. What needs more room than there is widens its last one.
    """
    sizes = [0] * max(first + count for first, count, _ in spans)
    for first, count, room in sorted(spans, key=lambda span: span[1]):
        lacking = room - sum(sizes[first : first + count]) - (count - 1)
        sizes[first + count - 1] += max(0, lacking)
    lines = [0]
    for size in sizes:
        lines.append(lines[-1] + max(1, size) + 1)
    return lines


def _frame(canvas: list[list[str]], left: int, right: int, top: int, bottom: int) -> None:
    for line in (top, bottom):
        for column in range(left, right + 1):
            _draw(canvas, line, column, "-")
    for column in (left, right):
        for line in range(top, bottom + 1):
            _draw(canvas, line, column, "|")
        canvas[top][column] = canvas[bottom][column] = "+"


def _draw(canvas: list[list[str]], line: int, column: int, sign: str) -> None:
    """Draw a piece of a line; where two of them meet is a corner."""
    there = canvas[line][column]
    canvas[line][column] = sign if there in (" ", sign) else "+"


def _write(line: list[str], column: int, text: str) -> None:
    for sign in text:
        width = column_width(sign)
        if width == 0:  # a mark on the sign before
            line[column - 1] += sign
            continue
        line[column] = sign
        line[column + 1 : column + width] = [""] * (width - 1)
        column += width
