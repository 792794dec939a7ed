"""Spaces that part words: compared where the same two narrow signs meet in both texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from build_tools.collation.alignment import Match
from build_tools.collation.stream import BREAK, Stream


def spaces(one: Stream[Any], other: Stream[Any], common: Iterable[Match]) -> Iterator[tuple[int, int]]:
    """Places of both texts where one has a space between two words and the other none; a line's end may be either."""
    for match in common:
        here = one.joins[match.one : match.one + match.size]
        there = other.joins[match.other : match.other + match.size]
        for at in range(1, match.size if here != there else 0):
            if here[at] != there[at] and BREAK not in (here[at], there[at]) and other.parts(match.other + at):
                yield match.one + at, match.other + at
