"""The specimen of composition, built once; its glyphs as pdfium finds them, its text as other readers do."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from build_tools.pipeline import Order, build

SOURCE = Path(__file__).parents[1] / "cases" / "specimen" / "source"
# A4 with 40 characters of 10.5 pt a line.
LEFT, RIGHT = 87.64, 507.64


@dataclass(frozen=True)
class Glyph:
    """A character: its box, as wide as its advance and an em high, in points from the left and the foot of the page;
    its baseline.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    baseline: float

    @property
    def size(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Leaf:
    """A page: its glyphs in the order of the content stream, and the boxes of its filled paths."""

    glyphs: tuple[Glyph, ...]
    paths: tuple[tuple[float, float, float, float], ...]

    def find(self, text: str, which: int = 0) -> list[Glyph]:
        """The glyphs of a text, spaces and line breaks left out, where it stands for the n-th time."""
        shown = [glyph for glyph in self.glyphs if glyph.text.strip()]
        whole, at = "".join(glyph.text for glyph in shown), -1
        for _ in range(which + 1):
            at = whole.index(text, at + 1)
        return shown[at : at + len(text)]


class Specimen:
    """The pages of the specimen."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        with pypdfium2.PdfDocument(self.file) as document:
            return tuple(_leaf(page) for page in document)

    @cached_property
    def by_pypdf(self) -> str:
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(self.file).pages)

    @cached_property
    def by_poppler(self) -> str:
        command = ["pdftotext", "-raw", str(self.file), "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def page(self, text: str) -> Leaf:
        """The page that holds a text."""
        return next(leaf for leaf in self.leaves if text in "".join(glyph.text.strip() for glyph in leaf.glyphs))


def _leaf(page: pypdfium2.PdfPage) -> Leaf:
    text = page.get_textpage()
    glyphs = tuple(_glyph(text, at) for at in range(text.count_chars()))
    text.close()
    paths = tuple(each.get_bounds() for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]))
    return Leaf(glyphs, paths)


def _glyph(text: pypdfium2.PdfTextPage, at: int) -> Glyph:
    left, bottom, right, top = text.get_charbox(at, loose=True)
    x, y = pdfium.c_double(), pdfium.c_double()
    pdfium.FPDFText_GetCharOrigin(text, at, x, y)
    character = chr(pdfium.FPDFText_GetUnicode(text, at))
    return Glyph(character, left, bottom, right, top, y.value)


def lines(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs line by line, as their baselines change."""
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and abs(glyph.baseline - line[-1].baseline) > 1:
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


@pytest.fixture(scope="session")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    dist = tmp_path_factory.mktemp("specimen") / "dist"
    build(Order(SOURCE, dist, only=("pdf",)))
    return Specimen(dist / "specimen.pdf")
