"""How the house writes dates and digits: era dates in full-width digits, 元年 for the first year."""

from __future__ import annotations

import datetime
import unicodedata
from typing import Literal

from japanera import EraDate

Width = Literal["full", "half"]
FIRST_DAY = datetime.date(1873, 1, 1)
_HALF = "0123456789"
_FULL = "０１２３４５６７８９"
_TO_FULL = str.maketrans(_HALF, _FULL)
_TO_HALF = str.maketrans(_FULL, _HALF)
_VOWELS = {"A": "あ", "I": "い", "U": "う", "E": "え", "O": "お"}
# The first kana of each row of the fifty sounds.
_ROWS = "あかさたなはまやらわ"
_TO_LARGE = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")


def full_width(text: str | int) -> str:
    """The text with full-width digits; everything else stays."""
    return str(text).translate(_TO_FULL)


def half_width(text: str | int) -> str:
    """The text with half-width digits; everything else stays."""
    return str(text).translate(_TO_HALF)


def reading_key(reading: str) -> tuple[str, str]:
    """What sorts readings as a Japanese list does (JIS X 4061): voiced and small kana count as plain ones, a long-vowel
    mark as the vowel that it sounds, katakana as hiragana, capitals as small letters, until all else is equal.
    """
    return _plain(reading), reading


def row_of(reading: str) -> str:
    """The row of the fifty sounds under which a reading stands, by its first kana: か for がいよう; "" for no kana."""
    first = _plain(reading)[:1]
    return max((row for row in _ROWS if row <= first), default="") if "ぁ" <= first <= "ゖ" else ""


def _plain(reading: str) -> str:
    """A reading in large hiragana without voicing marks; what is no kana stays, in small letters and half width."""
    plain = ""
    for sign in unicodedata.normalize("NFKD", reading):
        if sign == "ー":
            plain += _vowel(plain[-1:])
        elif not unicodedata.combining(sign):
            plain += (chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign).translate(_TO_LARGE)
    return plain.casefold()


def _vowel(kana: str) -> str:
    """The vowel in which a hiragana ends, as one; "" for any other sign."""
    return _VOWELS.get(unicodedata.name(kana)[-1], "") if "ぁ" <= kana <= "ゖ" else ""


def era_date(date: datetime.date, width: Width = "full") -> str:
    """A day in the Japanese era: 令和４年３月３１日, 令和元年５月１日.

    Raises ValueError before 1873-01-01 (明治６年): until then Japan counted days by another calendar.
    """
    return f"{_era_year(date, width)}{_digits(date.month, width)}月{_digits(date.day, width)}日"


def fiscal_year(date: datetime.date, width: Width = "full") -> str:
    """The fiscal year (April to March) that a day falls in: 令和３年度.

    In a year in which the era changes, days before the change bear the old era's name. Raises ValueError as era_date.
    """
    era = EraDate.from_date(_civil(date)).era
    year = date.year - era.since.year + 1 - (date.month < 4)
    return f"{era.kanji}{_year(year, width)}年度" if year > 0 else fiscal_year(era.since - datetime.timedelta(1), width)


def _era_year(date: datetime.date, width: Width) -> str:
    era = EraDate.from_date(_civil(date)).era
    return f"{era.kanji}{_year(date.year - era.since.year + 1, width)}年"


def _civil(date: datetime.date) -> datetime.date:
    if date < FIRST_DAY:
        raise ValueError(f"{date.isoformat()} lies before {FIRST_DAY.isoformat()}, when Japan took up today's calendar")
    return date


def _year(year: int, width: Width) -> str:
    return "元" if year == 1 else _digits(year, width)


def _digits(number: int, width: Width) -> str:
    return full_width(number) if width == "full" else str(number)
