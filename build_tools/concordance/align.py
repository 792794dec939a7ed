"""Finds texts in a longer one where their order is known: what stands where, what moved, what differs, what is lost.

The longest chain of texts that occur once is taken to be in its place; between its links, what occurs more often is
looked for from the end, since a heading stands in the contents before it stands above its chapter.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

How = Literal["exact", "moved", "altered"]
# So much of a text must be there for what differs from it to be taken for it.
ALIKE = 0.5
# Texts up to this length are not guessed at: any two numbers are alike.
SHORT = 4
# Texts from this length on are found in the middle of others as well.
LONG = 8
KEY = 3


@dataclass(frozen=True)
class Wanted:
    """A text to be found: `text` with nothing in its holes, `head` what stands before the first of them, its pattern
    where it has any.
    """

    text: str
    head: str
    pattern: re.Pattern[str] | None = None

    def at(self, text: str, place: int) -> int | None:
        """Where it ends, if it stands at a place."""
        if self.pattern is None:
            return place + len(self.text) if text.startswith(self.text, place) else None
        found = self.pattern.match(text, place)
        return found.end() if found else None


class Hit(NamedTuple):
    """Where a text was found, and how."""

    start: int
    end: int
    how: How = "exact"


def align(text: str, wanted: Sequence[Wanted], begins: Iterable[int], parts: Iterable[int]) -> list[Hit | None]:
    """A place for each text, None for one that is lost; no two places overlap.

    Elements begin at the places `begins` of the longer text, runs of glyphs at `parts`: so do texts, as a rule.
    """
    return _Alignment(text, wanted, _Places(text, begins, parts)).found


def pick(text: str, wanted: Sequence[Wanted], begins: Iterable[int], parts: Iterable[int]) -> list[Hit | None]:
    """A place for each text wherever it stands, as for `align`: the first that is left."""
    places, taken, found = _Places(text, begins, parts), _Taken(()), list[Hit | None]()
    for each in wanted:
        free = next((hit for hit in places.of(each) if taken.free(hit)), None)
        found.append(free)
        if free:
            taken.add(free)
    return found


def resembling(text: str, wanted: str, start: int, end: int) -> Hit | None:
    """The part of a text, between two places, that is nearly what is wanted."""
    there = text[start : min(end, start + 4 * len(wanted) + 200)]
    if len(wanted) <= SHORT or _shared(wanted, there) < ALIKE:
        return None
    blocks = [block for block in SequenceMatcher(None, wanted, there, False).get_matching_blocks() if block.size]
    if sum(block.size for block in blocks) < ALIKE * len(wanted):
        return None
    return Hit(start + blocks[0].b, start + blocks[-1].b + blocks[-1].size, "altered")


def _shared(text: str, other: str) -> float:
    """How many of a text's pairs of characters the other has: a quick look before the slow one."""
    pairs = {other[at : at + 2] for at in range(len(other) - 1)}
    return sum(text[at : at + 2] in pairs for at in range(len(text) - 1)) / max(1, len(text) - 1)


class _Places:
    """Where texts may stand in the longer one."""

    def __init__(self, text: str, begins: Iterable[int], parts: Iterable[int]) -> None:
        self.text = text
        self._begins = _Beginnings(text, begins)
        self._parts = _Beginnings(text, parts)
        self._known: dict[Wanted, list[Hit]] = {}

    def of(self, wanted: Wanted) -> list[Hit]:
        """Every place of a text, in order: the same list for the same text, which a table may hold a thousand times."""
        if wanted not in self._known:
            self._known[wanted] = self._all(wanted)
        return self._known[wanted]

    def _all(self, wanted: Wanted) -> list[Hit]:
        """Where an element begins, else where a run does, else anywhere."""
        return (
            self._at(wanted, self._begins.with_(wanted.head))
            or self._at(wanted, self._parts.with_(wanted.head))
            or self._at(wanted, self._anywhere(wanted.head))
        )

    def _at(self, wanted: Wanted, places: Iterable[int]) -> list[Hit]:
        ends = ((place, wanted.at(self.text, place)) for place in places)
        return [Hit(place, end) for place, end in ends if end is not None and end > place]

    def _anywhere(self, head: str) -> Iterator[int]:
        place = self.text.find(head) if len(head) >= LONG else -1
        while place >= 0:
            yield place
            place = self.text.find(head, place + 1)


