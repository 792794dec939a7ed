"""Places of the set as a section that stands alone names them: by a label in it, or by a citation in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from docutils import nodes

from build_tools.bundle.catalogue import site_address
from build_tools.bundle.contents import Content
from build_tools.concordance.locations import Locations
from build_tools.edition import Edition
from build_tools.manuscript.model import Chapter, Figure, Manuscript, Passage, Section, Table
from build_tools.manuscript.nodes import page_number
from build_tools.press.addresses import place_of
from build_tools.press.unit import ANCHOR

_NO_LABEL: Final = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Pages:
    """On which page each place of the set was printed: the label by document and anchor."""

    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, manuscript: Manuscript, locations: Locations) -> Pages:
        found = (
            (document.id, anchor, label)
            for document in manuscript.documents
            for chapter in document.chapters
            for anchor, label in _labels(chapter, locations, document.id)
        )
        return cls({(document, anchor): label for document, anchor, label in found if label})


def _labels(chapter: Chapter, locations: Locations, document: str) -> Iterator[tuple[str, str]]:
    printed = locations.documents[document]
    for passage in chapter.passages:
        spots = [spot for block in passage.blocks[:1] for spot in printed.blocks.get(block, ())[:1]]
        yield from ((anchor, spot.label) for anchor in passage.anchors for spot in spots)
    for section in chapter.sections:
        heading = printed.sections[section.id].heading if section.id in printed.sections else None
        yield from ((anchor, heading.label if heading else "") for anchor in section.anchors)


@dataclass(frozen=True)
class Cited:
    """A place outside the section: in words, and its address on the web."""

    words: str
    address: str


class Places:
    """Places as one section of a document names them."""

    def __init__(self, edition: Edition, document: str, chapter: Chapter, content: Content, pages: Pages) -> None:
        self._edition, self._document, self._pages = edition, document, pages
        self._chapter, self._content = chapter, content
        named: tuple[Section | Passage, ...] = (*chapter.sections, *chapter.passages)
        self._first = {anchor: each.anchors[0] for each in named for anchor in each.anchors}
        self._labels = {each.anchors[0]: each.labels for each in named if each.labels}
        self._documents = {each.id: each.name or each.title for each in edition.documents}

    def leads(self, node: nodes.Element) -> tuple[str, str] | None:
        """The document and the anchor to which a reference leads; None for one that leads out of the set."""
        address = str(node.get("refuri", ""))
        if address.startswith(ANCHOR):
            return self._place(unquote(address.removeprefix(ANCHOR)))
        return self._place(node["refid"]) if node.get("refid") else None

    def page(self, node: nodes.Element) -> tuple[str, str] | None:
        """The place whose page a reference prints, if it does."""
        number = next(iter(node.findall(page_number)), None)
        return self._place(number["place"]) if number is not None else None

    def label(self, place: tuple[str, str]) -> str:
        """What a place in the section is called in its text; "" for one outside it."""
        document, anchor = place
        inside = document == self._document and self.first(anchor) in self._content.anchors
        return next(iter(self.labels(anchor)), self.named(anchor)) if inside else ""

    def first(self, anchor: str) -> str:
        """The anchor that stands for a place."""
        return self._first.get(anchor, anchor)

    def named(self, anchor: str) -> str:
        """A label for a place that has none."""
        return _NO_LABEL.sub("-", self.first(anchor)).strip("-")

    def labels(self, anchor: str) -> tuple[str, ...]:
        """What the author calls a place of the chapter."""
        return self._labels.get(self.first(anchor), ())

    def title(self, place: tuple[str, str]) -> str:
        """The title of a section, or the caption of a figure or table, of the chapter; "" of what has none."""
        known = self.first(place[1])
        return next((title for anchors, title in _titles(self._chapter) if known in anchors), "")

    def cited(self, place: tuple[str, str]) -> Cited:
        """A place outside the section: 報告書 12ページ."""
        document, anchor = place
        name, label = self._documents[document], self._pages.labels.get(place, "")
        form = self._edition.references.page_elsewhere
        words = form.replace("{document}", name).replace("{page}", label) if label else name
        return Cited(words, site_address(self._edition, (anchor,)))

    def between(self, words: str) -> str:
        """Words in brackets, as the language of the edition has them."""
        return f"（{words}）" if self._edition.language.startswith("ja") else f" ({words})"

    def _place(self, anchor: str) -> tuple[str, str]:
        document, name = place_of(anchor)
        return document or self._document, name


def _titles(chapter: Chapter) -> Iterator[tuple[tuple[str, ...], str]]:
    texts = {block.id: block.text for block in chapter.blocks}
    yield from ((section.anchors, section.title) for section in chapter.sections)
    captioned: tuple[Table | Figure, ...] = (*chapter.tables, *chapter.figures)
    yield from (
        (each.anchors, texts[each.caption].removeprefix(f"{each.number} ")) for each in captioned if each.caption
    )
