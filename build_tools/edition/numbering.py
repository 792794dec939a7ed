"""Numbers of parts, chapters, sections, figures and tables: a pattern such as 「第{１}部」 shows in its braces how the
numeral looks, 「図{１－１}」 that chapters count their figures on their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kanjize import number2kanji
from roman_numerals import RomanNumeral

from build_tools.edition.japanese import full_width

_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_SAMPLE = re.compile(r"\{([^{}]*)\}")

BUILT_IN: Mapping[str, Mapping[str, object]] = {
    "report": {
        "part": "第{１}部",
        "chapter": "第{１}章",
        "section": ("{１}．", "（{１}）", "{ア}"),
        "figure": "図{１－１}",
        "table": "表{１－１}",
    },
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


def format_caption(pattern: str, above: Sequence[int], n: int) -> str:
    """The number n of a figure or table in its pattern: 「図{１－１}」, the numbers above it (1, 2) and 3 give
    図１－２－３, 「図{１}」 図３ whatever is above.

    Raises ValueError as `numeral` does.
    """

    def written(match: re.Match[str]) -> str:
        chapter, between, own = _caption_sample(match[1])
        return between.join([*(numeral(chapter, number) for number in above if chapter), numeral(own, n)])

    return _SAMPLE.sub(written, pattern)


def counts_by_chapter(pattern: str) -> bool:
    """Whether a figure's or table's pattern counts anew in each chapter: 「図{１－１}」, not 「図{１}」."""
    return any(_caption_sample(sample)[0] for sample in _SAMPLE.findall(pattern))


def is_caption_pattern(text: str) -> bool:
    """Whether a text is a pattern for figures or tables: one pair of braces, in it one numeral, or two with a sign
    between.
    """
    samples = _SAMPLE.findall(text)
    known = len(samples) == 1 and _caption_sample(samples[0])[2] in STYLES
    return known and text.count("{") == text.count("}") == 1


def _caption_sample(sample: str) -> tuple[str, str, str]:
    """The chapter's numeral ("" without one), the sign between, the figure's own numeral."""
    if len(sample) > 2 and sample[0] in STYLES and not any(sign in STYLES for sign in sample[1:-1]):
        return sample[0], sample[1:-1], sample[-1]
    return "", "", sample
