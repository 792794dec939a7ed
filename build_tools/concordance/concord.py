"""Where the blocks of a document were printed, and what was printed that no block holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from build_tools.concordance.align import Hit, How, Wanted, align, pick, resembling
from build_tools.concordance.reading import Reading, Stretch, solid
from build_tools.concordance.rest import Rest, gaps, heads_again
from build_tools.findings import Spot
from build_tools.inspection.document import Box, PdfDocument
from build_tools.manuscript.model import Block, Call, Chapter, Document, PageOf, Table, Target

# The number of a page as it is printed; the mark of a note with its label.
PAGE = "([0-9０-９]{1,7}|[ivxlcdmIVXLCDM]{1,15}|)"
LISTED = re.compile("[0-9０-９]{1,7}|[ivxlcdmIVXLCDM]{1,15}")
CALL = "([^\\w\\s]{{0,2}}[注註]?{label}[)）］\\]]?|)"


@dataclass(frozen=True)
class Printed:
    """A block as it was printed: where its text stands in the reading, in one piece unless a page's footnotes come
    between, and what stands in its holes.
    """

    block: Block
    spans: tuple[tuple[int, int], ...]
    how: How
    holes: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where it begins in the reading."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.spans[-1][1]


@dataclass(frozen=True)
class Extra:
    """Text in the reading that belongs to no block, within one element of the structure (None: none is known)."""

    start: int
    end: int
    text: str
    element: int | None


class Concordance:
    """A document of the manuscript beside its PDF.

    `printed` are its blocks by id, those that are lost left out; nothing is said of whether that is well or not.
    """

    def __init__(self, document: Document, pdf: PdfDocument) -> None:
        self.document, self.pdf = document, pdf
        self.reading = Reading(pdf)
        self.blocks = tuple(block for chapter in document.chapters for block in chapter.blocks)
        self.printed: Mapping[str, Printed] = dict(_aligned(document, self.blocks, self.reading))

    @cached_property
    def lost(self) -> tuple[Block, ...]:
        """Blocks that are nowhere in the reading; one without text (an image alone) cannot be."""
        return tuple(block for block in self.blocks if block.id not in self.printed and solid(block.text))

    @cached_property
    def extras(self) -> tuple[Extra, ...]:
        """What is no block's, in order."""
        return tuple(_extras(self.reading, self.printed))

    def stretches(self, block: str) -> tuple[Stretch, ...]:
        """The lines of a block; none where it is lost."""
        printed = self.printed.get(block)
        return tuple(self._lines(printed)) if printed else ()

    def _lines(self, printed: Printed) -> Iterator[Stretch]:
        return (stretch for start, end in printed.spans for stretch in self.reading.stretches(start, end))

    def pages(self, block: str) -> tuple[int, int] | None:
        """The pages on which a block begins and ends; None where it is lost."""
        printed = self.printed.get(block)
        return (self.reading.page(printed.start), self.reading.page(printed.end - 1)) if printed else None

    def lines(self, block: str) -> tuple[tuple[int, int], ...]:
        """The lines on which a block stands, in order and each once: the page, and the number of the line on it."""
        printed = self.printed.get(block)
        spans = printed.spans if printed else ()
        pieces = (piece for start, end in spans for piece in self.reading.pieces_of(start, end))
        return tuple(dict.fromkeys((piece.page, piece.line) for piece in pieces))

    def first(self, block: str) -> Stretch | None:
        """The first line of a block."""
        printed = self.printed.get(block)
        return next(self._lines(printed), None) if printed else None

    def last(self, block: str) -> Stretch | None:
        """The last sign of a block."""
        printed = self.printed.get(block)
        return next(self.reading.stretches(printed.end - 1, printed.end), None) if printed else None

    def label(self, page: int) -> str:
        """What a page is called."""
        return self.pdf.pages[page].label

    def spots(self, start: int, end: int) -> tuple[Spot, ...]:
        """A text of the reading on paper: for each page its lines."""
        return self._spots(self.reading.stretches(start, end))

    def spots_of(self, block: str) -> tuple[Spot, ...]:
        """A block on paper."""
        return self._spots(self.stretches(block))

    def _spots(self, stretches: Iterable[Stretch]) -> tuple[Spot, ...]:
        pages: dict[int, list[Box]] = {}
        for stretch in stretches:
            pages.setdefault(stretch.page, []).append(stretch.box)
        return tuple(Spot(page, self.label(page), tuple(boxes)) for page, boxes in pages.items())

    @cached_property
    def places(self) -> Mapping[str, str]:
        """By anchor, the block with which the place begins that it names; "" for an image without a caption."""
        return {anchor: block for chapter in self.document.chapters for anchor, block in _anchors(chapter)}

    @cached_property
    def before(self) -> Mapping[str, str]:
        """By block that was printed, the one before it; footnotes, which stand apart, left out."""
        running = [block.id for block in self.blocks if block.id in self.printed and "footnote" not in block.inside]
        return {block: before for before, block in pairwise(running)}

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """By the caption of a table, the first block in its cells."""
        tables = (table for chapter in self.document.chapters for table in chapter.tables if table.caption)
        return {table.caption: cell for table in tables if (cell := next(_cells(table), ""))}

    def place(self, target: Target) -> Stretch | None:
        """Where a place of this document begins on paper; None where that is not known."""
        return self.first(self.places.get(target.anchor, ""))


