"""The line under a section that says where it comes from: the attribution that its licence asks for, and its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docutils import nodes

from build_tools.bundle.model import Printed
from build_tools.reuse.pinned import Standing
from build_tools.sphinx_ext.words import is_japanese

CLASS: Final = "reuse-source"


@dataclass(frozen=True)
class _Words:
    page: str
    pages: str
    place: str
    places: str
    around: str


_JAPANESE = _Words("{}ページ", "{}～{}ページ", "{document} {pages}", "、", "（掲載：{}）")
_ENGLISH = _Words("page {}", "pages {}–{}", "{document}, {pages}", "; ", " (printed: {})")


def origin(standing: Standing, edited: bool) -> nodes.paragraph:
    """A paragraph with the attribution of a section, as it is or edited, and the pages that it has in each document as
    far as the attribution does not say; its address is a link. It is in the language of the edition.
    """
    words = _JAPANESE if is_japanese(standing.bundle.catalogue.edition.language) else _ENGLISH
    attribution, address = standing.section.attribution, standing.section.address
    said = attribution.edited if edited else attribution.plain
    places = [_place(standing, place, words) for place in standing.section.places]
    missing = words.places.join(place for place in places if place not in said)
    text = f"{said}{words.around.format(missing)}" if missing else said
    text = text if address in text else f"{text} {address}"
    return nodes.paragraph("", "", *_linked(text, address), classes=[CLASS])


def _place(standing: Standing, place: Printed, words: _Words) -> str:
    document = next(each for each in standing.bundle.catalogue.documents if each.id == place.document)
    printed = standing.bundle.locations.documents.get(place.document)
    section = printed.sections.get(standing.section.id) if printed else None
    last = section.last_label if section else ""
    pages = words.page.format(place.page) if last in ("", place.page) else words.pages.format(place.page, last)
    return words.place.format(document=document.name or document.title, pages=pages)


def _linked(text: str, address: str) -> Iterator[nodes.Node]:
    """A text with its address as a link."""
    before, found, after = text.partition(address) if address else (text, "", "")
    if before:
        yield nodes.Text(before)
    if found:
        yield nodes.reference("", address, refuri=address, internal=False)
    if after:
        yield nodes.Text(after)
