"""A proof as its pages show it: books (files) of leaves (pages), with cards (findings) and the marks of both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from build_tools.errors import Language
from build_tools.findings import Examined, Finding, Proof, Severity, Sheet, Spot
from build_tools.reports.proof.frames import Frame, frame
from build_tools.reports.proof.passages import Passage, Sources
from build_tools.reports.proof.pictures import Picture, draw
from build_tools.reports.words import where

FOLDER: Final = "pages"


@dataclass(frozen=True)
class Card:
    """A finding with its number in the proof (from 1), the text of the line to touch, and its pages in words."""

    number: int
    finding: Finding
    line: str
    pages: str


@dataclass(frozen=True)
class Mark:
    """A frame on a page for a finding; the first one bears its number."""

    card: Card
    frame: Frame
    is_first: bool


@dataclass(frozen=True)
class Stretch:
    """A frame on a page and the line of the source that is printed in it."""

    frame: Frame
    path: str
    line: int


@dataclass(frozen=True)
class Chip:
    """A page in the plan of a file: its id, what people call it, and the numbers of what is found on it."""

    id: str
    number: int
    label: str
    cards: tuple[Card, ...]

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst finding."""
        return max((card.finding.severity for card in self.cards), default=None)


@dataclass(frozen=True)
class Leaf:
    """A page with its picture (its path in the proof's folder; None: it could not be drawn), its marks, and cards;
    those whose first page is another are in `echoes`.
    """

    chip: Chip
    name: str
    picture: str | None
    width: int
    height: int
    marks: tuple[Mark, ...]
    cards: tuple[Card, ...]
    echoes: tuple[Card, ...]
    passages: tuple[Passage, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Book:
    """A file: its name, the findings about it as a whole, the plan of its pages, and the pages, made one by one."""

    name: str
    slug: str
    cards: tuple[Card, ...]
    chips: tuple[Chip, ...]
    examined: Examined | None
    sources: Sources
    language: Language

    def leaves(self, folder: Path) -> Iterator[Leaf]:
        """The pages; the picture of each is written into a folder when it is asked for."""
        if self.examined is None:
            return
        places = [folder / _picture(chip) for chip in self.chips]
        drawn = draw(self.examined.path, places)
        for chip, sheet, picture in zip(self.chips, self.examined.sheets, drawn, strict=True):
            yield _leaf(chip, sheet, picture, self.sources, self.language)


def _picture(chip: Chip) -> str:
    return f"{FOLDER}/{chip.id}.webp"


def cards(proof: Proof, sources: Sources, language: Language) -> tuple[Card, ...]:
    """The findings, numbered."""
    return tuple(
        Card(number, finding, sources.line_of(finding.source) if finding.source else "", where(finding, language))
        for number, finding in enumerate(proof.findings, 1)
    )


def books(proof: Proof, found: Sequence[Card], sources: Sources, language: Language) -> tuple[Book, ...]:
    """The source, where something is found there, the files that were looked at, and others that are spoken of."""
    there: dict[str, list[Card]] = {"": [], **{file.file: [] for file in proof.examined}}
    for card in found:
        there.setdefault(card.finding.file, []).append(card)
    examined = {file.file: file for file in proof.examined}
    taken: Counter[str] = Counter()
    made = []
    for name, cards_there in there.items():
        if name or cards_there:
            file = examined.get(name)
            slug = _slug((file and file.document) or Path(name).stem or "source", taken)
            chips, whole = _chips(file.sheets if file else (), slug, cards_there)
            made.append(Book(name, slug, whole, chips, file, sources, language))
    return tuple(made)


def _chips(sheets: Sequence[Sheet], slug: str, found: Iterable[Card]) -> tuple[tuple[Chip, ...], tuple[Card, ...]]:
    """The plan of a file, and the findings that are about none of its pages."""
    there: list[list[Card]] = [[] for _ in sheets]
    whole = []
    for card in found:
        pages = {spot.page for spot in card.finding.spots if spot.page is not None and spot.page < len(sheets)}
        for page in pages:
            there[page].append(card)
        whole += [] if pages else [card]
    chips = (
        Chip(f"{slug}-{number}", number, sheet.label, tuple(on))
        for number, (sheet, on) in enumerate(zip(sheets, there, strict=True), 1)
    )
    return tuple(chips), tuple(whole)


def _slug(name: str, taken: Counter[str]) -> str:
    """A name that can stand in an address and be a file's, another for each file."""
    slug = re.sub(r"[^\w]+", "-", name).strip("-")[:60] or "file"
    taken[slug] += 1
    return slug if taken[slug] == 1 else _slug(f"{slug}-{taken[slug]}", taken)


def _leaf(chip: Chip, sheet: Sheet, picture: Picture | None, sources: Sources, language: Language) -> Leaf:
    page = chip.number - 1
    size = picture or _size(sheet)
    first = [card for card in chip.cards if _first_page(card) == page]
    touched = [card.finding.source for card in chip.cards if card.finding.source]
    return Leaf(
        chip=chip,
        name=Spot(page, sheet.label).say(language),
        picture=_picture(chip) if picture else None,
        width=size.width,
        height=size.height,
        marks=tuple(mark for card in chip.cards for mark in _marks(card, page, sheet)),
        cards=tuple(first),
        echoes=tuple(card for card in chip.cards if card not in first),
        passages=sources.passages((printed.source for printed in sheet.printed), touched),
        stretches=tuple(
            Stretch(frame(printed.box, sheet), printed.source.path, printed.source.line or 0)
            for printed in sheet.printed
        ),
    )


def _first_page(card: Card) -> int:
    return min(spot.page for spot in card.finding.spots if spot.page is not None)


def _marks(card: Card, page: int, sheet: Sheet) -> Iterator[Mark]:
    boxes = [box for spot in card.finding.spots if spot.page == page for box in spot.boxes]
    for number, box in enumerate(boxes):
        yield Mark(card, frame(box, sheet), number == 0)


def _size(sheet: Sheet) -> Picture:
    """The proportions of a page that could not be drawn."""
    left, bottom, right, top = sheet.box
    width, height = max(round(right - left), 1), max(round(top - bottom), 1)
    return Picture(height, width) if sheet.rotation % 180 else Picture(width, height)
