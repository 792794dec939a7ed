"""Which pages of a document hold what: the pages of each chapter, and the folios that are printed on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from build_tools.checks.subject import Subject
from build_tools.concordance.reading import solid
from build_tools.findings import Spot
from build_tools.inspection.document import Page, Run
from build_tools.manuscript.model import Block, Chapter, Target

# The number of a page as it stands alone, between dashes or not.
FOLIO = re.compile("[-‐–—－―]*([0-9０-９]{1,7}|[ivxlcdm]{1,15}|[IVXLCDM]{1,15})[-‐–—－―]*")
_HUNDREDS = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl"}
_ROMAN = {**_HUNDREDS, 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}


def roman(number: int) -> str:
    """A number from 1 in small roman numerals."""
    found = ""
    for value, letters in _ROMAN.items():
        times, number = divmod(number, value)
        found += letters * times
    return found


class Body:
    """The pages of a document by what the manuscript has on them: `of` each chapter, in order, the pages on which its
    blocks stand in their place (footnotes left out), `turned` those with a block that asks for a turned page.
    """

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self.of: list[dict[int, None]] = [{} for _ in subject.document.chapters]
        self.turned: set[int] = set()
        for number, chapter in enumerate(subject.document.chapters):
            for block in chapter.blocks:
                self._note(number, block)

    def _note(self, number: int, block: Block) -> None:
        reach = self._subject.in_place(block)
        if reach:
            pages = range(reach[0], max(reach) + 1)
            self.of[number].update(dict.fromkeys(pages))
            self.turned.update(pages if block.landscape else ())

    @cached_property
    def first(self) -> int:
        """The first page with text of a chapter; the number of pages where there is none."""
        return min((page for pages in self.of for page in pages), default=len(self._subject.pdf.pages))

    @cached_property
    def last(self) -> int:
        """The last page with text of a chapter; the one before the first where there is none."""
        return max((page for pages in self.of for page in pages), default=-1)

    def starts(self) -> Iterator[tuple[Chapter, int]]:
        """The page on which each chapter starts; a chapter that is lost is left out."""
        for chapter, pages in zip(self._subject.document.chapters, self.of, strict=True):
            if pages:
                yield chapter, next(iter(pages))

    def spot(self, page: int) -> Spot:
        """A page as a whole."""
        return Spot(page, self._subject.concordance.label(page))

    @cached_property
    def furniture(self) -> Mapping[int, frozenset[int]]:
        """By page the lines that hold text which is no part of the document: running heads and folios. In a file
        without structure, the outermost lines of each page.
        """
        if self._subject.pdf.structure is None:
            return {page.number: _outermost(page) for page in self._subject.pdf.pages}
        found: dict[int, set[int]] = {}
        for piece in self._subject.concordance.reading.loose:
            found.setdefault(piece.page, set()).add(piece.line)
        return {page: frozenset(lines) for page, lines in found.items()}

    @cached_property
    def folios(self) -> Mapping[int, tuple[tuple[str, Run], ...]]:
        """By page what may be its folio: numbers that stand alone in the furniture."""
        return {number: found for number in self.furniture if (found := tuple(self._numbers(number)))}

    def _numbers(self, number: int) -> Iterator[tuple[str, Run]]:
        page = self._subject.pdf.pages[number]
        for line in sorted(self.furniture[number]):
            for run in page.lines[line].runs:
                if found := FOLIO.fullmatch(solid(run.text)):
                    yield found.group(1), run

    def names(self, page: int) -> set[str]:
        """What may be printed as the number of a page: its label, and its folio where it has one."""
        return {self._subject.concordance.label(page), *(folio for folio, _run in self.folios.get(page, ()))}


def names_of(subject: Subject, place: Target) -> set[str]:
    """What may be printed as the number of the page that holds a place of the set; nothing where that is not known."""
    there = subject.publication.subjects.get(place.document)
    reach = there.concordance.pages(there.concordance.places.get(place.anchor, "")) if there else None
    return there.once(Body).names(reach[0]) if there and reach else set()


def _outermost(page: Page) -> frozenset[int]:
    heights = sorted(range(len(page.lines)), key=lambda number: page.lines[number].baseline)
    return frozenset({*heights[:1], *heights[-1:]})
