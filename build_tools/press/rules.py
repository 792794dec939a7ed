"""The rules by which lines of Japanese are composed: what a layout may choose, and what holds while a unit is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Literal

Kinsoku = Literal["strict", "loose"]
HALF: Final = 0.5  # em: no space that a rule names is wider
_PITCHES: Final = (6, 72)  # pt: the distances that lines of text may have


@dataclass(frozen=True, slots=True)
class Rules:
    """How lines are composed, as JLREQ leaves it to a house; lengths in ems but for the grid.

    `kinsoku`: loose lets lines start with small kana, ー and 々 (3.1.7). `quarter` is the space between Japanese and
    Latin letters or digits (3.2.6), 0 for none. `blank` is the least that is left of the half em at a bracket or a
    comma when a line is pressed (3.8.3): 0 sets it solid. `hanging` lets 、 and 。 hang over the end of a line (3.8.2).
    A number is not parted from a character of `counters` behind it, which JLREQ allows (3.1.10).
    `grid`: lines of text stand so many points apart on every page, whatever is between them; 0 for no grid.
    """

    kinsoku: Kinsoku = "strict"
    quarter: float = 0.25
    blank: float = 0.25
    hanging: bool = False
    counters: str = "年月日時分秒円人名件"
    grid: float = 0


NAMES: Final = ("lines", *Rules.__annotations__)
_CHOICES: Final[Mapping[str, tuple[object, ...]]] = {"lines": ("jlreq", "none"), "kinsoku": ("strict", "loose")}


def rules_from(settings: Mapping[str, object]) -> Rules | None:
    """The rules that a table of settings asks for; None for `lines = "none"`.

    Raises ValueError with the key that is unknown, or whose value is; a grid has composed lines.
    """
    wrong = next((key for key, value in settings.items() if not _is_value(key, value)), None)
    if wrong is not None:
        raise ValueError(wrong)
    if settings.get("lines") == "none":
        if settings.get("grid"):
            raise ValueError("grid")
        return None
    return Rules(**{key: value for key, value in settings.items() if key != "lines"})  # type: ignore[arg-type]


def _is_value(key: str, value: object) -> bool:
    if key in _CHOICES:
        return value in _CHOICES[key]
    if key in ("hanging", "counters"):
        return isinstance(value, bool if key == "hanging" else str)
    if key not in NAMES or not isinstance(value, int | float) or isinstance(value, bool):
        return False
    if key == "grid":
        return value == 0 or _PITCHES[0] <= value <= _PITCHES[1]
    return 0 <= value <= HALF


_holding: list[Rules | None] = [None]


@contextmanager
def under(rules: Rules | None) -> Iterator[None]:
    """Let rules hold: for all that is typeset meanwhile, one unit at a time; None: nothing is composed."""
    _holding.append(rules)
    try:
        yield
    finally:
        _holding.pop()


def rules_of(style: Any) -> Rules | None:
    """The rules for text of a style; None where it is not Japanese, or keeps its spaces as they are written."""
    if _holding[-1] is None or style["white_space"] in ("pre", "pre-wrap") or style["direction"] != "ltr":
        return None
    return rules_in(style["lang"])


def rules_in(language: str | None) -> Rules | None:
    """The rules for text of a language; None where it is not Japanese."""
    return _holding[-1] if (language or "").lower().startswith("ja") else None
