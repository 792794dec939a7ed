"""Days as Japanese text writes them: by era or by the western year, in digits of any kind."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# The year before the first of each era.
ERAS: Final = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_LETTERS: Final = dict(zip("MTSHR", ERAS, strict=True))
FIRST: Final = 1873
WEEKDAYS: Final = "月火水木金土日"
_DIGITS: Final = "〇一二三四五六七八九"
# Signs that stand for others, one for one, so that places in a text stay.
_PLAIN: Final = tuple(zip("０１２３４５６７８９－‐−．／（）", "0123456789---./()", strict=True))
_NUMBER: Final = f"[0-9]{{1,2}}|[{_DIGITS}十]{{1,3}}"
_ERA: Final = f"(?P<era>{'|'.join(ERAS)}|(?<![A-Za-z])[{''.join(_LETTERS)}])(?P<of>元|{_NUMBER})"
_WESTERN: Final = f"(?<![0-9A-Za-z./-])(?P<year>[0-9]{{4}}|[{_DIGITS}]{{4}})"
_DAY: Final = re.compile(
    f"(?:{_ERA}|{_WESTERN})(?:年(?P<m>{_NUMBER})月(?P<d>{_NUMBER})日|(?P<sign>[./-])(?P<m2>[0-9]{{1,2}})(?P=sign)"
    "(?P<d2>[0-9]{1,2})(?![0-9./-]))(?:[(](?P<weekday>[月火水木金土日])(?:曜日?)?[)])?"
)
_BOTH: Final = re.compile(
    f"(?P<era>{'|'.join(ERAS)})(?P<of>元|{_NUMBER})(?P<unit>年度?)[(](?:西暦)?(?P<year>[0-9]{{4}})(?P=unit)?[)]|"
    f"(?P<year2>(?<![0-9])[0-9]{{4}})(?P<unit2>年度?)?[(](?P<era2>{'|'.join(ERAS)})(?P<of2>元|{_NUMBER})(?:年度?)?[)]"
)


@dataclass(frozen=True)
class Written:
    """A day as it is written from `start` to `end` of a text: as numbers, `day` None where the calendar has no such
    day; `weekday` is the one that is written behind it, "" for none; whether an era names its year.
    """

    start: int
    end: int
    text: str
    day: datetime.date | None
    weekday: str
    by_era: bool


def plain(text: str) -> str:
    """A text with its digits, hyphens, stops and brackets in half width; all stands where it stood."""
    for sign, other in _PLAIN:  # of a long text, `translate` takes many times as long
        text = text.replace(sign, other)
    return text


def days(text: str) -> Iterator[Written]:
    """The days that a text names, from 1873 (明治６年) on: then Japan took up this calendar. Three numbers with signs
    between are one if the calendar has it: they may be anything. What an address has in it is none.
    """
    known = plain(text)
    for found in _DAY.finditer(known):
        year = _year(found["era"], found["of"]) if found["era"] else _number(found["year"])
        month, day = _number(found["m"] or found["m2"]), _number(found["d"] or found["d2"])
        named = _day(year, month, day)
        if year < FIRST or (named is None and found["sign"]):
            continue
        end = found.start("weekday") - 1 if found["weekday"] else found.end()
        written = text[found.start() : end]
        yield Written(found.start(), end, written, named, found["weekday"] or "", found["era"] is not None)


def years(text: str) -> Iterator[tuple[int, str, int, int]]:
    """Years that are written both ways, one in brackets behind the other: where and what, and the western year of each:
    that of the era, and that which is written.
    """
    for found in _BOTH.finditer(plain(text)):
        era, of = found["era"] or found["era2"], found["of"] or found["of2"]
        yield found.start(), text[found.start() : found.end()], _year(era, of), int(found["year"] or found["year2"])


def _year(era: str, of: str) -> int:
    return ERAS[_LETTERS.get(era, era)] + (1 if of == "元" else _number(of))


def _number(text: str) -> int:
    """A number in digits: 31, 三一, 三十一."""
    if text.isascii():
        return int(text)
    if "十" not in text:
        return int("".join(str(_DIGITS.index(sign)) for sign in text))
    tens, _, ones = text.partition("十")
    return 10 * (_DIGITS.index(tens) if tens in _DIGITS and tens else 1) + (_number(ones) if ones else 0)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
