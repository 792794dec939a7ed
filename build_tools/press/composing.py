"""Lines taken from texts that Pango shapes once: where a line ends is found in the advances of its characters.

WeasyPrint has each line shaped to find its end, and again to draw it. Here a line is a piece of a `Run`, with a gap at
the characters that stretch. What can't be cut without shaping it again is left to WeasyPrint (`economies`).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import inf
from typing import Any, Final

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

from build_tools.press import economies
from build_tools.press.faces import ODD, Character, Face, Shaped, face_of

_RUNS: Final = 512  # texts that are kept shaped
_RESTS: Final = 64  # what is left of texts behind lines, kept for when it is asked for
_UNKNOWN: Final = (-1, -1, 0)
_UNBROKEN: Final = ("nowrap", "pre")  # values of white-space
_KEPT_SPACES: Final = "pre-wrap"
# Characters of no script before a letter. In a text they go with what is before them, at its start with the letter, and
# a font may kern them otherwise.
_INTO_LATIN: Final = re.compile("[^A-Za-z\u3005\u3041-\u30ff\u4e00-\u9fff]+[A-Za-z]")


class Run:
    """A text in a face, shaped. `ends` is where its characters end, in Pango units, from 0 before the first; `breaks`
    the characters that may start a line, and the end of the text twice, so that there is always one more; `odd` the
    characters that are not what they are alone; at `hyphens`, breaking puts a hyphen.
    """

    def __init__(self, face: Face, text: str, shaped: Shaped) -> None:
        self.face, self.text = face, text
        self.ends = array("q", [0, *accumulate(shaped.advances)])
        self.breaks = array("q", [*shaped.breaks, len(text), len(text)])
        self.hyphens = shaped.hyphens
        self.odd = sorted({*strangers(face.characters(text), shaped), *(found.start() for found in ODD.finditer(text))})

    def line(self, start: int, room: float, breaks_words: bool) -> tuple[int, int] | None:
        """Where a line that has so much room (Pango units) ends, and where the next one starts, in characters.

        None where that can't be told without shaping it.
        """
        if start and _INTO_LATIN.match(self.text, start):
            return None
        end, resume, seen = self._line(start, self.ends[start] + room, breaks_words)
        first_odd = bisect_left(self.odd, start)
        if end <= start or (first_odd < len(self.odd) and self.odd[first_odd] < seen):
            return None
        return end, resume

    def _line(self, start: int, edge: float, breaks_words: bool) -> tuple[int, int, int]:
        """The end of a line, the start of the next, and where the text ends that decides them."""
        length, fitting = len(self.text), bisect_right(self.ends, edge) - 1
        if fitting >= length:
            return length, length, length
        found = bisect_right(self.breaks, fitting) - 1
        if self._visible(self.breaks[found + 1]) <= fitting:
            found += 1
        if found < 0 or self.breaks[found] <= start:  # nothing fits: a word is broken, or the shortest piece overflows
            if breaks_words:
                return self._cut(start + 1, fitting)
            found = bisect_right(self.breaks, start)
            if self.breaks[found] == length:
                return self._visible(length), length, length
        resume, following = self.breaks[found : found + 2]
        if resume in self.hyphens or self._hangs(resume) or self._hangs(following):
            return _UNKNOWN
        return self._visible(resume), resume, following

    def _cut(self, place: int, fitting: int) -> tuple[int, int, int]:
        """A line of one character, where a word is broken and no more of it fits."""
        around = self.text[place - 1 : place + 1]
        if fitting > place or place in self.hyphens or around.strip() != around:
            return _UNKNOWN
        return place, place, min(place + 1, len(self.text))

    def _visible(self, place: int) -> int:
        """Where a line ends that may be broken at a place: a space hangs."""
        return place - 1 if self.text[place - 1] == " " else place

    def _hangs(self, place: int) -> bool:
        """Whether Pango and WeasyPrint differ about what hangs: an ideographic space, a space that ends the text."""
        return self.text[place - 1] == "\u3000" or (place == len(self.text) and self.text[-1] == " ")


def strangers(alone: Sequence[Character | None], shaped: Shaped) -> Iterator[int]:
    """The places of characters that are not what they are alone."""
    found = list(zip(shaped.glyphs, shaped.advances, strict=True))
    if found != alone:
        yield from (place for place, pair in enumerate(found) if pair != alone[place])


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a run, from character `start` to `end`, with a gap (Pango units) at each character that stretches:
    what a text box has in place of WeasyPrint's own `Layout`.
    """

    run: Run
    start: int
    end: int
    max_width: float | None
    gap: int = 0
    first_line_direction = 0

    @property
    def text(self) -> str:
        """The text of the line."""
        return self.run.text[self.start : self.end]

    @property
    def width(self) -> float:
        """The width of the line without gaps, in CSS px."""
        width: float = (self.run.ends[self.end] - self.run.ends[self.start]) * FROM_UNITS
        return width

    def __getattr__(self, name: str) -> float:
        """What WeasyPrint asks of a layout when it decorates text."""
        asked: float = getattr(self.run.face.decoration, name)
        return asked

    def spread(self, text: str, gap: int) -> Line:
        """The line with a gap, cut to `text`, which may lack its last spaces."""
        return Line(self.run, self.start, self.start + len(text), self.max_width, gap)

    def deactivate(self) -> None:
        """Nothing is to be put aside."""

    def reactivate(self, style: Any) -> None:
        """Nothing was put aside."""


