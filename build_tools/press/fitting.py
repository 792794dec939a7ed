"""Where lines of composed text end: a text shaped once, its spaces as JLREQ sets them, pressed where one character more
fits.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import inf
from operator import add, sub
from typing import Any, Final, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

from build_tools.press import composing
from build_tools.press.adjusting import pressed
from build_tools.press.composing import Line, Run, strangers
from build_tools.press.faces import Face, Shaped, face_of
from build_tools.press.kinsoku import may_part
from build_tools.press.punctuation import (
    COMMAS,
    KINDS,
    STOPS,
    Class,
    Kind,
    blank_before,
    blank_behind,
    class_of,
    space_between,
)
from build_tools.press.rules import Rules, rules_of

HANGING: Final = STOPS | COMMAS
_RUNS: Final = 512  # texts that are kept shaped
_RESTS: Final = 64  # what is left of texts behind lines, kept for when it is asked for
_FULL: Final = 0.01  # of the em: a glyph that lacks no more is of the full width
_HAIR: Final = 0.005  # em: what a measure may lack of a whole number of ems, by the rounding of lengths
_FILLED: Final = 0.02  # em: a line that lacks no more is not pressed
_LAST: Final = 4  # characters: one, and the signs behind it
_SPARING: Final = 15  # characters, and ems: a line that has more can spare one
_SPARED: Final = 2  # ems: the widest piece that a line spares
_ENDS: Final = frozenset((Class.CLOSING, Class.FULL_STOP, Class.COMMA, Class.DIVIDING))
_NO_GAPS: Final = (0,) * KINDS


class Pair(NamedTuple):
    """What stands between two characters in a face: what their advance gains (Pango units, mostly 0 or less), what may
    become of it, how much it loses at most when a line is pressed, and whether a line may be broken there (None: ask
    Pango).
    """

    added: int
    kind: Kind
    loses: int
    parts: bool | None
    code: int


class Setting:
    """How a face is set by rules: pairs of characters, and the blanks at the edges of lines (Pango units). `word` is
    how wide its word space is, in ems.
    """

    def __init__(self, face: Face, rules: Rules) -> None:
        self.face, self.rules = face, rules
        self.word = face.advance(" ") / face.em
        self.loses = [0] * KINDS
        for kind, most in pressed(rules, self.word):
            self.loses[kind] = int(most * face.em)
        self.classes, self.pairs = _Classes(face), _Pairs(self)
        self.heads, self.tails = _Edges(self, blank_before), _Edges(self, blank_behind)


class _Pairs(dict[tuple[str, str], Pair]):
    """The pairs of characters in a setting; `known` holds those that differ, by their codes."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._same: dict[tuple[int, Kind, bool | None], Pair] = {}
        self.known: list[Pair] = []

    def __missing__(self, pair: tuple[str, str]) -> Pair:
        setting = self._setting
        before, behind = map(setting.classes.__getitem__, pair)
        added, kind = space_between(before, behind, pair[0] == pair[1], setting.rules.quarter)
        about = round(added * setting.face.em), kind, may_part(*pair, setting.rules)
        if about not in self._same:
            self._same[about] = Pair(about[0], kind, setting.loses[kind], about[2], len(self.known))
            self.known.append(self._same[about])
        found = self[pair] = self._same[about]
        return found


