"""Numbers of parts, chapters and sections: a pattern such as 「第{１}部」 shows in its braces how the numeral looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kanjize import number2kanji
from roman_numerals import RomanNumeral

from build_tools.edition.japanese import full_width

_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_SAMPLE = re.compile(r"\{([^{}]*)\}")

BUILT_IN: Mapping[str, Mapping[str, object]] = {
    "report": {"part": "第{１}部", "chapter": "第{１}章", "section": ("{１}．", "（{１}）", "{ア}")},
    "release": {"section": ("{１}．", "（{１}）", "{ア}")},
    "none": {},
}


def _from(letters: str) -> Callable[[int], str]:
    def letter(number: int) -> str:
        if number > len(letters):
            raise ValueError(f"{letters[0]}…{letters[-1]} count to {len(letters)} only, not to {number}")
        return letters[number - 1]

    return letter


STYLES: Mapping[str, Callable[[int], str]] = {
    "1": str,
    "１": full_width,
    "一": number2kanji,
    "ア": _from(_KATAKANA),
    "a": _from(_LATIN),
    "A": _from(_LATIN.upper()),
    "i": lambda number: RomanNumeral(number).to_lowercase(),
    "I": lambda number: RomanNumeral(number).to_uppercase(),
    "①": _from(_CIRCLED),
}


def numeral(style_sample: str, n: int) -> str:
    """The number n (from 1) in the style of the sample: 1, １, 一, ア, a, A, i, I or ①.

    Raises ValueError for another sample, a number below 1, or one beyond the signs (ア to 46, a to 26, ① to 20).
    """
    if style_sample not in STYLES:
        raise ValueError(f"no numerals look like {style_sample!r}: use one of {' '.join(STYLES)}")
    if n < 1:
        raise ValueError(f"numbering starts at 1, not at {n}")
    return STYLES[style_sample](n)


def format_number(pattern: str, n: int) -> str:
    """The pattern with n in the place of its braces: 「第{１}部」 and 2 give 第２部; an empty pattern stays empty.

    Raises ValueError as `numeral` does.
    """
    return _SAMPLE.sub(lambda match: numeral(match[1], n), pattern)


def is_pattern(text: str) -> bool:
    """Whether a text is a pattern: exactly one pair of braces, with a known sample of a numeral in it."""
    samples = _SAMPLE.findall(text)
    return len(samples) == 1 and samples[0] in STYLES and text.count("{") == text.count("}") == 1
