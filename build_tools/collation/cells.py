"""Tables whose cells come in another order: column by column, or, where pages are read as they are drawn, in any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from build_tools.collation.alignment import Edit
from build_tools.collation.edits import reached
from build_tools.collation.printed import Built

Table = Sequence[Sequence[tuple[int, int]]]


@dataclass(frozen=True)
class Reordered:
    """The edits without those that only the order of cells makes; `loose`: how many tables had their cells compared
    without regard to their order.
    """

    edits: list[Edit]
    loose: int = 0


def reordered(built: Built, approved: str, edits: list[Edit], *, rows: bool) -> Reordered:
    """What is left when the cells of each table may come by columns, and, unless `rows`, in any order."""
    loose = 0
    for table in built.tables:
        room = _room(table, edits)
        if not any(_within(edit, room) for edit in edits):
            continue
        text, there = approved[room.one : room.one_end], built.stream.text
        by_columns = [cell for column in zip_longest(*table) for cell in column if cell]
        if text == "".join(there[start:end] for start, end in by_columns):
            edits = [edit for edit in edits if not _within(edit, room)]
        elif not rows and _holds(text, [there[start:end] for start, end in by_columns]):
            edits, loose = [edit for edit in edits if not _within(edit, room)], loose + 1
    return Reordered(edits, loose)


def _room(table: Table, edits: Sequence[Edit]) -> Edit:
    start, end = table[0][0][0], table[-1][-1][1]
    return Edit(reached(edits, start), reached(edits, end, end=True), start, end)


def _within(edit: Edit, room: Edit) -> bool:
    return (
        room.one <= edit.one
        and edit.one_end <= room.one_end
        and edit.other >= room.other
        and edit.other_end <= room.other_end
    )


def _holds(text: str, cells: Sequence[str]) -> bool:
    """Whether a text is made of all these cells and nothing else, in whatever order."""
    for cell in sorted(cells, key=len, reverse=True):
        if cell not in text:
            return False
        text = text.replace(cell, "\0", 1)
    return not text.replace("\0", "")
