"""Classes of characters, and the space between them: consecutive punctuation close, Latin a quarter em from Japanese.

Punctuation of the full width is half an em of ink and half an em of blank (JLREQ 3.1.2). The blank is not the
character's: between two of them, at the start and at the end of a line, there is less of it or none.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple
from unicodedata import category, east_asian_width

HALF: Final = 0.5  # em
QUARTER: Final = 0.25


class Class(IntEnum):
    """What a character is to those beside it (JLREQ 3.9.2, appendix A)."""

    OPENING = 0  # cl-01
    CLOSING = 1  # cl-02
    HYPHEN = 2  # cl-03
    DIVIDING = 3  # cl-04
    MIDDLE = 4  # cl-05
    FULL_STOP = 5  # cl-06
    COMMA = 6  # cl-07
    INSEPARABLE = 7  # cl-08
    WIDE_SPACE = 8  # cl-14
    JAPANESE = 9  # cl-09, cl-10, cl-11, cl-15, cl-16, cl-19
    WORD_SPACE = 10  # cl-26
    LATIN = 11  # letters and digits of cl-24, cl-25, cl-27
    WIDE = 12  # all else of the full width
    NARROW = 13  # all else
    MARK = 14  # what stands on the character before it


class Kind(IntEnum):
    """What may become of the space between two characters when a line is pressed or stretched."""

    FIXED = 0  # JLREQ 3.1.11
    PLAIN = 1  # characters set solid
    MIXED = 2  # between Japanese and Latin
    BLANK = 3  # before opening brackets, behind closing ones and commas
    MIDDLE = 4  # around middle dots
    STOP = 5  # behind full stops
    WORD = 6  # a word space


KINDS: Final = len(Kind)

OPENING: Final = frozenset("‘“（〔［｛〈《「『【⦅｟〘〖«〝")
CLOSING: Final = frozenset("’”）〕］｝〉》」』】⦆｠〙〗»〟")
HYPHENS: Final = frozenset("‐〜～゠–")
DIVIDING: Final = frozenset("！？‼⁇⁈⁉")
MIDDLE: Final = frozenset("・：；")
STOPS: Final = frozenset("。．")
COMMAS: Final = frozenset("、，")
INSEPARABLE: Final = frozenset("…‥―—─")
ITERATION: Final = frozenset("々〻ヽヾゝゞ")
_NAMED: Final = {
    **dict.fromkeys(OPENING, Class.OPENING),
    **dict.fromkeys(CLOSING, Class.CLOSING),
    **dict.fromkeys(HYPHENS, Class.HYPHEN),
    **dict.fromkeys(DIVIDING, Class.DIVIDING),
    **dict.fromkeys(MIDDLE, Class.MIDDLE),
    **dict.fromkeys(STOPS, Class.FULL_STOP),
    **dict.fromkeys(COMMAS, Class.COMMA),
    **dict.fromkeys(INSEPARABLE, Class.INSEPARABLE),
    **dict.fromkeys(ITERATION | {"〇", "ー"}, Class.JAPANESE),
    "\u3000": Class.WIDE_SPACE,
    " ": Class.WORD_SPACE,
    "\u00a0": Class.WORD_SPACE,
}
# What is half blank; of a font in which it is narrower, it is not.
_BLANKED: Final = frozenset((Class.OPENING, Class.CLOSING, Class.MIDDLE, Class.FULL_STOP, Class.COMMA))
_CLOSERS: Final = frozenset((Class.CLOSING, Class.FULL_STOP, Class.COMMA))
_CLOSE: Final = frozenset((Class.HYPHEN, Class.DIVIDING))
_BEHIND: Final = {**dict.fromkeys(_CLOSERS, HALF), Class.MIDDLE: QUARTER}
_BEFORE: Final = {Class.OPENING: HALF, Class.MIDDLE: QUARTER}
_STRETCHING: Final = frozenset((Class.JAPANESE, Class.WIDE, Class.INSEPARABLE, Class.MARK))
_NARROW_SIGNS: Final = frozenset("%‰")


class Space(NamedTuple):
    """What stands between two characters: the space in ems, less the blank of their glyphs, and what may become of
    it.
    """

    added: float
    kind: Kind


def class_of(character: str, full: bool) -> Class:
    """The class of a character; `full`: whether its glyph is as wide as the em."""
    found = _class_of(character)
    if full:
        return Class.WIDE if found is Class.LATIN and not character.isascii() else found
    return Class.NARROW if found in _BLANKED else found


@cache
def _class_of(character: str) -> Class:
    if named := _NAMED.get(character):
        return named
    if character in OPENING:  # the first of the classes is 0
        return Class.OPENING
    kind = category(character)
    if kind in ("Mn", "Me", "Cf"):
        return Class.MARK
    if east_asian_width(character) in "WF":
        return Class.JAPANESE if kind == "Lo" or "\u3041" <= character <= "\u30ff" else Class.WIDE
    return Class.LATIN if kind[0] in "LN" or character in _NARROW_SIGNS else Class.NARROW


def blank_before(which: Class) -> float:
    """The blank with which a glyph begins, in ems: at the start of a line it is left out (JLREQ 3.1.5)."""
    return HALF if which is Class.OPENING else 0.0


def blank_behind(which: Class) -> float:
    """The blank with which a glyph ends: at the end of a line it is left out (JLREQ 3.8.3 b); so is a space there."""
    return 1.0 if which is Class.WIDE_SPACE else _BEHIND.get(which, 0.0)


@cache
def space_between(before: Class, behind: Class, same: bool, quarter: float) -> Space:
    """What stands between characters of two classes (JLREQ 3.1.4, 3.2.6, appendix B); `same`: it is one sign twice."""
    wide, kind = _wide_space(before, behind, same, quarter)
    return Space(wide - _BEHIND.get(before, 0.0) - _BEFORE.get(behind, 0.0), kind)


def _wide_space(before: Class, behind: Class, same: bool, quarter: float) -> tuple[float, Kind]:
    if behind is Class.MARK or Class.WIDE_SPACE in (before, behind):
        return 0.0, Kind.FIXED
    if Class.MIDDLE in (before, behind):
        return QUARTER, Kind.MIDDLE
    if before in _CLOSERS:
        return _behind_closer(before, behind)
    if behind is Class.OPENING:
        return (0.0, Kind.FIXED) if before is Class.OPENING else (HALF, Kind.BLANK)
    if before is Class.OPENING or behind in _CLOSERS or before in _CLOSE or behind in _CLOSE:
        return 0.0, Kind.FIXED
    return _between_letters(before, behind, same, quarter)


def _behind_closer(before: Class, behind: Class) -> tuple[float, Kind]:
    if behind in _CLOSERS or behind in _CLOSE:
        return 0.0, Kind.FIXED
    return HALF, Kind.STOP if before is Class.FULL_STOP else Kind.BLANK


def _between_letters(before: Class, behind: Class, same: bool, quarter: float) -> tuple[float, Kind]:
    if before is Class.WORD_SPACE:
        return 0.0, Kind.WORD
    if behind is Class.WORD_SPACE or (same and before is Class.INSEPARABLE):
        return 0.0, Kind.FIXED
    if {before, behind} == {Class.JAPANESE, Class.LATIN}:
        return quarter, Kind.MIXED if quarter else Kind.PLAIN
    return 0.0, Kind.PLAIN if before in _STRETCHING or behind in _STRETCHING else Kind.FIXED