def _aligned(document: Document, blocks: Sequence[Block], reading: Reading) -> Iterator[tuple[str, Printed]]:
    """Footnotes first: they stand at the foot of a page, in the middle of what runs on over it, as the heads of tables
    stand that are printed once more.
    """
    notes = [block for block in blocks if "footnote" in block.inside]
    hits = pick(reading.text, [*map(_wanted, notes)], reading.begins, reading.parts)
    rest = Rest(reading, [hit for hit in hits if hit], [*heads_again(document, reading)])
    yield from _printed(notes, hits, reading.text, lambda hit: ((hit.start, hit.end),))
    others = [block for block in blocks if "footnote" not in block.inside and solid(block.text)]
    aligned = align(rest.text, [*map(_wanted, others)], rest.begins, rest.parts)
    found = [hit and (None if _listed(block, hit, rest) else hit) for block, hit in zip(others, aligned, strict=True)]
    yield from _printed(others, found, rest.text, rest.spans)
    lost = [note for note, hit in zip(notes, hits, strict=True) if hit is None and solid(note.text)]
    taken = [span for hit in found if hit for span in rest.spans(hit)] + [(hit.start, hit.end) for hit in hits if hit]
    yield from _printed(lost, [*_nearly(lost, reading.text, taken)], reading.text, lambda hit: ((hit.start, hit.end),))


def _listed(block: Block, hit: Hit, rest: Rest) -> bool:
    """Whether a heading or caption was found where a list names it, with its page number behind it: so it is lost."""
    at = bisect_right(rest.begins, hit.start)
    end = rest.begins[at] if at < len(rest.begins) else len(rest.text)
    return block.kind in ("heading", "caption") and LISTED.fullmatch(rest.text, hit.end, end) is not None


def _printed(
    blocks: Sequence[Block], hits: Sequence[Hit | None], text: str, spans: Callable[[Hit], tuple[tuple[int, int], ...]]
) -> Iterator[tuple[str, Printed]]:
    for block, hit in zip(blocks, hits, strict=True):
        if hit:
            yield block.id, Printed(block, spans(hit), hit.how, _holes(block, hit, text))


def _nearly(notes: Sequence[Block], text: str, taken: Iterable[tuple[int, int]]) -> Iterator[Hit | None]:
    """Footnotes that differ from what they should be, in what is no block's."""
    free = [*gaps(taken, len(text))]
    for note in notes:
        tries = (resembling(text, solid(note.text), start, end) for start, end in free)
        yield next((hit for hit in tries if hit), None)


def _wanted(block: Block) -> Wanted:
    """The text of a block, with a pattern where it has holes."""
    head = solid(block.parts[0]) if block.parts and isinstance(block.parts[0], str) else ""
    return Wanted(solid(block.text), head, _pattern_of(block))


def _pattern_of(block: Block) -> re.Pattern[str] | None:
    if all(isinstance(part, str) for part in block.parts):
        return None
    return re.compile("".join(map(_pattern, block.parts)))


def _pattern(part: str | PageOf | Call) -> str:
    if isinstance(part, str):
        return re.escape(solid(part))
    return PAGE if isinstance(part, PageOf) else CALL.format(label=re.escape(solid(part.footnote)))


def _holes(block: Block, hit: Hit, text: str) -> tuple[str, ...]:
    pattern = _pattern_of(block)
    found = pattern.match(text, hit.start) if pattern else None
    return found.groups() if found else ()


def _extras(reading: Reading, printed: Mapping[str, Printed]) -> Iterator[Extra]:
    taken = (span for each in printed.values() for span in each.spans)
    for start, end in gaps(taken, len(reading.text)):
        yield from _by_element(reading, start, end)


def _by_element(reading: Reading, start: int, end: int) -> Iterator[Extra]:
    first, last = start, None
    for piece in reading.pieces_of(start, end):
        around, at = reading.around(piece.element), max(start, piece.start)
        if at > first and (around is None or around != last):
            yield Extra(first, at, reading.text[first:at], last)
            first = at
        last = around
    yield Extra(first, end, reading.text[first:end], last)


def _anchors(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Each anchor with the block at which it points; those of sections come last, and so win."""
    for table in chapter.tables:
        yield from ((anchor, table.caption or next(_cells(table), "")) for anchor in table.anchors)
    for figure in chapter.figures:
        yield from ((anchor, figure.caption) for anchor in figure.anchors)
    for passage in chapter.passages:
        yield from ((anchor, passage.blocks[0] if passage.blocks else "") for anchor in passage.anchors)
    for section in chapter.sections:
        yield from ((anchor, section.heading) for anchor in section.anchors)


def _cells(table: Table) -> Iterator[str]:
    return (block for row in (*table.head, *table.body) for cell in row for block in cell.blocks)