class _Classes(dict[str, Class]):
    """The classes of characters in a face."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def __missing__(self, character: str) -> Class:
        found = self._face.advance(character)
        which = self[character] = class_of(character, abs(found / self._face.em - 1) < _FULL)
        return which


class _Edges(dict[str, int]):
    """The blanks of characters at an edge of a line."""

    def __init__(self, setting: Setting, blank: Callable[[Class], float]) -> None:
        self._setting, self._blank = setting, blank

    def __missing__(self, character: str) -> int:
        blank = self[character] = round(self._blank(self._setting.classes[character]) * self._setting.face.em)
        return blank


class SetRun(Run):
    """A text as it is set. Where its characters stand when they are neither pressed nor stretched: `ends` from the
    start of the text, `tails` where a line would end with each, and `low` and `low_tails` the same when all is pressed
    (Pango units); `kinds` and `codes` are those of the pairs that they make with those behind them.
    """

    def __init__(self, setting: Setting, text: str, shaped: Shaped) -> None:
        self.face, self.text, self.setting = setting.face, text, setting
        self.odd = sorted(strangers(setting.face.characters(text), shaped))
        pairs = list(map(setting.pairs.__getitem__, pairwise(text)))
        added, kinds, loses, parts, codes = zip(*pairs, strict=True) if pairs else ((),) * 5
        self.kinds, self.codes = bytes(kinds), codes
        self.advances = shaped.advances
        bodies = list(map(sub, shaped.advances, map(setting.tails.__getitem__, text)))
        self.ends = array("q", accumulate(map(add, shaped.advances, added), initial=0))
        self.tails = array("q", map(add, self.ends, bodies))
        low = accumulate(map(sub, map(add, shaped.advances, added), loses), initial=0)
        self.low = array("q", low)
        self.low_tails = array("q", map(add, self.low, bodies))
        self.breaks = array("q", [*_breaks(shaped, parts, len(text)), len(text), len(text)])

    def width(self, start: int, end: int, head: bool, tail: bool) -> int:
        """The natural width of a piece (Pango units), at the head of a line, and at its tail, without its blank."""
        if end <= start:
            return 0
        last = self.tails[end - 1] if tail else self.ends[end - 1] + self.advances[end - 1]
        return last - self.ends[start] - (self.setting.heads[self.text[start]] if head else 0)

    def reported(self, start: int, end: int, head: bool, room: float, whole: bool) -> float:
        """How wide a piece is said to be (Pango units): as wide as it is, without the blank at its end where that has
        no room, and no wider than its room where it can be pressed, or hangs over.
        """
        units = self.width(start, end, head, False)
        if whole and following[0]:
            units += self.setting.pairs[self.text[-1], following[0]].added
        if whole and units <= room:
            return units
        units, trim = self.width(start, end, head, True), self.setting.heads[self.text[start]] if head else 0
        least = self.low_tails[end - 1] - self.low[start] - trim
        if self.setting.rules.hanging and self.text[end - 1] in HANGING:
            least = min(least, self.ends[end - 1] - self.ends[start] - trim)
        # WeasyPrint's own room is less by what it adds to it in each inline box, for rounding.
        return min(units, room - 1) if least <= room + _HAIR * self.face.em else units

    def fit(self, start: int, room: float, head: bool, presses: bool, breaks_words: bool) -> tuple[int, int]:
        """Where a line that has so much room (Pango units) ends, and where the next one starts, in characters."""
        length, trim = len(self.text), self.setting.heads[self.text[start]] if head else 0
        if room == inf:
            return length, length
        room += _HAIR * self.face.em
        edge = self.ends[start] + trim + room
        fitting = bisect_right(self.tails, edge)
        if fitting >= length:
            return length, length
        found = bisect_right(self.breaks, fitting) - 1
        if self._visible(self.breaks[found + 1]) <= fitting:
            found += 1
        if presses and self._is_pressed(start, found, edge, self.low[start] + trim + room):
            found += 1
        if found < 0 or self.breaks[found] <= start:  # nothing fits: a word is broken, or the shortest piece overflows
            if breaks_words:
                return self._cut(start, fitting)
            return self._end(self.breaks[bisect_right(self.breaks, start)])
        if self._leaves_one(self.breaks[found]) and self._can_give(start, found, room):
            found -= 1
        return self._end(self.breaks[found])

    def _leaves_one(self, place: int) -> bool:
        """Whether a paragraph's last line would have one character (JLREQ 3.5.3), its punctuation set aside."""
        rest = self.text[place : place + _LAST]
        return (
            place + len(rest) == len(self.text)
            and not following[0]
            and sum(self.setting.classes[character] not in _ENDS for character in rest) == 1
        )

    def _can_give(self, start: int, found: int, room: float) -> bool:
        """Whether a line can spare its last piece: a small one, and others between which to spread the slack."""
        if not found or self.breaks[found - 1] - start <= _SPARING or room <= _SPARING * self.face.em:
            return False
        return self.ends[self.breaks[found]] - self.ends[self.breaks[found - 1]] <= _SPARED * self.face.em

    def _is_pressed(self, start: int, found: int, edge: float, low_edge: float) -> bool:
        """Whether the piece behind the last one that fits is taken in: by pressing (JLREQ 3.8.2), or since it ends with
        a sign that hangs.
        """
        place, end = (self.breaks[found] if found >= 0 else 0), self._visible(self.breaks[found + 1])
        if place > start and edge - self.tails[self._visible(place) - 1] < _FILLED * self.face.em:
            return False
        if self.low_tails[end - 1] <= low_edge:
            return True
        hangs = self.setting.rules.hanging and self.text[end - 1] in HANGING
        return hangs and end - 1 > start and self.ends[end - 1] <= edge

    def _end(self, place: int) -> tuple[int, int]:
        return (place if place == len(self.text) else self._visible(place)), place

    def _cut(self, start: int, fitting: int) -> tuple[int, int]:  # type: ignore[override]
        """A word is broken before the first character that does not fit; one character fits in any case."""
        place = max(start + 1, fitting)
        while place > start + 1 and self.advances[place] == 0:
            place -= 1
        return place, place


