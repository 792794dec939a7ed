"""The sentences by which others name an edition of which they take a section over, as its licence asks.

Those of the house follow the examples of the Public Data License, 公共データ利用規約（第1.0版）:
出典：「題名」（発行者、日付）, and of what was edited …を編集・加工して作成.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from build_tools.bundle.model import Attribution, Printed
from build_tools.edition import Edition, era_date

_JAPANESE: Final = Attribution(
    plain="出典：「{title}」（{issuer}、{date}）{section}（{address}）",
    edited="「{title}」（{issuer}、{date}）{section}（{address}）を編集・加工して作成",
)
_ENGLISH: Final = Attribution(
    plain="Source: “{title}” ({issuer}, {date}) {section} ({address})",
    edited="Made by editing “{title}” ({issuer}, {date}) {section} ({address})",
)
# What is left of brackets round what is not known.
_EMPTY: Final = re.compile(r"（）| ?\(\)")


@dataclass(frozen=True)
class Named:
    """A section as it is named: the numbers of those above it and its own, its title, where it is printed first."""

    numbers: tuple[str, ...] = ()
    title: str = ""
    place: Printed | None = None
    address: str = ""


def attribution(edition: Edition, named: Named) -> Attribution:
    """The sentences for a section of an edition; of a `Named` of nothing, those for the edition as a whole."""
    japanese = edition.language.startswith("ja")
    house, own = (_JAPANESE if japanese else _ENGLISH), edition.attribution
    filled = {
        "title": edition.title,
        "subtitle": edition.subtitle,
        "issuer": edition.issuer,
        "date": era_date(edition.date) if japanese else edition.date.isoformat(),
        "section": _section(edition, named, japanese),
        "address": named.address or edition.address,
    }
    return Attribution(
        plain=_filled(own.plain or house.plain, filled), edited=_filled(own.edited or house.edited, filled)
    )


def _filled(form: str, values: Mapping[str, str]) -> str:
    said = re.sub(r"\{(\w+)\}", lambda hole: values[hole[1]], form)
    return re.sub(r" {2,}", " ", _EMPTY.sub("", said)).strip()


def _section(edition: Edition, named: Named, japanese: bool) -> str:
    """第２章１．「節の題」（報告書 12ページ）."""
    if not named.title:
        return ""
    numbers = ("" if japanese else " ").join(named.numbers)
    inner = named.title.replace("「", "『").replace("」", "』")
    title = f"「{inner}」" if japanese else f" “{named.title}”".removeprefix("" if numbers else " ")
    pages = _page(edition, named.place)
    around = (f"（{pages}）" if japanese else f" ({pages})") if pages else ""
    return f"{numbers}{title}{around}"


def _page(edition: Edition, place: Printed | None) -> str:
    documents = {document.id: document.name or document.title for document in edition.documents}
    if place is None:
        return ""
    form = edition.references.page_elsewhere
    return form.replace("{document}", documents[place.document]).replace("{page}", place.page)