class _Alignment:
    """The steps of an alignment, on `found`."""

    def __init__(self, text: str, wanted: Sequence[Wanted], places: _Places) -> None:
        self.text, self.wanted = text, wanted
        self.candidates = [places.of(each) for each in wanted]
        self.found: list[Hit | None] = [None] * len(wanted)
        self._once()
        for gap in self._gaps():
            self._between(*gap)
        self._elsewhere()
        self._altered()

    def _once(self) -> None:
        """The longest chain of those that stand in one place alone."""
        for index in _chain(self.candidates):
            self.found[index] = self.candidates[index][0]

    def _gaps(self) -> list[tuple[list[int], int, int]]:
        """Those without a place, with the room between their neighbours."""
        gaps: list[tuple[list[int], int, int]] = []
        waiting, start = list[int](), 0
        for index, hit in enumerate([*self.found, Hit(len(self.text), len(self.text))]):
            if hit is None:
                waiting.append(index)
            elif hit.how != "moved":
                gaps += [(waiting, start, hit.start)] if waiting else []
                waiting, start = [], hit.end
        return gaps

    def _between(self, indices: Sequence[int], start: int, end: int) -> None:
        """From the end of a gap to its start, each text at the last place that is left."""
        for index in reversed(indices):
            if hit := _last(self.candidates[index], start, end):
                self.found[index], end = hit, hit.start

    def _elsewhere(self) -> None:
        """What is left over but stands where nothing else does."""
        taken, none_left = _Taken(hit for hit in self.found if hit), set[Wanted]()
        for index in [index for index, hit in enumerate(self.found) if hit is None]:
            wanted = self.wanted[index]
            hits = () if wanted in none_left else self.candidates[index]
            if free := next((hit for hit in hits if taken.free(hit)), None):
                self.found[index] = Hit(free.start, free.end, "moved")
                taken.add(free)
            else:
                none_left.add(wanted)

    def _altered(self) -> None:
        """What is nearly there, between its neighbours."""
        for indices, start, end in self._gaps():
            for index in indices:
                if hit := resembling(self.text, self.wanted[index].text, start, end):
                    self.found[index], start = hit, hit.end


def _last(hits: Sequence[Hit], start: int, end: int) -> Hit | None:
    """The last place between two others."""
    at = bisect_left(hits, end, key=lambda hit: hit.start)
    while at and hits[at - 1].start >= start:
        at -= 1
        if hits[at].end <= end:
            return hits[at]
    return None


class _Taken:
    """Places that are taken, kept in order."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self._spans = sorted((hit.start, hit.end) for hit in hits)

    def free(self, hit: Hit) -> bool:
        at = bisect_left(self._spans, (hit.start, hit.start))
        before = self._spans[at - 1][1] if at else 0
        behind = self._spans[at][0] if at < len(self._spans) else hit.end
        return before <= hit.start and hit.end <= behind

    def add(self, hit: Hit) -> None:
        at = bisect_left(self._spans, (hit.start, hit.end))
        self._spans.insert(at, (hit.start, hit.end))


class _Beginnings:
    """Places of a text in order, by the first characters that stand there."""

    def __init__(self, text: str, places: Iterable[int]) -> None:
        self._text, self._places = text, sorted(places)
        self._known: dict[int, dict[str, list[int]]] = {}

    def with_(self, head: str) -> Sequence[int]:
        """Those at which a text with this beginning may stand; all of them where that is empty."""
        key = head[:KEY]
        if len(key) not in self._known:
            self._known[len(key)] = self._by_key(len(key))
        return self._known[len(key)].get(key, ())

    def _by_key(self, length: int) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place in self._places:
            found[self._text[place : place + length]].append(place)
        return found


def _chain(candidates: Sequence[Sequence[Hit]]) -> list[int]:
    """The longest chain of texts with one place, in the order of both (patience)."""
    once = [index for index, hits in enumerate(candidates) if len(hits) == 1]
    ends, tops, before = list[int](), list[int](), dict[int, int]()
    for index in once:
        hit = candidates[index][0]
        at = bisect_right(ends, hit.start)
        if at == len(ends) or hit.end < ends[at]:
            ends[at : at + 1], tops[at : at + 1] = [hit.end], [index]
            before[index] = tops[at - 1] if at else -1
    return list(_back(tops[-1] if tops else -1, before))[::-1]


def _back(index: int, before: Mapping[int, int]) -> Iterator[int]:
    while index >= 0:
        yield index
        index = before[index]