def _breaks(shaped: Shaped, parts: Sequence[bool | None], length: int) -> Iterator[int]:
    """Where a line may be broken, as Pango was asked and the rules have it; not where that would put a hyphen."""
    asked = (place for place in shaped.breaks if place not in shaped.hyphens)
    found = (place for place in asked if place == length or parts[place - 1] is None)
    if True not in parts:
        return found
    return iter(sorted({*found, *(place for place, part in enumerate(parts, 1) if part)}))


@dataclass(frozen=True, slots=True)
class SetLine(Line):
    """A line of a run as it is set: `gaps` is what each kind of space gains (Pango units), `shift` how far its first
    glyph stands before the start of the line, since it begins with a blank.
    """

    run: SetRun
    gaps: tuple[int, ...] = _NO_GAPS
    shift: int = 0

    @property
    def width(self) -> float:
        """The width of the line without gaps, in CSS px."""
        units = self.run.width(self.start, self.end, bool(self.shift), False)
        width: float = units * FROM_UNITS
        return width

    @property
    def odd(self) -> bool:
        """Whether Pango has to draw it: glyphs of other fonts, or others than each character has alone."""
        odd = self.run.odd
        first = bisect_left(odd, self.start)
        return first < len(odd) and odd[first] < self.end

    def steps(self) -> list[int]:
        """The advances of its characters, with what is behind them (Pango units)."""
        start, end, run = self.start, self.end, self.run
        gaps = map(self.gaps.__getitem__, run.kinds[start : end - 1])
        steps = map(sub, run.ends[start + 1 : end], run.ends[start : end - 1])
        return [*map(add, steps, gaps), run.advances[end - 1]]


@lru_cache(maxsize=256)
def setting_of(face: Face, rules: Rules) -> Setting:
    """How a face is set by rules."""
    return Setting(face, rules)


@lru_cache(maxsize=_RUNS)
def _run(setting: Setting, text: str) -> SetRun | None:
    shaped = setting.face.shaped(text)
    return None if shaped is None or len(shaped.advances) != len(text) else SetRun(setting, text, shaped)


# The character that follows a text whose line is asked for, when all of it fits; "" where none does.
following = [""]
# What is left behind a line is asked for next: the run that it belongs to, and where in it.
_rests: dict[tuple[Setting, str], tuple[SetRun, int]] = {}


def _shaped(text: str, style: Any) -> tuple[SetRun, int] | None:
    """The run that a text is the rest of, and where the text starts in it."""
    rules = rules_of(style)
    if rules is None or not text or "\n" in text or "\xad" in text or "\t" in text:
        return None
    face = face_of(style)
    if face is None:
        return None
    setting = setting_of(face, rules)
    if found := _rests.get((setting, text)):
        return found
    run = _run(setting, text)
    return None if run is None else (run, 0)


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """The first line of a text that fits into `max_width` (CSS px): composed where there are rules for it."""
    found = None if justification_spacing else _shaped(text, style)
    if found is None:
        return composing.split_first_line(
            text, style, context, max_width, justification_spacing, is_line_start=is_line_start, minimum=minimum
        )
    run, start = found
    room = inf if max_width is None or style["white_space"] == "nowrap" else max(0.0, max_width * TO_UNITS)
    breaks_words = is_line_start and composing.breaks_words(style["overflow_wrap"], minimum)
    presses = style["text_align_all"] == "justify" and not minimum
    end, resume = run.fit(start, room, is_line_start, presses, breaks_words)
    return _first_line(run, start, end, resume, room, max_width, is_line_start)


def _first_line(
    run: SetRun, start: int, end: int, resume: int, room: float, max_width: float | None, head: bool
) -> Any:
    shift = run.setting.heads[run.text[start]] if head else 0
    line = SetLine(run, start, end, max_width, shift=shift)
    length, resume_at = len(line.text.encode()), None
    if resume < len(run.text):
        resume_at = length + resume - end  # nothing but spaces is between
        _remember(run, resume)
    units = run.reported(start, end, head, room, resume_at is None)
    return line, length, resume_at, units * FROM_UNITS, run.face.height, run.face.baseline


def _remember(run: SetRun, start: int) -> None:
    if len(_rests) >= _RESTS:
        _rests.clear()
    _rests[run.setting, run.text[start:]] = run, start
