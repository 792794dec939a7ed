"""A text as a string of signs, without line breaks and spacing; and the way back to where each sign stands.

Spacing is white space of any width that touches a Japanese character or sign, or stands at the beginning or end of a
line: so full-width indents, and the gaps between Japanese and Latin. White space between two narrow signs within a line
(`Smart City`) is text: it is kept beside the signs, and compared once they are laid side by side.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

Owner = TypeVar("Owner")

# What stands before a sign: nothing, white space, or something that cannot be told (a line's end).
NONE, SPACE, BREAK = range(3)
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_BREAKS = frozenset("\n\r\f\v\u0085\u2028\u2029")
# A letter with marks of its own: が as か and ゛ is no other sign than が.
_COMBINED = re.compile("[^\\W\\d_][\u0300-\u036f\u3099\u309a]+")


@dataclass(frozen=True)
class Segment(Generic[Owner]):
    """A piece of text that stands in one place; `joined` to the one before it on the same line."""

    text: str
    owner: Owner
    joined: bool = False


class Stream(Generic[Owner]):
    """Signs one after the other: `signs` as they stand, `text` with those made one that count as the same, `joins` what
    stands before each, `owners` of the segments with the places at which these begin.
    """

    def __init__(
        self, segments: Iterable[Segment[Owner]], same: Mapping[int, str], hidden: Set[str] = frozenset()
    ) -> None:
        unseen = _UNSEEN | hidden
        self.owners: list[Owner] = []
        self.starts: list[int] = []
        self.begins: list[bool] = []
        found, joins = list[str](), bytearray()
        join = BREAK
        for segment in segments:
            join = join if segment.joined else BREAK
            self.owners.append(segment.owner)
            self.starts.append(len(found))
            self.begins.append(not segment.joined)
            for sign in _composed(segment.text):
                if sign in unseen:
                    continue
                if sign.isspace():
                    join = BREAK if sign in _BREAKS else max(join, SPACE)
                    continue
                found.append(sign)
                joins.append(join)
                join = NONE
        self.signs = "".join(found)
        self.text = self.signs.translate(dict(same))
        self.joins = bytes(joins)

    def owner(self, at: int) -> Owner:
        """Whose a sign is."""
        return self.owners[bisect_right(self.starts, at) - 1]

    def begin(self, at: int) -> int:
        """Where the line begins on which a sign stands."""
        index = bisect_right(self.starts, at) - 1
        while index > 0 and not self.begins[index]:
            index -= 1
        return self.starts[index]

    def begins_at(self, at: int) -> bool:
        """Whether a line begins at a place."""
        return at >= len(self.signs) or self.begin(at) == at

    def held(self, start: int, end: int) -> Iterator[tuple[int, int, Owner]]:
        """The segments between two places, cut at these, with their owners; those with nothing in them left out."""
        index = max(0, bisect_right(self.starts, start) - 1)
        while index < len(self.starts) and self.starts[index] < end:
            last = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.signs)
            low, high = max(start, self.starts[index]), min(end, last)
            if low < high:
                yield low, high, self.owners[index]
            index += 1

    def parts(self, at: int) -> bool:
        """Whether two narrow signs meet at a place, where a space would be text."""
        return 0 < at < len(self.signs) and narrow(self.signs[at - 1]) and narrow(self.signs[at])

    def shown(self, start: int, end: int) -> str:
        """Signs with the spaces that are text."""
        pieces = (
            f" {self.signs[at]}" if at > start and self.joins[at] and self.parts(at) else self.signs[at]
            for at in range(max(0, start), min(end, len(self.signs)))
        )
        return "".join(pieces)


def outside(
    segments: Sequence[Segment[Owner]], stream: Stream[Owner], cuts: Sequence[tuple[int, int]]
) -> tuple[Segment[Owner], ...]:
    """The segments of a stream that begin in none of some stretches of it."""
    kept = list[Segment[Owner]]()
    waiting = sorted(cuts)
    for segment, start in zip(segments, stream.starts, strict=True):
        while waiting and waiting[0][1] <= start:
            waiting.pop(0)
        if not waiting or start < waiting[0][0]:
            kept.append(segment)
    return tuple(kept)


def _composed(text: str) -> str:
    return _COMBINED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


@lru_cache(maxsize=4096)
def narrow(sign: str) -> bool:
    """Whether a sign is of a script that parts words by spaces (UAX 11: narrow or neutral)."""
    return unicodedata.east_asian_width(sign) in ("Na", "N")
