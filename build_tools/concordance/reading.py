"""The text of a PDF in the order in which it is read: that of the structure tree (ISO 32000-1, 14.8.2.3), or of the
pages where there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from build_tools.concordance.above import Found, parted
from build_tools.inspection.document import Box, Boxes, Content, Line, Page, PdfDocument, Run, Structure

# Elements within a line (14.8.4.4), and those that mean nothing: a text belongs to the element round them.
INLINE = frozenset(
    ("Span", "Link", "Reference", "Quote", "Code", "BibEntry", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP")
)
CELLS = ("TD", "TH")
# What is there without being seen: soft hyphen, zero width space and joiners, word joiner, byte order mark.
UNSEEN = re.compile("[\\s\u00ad\u200b-\u200d\u2060\ufeff]+")


def solid(text: str) -> str:
    """A text without white space and signs that are not seen: where lines break is the page's affair."""
    return UNSEEN.sub("", text)


class Piece(NamedTuple):
    """A run of glyphs where it stands in the reading: solid text from `start` to `end`, on a page (from 0) in a line of
    it, below an element of the structure (None: in none).
    """

    start: int
    end: int
    page: int
    line: int
    run: Run
    element: int | None

    def is_all_of(self, line: Line) -> bool:
        """Whether there is nothing else on its line, nor anything in it that is not seen."""
        return len(line.runs) == 1 and len(self.run.text) == self.end - self.start

    def boxes(self, start: int, end: int) -> Boxes:
        """The glyphs of the solid text between two places of the reading."""
        first, last = max(start, self.start) - self.start, min(end, self.end) - self.start - 1
        if len(self.run.text) > self.end - self.start:
            shown = [at for at, character in enumerate(self.run.text) if not UNSEEN.match(character)]
            first, last = shown[first], shown[last]
        return Boxes(self.run.boxes.numbers[16 * first : 16 * last + 16])


class Stretch(NamedTuple):
    """A piece of text on one line of a page (from 0): its rectangle and what it was set in."""

    page: int
    line: int
    box: Box
    baseline: float
    size: float


class Reading:
    """All text of a document as it is read; `text` is solid, `pieces` follow each other in it, and `loose` are those
    that the structure does not name: running heads, artifacts, or text that got lost from it. Readings above the text
    (ruby) are `above`, and no part of it.
    """

    def __init__(self, pdf: PdfDocument) -> None:
        self.structure, self._pages = pdf.structure, pdf.pages
        runs = {} if pdf.structure is None else _marked(pdf.pages)
        named: set[tuple[int, int]] = set()
        found = _as_shown(pdf.pages) if pdf.structure is None else _as_named(pdf.structure, runs, named)
        line, self.above = parted(pdf.structure, found)
        self.pieces, self.text = _placed(line)
        left = (each for each in _as_shown(pdf.pages) if pdf.structure is not None and _key(each) not in named)
        self.loose, self.loose_text = _placed(left)
        self._starts = [piece.start for piece in self.pieces]

    def pieces_of(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces that hold the text between two places."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self.pieces) and self.pieces[index].start < end:
            if self.pieces[index].end > start:
                yield self.pieces[index]
            index += 1

    def page(self, at: int) -> int:
        """The page on which a place of the reading stands."""
        return self.pieces[bisect_right(self._starts, at) - 1].page

    def is_in_cell(self, at: int) -> bool:
        """Whether a text stands in a cell of a table."""
        element = self.element(at)
        while element is not None and self.structure is not None:
            if self.structure.elements[element].role in CELLS:
                return True
            element = self.structure.elements[element].parent
        return False

    def stretches(self, start: int, end: int) -> Iterator[Stretch]:
        """The text between two places, line by line."""
        for piece in self.pieces_of(start, end):
            line = self._pages[piece.page].lines[piece.line]
            is_line = piece.is_all_of(line) and start <= piece.start and piece.end <= end
            box = line.box if is_line else piece.boxes(start, end).bounds()
            yield Stretch(piece.page, piece.line, box, piece.run.baseline, piece.run.size)

    def element(self, at: int) -> int | None:
        """The element that holds a text, those within a line left out."""
        piece = next(self.pieces_of(at, at + 1), None)
        return None if piece is None else self.around(piece.element)

    def around(self, element: int | None) -> int | None:
        """The element round those within a line."""
        while element is not None and self.structure is not None:
            found = self.structure.elements[element]
            if found.role not in INLINE or found.parent is None:
                return element
            element = found.parent
        return element

    @cached_property
    def parts(self) -> frozenset[int]:
        """Where a run begins."""
        return frozenset(self._starts)

    @cached_property
    def begins(self) -> frozenset[int]:
        """Where the text of another element begins than stood before."""
        found, last = set(), -1
        for piece in self.pieces:
            around = self.around(piece.element)
            if around is None or around != last:
                found.add(piece.start)
            last = -1 if around is None else around
        return frozenset(found)


def _key(found: Found) -> tuple[int, int]:
    page, _, run, _ = found
    return page, -1 if run.mcid is None else run.mcid


def _marked(pages: Iterable[Page]) -> dict[tuple[int, int], list[tuple[int, Run]]]:
    """Runs by page and marked content, each with its line."""
    found: dict[tuple[int, int], list[tuple[int, Run]]] = {}
    for page in pages:
        for number, line in enumerate(page.lines):
            for run in line.runs:
                if run.mcid is not None:
                    found.setdefault((page.number, run.mcid), []).append((number, run))
    return found


def _as_named(
    structure: Structure, runs: dict[tuple[int, int], list[tuple[int, Run]]], named: set[tuple[int, int]]
) -> Iterator[Found]:
    for element, content in _contents(structure):
        if content.page is not None and (content.page, content.mcid) not in named:
            named.add((content.page, content.mcid))
            for line, run in runs.get((content.page, content.mcid), ()):
                yield content.page, line, run, element


def _contents(structure: Structure) -> Iterator[tuple[int, Content]]:
    """Marked content in the order of the tree, each with the element that holds it."""
    roots = [element.index for element in structure.elements if element.parent is None]
    waiting: list[tuple[int, object]] = [(root, root) for root in reversed(roots)]
    while waiting:
        holder, kid = waiting.pop()
        if isinstance(kid, Content):
            yield holder, kid
        elif isinstance(kid, int):
            waiting += [(kid, inner) for inner in reversed(structure.elements[kid].kids)]


def _as_shown(pages: Iterable[Page]) -> Iterator[Found]:
    for page in pages:
        for number, line in enumerate(page.lines):
            for run in line.runs:
                yield page.number, number, run, None


def _placed(found: Iterable[Found]) -> tuple[tuple[Piece, ...], str]:
    pieces, texts, at = [], [], 0
    for page, line, run, element in found:
        text = solid(run.text)
        if text:
            pieces.append(Piece(at, at + len(text), page, line, run, element))
            texts.append(text)
            at += len(text)
    return tuple(pieces), "".join(texts)
