"""Lines of a finished page, measured by pdfium: where each character's advance begins and ends."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2

HYPHEN = "\ufffe"  # what pdfium makes of one that ends a line


@dataclass(frozen=True)
class Glyph:
    """A character on paper: its text, and where its advance begins and ends by its font (points)."""

    text: str
    left: float
    right: float


Row = tuple[Glyph, ...]


def rows(pdf: bytes) -> Iterator[Row]:
    """The lines of a file from the top, without spaces."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        found: dict[int, list[Glyph]] = {}
        for index in range(text.count_chars()):
            shown = text.get_text_range(index, 1).replace(HYPHEN, "-")
            if shown.strip():
                left, _bottom, right, _top = text.get_charbox(index, loose=True)
                found.setdefault(_baseline(text, index), []).append(Glyph(shown, left, right))
        for baseline in sorted(found, reverse=True):
            yield tuple(sorted(found[baseline], key=lambda glyph: glyph.left))


def _baseline(text: pypdfium2.PdfTextPage, index: int) -> int:
    x, y = ctypes.c_double(), ctypes.c_double()
    pypdfium2.raw.FPDFText_GetCharOrigin(text, index, x, y)
    return round(y.value)


def paragraphs(found: Sequence[Row], texts: Sequence[str]) -> Iterator[tuple[str, list[Row]]]:
    """Each text with the lines that show it; spaces do not count."""
    left = iter(found)
    for text in texts:
        wanted, lines = "".join(text.split()), list[Row]()
        while wanted:
            line = next(left)
            said = "".join(glyph.text for glyph in line)
            assert wanted.startswith(said), f"{said} is not how {wanted[:60]} goes on"
            lines.append(line)
            wanted = wanted[len(said) :]
        yield text, lines


def distances(line: Row) -> Iterator[tuple[str, float]]:
    """Each two characters that follow each other, and how far the second begins behind the first."""
    for before, behind in pairwise(line):
        yield before.text + behind.text, behind.left - before.left
