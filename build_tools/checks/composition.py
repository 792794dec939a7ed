"""The lines of a document's blocks as they were composed: what kinsoku, edges and spacing are judged by."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from struct import unpack_from
from typing import NamedTuple

from build_tools.checks.subject import Subject
from build_tools.concordance import Printed
from build_tools.concordance.reading import UNSEEN, Piece, solid
from build_tools.errors import Place
from build_tools.findings import Spot
from build_tools.inspection.document import Box, Boxes
from build_tools.manuscript.model import Block, Chapter

# A note's mark stands higher than its line by less than this part of an em.
SHIFT = 0.7
# Points: a place farther from the corner is on no page (ISO 32000-1, annex C, allows 14,400 a page).
FARTHEST = 1e6


class Fragment(NamedTuple):
    """A run of glyphs in a line: its text without white space, where it stands (points), its glyphs, packed. The size
    of text that is set in none is 1.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    boxes: Boxes
    size: float

    @property
    def glyphs(self) -> int:
        """How many they are."""
        return len(self.boxes.numbers) // 16

    @property
    def advances(self) -> float:
        """Their widths taken together."""
        numbers = array("f", self.boxes.numbers)
        return sum(numbers[2::4]) - sum(numbers[0::4])


class Line(NamedTuple):
    """A line of a block: its text without white space, the page (from 0), where it stands (points), and the fragments
    that it is made of. `at` is how many characters of the block stand before it.
    """

    at: int
    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    baseline: float
    fragments: tuple[Fragment, ...]

    @property
    def box(self) -> Box:
        """Its rectangle."""
        return Box(self.left, self.bottom, self.right, self.top)


@dataclass(frozen=True)
class Composed:
    """A block with its lines. At the places `spaces` of its text (white space not counted) white space stands, at
    `breaks` a line break that is asked for; both are None where the text is not what the manuscript says.
    """

    chapter: Chapter
    block: Block
    lines: tuple[Line, ...]
    spaces: frozenset[int] | None
    breaks: frozenset[int] | None

    @property
    def source(self) -> Place:
        """Its line in the Markdown."""
        return Place(self.block.place.file, self.block.place.line)

    def turns(self) -> Iterator[tuple[Line, Line]]:
        """Lines with those that follow them, but where a line break was asked for or may have been."""
        breaks = self.breaks
        if breaks is not None:
            yield from (pair for pair in pairwise(self.lines) if pair[1].at not in breaks)


class Composition:
    """The blocks of a document that stand on paper, in order: `subject.once(Composition)` for all rules."""

    def __init__(self, subject: Subject) -> None:
        self._concordance = subject.concordance
        self.blocks = tuple(self._blocks())

    def _blocks(self) -> Iterator[Composed]:
        for chapter in self._concordance.document.chapters:
            for block in chapter.blocks:
                printed = self._concordance.printed.get(block.id)
                if printed is not None:
                    yield self._composed(chapter, printed)

    def _composed(self, chapter: Chapter, printed: Printed) -> Composed:
        lines = tuple(_lines([*self._pieces(printed)]))
        if printed.how == "altered":
            return Composed(chapter, printed.block, lines, None, None)
        several = len(lines) > 1 or (lines and len(lines[0].fragments) > 1)
        return Composed(chapter, printed.block, lines, *(_gaps(printed) if several else (frozenset(), frozenset())))

    def _pieces(self, printed: Printed) -> Iterator[tuple[Piece, int, int]]:
        for start, end in printed.spans:
            for piece in self._concordance.reading.pieces_of(start, end):
                yield piece, max(start, piece.start), min(end, piece.end)

    def spots(self, *lines: Line) -> tuple[Spot, ...]:
        """Lines on paper, page by page."""
        pages: dict[int, list[Box]] = {}
        for line in lines:
            pages.setdefault(line.page, []).append(line.box)
        return tuple(Spot(page, self._concordance.label(page), tuple(boxes)) for page, boxes in pages.items())


def _fragment(piece: Piece, start: int, end: int) -> Fragment:
    """The part of a piece between two places of the reading."""
    run = piece.run
    whole = start == piece.start and end == piece.end and len(run.text) == end - start
    boxes = run.boxes if whole else piece.boxes(start, end)
    text = run.text if whole else solid(run.text)[start - piece.start : end - piece.start]
    left, top, right, bottom = unpack_from("4f", boxes.numbers)
    if len(boxes.numbers) > 16:
        right = unpack_from("4f", boxes.numbers, len(boxes.numbers) - 16)[2]
    return Fragment(text, left, bottom, right, top, boxes, run.size or 1.0)


def _lines(pieces: Sequence[tuple[Piece, int, int]]) -> Iterator[Line]:
    at, waiting, last = 0, list[Fragment](), None
    for piece, start, end in pieces:
        found = _fragment(piece, start, end)
        if not abs(piece.run.baseline) + abs(found.left) + abs(found.right) < FARTHEST:
            continue  # of a damaged file; so is what is no number
        if last is not None and not _goes_on(waiting[-1], last, found, piece):
            yield _line(at, last, waiting)
            at += sum(len(each.text) for each in waiting)
            waiting = []
        waiting.append(found)
        last = piece
    if last is not None:
        yield _line(at, last, waiting)


def _goes_on(before: Fragment, last: Piece, found: Fragment, piece: Piece) -> bool:
    """Whether a fragment stands in the line of the one before it."""
    near = abs(piece.run.baseline - last.run.baseline) < SHIFT * max(before.size, found.size)
    return piece.page == last.page and near and found.left > before.left


def _line(at: int, piece: Piece, fragments: Sequence[Fragment]) -> Line:
    if len(fragments) == 1:
        (only,) = fragments
        box = only.left, only.bottom, only.right, only.top
        return Line(at, piece.page, only.text, *box, only.size, piece.run.baseline, (only,))
    longest = max(fragments, key=lambda each: each.glyphs)
    return Line(
        at=at,
        page=piece.page,
        text="".join(each.text for each in fragments),
        left=fragments[0].left,
        bottom=min(each.bottom for each in fragments),
        right=fragments[-1].right,
        top=max(each.top for each in fragments),
        size=longest.size,
        baseline=piece.run.baseline,
        fragments=tuple(fragments),
    )


def _gaps(printed: Printed) -> tuple[frozenset[int], frozenset[int]]:
    """Where white space stands in a block's text, and where a line break that is asked for."""
    spaces, breaks, at, holes = set[int](), set[int](), 0, iter(printed.holes)
    for part in printed.block.parts:
        if not isinstance(part, str):
            at += len(next(holes, ""))
            continue
        behind = 0
        for gap in UNSEEN.finditer(part):
            at += gap.start() - behind
            behind = gap.end()
            spaces.add(at)
            if "\n" in gap[0]:
                breaks.add(at)
        at += len(part) - behind
    return frozenset(spaces), frozenset(breaks)
