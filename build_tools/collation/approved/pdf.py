"""An approved PDF, of any maker: its text as its tags order it, or as its pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from build_tools.collation.approved.text import Approved, Line
from build_tools.collation.approved.txt import EDGE
from build_tools.collation.stream import Segment
from build_tools.concordance.reading import Piece, Reading
from build_tools.errors import Text, typed
from build_tools.inspection import Limits, PdfDocument, inspect
from build_tools.inspection.document import Page

# Heads and folios are at most this part of a text.
_HEADS = 4
_UNTAGGED = Text(
    "The PDF has no tags: its text is taken in the order of its pages' content.",
    "タグのない PDF なので、ページに描かれた順に文字を読みました。",
)


def read_pdf(path: Path, limits: Limits) -> Approved:
    """The text of a PDF; what it calls artifacts, running heads and folios, is left out where it has tags."""
    pdf = inspect(path, limits)
    reading = Reading(pdf)
    tagged = pdf.structure is not None and not _outside(reading)
    if not tagged:
        reading = Reading(replace(pdf, structure=None))
    segments = tuple(_segments(pdf, reading.pieces, tagged=tagged))
    return Approved(typed(path), "pdf", segments, remarks=() if tagged else (_UNTAGGED,), rows=tagged)


def _outside(reading: Reading) -> bool:
    """Whether more text is in no element than running heads and folios come to: then the tags do not tell the order."""
    return len(reading.loose_text) * _HEADS > len(reading.text)


def _segments(pdf: PdfDocument, pieces: Iterable[Piece], *, tagged: bool) -> Iterator[Segment[Line]]:
    orders: Mapping[int, Sequence[int]] = {} if tagged else {page.number: _order(page) for page in pdf.pages}
    last = (-1, -1)
    for piece in pieces:
        here, label = (piece.page, piece.line), pdf.pages[piece.page].label
        order = orders.get(piece.page, ())
        edge = piece.line in (*order[:EDGE], *order[-EDGE:])
        line = Line(piece.line + 1, label, edge, piece.line in (*order[:1], *order[-1:]))
        yield Segment(piece.run.text, line, joined=here == last and not piece.run.before)
        last = here


def _order(page: Page) -> list[int]:
    """Its lines from the lowest to the highest."""
    return sorted(range(len(page.lines)), key=lambda number: page.lines[number].baseline)
