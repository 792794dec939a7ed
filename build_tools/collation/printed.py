"""What was printed, as it is collated: the texts of built PDFs in reading order, each sign with where it stands.

Footnotes stand apart, for no two programs put them in the same place; so does what the layout prints of itself. The
calls of footnotes are places in the text, and no text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from build_tools.checks.furniture import Furniture
from build_tools.collation.stream import Segment, Stream
from build_tools.concordance import Concordance, Extra
from build_tools.concordance import Printed as PrintedBlock
from build_tools.concordance.reading import UNSEEN, Piece, solid
from build_tools.manuscript.model import Block, Call, Cell, Chapter, Document, Manuscript, PageOf, Section

# What a piece of a text is beside text: the number of a page, that of a heading or caption, the place of a note's call
# or of what the layout prints.
Role = Literal["", "page", "number", "call", "layout"]
_Part = tuple[int, int, Role]


@dataclass(frozen=True, eq=False)
class Unit:
    """A text that was set as one: a block of the manuscript, or (block: None) something that is in none; `near` is the
    block whose place in the source is told for it, None for what the layout prints.
    """

    document: str
    file: str
    concordance: Concordance
    block: Block | None = None
    near: Block | None = None
    section: Section | None = None


@dataclass(frozen=True)
class Sign:
    """Where a sign of a unit was printed: the page, from 0."""

    unit: Unit
    page: int
    role: Role = ""


PrintedStream = Stream[Sign]


@dataclass(frozen=True, eq=False)
class Apart:
    """A text that stands apart: a footnote, or a piece of what the layout prints."""

    unit: Unit
    stream: PrintedStream


class Built:
    """The documents: `stream` their running text, `notes` and `layout` what stands apart.

    `places` are those of the stream where something stands that is no text of it, `borders` those where a document
    begins or ends; `units` the places of each block; `tables` rows of cells, each with its places; `furniture`, by
    document, tells what may stand around chapters.
    """

    def __init__(
        self,
        manuscript: Manuscript,
        concordances: Sequence[Concordance],
        same: Mapping[int, str],
        hidden: Set[str] = frozenset(),
    ) -> None:
        self.furniture = {each.document.id: Furniture(manuscript, each) for each in concordances}
        self._same, self._hidden = same, hidden
        self.notes: list[Apart] = []
        self.layout: list[Apart] = []
        segments = [part for each in concordances for part in self._segments(each)]
        self.stream: PrintedStream = Stream(segments, same, hidden)
        self.borders = _borders(self.stream)
        self.places = _places(self.stream)
        self.units = _units(self.stream)
        self.tables = [table for each in concordances for table in _tables(each.document, self.units)]

    def lists(self, text: str) -> bool:
        """Whether a text is made of what contents and lists print."""
        return any(furniture.lists.makes(text) for furniture in self.furniture.values())

    def _apart(self, unit: Unit, parts: Iterable[_Part]) -> Apart:
        return Apart(unit, Stream(_cut(unit, parts), self._same, self._hidden))

    def _segments(self, concordance: Concordance) -> Iterator[Segment[Sign]]:
        strange = {extra.start for extra in self.furniture[concordance.document.id].strange}
        sections = dict(_sections(concordance.document.chapters))
        numbers, before = dict(_numbers(concordance.document.chapters)), None
        for thing in _in_order(concordance):
            block = thing.block if isinstance(thing, PrintedBlock) else None
            near = block or (before if thing.start in strange else None)
            unit = _unit(concordance, block, near, sections)
            parts = [*_parts(thing, numbers)]
            if block and "footnote" in block.inside:
                self.notes.append(self._apart(unit, parts))
            elif block or thing.start in strange:
                yield from _cut(unit, parts)
                before = block or before
            else:
                self.layout.append(self._apart(unit, parts))
                yield Segment("", Sign(unit, concordance.reading.page(thing.start), "layout"))


def _in_order(concordance: Concordance) -> list[PrintedBlock | Extra]:
    things: list[PrintedBlock | Extra] = [*concordance.printed.values(), *concordance.extras]
    return sorted(things, key=lambda each: each.start)


def _unit(concordance: Concordance, block: Block | None, near: Block | None, sections: Mapping[str, Section]) -> Unit:
    document = concordance.document
    return Unit(document.id, document.file, concordance, block, near, sections.get(near.section) if near else None)


def _parts(thing: PrintedBlock | Extra, numbers: Mapping[str, str]) -> Iterator[_Part]:
    """What a text is made of, as places of the reading."""
    if isinstance(thing, Extra):
        yield thing.start, thing.end, ""
        return
    cuts, at = [*_holes(thing, numbers)], 0
    for start, end in thing.spans:
        last = start
        for cut, stop, role in cuts:
            low, high = max(start, cut - at + start), min(end, stop - at + start)
            if low <= high and last <= low and at <= cut <= at + end - start:
                yield from ((last, low, ""), (low, high, role))
                last = high
        yield last, end, ""
        at += end - start


def _holes(printed: PrintedBlock, numbers: Mapping[str, str]) -> Iterator[_Part]:
    """What in a block is not its own text, as places of the block."""
    number = solid(numbers.get(printed.block.id, ""))
    if number and printed.how != "altered" and solid(printed.block.text).startswith(number):
        yield 0, len(number), "number"
    holes, at = iter(printed.holes), 0
    for part in printed.block.parts if printed.holes else ():
        size = len(solid(part)) if isinstance(part, str) else len(solid(next(holes, "")))
        if isinstance(part, PageOf):
            yield at, at + size, "page"
        elif isinstance(part, Call):
            yield at, at + size, "call"
        at += size


def _cut(unit: Unit, parts: Iterable[_Part]) -> Iterator[Segment[Sign]]:
    last: Piece | None = None
    for start, end, role in parts:
        if role == "call":
            yield Segment("", Sign(unit, unit.concordance.reading.page(start), role), joined=last is not None)
            continue
        for piece in unit.concordance.reading.pieces_of(start, end):
            joined = piece is last or (last is not None and _goes_on(last, piece))
            yield Segment(_shown(piece, start, end), Sign(unit, piece.page, role), joined=joined)
            last = piece


def _goes_on(last: Piece, piece: Piece) -> bool:
    return (last.page, last.line) == (piece.page, piece.line) and not piece.run.before


def _shown(piece: Piece, start: int, end: int) -> str:
    """The text of a run between two places of the reading, with the white space in it."""
    first, last = max(start, piece.start) - piece.start, min(end, piece.end) - piece.start
    text = piece.run.text
    if len(text) == piece.end - piece.start:
        return text[first:last]
    places = [at for at, sign in enumerate(text) if not UNSEEN.match(sign)]
    return text[places[first] if first else 0 : places[last] if last < len(places) else len(text)]


def _sections(chapters: Iterable[Chapter]) -> Iterator[tuple[str, Section]]:
    return ((section.id, section) for chapter in chapters for section in chapter.sections)


def _numbers(chapters: Iterable[Chapter]) -> Iterator[tuple[str, str]]:
    """The numbers of headings and captions by their blocks."""
    for chapter in chapters:
        yield from ((section.heading, section.number) for section in chapter.sections)
        yield from ((figure.caption, figure.number) for figure in chapter.figures)
        yield from ((table.caption, table.number) for table in chapter.tables)


def _places(stream: PrintedStream) -> Mapping[int, Sequence[Sign]]:
    """What is no text, by the place in the text at which it stands."""
    found: dict[int, list[Sign]] = defaultdict(list)
    for start, sign in zip(stream.starts, stream.owners, strict=True):
        if sign.role in ("call", "layout"):
            found[start].append(sign)
    return found


def _borders(stream: PrintedStream) -> frozenset[int]:
    held = [(start, end, sign.unit.document) for start, end, sign in stream.held(0, len(stream.signs))]
    between = (start for (_, start, last), (_, _, name) in pairwise(held) if last != name)
    return frozenset((0, *between, len(stream.signs)))


def _units(stream: PrintedStream) -> dict[str, tuple[int, int]]:
    """By block where its text begins and ends in the stream."""
    found: dict[str, tuple[int, int]] = {}
    for start, end, sign in stream.held(0, len(stream.signs)):
        if sign.unit.block:
            name = f"{sign.unit.document}/{sign.unit.block.id}"
            found[name] = found.get(name, (start, end))[0], end
    return found


def _tables(document: Document, units: Mapping[str, tuple[int, int]]) -> Iterator[list[list[tuple[int, int]]]]:
    """Tables as rows of cells, each with the places where it begins and ends; empty cells left out."""
    for table in (table for chapter in document.chapters for table in chapter.tables):
        rows = [[*_cells(document, row, units)] for row in (*table.head, *table.body)]
        if any(rows):
            yield [row for row in rows if row]


def _cells(document: Document, row: Iterable[Cell], units: Mapping[str, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for cell in row:
        found = [units[name] for block in cell.blocks if (name := f"{document.id}/{block}") in units]
        if found:
            yield found[0][0], found[-1][1]
