"""Rows that are too long for a page, parted where a sentence or a row of a table ends, so that heads are repeated above
each part. The typesetter breaks no row, and would print one that is longer than a page without its head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest

from build_tools.comparison.rows import Mark
from build_tools.tabulation.model import Marks

# Characters in a cell, about a fifth of what a page of the narrowest form has room for.
LIMIT = 240
_ENDS = "。\n"
_Sign = tuple[str, bool]


def parted(new: Marks, old: Marks, limit: int = LIMIT) -> list[tuple[Marks, Marks]]:
    """The texts of both columns in parts that belong together: they begin and end where both are the same."""
    if max(_length(new), _length(old)) <= limit:
        return [(new, old)]
    sides = _signs(new), _signs(old)
    ends = [_ends(side) for side in sides]
    common = sorted(ends[0].keys() & ends[1].keys())
    cuts = [(ends[0][at], ends[1][at]) for at in common]
    found: list[tuple[Marks, Marks]] = []
    for start, end in _spans(cuts, (len(sides[0]), len(sides[1])), limit):
        one, other = (side[start[at] : end[at]] for at, side in enumerate(sides))
        found += zip_longest(_chunks(one, limit), _chunks(other, limit), fillvalue=())
    return found


def chunks(marks: Marks, limit: int = LIMIT) -> list[Marks]:
    """A text in parts that end with a sentence, no longer than the limit but for longer sentences; one at least."""
    return _chunks(_signs(marks), limit) if _length(marks) > limit else [marks]


def _length(marks: Marks) -> int:
    return sum(len(mark.text) for mark in marks)


def _signs(marks: Marks) -> list[_Sign]:
    return [(sign, mark.marked) for mark in marks for sign in mark.text]


def _marks(signs: Sequence[_Sign]) -> Marks:
    found: list[Mark] = []
    for sign, marked in signs:
        if found and found[-1].marked == marked:
            found[-1] = Mark(found[-1].text + sign, marked)
        else:
            found.append(Mark(sign, marked))
    return tuple(found)


def _ends(signs: Sequence[_Sign]) -> dict[int, int]:
    """Where sentences end that both sides have: by the count of characters that are the same, the place."""
    same = accumulate(not marked for _, marked in signs)
    return {
        count: at
        for at, ((sign, marked), count) in enumerate(zip(signs, same, strict=True), 1)
        if sign in _ENDS and not marked
    }


def _spans(
    cuts: Sequence[tuple[int, int]], ends: tuple[int, int], limit: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """As few spans from cut to cut as hold no more than the limit, where cuts are close enough."""
    start = last = (0, 0)
    for cut in (*cuts, ends):
        if max(cut[0] - start[0], cut[1] - start[1]) > limit and last != start:
            yield start, last
            start = last
        last = cut
    yield start, ends


def _chunks(signs: Sequence[_Sign], limit: int) -> list[Marks]:
    found: list[Marks] = []
    start = last = 0
    cuts = [at for at, (sign, _) in enumerate(signs, 1) if sign in _ENDS]
    for cut in (*cuts, len(signs)):
        if cut - start > limit and last > start:
            found.append(_marks(signs[start:last]))
            start = last
        while cut - start > 2 * limit:  # a sentence without end
            found.append(_marks(signs[start : start + limit]))
            start += limit
        last = cut
    return [*found, _marks(signs[start:])]
