"""The words that directives and roles print of themselves, in the language of the edition."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from babel.dates import format_date

from build_tools.edition import era_date
from build_tools.edition.japanese import Width


@dataclass(frozen=True)
class Words:
    """What is printed around facts; `{}` is where the fact goes."""

    contact: str
    phone: str
    fax: str
    note: str
    list_separator: str
    point: str
    unit: str
    as_of: str
    place: str
    source: str
    name: str
    post: str
    family_given: str
    chair: str
    origin: str


JAPANESE = Words(
    contact="【問い合わせ先】",
    phone="電話 {}",
    fax="FAX {}",
    note="（{}）",
    list_separator="、",
    point="ポイント！",
    unit="名",
    as_of="※{}現在",
    place="{prefecture}{city}",
    source="出典：{}",
    name="氏名",
    post="所属・役職",
    family_given="{family}\N{IDEOGRAPHIC SPACE}{given}",
    chair=" （座長）",
    origin="原典：「{title}」（{publisher}、{date}） ",
)
ENGLISH = Words(
    contact="Contact",
    phone="Tel. {}",
    fax="Fax {}",
    note=" ({})",
    list_separator=", ",
    point="Point",
    unit=" people",
    as_of="as of {}",
    place="{city}, {prefecture}",
    source="Source: {}",
    name="Name",
    post="Affiliation and post",
    family_given="{given} {family}",
    chair=" (chair)",
    origin="Original: {title} ({publisher}, {date}) ",
)


def words(language: str) -> Words:
    """The words of a language: Japanese, or English for every other."""
    return JAPANESE if is_japanese(language) else ENGLISH


def is_japanese(language: str | None) -> bool:
    """Whether a language code (ja, ja_JP) is Japanese."""
    return (language or "").partition("_")[0].partition("-")[0] == "ja"


def written_date(date: datetime.date, language: str, width: Width = "full") -> str:
    """A date as a text in this language has it: 令和４年３月３１日; 31 March 2022 as the language's own long form."""
    return era_date(date, width) if is_japanese(language) else str(format_date(date, "long", locale=language))
