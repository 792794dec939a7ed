"""What changed in a table: rows and columns are matched first, then cells are compared one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from functools import partial
from itertools import zip_longest

from build_tools.comparison.aligning import Pair, aligned
from build_tools.comparison.grid import Grid, Placed, Row, row_text
from build_tools.comparison.model import BlockKindOfChange, Cell, Run
from build_tools.comparison.model import Row as RowOfChange
from build_tools.comparison.resemblance import likeness

# What became of a cell: its runs, and whether it was edited, renumbered, or neither.
Became = tuple[tuple[Run, ...], tuple[BlockKindOfChange, ...]]
# Tells it of a cell of the old edition (None: none) and one of the new.
Compare = Callable[[Placed | None, Placed | None], Became]


def rows(old: Grid, new: Grid, compare: Compare) -> list[RowOfChange]:
    """The rows that changed."""
    columns = _columns(old, new)
    found = [_row(pair, columns, compare) for pair in _paired(old, new)]
    return [row for row in found if row.kinds]


_Place = tuple[int, Row]
_Column = tuple[int, tuple[str, ...]]


def _paired(old: Grid, new: Grid) -> list[Pair[_Place]]:
    return aligned([*enumerate(old.rows)], [*enumerate(new.rows)], _key, _alike)


def _key(place: _Place) -> tuple[str, ...]:
    return tuple(cell.hash for cell in place[1])


def _alike(old: _Place, new: _Place, least: float) -> float:
    """How much rows are alike: in their characters or, where that is more, in how many cells are the same."""
    before, after = [cell.text for cell in old[1]], [cell.text for cell in new[1]]
    same = sum(one == other != "" for one, other in zip(before, after, strict=False)) / max(len(before), len(after), 1)
    headed = 0.6 if before and after and before[0] and before[0] == after[0] else 0.0
    found = max(likeness(row_text(old[1]), row_text(new[1]), least), same, headed)
    return found if found >= least else 0.0


def _columns(old: Grid, new: Grid) -> Mapping[int, int]:
    """By column of the new table, that of the old one; as many are taken to be the same ones where nothing speaks."""
    before, after = ([(number, grid.column(number)) for number in range(grid.columns)] for grid in (old, new))
    pairs = aligned(before, after, lambda column: column[1], partial(_column_alike, bool(old.heads and new.heads)))
    found = {pair.new[0]: pair.old[0] for pair in pairs if pair.new and pair.old}
    if old.columns == new.columns:
        gone = [column for column in range(old.columns) if column not in found.values()]
        come = [column for column in range(new.columns) if column not in found]
        found.update(zip(come, gone, strict=True))
    return found


def _column_alike(headed: bool, old: _Column, new: _Column, least: float) -> float:
    """How much columns are alike: those of the same text or, if they are `headed`, of the same head, the most."""
    before, after = old[1], new[1]
    same_head = headed and before and after and before[0] == after[0] != ""
    found = max(likeness("\n".join(before), "\n".join(after), least), 0.8 if same_head else 0.0)
    return found if found >= least else 0.0


def _row(pair: Pair[_Place], columns: Mapping[int, int], compare: Compare) -> RowOfChange:
    before, after = (pair.old[1] if pair.old else ()), (pair.new[1] if pair.new else ())
    cells = [*(_cells(before, after, columns) if pair.old and pair.new else zip_longest(before, after))]
    became = [compare(one, other) for one, other in cells]
    found = [
        Cell(old=one.column if one else None, new=other.column if other else None, runs=runs)
        for (one, other), (runs, _) in zip(cells, became, strict=True)
    ]
    return RowOfChange(
        kinds=_kinds(pair, {kind for _, kinds in became for kind in kinds}),
        old=pair.old[0] if pair.old else None,
        new=pair.new[0] if pair.new else None,
        cells=tuple(found),
    )


def _kinds(pair: Pair[_Place], said: Set[BlockKindOfChange]) -> tuple[BlockKindOfChange, ...]:
    if pair.old is None:
        return ("new",)
    if pair.new is None:
        return ("deleted",)
    edited = "edited" in said
    kinds: tuple[tuple[BlockKindOfChange, bool], ...] = (
        ("moved", pair.moved),
        ("edited", edited),
        ("renumbered", "renumbered" in said and not edited),
    )
    return tuple(kind for kind, holds in kinds if holds)


def _cells(before: Row, after: Row, columns: Mapping[int, int]) -> Iterator[tuple[Placed | None, Placed | None]]:
    """The cells of one row, in the order of the new one; those of columns that are gone behind them."""
    known = {cell.column: cell for cell in before}
    pairs = [(known.get(columns.get(cell.column, -1)), cell) for cell in after]
    used = {one.column for one, _ in pairs if one}
    gone = [cell for cell in before if cell.column not in used]
    yield from pairs
    yield from ((cell, None) for cell in gone)
