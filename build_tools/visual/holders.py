"""What of a side's reading belongs to what: to the blocks of the manuscript, and to units, the text that no block
holds: all of a stranger's PDF; of our own what templates print.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from build_tools.comparison.resemblance import common
from build_tools.concordance.reading import Piece
from build_tools.concordance.rest import gaps
from build_tools.inspection.document import Page
from build_tools.manuscript.model import Block, Call, Section
from build_tools.visual import model
from build_tools.visual.leaves import Leaf, leaves
from build_tools.visual.sides import Side

# From where to where in the reading.
Span = tuple[int, int]
_LONGEST = 60
# Where nothing says what a paragraph is: a unit ends with a sentence, or where it gets longer than this.
_UNIT = 200


@dataclass(frozen=True, eq=False)
class Unit:
    """Text of no block: of one element of the structure, or (`element` is None) about a sentence."""

    text: str
    spans: tuple[Span, ...]
    element: int | None


class Holders:
    """A side by page, block and unit. Places are those of its reading.

    `spans` are those of blocks and units by name; with `claimed` False there are no blocks: the other side has none.
    """

    def __init__(self, side: Side, edition: Literal["old", "new"], claimed: bool) -> None:
        self.side, self.edition, self.reading = side, edition, side.reading
        self.leaves: tuple[Leaf, ...] = leaves(side.pdf, side.reading)
        chapters = side.document.chapters if side.document else ()
        self.blocks: dict[str, Block] = {block.id: block for chapter in chapters for block in chapter.blocks}
        self.sections: dict[str, Section] = {each.id: each for chapter in chapters for each in chapter.sections}
        figures = (figure for chapter in chapters for figure in chapter.figures)
        self.captions = {(each.place.file, each.place.line): each.caption for each in figures}
        printed = side.concordance.printed if side.concordance else {}
        blocks = {name: found.spans for name, found in printed.items()}
        self._printed = _Index(blocks)
        self.spans: dict[str, tuple[Span, ...]] = dict(blocks) if claimed else {}
        self.units = {f"~{number}": unit for number, unit in enumerate(_units(self, _Index(self.spans)))}
        self.spans |= {name: unit.spans for name, unit in self.units.items()}
        self._held = _Index(self.spans)
        self.order = [name for _, name in sorted((spans[0][0], name) for name, spans in self.spans.items())]
        self.rank = {name: number for number, name in enumerate(self.order)}

    def at(self, place: int) -> str | None:
        """The block or unit that holds a place."""
        return self._held.at(place)

    def start(self, name: str) -> int | None:
        """Where a block or unit begins; None where it was not found on paper."""
        return self.spans[name][0][0] if name in self.spans else None

    def text(self, spans: Iterable[Span]) -> str:
        """The text of some spans, one after the other."""
        return "".join(self.reading.text[start:end] for start, end in spans)

    def boxes(self, spans: Iterable[Span], page: int) -> tuple[model.Rectangle, ...]:
        """Where text stands on a page, line by line."""
        found = (each for span in spans for each in self.reading.stretches(*span) if each.page == page)
        return tuple(model.rectangle(each.box) for each in found)

    def pages(self, spans: Iterable[Span]) -> set[int]:
        """The pages (from 0) on which text stands."""
        return {piece.page for span in spans for piece in self.reading.pieces_of(*span)}

    def lines(self, names: Iterable[str]) -> int:
        """How many lines blocks or units take up."""
        spans = [span for name in names for span in self.spans.get(name, ())]
        return len({(piece.page, piece.line) for span in spans for piece in self.reading.pieces_of(*span)})

    def size(self, name: str) -> float:
        """In what size a block or unit begins, in points."""
        start = self.spans[name][0][0]
        return round(next(self.reading.pieces_of(start, start + 1)).run.size, 1)

    def named(self, name: str) -> model.Block:
        """A block or unit as people name it; a unit is named by the block that is printed there, if one is known."""
        at = self.start(name)
        block = self._printed.at(at) if name in self.units and at is not None else name
        found = self.blocks.get(block or "")
        section = self.sections.get(found.section) if found else None
        return model.Block(
            edition=self.edition,
            text=_short(_text(found) if found else self.units[name].text),
            page="" if at is None else self.label(self.reading.page(at)),
            file=found.place.file if found else "",
            line=found.place.line if found else None,
            section=f"{section.number} {section.title}".strip() if section else "",
        )

    def image_sizes(self, name: str) -> list[tuple[int, int]]:
        """How large the images are on the page on which a block begins."""
        at = self.start(name)
        images = self.side.pdf.pages[self.reading.page(at)].images if at is not None else ()
        return sorted((round(image.box.width), round(image.box.height)) for image in images)

    def image(self, name: str, page: Page) -> tuple[model.Rectangle, ...]:
        """Where the image of a page stands that is nearest to where a block begins; none if that is another page."""
        at = self.start(name)
        first = next(self.reading.stretches(at, at + 1)) if at is not None else None
        if first is None or first.page != page.number or not page.images:
            return ()
        middle = (first.box.top + first.box.bottom) / 2
        nearest = min(page.images, key=lambda each: max(each.box.bottom - middle, middle - each.box.top))
        return (model.rectangle(nearest.box),)

    def label(self, page: int) -> str:
        """What a page is called."""
        return self.side.pdf.pages[page].label


class _Index:
    """Spans by place."""

    def __init__(self, spans: dict[str, tuple[Span, ...]]) -> None:
        self._held = sorted((*span, name) for name, of in spans.items() for span in of)
        self._starts = [start for start, _, _ in self._held]

    def at(self, place: int) -> str | None:
        """The name of the span that holds a place."""
        index = bisect_right(self._starts, place) - 1
        return self._held[index][2] if index >= 0 and place < self._held[index][1] else None

    def within(self, start: int, end: int) -> Iterator[Span]:
        """What of a text is in spans."""
        for index in range(max(0, bisect_right(self._starts, start) - 1), len(self._held)):
            first, last, _ = self._held[index]
            if first >= end:
                return
            if last > start:
                yield max(first, start), min(last, end)


def _units(holders: Holders, claimed: _Index) -> Iterator[Unit]:
    """The text of no block, in order; furniture is none."""
    pieces = sorted((piece for leaf in holders.leaves for piece in leaf.pieces), key=lambda piece: piece.start)
    spans: list[Span] = []
    last: tuple[int | None, Piece] | None = None
    for piece in pieces:
        for span in _unclaimed(piece, claimed):
            element = holders.reading.around(piece.element)
            for cut in _sentences(holders.reading.text, span) if element is None else (span,):
                if last and spans and _begins(holders, element, piece, last, spans):
                    yield Unit(holders.text(spans), tuple(spans), last[0])
                    spans = []
                spans.append(cut)
                last = element, piece
    if spans and last:
        yield Unit(holders.text(spans), tuple(spans), last[0])


def _unclaimed(piece: Piece, claimed: _Index) -> Iterator[Span]:
    held = [(first - piece.start, last - piece.start) for first, last in claimed.within(piece.start, piece.end)]
    yield from ((piece.start + first, piece.start + last) for first, last in gaps(held, piece.end - piece.start))


def _sentences(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    while start < end:
        stop = text.find("。", start, end) + 1 or end
        yield start, stop
        start = stop


def _begins(
    holders: Holders, element: int | None, piece: Piece, last: tuple[int | None, Piece], spans: Sequence[Span]
) -> bool:
    """Whether another unit begins than that of the last piece."""
    if element is not None or last[0] is not None:
        return element != last[0]
    said = holders.text(spans)
    return said.endswith("。") or len(said) > _UNIT or abs(piece.run.size - last[1].run.size) > 1


def _text(block: Block) -> str:
    """What a block says, with a circle for the number of a page."""
    return "".join(part if isinstance(part, str) else "○" for part in block.parts if not isinstance(part, Call))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def changed_spans(old: str, new: str) -> tuple[list[Span], list[Span]]:
    """What of two texts is not in the other; a sign or two that stay between two changes are no part that stayed."""
    kept = [(a, b, size) for a, b, size in common(old, new) if size > 2 or min(len(old), len(new)) < 8]
    return (
        [*gaps([(a, a + size) for a, _, size in kept], len(old))],
        [*gaps([(b, b + size) for _, b, size in kept], len(new))],
    )


def placed(parts: Iterable[Span], spans: Sequence[Span]) -> tuple[Span, ...]:
    """Parts of a text that is made of spans of a reading, as spans of the reading."""
    found, at, parts = [], 0, [*parts]
    for start, end in spans:
        for first, last in parts:
            cut = max(first, at), min(last, at + end - start)
            if cut[0] < cut[1]:
                found.append((start + cut[0] - at, start + cut[1] - at))
        at += end - start
    return tuple(sorted(found))
