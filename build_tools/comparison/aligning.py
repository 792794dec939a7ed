"""Two sequences side by side: what is equal first, then what is alike between that, then what stands elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz.distance import Indel

T = TypeVar("T")
# How much two things must be alike to be one that was edited: in its place; somewhere else.
IN_PLACE = 0.45
ELSEWHERE = 0.6
# More than anything that is alike without being equal.
EQUAL = 2.0
# In a long stretch without anything equal, what is looked at on either side of where a thing should stand.
_BAND = 60


@dataclass(frozen=True)
class Pair(Generic[T]):
    """A thing in both sequences, or in one alone; `moved` where the order of the two is another one."""

    old: T | None
    new: T | None
    moved: bool = False


def aligned(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable], alike: Callable[[T, T, float], float]
) -> list[Pair[T]]:
    """The pairs in the order of `new`; what is in `old` alone stands where it stood.

    `key` is the same for what is equal; `alike` tells how much two things are, or 0 when less than its last argument.
    """
    ordered = [*_in_order(old, new, key, alike)]
    elsewhere = dict(_elsewhere(old, new, ordered, key, alike))
    return [*_merged(old, new, ordered, elsewhere)]


def _in_order(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable], alike: Callable[[T, T, float], float]
) -> Iterator[tuple[int, int]]:
    """Places that belong together, rising in both sequences. The last block is empty, at the end of both."""
    before = (0, 0)
    for block in Indel.opcodes([*map(key, old)], [*map(key, new)]).as_matching_blocks():
        yield from _between(old, new, (*before, block.a, block.b), alike)
        yield from zip(range(block.a, block.a + block.size), range(block.b, block.b + block.size), strict=True)
        before = block.a + block.size, block.b + block.size


def _between(
    old: Sequence[T], new: Sequence[T], gap: tuple[int, int, int, int], alike: Callable[[T, T, float], float]
) -> Iterator[tuple[int, int]]:
    """The pairs of a gap, `old[i:j]` and `new[m:n]` for (i, m, j, n), that are most alike in sum."""
    i, m, j, n = gap
    tall, wide = j - i, n - m
    best = [[0.0] * (wide + 1) for _ in range(tall + 1)]
    score: dict[tuple[int, int], float] = {}
    for a in range(tall):
        for b in range(wide):
            near = abs(a * wide - b * tall) <= _BAND * max(tall, wide)
            found = alike(old[i + a], new[m + b], IN_PLACE) if near else 0.0
            score[a, b] = found
            together = best[a][b] + found if found else 0.0
            best[a + 1][b + 1] = max(together, best[a][b + 1], best[a + 1][b])
    yield from ((i + a, m + b) for a, b in _way(best, score, tall, wide))


def _way(best: Sequence[Sequence[float]], score: dict[tuple[int, int], float], a: int, b: int) -> list[tuple[int, int]]:
    """The pairs of the best way through a gap."""
    found: list[tuple[int, int]] = []
    while a and b:
        if best[a][b] == best[a - 1][b]:
            a -= 1
        elif best[a][b] == best[a][b - 1]:
            b -= 1
        else:
            a, b = a - 1, b - 1
            found.append((a, b))
    return found[::-1]


def _elsewhere(
    old: Sequence[T],
    new: Sequence[T],
    ordered: Sequence[tuple[int, int]],
    key: Callable[[T], Hashable],
    alike: Callable[[T, T, float], float],
) -> Iterator[tuple[int, int]]:
    """For places of `new` that are in no order with `old`, their place in `old`."""
    gone = sorted({*range(len(old))} - {a for a, _ in ordered})
    come = sorted({*range(len(new))} - {b for _, b in ordered})
    scored = ((_equality(old[a], new[b], key, alike), a, b) for a in gone for b in come)
    return ((b, a) for a, b in strongest(scored))


def _equality(old: T, new: T, key: Callable[[T], Hashable], alike: Callable[[T, T, float], float]) -> float:
    """How much two things are alike, what is equal more than anything else."""
    return EQUAL if key(old) == key(new) else alike(old, new, ELSEWHERE)


def strongest(scored: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Of pairs of places with what speaks for each, those for which most does, no place twice; 0: nothing does."""
    used_old: set[int] = set()
    used_new: set[int] = set()
    found = []
    for score, a, b in sorted(scored, key=lambda each: (-each[0], *each[1:])):
        if score and a not in used_old and b not in used_new:
            used_old.add(a)
            used_new.add(b)
            found.append((a, b))
    return found


def _merged(
    old: Sequence[T], new: Sequence[T], ordered: Sequence[tuple[int, int]], elsewhere: dict[int, int]
) -> Iterator[Pair[T]]:
    taken = {*elsewhere.values()}
    a = b = 0
    for i, j in (*ordered, (len(old), len(new))):
        yield from (Pair(old[at], None) for at in range(a, i) if at not in taken)
        for at in range(b, j):
            yield Pair(old[elsewhere[at]], new[at], True) if at in elsewhere else Pair(None, new[at])
        if i < len(old) and j < len(new):
            yield Pair(old[i], new[j])
        a, b = i + 1, j + 1


def out_of_order(places: Sequence[int]) -> set[int]:
    """Of places that should rise, the fewest that must be taken out for the others to do so."""
    ends: list[int] = []
    at: list[int] = []
    before: dict[int, int] = {}
    for index, place in enumerate(places):
        where = bisect_left(ends, place)
        ends[where : where + 1] = [place]
        at[where : where + 1] = [index]
        before[index] = at[where - 1] if where else -1
    kept, index = set(), at[-1] if at else -1
    while index >= 0:
        kept.add(places[index])
        index = before[index]
    return {*places} - kept
