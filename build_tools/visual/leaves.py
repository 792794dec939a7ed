"""Pages as text: what a reader reads on each, in the order in which it is read, and its furniture apart.

Furniture (running heads, folios) is what the structure tree does not name. A file without tags tells it from nothing:
there, it is what stands in the same place of many pages, but for its numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from build_tools.concordance.reading import Piece, Reading, solid
from build_tools.inspection.document import Box, Page, PdfDocument

_NUMBER = re.compile("[0-9０-９]+|\\b[ivxlc]+\\b")
# Of so many pages in a row, what stands on half of them in one place is furniture.
_NEAR, _FEWEST = 8, 3


@dataclass(frozen=True, eq=False)
class Leaf:
    """A page: its text without white space and furniture, the pieces that it is made of, where each begins in it, and
    the pieces of its furniture.
    """

    page: Page
    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    furniture: tuple[Piece, ...]

    def place(self, at: int) -> int:
        """A place of its text as a place of the whole reading."""
        index = self.index(at)
        return self.pieces[index].start + at - self.starts[index]

    def index(self, at: int) -> int:
        """The piece in which a place of its text stands."""
        return bisect_right(self.starts, at) - 1

    def cuts(self, start: int, end: int) -> Iterator[tuple[Piece, int, int]]:
        """The text between two places piece by piece, as places of the whole reading."""
        for index in range(self.index(start), len(self.pieces)) if start < end else ():
            piece, first = self.pieces[index], self.starts[index]
            if first >= end:
                return
            yield piece, piece.start + max(0, start - first), min(piece.end, piece.start + end - first)

    def boxes(self, start: int, end: int) -> list[Box]:
        """Where the text between two places stands."""
        return [piece.boxes(*cut).bounds() for piece, *cut in self.cuts(start, end)]


def leaves(pdf: PdfDocument, reading: Reading) -> tuple[Leaf, ...]:
    """The pages of a document."""
    held: dict[int, list[Piece]] = defaultdict(list)
    loose: dict[int, list[Piece]] = defaultdict(list)
    running = frozenset[int]() if reading.structure else _running(pdf.pages, reading.pieces)
    for piece in reading.pieces:
        (loose if piece.start in running else held)[piece.page].append(piece)
    for piece in reading.loose:
        loose[piece.page].append(piece)
    return tuple(_leaf(page, held[page.number], loose[page.number]) for page in pdf.pages)


def _leaf(page: Page, pieces: Sequence[Piece], loose: Sequence[Piece]) -> Leaf:
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += piece.end - piece.start
    text = "".join(solid_of(piece) for piece in pieces)
    return Leaf(page, text, tuple(pieces), tuple(starts), tuple(loose))


def solid_of(piece: Piece) -> str:
    """The text of a piece without white space."""
    return solid(piece.run.text)


def _running(pages: Sequence[Page], pieces: Iterable[Piece]) -> frozenset[int]:
    """The starts of pieces that stand in one place, with one text but for its numbers, on half of the pages near by:
    the first or the last lines of their pages.
    """
    edges = {page.number: _edge_lines(page) for page in pages}
    found: dict[tuple[str, int], list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.line in edges[piece.page]:
            found[_NUMBER.sub("#", solid_of(piece)), round(piece.run.baseline)].append(piece)
    return frozenset(
        piece.start for same in found.values() for piece in same if _often(piece, [each.page for each in same])
    )


def _edge_lines(page: Page) -> set[int]:
    """The two highest and the two lowest lines, by their numbers."""
    order = sorted(range(len(page.lines)), key=lambda number: page.lines[number].baseline)
    return {*order[:2], *order[-2:]}


def _often(piece: Piece, on: Sequence[int]) -> bool:
    near = {page for page in on if abs(page - piece.page) <= _NEAR}
    return len(near) >= _FEWEST and 2 * len(near) >= min(_NEAR, max(on) - min(on) + 1)
