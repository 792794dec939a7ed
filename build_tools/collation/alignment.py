"""Two long texts side by side: what they have in common, in the order of both.

Stretches that occur once in each are anchors; the heaviest chain of them stays. Between anchors the same is done with
shorter stretches, and what is left is small enough for RapidFuzz's bit-parallel alignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

# Lengths of the stretches that are looked for, one after the other.
LENGTHS = (24, 12, 6)
# Up to so many pairs of signs an exact alignment is made at once; beyond the second number (its memory in bits), none.
SMALL, LARGE = 250_000, 400_000_000
# From so many signs on, what was added or left out is a passage.
PASSAGE = 12
_NUMBER = re.compile("[0-9０-９,，.．]+")


class Match(NamedTuple):
    """So many signs of the one text that are those of the other."""

    one: int
    other: int
    size: int


class Edit(NamedTuple):
    """A stretch of the one text, between two places, in whose stead the other has another; one of them may be empty."""

    one: int
    one_end: int
    other: int
    other_end: int

    @property
    def size(self) -> int:
        """How long it is, on the longer side."""
        return max(self.one_end - self.one, self.other_end - self.other)


def edits(one: str, other: str) -> list[Edit]:
    """What must be done to the one text to make the other of it, in order, as a reader would say it."""
    return gathered(between(matches(one, other), len(one), len(other)), one)


def matches(one: str, other: str) -> list[Match]:
    """Stretches in common, in the order of both, none of them right beside the next in both."""
    return _joined(_matches(one, other, Edit(0, len(one), 0, len(other)), 0))


def _matches(one: str, other: str, room: Edit, step: int) -> Iterator[Match]:
    start = _common(one, other, room.one, room.other, min(room.one_end - room.one, room.other_end - room.other))
    left = Edit(room.one + start, room.one_end, room.other + start, room.other_end)
    end = _common_end(one, other, left)
    left = left._replace(one_end=left.one_end - end, other_end=left.other_end - end)
    yield Match(room.one, room.other, start)
    if left.one < left.one_end and left.other < left.other_end:
        yield from _inner(one, other, left, step)
    yield Match(left.one_end, left.other_end, end)


def _inner(one: str, other: str, room: Edit, step: int) -> Iterator[Match]:
    pairs = (room.one_end - room.one) * (room.other_end - room.other)
    if pairs <= SMALL or step == len(LENGTHS):
        yield from _exactly(one, other, room) if pairs <= LARGE else ()
        return
    at, there = room.one, room.other
    for anchor in _chain(_anchors(one, other, room, LENGTHS[step])):
        skip = max(at - anchor.one, there - anchor.other, 0)
        if skip < anchor.size:
            one_start, other_start = anchor.one + skip, anchor.other + skip
            yield from _matches(one, other, Edit(at, one_start, there, other_start), step + 1)
            yield Match(one_start, other_start, anchor.size - skip)
            at, there = anchor.one + anchor.size, anchor.other + anchor.size
    yield from _matches(one, other, Edit(at, room.one_end, there, room.other_end), step + 1)


def _common(one: str, other: str, at: int, there: int, size: int) -> int:
    """How many signs agree from two places on, by halving: comparing strings is quick."""
    low, high = 0, size
    while low < high:
        middle = (low + high + 1) // 2
        if one[at + low : at + middle] == other[there + low : there + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(one: str, other: str, room: Edit) -> int:
    found, size = 0, min(room.one_end - room.one, room.other_end - room.other)
    while found < size and one[room.one_end - found - 1] == other[room.other_end - found - 1]:
        found += 1
    return found


def _exactly(one: str, other: str, room: Edit) -> Iterator[Match]:
    for code in Indel.opcodes(one[room.one : room.one_end], other[room.other : room.other_end]):
        if code.tag == "equal":
            yield Match(room.one + code.src_start, room.other + code.dest_start, code.src_end - code.src_start)


def _anchors(one: str, other: str, room: Edit, length: int) -> list[Match]:
    """Stretches of so many signs that occur once in each text, joined where they overlap."""
    here = _once(one, room.one, room.one_end, length)
    there = _once(other, room.other, room.other_end, length)
    found, at, place, size = list[Match](), -1, -1, 0
    for stretch, start in there.items():
        origin = here.get(stretch, -1)
        if start < 0 or origin < 0:
            continue
        if size and origin - at == start - place == size - length + 1:
            size += 1
        else:
            found += [Match(at, place, size)] if size else []
            at, place, size = origin, start, length
    return [*found, Match(at, place, size)] if size else found


def _once(text: str, start: int, end: int, length: int) -> dict[str, int]:
    """Stretches by where they occur, in order; -1 for what occurs more often."""
    found: dict[str, int] = {}
    for at in range(start, end - length + 1):
        stretch = text[at : at + length]
        found[stretch] = -1 if stretch in found else at
    return found


def _chain(anchors: Sequence[Match]) -> list[Match]:
    """The heaviest chain of anchors in the order of both texts; they come in the order of the other one."""
    ranks = {at: rank for rank, at in enumerate(sorted({anchor.one for anchor in anchors}), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    before = list[int]()
    for index, anchor in enumerate(anchors):
        weight, last = _heaviest(best, ranks[anchor.one] - 1)
        before.append(last)
        _raise(best, ranks[anchor.one], (weight + anchor.size, index))
    return [anchors[index] for index in _back(_heaviest(best, len(ranks))[1], before)][::-1]


def _heaviest(best: Sequence[tuple[int, int]], rank: int) -> tuple[int, int]:
    """The heaviest chain that ends at a rank or below (a Fenwick tree)."""
    found = (0, -1)
    while rank:
        found, rank = max(found, best[rank]), rank & (rank - 1)
    return found


def _raise(best: list[tuple[int, int]], rank: int, value: tuple[int, int]) -> None:
    while rank < len(best):
        best[rank] = max(best[rank], value)
        rank += rank & -rank


def _back(index: int, before: Sequence[int]) -> Iterator[int]:
    while index >= 0:
        yield index
        index = before[index]


def _joined(found: Iterator[Match]) -> list[Match]:
    joined = list[Match]()
    for match in found:
        last = joined[-1] if joined else Match(-1, -1, 0)
        if match.size and (last.one + last.size, last.other + last.size) == (match.one, match.other) and joined:
            joined[-1] = last._replace(size=last.size + match.size)
        elif match.size:
            joined.append(match)
    return joined


def between(found: Sequence[Match], length: int, other_length: int) -> Iterator[Edit]:
    """What lies between matches, in texts of these lengths."""
    at, there = 0, 0
    for match in [*found, Match(length, other_length, 0)]:
        if at < match.one or there < match.other:
            yield Edit(at, match.one, there, match.other)
        at, there = match.one + match.size, match.other + match.size


def gathered(found: Iterable[Edit], one: str) -> list[Edit]:
    """Edits that have so little of the one text between them that it is there by chance are one."""
    gathered = list[Edit]()
    for edit in found:
        while gathered and _by_chance(gathered[-1], edit, one):
            last = gathered.pop()
            edit = Edit(last.one, edit.one_end, last.other, edit.other_end)
        gathered.append(edit)
    return gathered


def _by_chance(last: Edit, edit: Edit, one: str) -> bool:
    """Less in common than either is long, a single sign beside a whole passage, or a part of a number."""
    size = edit.one - last.one_end
    if size < min(edit.size, last.size) or (size == 1 and max(edit.size, last.size) >= PASSAGE):
        return True
    return _NUMBER.fullmatch(one, last.one_end, edit.one) is not None


def inner(one: str, other: str, edit: Edit) -> list[Edit]:
    """What differs within an edit, or within any two stretches."""
    found = edits(one[edit.one : edit.one_end], other[edit.other : edit.other_end])
    return [Edit(a + edit.one, b + edit.one, c + edit.other, d + edit.other) for a, b, c, d in found]
