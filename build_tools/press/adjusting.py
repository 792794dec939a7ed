"""What becomes of a line's slack: the order in which it is pressed or stretched (JLREQ 3.8.3, 3.8.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from build_tools.press.punctuation import HALF, KINDS, QUARTER, Kind
from build_tools.press.rules import Rules

EIGHTH: Final = 0.125
# More than half an em between characters reads as a fault, worse than a ragged edge (a long address is near).
WIDEST: Final = 0.5
# Characters that are nearer to each other than solid by more than this (ems) touch: better a line that runs over.
NEAREST: Final = 0.05
_NEGLIGIBLE: Final = 1e-6
# What is stretched alike when nothing else is left (3.8.4 d), and what is pressed when a line would run over.
_ALL: Final = (Kind.WORD, Kind.MIXED, Kind.PLAIN, Kind.BLANK, Kind.STOP)
_SOLID: Final = (Kind.BLANK, Kind.MIDDLE, Kind.STOP, Kind.MIXED)

Gaps = tuple[float, ...]
NONE: Final[Gaps] = (0.0,) * KINDS


class Step(NamedTuple):
    """A step of an adjustment: a kind of space and how much it may lose or gain, in ems."""

    kind: Kind
    most: float


def pressed(rules: Rules, word: float) -> tuple[Step, ...]:
    """The steps in which a line is pressed, as a word space of a font is wide (JLREQ 3.8.3 a, d, e, f)."""
    return (
        Step(Kind.WORD, max(0.0, word - QUARTER)),
        Step(Kind.MIDDLE, QUARTER),
        Step(Kind.BLANK, HALF - rules.blank),
        Step(Kind.MIXED, max(0.0, rules.quarter - EIGHTH)),
    )


def stretched(rules: Rules, word: float) -> tuple[Step, ...]:
    """The steps in which a line is stretched, but for the last (JLREQ 3.8.4 a, b, c)."""
    return (
        Step(Kind.WORD, max(0.0, HALF - word)),
        Step(Kind.MIXED, HALF - rules.quarter),
        Step(Kind.PLAIN, QUARTER),
    )


def given_out(slack: float, room: Sequence[float], rules: Rules, word: float) -> Gaps:
    """What each kind of space gains (or, below 0, loses), in ems, so that a line takes up its slack.

    `room`: the ems of all spaces of a kind, taken together, in the unit of `slack`. Nothing where a line has nothing to
    stretch, would have gaps that are too wide, or has no room at all for its characters.
    """
    if slack < 0:
        return _press(-slack, room, rules, word)
    return _stretch(slack, room, rules, word)


def _press(excess: float, room: Sequence[float], rules: Rules, word: float) -> Gaps:
    gaps, left = _in_steps(excess, room, pressed(rules, word))
    if left <= _NEGLIGIBLE:
        return tuple(-gap for gap in gaps)
    # What stands beside an inline box was not known when the line was broken: set solid, then nearer.
    blanks = {Kind.BLANK: HALF, Kind.STOP: HALF, Kind.MIDDLE: QUARTER, Kind.MIXED: rules.quarter}
    more, left = _in_steps(left, room, [Step(kind, blanks[kind] - gaps[kind]) for kind in _SOLID])
    gaps = [one + other for one, other in zip(gaps, more, strict=True)]
    everywhere = sum(room[kind] for kind in _ALL)
    if left > NEAREST * everywhere:
        return NONE
    for kind in _ALL if everywhere else ():
        gaps[kind] += left / everywhere
    return tuple(-gap for gap in gaps)


def _stretch(slack: float, room: Sequence[float], rules: Rules, word: float) -> Gaps:
    gaps, left = _in_steps(slack, room, stretched(rules, word))
    everywhere = sum(room[kind] for kind in _ALL)
    if left > _NEGLIGIBLE and everywhere:
        for kind in _ALL:
            gaps[kind] += left / everywhere
    is_latin = everywhere == room[Kind.WORD]
    return tuple(gaps) if is_latin or max(gaps) <= WIDEST else NONE


def _in_steps(amount: float, room: Sequence[float], steps: Iterable[Step]) -> tuple[list[float], float]:
    """What each kind gives, step by step, and what is left of the amount."""
    gaps = [0.0] * KINDS
    for kind, most in steps:
        if amount <= _NEGLIGIBLE:
            break
        if room[kind]:
            gaps[kind] = min(most, amount / room[kind])
            amount -= gaps[kind] * room[kind]
    return gaps, amount
