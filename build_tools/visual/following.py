"""Where each text of one side stands on the other: what stayed, and what stayed of what was edited."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from build_tools.comparison.resemblance import common
from build_tools.visual.edits import Edit
from build_tools.visual.holders import Holders, Span


class Stretch(NamedTuple):
    """A text that stands at a place of the one reading, and at a place of the other."""

    here: int
    there: int
    size: int


class Following:
    """The way from places of either reading to those of the other."""

    def __init__(self, old: Holders, new: Holders, stayed: Mapping[str, str], edits: Iterable[Edit]) -> None:
        found = [stretch for names in stayed.items() for stretch in _same(old.spans, new.spans, *names)]
        followed = {*stayed}
        for edit in edits:
            if not followed.intersection(edit.held[0]):
                found += _common(old, new, *edit.held)
        self._from_old = sorted(found)
        self._from_new = sorted(Stretch(there, here, size) for here, there, size in found)

    def to_new(self, start: int, end: int) -> Iterator[Stretch]:
        """What of a text of the old reading stands somewhere in the new one."""
        return _within(self._from_old, start, end)

    def to_old(self, start: int, end: int) -> Iterator[Stretch]:
        """What of a text of the new reading stood somewhere in the old one."""
        return _within(self._from_new, start, end)


def _within(stretches: Sequence[Stretch], start: int, end: int) -> Iterator[Stretch]:
    index = max(0, bisect_right(stretches, (start, 1 << 60, 0)) - 1)
    while index < len(stretches) and stretches[index].here < end:
        here, there, size = stretches[index]
        first, last = max(start, here), min(end, here + size)
        if first < last:
            yield Stretch(first, there + first - here, last - first)
        index += 1


def _same(
    old: Mapping[str, tuple[Span, ...]], new: Mapping[str, tuple[Span, ...]], before: str, after: str
) -> Iterator[Stretch]:
    """A text that is the same; one that is not printed so is an edit, and followed as such."""
    spans = old.get(before, ()), new.get(after, ())
    sizes = [sum(end - start for start, end in side) for side in spans]
    if sizes[0] == sizes[1]:
        yield from _laid([(0, 0, sizes[0])], *spans)


def _common(old: Holders, new: Holders, before: Iterable[str], after: Iterable[str]) -> Iterator[Stretch]:
    spans = [
        [span for name in names for span in holders.spans.get(name, ())]
        for holders, names in ((old, before), (new, after))
    ]
    yield from _laid(common(old.text(spans[0]), new.text(spans[1])), *spans)


def _laid(kept: Iterable[tuple[int, int, int]], old: Sequence[Span], new: Sequence[Span]) -> Iterator[Stretch]:
    """Stretches of two texts that are made of spans, cut where a span ends."""
    for a, b, size in kept:
        while size > 0:
            here, room = _place(a, old)
            there, other = _place(b, new)
            step = min(size, room, other)
            yield Stretch(here, there, step)
            a, b, size = a + step, b + step, size - step


def _place(at: int, spans: Sequence[Span]) -> tuple[int, int]:
    """A place of a text that is made of spans, and how much of its span is left."""
    for start, end in spans:
        if at < end - start:
            return start + at, end - start - at
        at -= end - start
    raise IndexError(at)
