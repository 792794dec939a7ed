"""Passages that stand elsewhere: left out in one place of a text, and added in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from build_tools.collation.alignment import PASSAGE, Edit, Match
from build_tools.collation.edits import carved, carved_there, replaced, split

# From how many signs on a passage is known again wherever it stands; a whole paragraph, cell or heading from fewer on.
LONG: Final = PASSAGE
SHORT: Final = 4
# How often a stretch may occur to be followed up; with more left over than so many signs, only long ones are.
_OFTEN: Final = 20
_MUCH: Final = 20_000


def moves(one: str, other: str, edits: list[Edit], whole: Callable[[Match], bool]) -> tuple[list[Edit], list[Edit]]:
    """Passages that moved, each with what it became (from, to, from, to), and the edits that are left.

    `whole` tells whether a stretch is a text of its own on both sides.
    """
    found = list[Match]()
    for match in sorted(_common(one, other, edits), key=lambda match: -match.size):
        if match.size < LONG and not whole(match):
            continue
        if within := _within(edits, match):
            edits = replaced(edits, within, split(within, match))
        elif (left := _without(edits, match)) is not None:
            edits, found = left, [*found, match]
    passages, edits = _widened(found, edits)
    return passages, edits


def _within(edits: Sequence[Edit], match: Match) -> Edit | None:
    """The edit in which a passage stands on both sides: so it is where it should be."""
    here = _holding(edits, match.one, match.one + match.size, 0)
    return here if here and here is _holding(edits, match.other, match.other + match.size, 2) else None


def _without(edits: list[Edit], match: Match) -> list[Edit] | None:
    """Edits without a passage on both sides; None where a longer one has taken a part of it."""
    here = _holding(edits, match.one, match.one + match.size, 0)
    if here is None:
        return None
    edits = replaced(edits, here, carved(here, match.one, match.one + match.size))
    there = _holding(edits, match.other, match.other + match.size, 2)
    if there is None:
        return None
    return replaced(edits, there, carved_there(there, match.other, match.other + match.size))


def _holding(edits: Sequence[Edit], start: int, end: int, side: int) -> Edit | None:
    return next((edit for edit in edits if edit[side] <= start and end <= edit[side + 1]), None)


def _common(one: str, other: str, edits: Sequence[Edit]) -> Iterator[Match]:
    """The longest stretches in common of what was left out anywhere and what was added anywhere."""
    least = SHORT if sum(edit.size for edit in edits) < _MUCH else LONG
    known = _stretches(one, edits, least)
    for edit in edits if known else ():
        at = edit.other
        while at <= edit.other_end - least:
            places = known.get(other[at : at + least], ())
            sizes = ((_size(one, other, Edit(place, end, at, edit.other_end)), place) for place, end in places)
            size, place = max(sizes, default=(0, 0))
            if size >= least:
                yield Match(place, at, size)
            at += max(1, size - least + 1) if size >= LONG else 1


def _stretches(text: str, edits: Sequence[Edit], length: int) -> Mapping[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for edit in edits:
        for at in range(edit.one, edit.one_end - length + 1):
            places = found[text[at : at + length]]
            if len(places) < _OFTEN:
                places.append((at, edit.one_end))
    return found


def _size(one: str, other: str, room: Edit) -> int:
    size, most = 0, min(room.one_end - room.one, room.other_end - room.other)
    while size < most and one[room.one + size] == other[room.other + size]:
        size += 1
    return size


def _widened(found: Sequence[Match], edits: list[Edit]) -> tuple[list[Edit], list[Edit]]:
    """Passages that follow each other with something altered between them are one passage."""
    passages = list[Edit]()
    for match in sorted(found, key=lambda match: match.other):
        this = Edit(match.one, match.one + match.size, match.other, match.other + match.size)
        gap = _gap(passages[-1], this, edits) if passages else None
        if gap is None:
            passages.append(this)
        else:
            passages[-1] = passages[-1]._replace(one_end=this.one_end, other_end=this.other_end)
            edits = _closed(edits, gap)
    return passages, edits


def _gap(last: Edit, this: Edit, edits: Sequence[Edit]) -> Edit | None:
    """What lies between two passages, if it is less than either of them, and all of it was left over."""
    gap = Edit(last.one_end, this.one, last.other_end, this.other)
    if gap.one > gap.one_end or gap.other > gap.other_end or gap.size > min(last.size, this.size):
        return None
    held = gap.one == gap.one_end or _holding(edits, gap.one, gap.one_end, 0)
    held_there = gap.other == gap.other_end or _holding(edits, gap.other, gap.other_end, 2)
    return gap if held and held_there else None


def _closed(edits: list[Edit], gap: Edit) -> list[Edit]:
    if gap.one < gap.one_end and (here := _holding(edits, gap.one, gap.one_end, 0)):
        edits = replaced(edits, here, carved(here, gap.one, gap.one_end))
    if gap.other < gap.other_end and (there := _holding(edits, gap.other, gap.other_end, 2)):
        edits = replaced(edits, there, carved_there(there, gap.other, gap.other_end))
    return edits
