"""Page labels (ISO 32000-1, 12.4.2): what is printed as the number of a page, and of the page of every place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from roman_numerals import RomanNumeral

from build_tools.press.objectfile import Interface, Slot


@dataclass(frozen=True)
class Part:
    """A unit in its document: `depth` says how deep its headings hang in the outline (0: at the top), `front` whether
    it belongs to the front matter, `recto` whether it starts on a right-hand page, behind a blank one if need be.
    """

    unit: Interface
    depth: int = 0
    front: bool = False
    recto: bool = False


@dataclass(frozen=True)
class Pagination:
    """The pages of a document: where each part starts (page from 0), how many there are, how many of them are front
    matter.

    The labels of the front matter are roman numerals, those of the body decimal from 1; a blank page counts as one of
    what stands before it.
    """

    starts: tuple[int, ...]
    pages: int
    front: int

    def label(self, page: int) -> str:
        """The label of a page (from 0)."""
        if page < self.front:
            return RomanNumeral(page + 1).to_lowercase()
        return str(page - self.front + 1)


def paginate(parts: Sequence[Part]) -> Pagination:
    """The pagination of a document of these parts."""
    starts, page = [], 0
    for part in parts:
        page += part.recto and page % 2
        starts.append(page)
        page += len(part.unit.pages)
    body = (start for start, part in zip(starts, parts, strict=True) if not part.front)
    return Pagination(tuple(starts), page, next(body, page))


def printed(parts: Sequence[Part]) -> dict[str, str]:
    """The page label of every place of a document, by its anchor; of a place named twice, the first."""
    found: dict[str, str] = {}
    pagination = paginate(parts)
    for start, part in zip(pagination.starts, parts, strict=True):
        for anchor, point in part.unit.symbols.items():
            found.setdefault(anchor, pagination.label(start + point.page))
    return found


# Characters on a page of running text, to guess by.
PAGEFUL = 1020


def guessed_digits(chapters: Iterable[tuple[int, Mapping[str, int]]]) -> dict[str, int]:
    """About how many digits the page numbers of a document have, by place, before anything is typeset; of each chapter
    its length and where in it the places are, in characters.

    A good guess saves compiling twice. It depends on the source alone, so clean and incremental builds guess alike.
    """
    digits: dict[str, int] = {}
    first = 1
    for length, places in chapters:
        for anchor, offset in places.items():
            digits.setdefault(anchor, len(str(first + offset // PAGEFUL)))
        first += 1 + length // PAGEFUL
    return digits


def misfits(
    parts: Sequence[Part], places: Mapping[str, str], exactly: bool = True
) -> Iterator[tuple[int, dict[str, int]]]:
    """The units whose slots have not the room that their numbers need: position, and digits needed by anchor.

    `places` are the labels of all places that the document may name. A slot in running text must fit `exactly`, one in
    a column may be wider than its number.
    """
    pagination = paginate(parts)
    for position, (start, part) in enumerate(zip(pagination.starts, parts, strict=True)):
        pages = range(start, start + len(part.unit.pages))
        own = max(map(pagination.label, pages), key=len, default="")
        needs = {
            slot.anchor: len(_label(slot, own, places))
            for slot in part.unit.slots
            if _misfit(slot, own, places, exactly)
        }
        if needs:
            yield position, needs


def _label(slot: Slot, own: str, places: Mapping[str, str]) -> str:
    return own if slot.anchor == "." else places.get(slot.anchor, "")


def _misfit(slot: Slot, own: str, places: Mapping[str, str], exactly: bool) -> bool:
    needed = len(_label(slot, own, places))
    return needed > slot.digits or (exactly and slot.exact and 0 < needed != slot.digits)
