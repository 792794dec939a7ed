"""The kinds of values that a publication.toml holds: what each must look like, and the help that belongs to a key."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Strict, StrictBool
from pydantic_core import PydanticCustomError

from build_tools.edition.japanese import FIRST_DAY
from build_tools.edition.numbering import is_caption_pattern, is_pattern

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
# What no name of a font family has, and a stylesheet would take for its own.
_UNQUOTABLE = re.compile(r"""["'\\;{}<>\n\r]""")
_HOLE = re.compile(r"\{([^{}]*)\}")
# What is filled in where others name the edition of which they have taken a section over.
_OF_ATTRIBUTIONS = {"title", "subtitle", "issuer", "date", "section", "address"}
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(kB|KB|MB)")
# RFC 3986: ASCII, neither query nor fragment, and the slash without which the last step is no folder.
_WEB_FOLDER = re.compile(r"https?://[a-z0-9.-]+(:[0-9]+)?/([A-Za-z0-9._~%+-]+/)*", re.ASCII)


class Model(BaseModel):
    """A part of an edition: can't be changed once made, and knows no keys but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Help:
    """What a key is for, in the two languages of the house, with an example as it stands in TOML."""

    en: str
    ja: str
    example: str = ""


def _id(value: str) -> str:
    return _expect(_ID.fullmatch(value) is not None, value, "edition.bad-id")


def _name(value: str) -> str:
    return _expect(_NAME.fullmatch(value) is not None, value, "edition.bad-name")


def _address(value: str) -> str:
    return _expect(_ADDRESS.fullmatch(value) is not None, value, "edition.bad-address")


def _web_folder_or_none(value: str) -> str:
    return value and _expect(_WEB_FOLDER.fullmatch(value) is not None, value, "edition.bad-web-folder")


def _not_empty(value: str) -> str:
    return _expect(bool(value.strip()), value, "edition.empty")


def _pattern(value: str) -> str:
    return _expect(is_pattern(value), value, "edition.bad-pattern")


def _pattern_or_none(value: str) -> str:
    return value and _pattern(value)


def _caption_pattern_or_none(value: str) -> str:
    return value and _expect(is_caption_pattern(value), value, "edition.bad-caption-pattern")


def _page_form(value: str) -> str:
    return _expect(value.count("{page}") == 1, value, "edition.bad-page-form")


def _attribution_or_none(value: str) -> str:
    holes = {*_HOLE.findall(value)}
    return value and _expect("title" in holes and holes <= _OF_ATTRIBUTIONS, value, "edition.bad-attribution")


def _font_family(value: str) -> str:
    _expect(
        not _UNQUOTABLE.search(value) and value == value.strip(),
        json.dumps(value, ensure_ascii=False),
        "edition.bad-font",
    )
    return value


def _count(value: int) -> int:
    _expect(value >= 1, str(value), "edition.bad-count")
    return value


def _within(least: int, most: int, name: str) -> AfterValidator:
    """Holds a whole number to its bounds."""

    def check(value: int) -> int:
        _expect(least <= value <= most, str(value), name)
        return value

    return AfterValidator(check)


def _size_or_none(value: str) -> str:
    return value and _expect(bytes_of(value) > 0, value, "edition.bad-size")


def bytes_of(size: str) -> int:
    """The bytes of a size as people write it, 2MB or 800kB (a thousand at a time); 0 for what is none."""
    found = _SIZE.fullmatch(size)
    return round(float(found[1]) * (1_000_000 if found[2].upper() == "MB" else 1_000)) if found else 0


def _signs(value: tuple[str, ...]) -> tuple[str, ...]:
    good = len(value) > 1 and all(len(sign) == 1 and not sign.isspace() for sign in value)
    _expect(good, json.dumps(value, ensure_ascii=False), "edition.bad-signs")
    return value


def _expect(good: bool, value: str, name: str) -> str:
    if not good:
        raise PydanticCustomError(name, "{value}", {"value": value})
    return value


def _day(value: datetime.date) -> datetime.date:
    if value < FIRST_DAY:
        raise PydanticCustomError("edition.too-early", "the era calendar begins later")
    return value


def _fact(value: object) -> object:
    if isinstance(value, bool | float | datetime.datetime) or not isinstance(value, str | int | datetime.date):
        raise PydanticCustomError("fact_type", "a fact is text, a whole number or a date")
    return _day(value) if isinstance(value, datetime.date) else value


Id = Annotated[str, AfterValidator(_id)]
Name = Annotated[str, AfterValidator(_name)]
Address = Annotated[str, AfterValidator(_address)]
WebFolder = Annotated[str, AfterValidator(_web_folder_or_none)]
Line = Annotated[str, AfterValidator(_not_empty)]
FontFamily = Annotated[str, AfterValidator(_font_family)]
Pattern = Annotated[str, AfterValidator(_pattern)]
PageForm = Annotated[str, AfterValidator(_page_form)]
AttributionForm = Annotated[str, AfterValidator(_attribution_or_none)]
OptionalPattern = Annotated[str, AfterValidator(_pattern_or_none)]
CaptionPattern = Annotated[str, AfterValidator(_caption_pattern_or_none)]
Day = Annotated[datetime.date, Strict(), AfterValidator(_day)]
Count = Annotated[int, Strict(), AfterValidator(_count)]
Percent = Annotated[int, Strict(), _within(100, 400, "edition.bad-percent")]
Dots = Annotated[int, Strict(), _within(36, 2400, "edition.bad-dots")]
Quality = Annotated[int, Strict(), _within(1, 100, "edition.bad-quality")]
Size = Annotated[str, AfterValidator(_size_or_none)]
Flag = StrictBool
Signs = Annotated[tuple[str, ...], AfterValidator(_signs)]
Fact = Annotated[str | int | datetime.date, BeforeValidator(_fact)]