# What is left behind a line is asked for next: the run that it belongs to, and where in it.
_rests: dict[tuple[Face, str], tuple[Run, int]] = {}


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """The first line of a text that fits into `max_width` (CSS px), as WeasyPrint finds it."""
    found = None if justification_spacing else _shaped(text, style)
    if found is not None:
        run, start = found
        may_break = is_line_start and breaks_words(style["overflow_wrap"], minimum)
        place = run.line(start, _room(style, max_width), may_break)
        if place is not None and (place[0] == len(run.text) or style["white_space"] != _KEPT_SPACES):
            return _first_line(run, start, *place, max_width)
    line = economies.split_first_line(
        text, style, context, max_width, justification_spacing, is_line_start=is_line_start, minimum=minimum
    )
    if found is not None and line[2]:
        _remember(run, start + len(text.encode()[: line[2]].decode()))
    return line


def _shaped(text: str, style: Any) -> tuple[Run, int] | None:
    """The run that a text is the rest of, and where the text starts in it."""
    face = face_of(style)
    if face is None or "\n" in text or "\xad" in text:  # WeasyPrint looks for soft hyphens in all that follows
        return None
    if found := _rests.get((face, text)):
        return found
    run = _run(face, text)
    return None if run is None else (run, 0)


@lru_cache(maxsize=_RUNS)
def _run(face: Face, text: str) -> Run | None:
    shaped = face.shaped(text)
    return None if shaped is None else Run(face, text, shaped)


def _remember(run: Run, start: int) -> None:
    if len(_rests) >= _RESTS:
        _rests.clear()
    _rests[run.face, run.text[start:]] = run, start


def breaks_words(overflow_wrap: str, minimum: bool) -> bool:
    """Whether a word that is too long may be broken (CSS Text 3, 5.5)."""
    return overflow_wrap == "anywhere" or (overflow_wrap == "break-word" and not minimum)


def _room(style: Any, max_width: float | None) -> float:
    """The room of a line in Pango units."""
    if max_width is None or style["white_space"] in _UNBROKEN:
        return inf
    room: float = max_width * TO_UNITS
    return max(0.0, room)


def _first_line(run: Run, start: int, end: int, resume: int, max_width: float | None) -> Any:
    line = Line(run, start, end, max_width)
    length = len(line.text.encode())
    following = None
    if resume < len(run.text):
        following = length + resume - end  # nothing but spaces is between
        _remember(run, resume)
    return line, length, following, line.width, run.face.height, run.face.baseline
