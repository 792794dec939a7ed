"""Facing pages: folios on the outer side, mirrored margins, parts on right-hand pages behind blank ones, and the right
numbers everywhere, read from the finished PDF.

The edition is the case `facing`, with a layout of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_tools.pipeline import Order, build
from build_tools.press import compile as compiler
from build_tools.press.unit import Unit
from tests.press.test_places import FOOT, Pdf, mistakes

CASE = Path(__file__).parents[1] / "cases" / "facing" / "source"
OUTER, INNER = 25.9167 * 72 / 25.4, 35.9167 * 72 / 25.4
PARAGRAPH = "足した段落。実証実験から得た知見を次の計画に反映することが望ましい。" * 6


@dataclass
class Bench:
    """An edition that is built again and again: `compiled` are the units that the last build compiled."""

    folder: Path
    compiled: list[str]

    def build(self, out: str = "out") -> bytes:
        self.compiled.clear()
        products = build(Order(self.folder / "source", self.folder / out / "dist", ("pdf",))).products
        (product,) = (each for each in products if each.pages)
        return product.path.read_bytes()


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    shutil.copytree(CASE, tmp_path / "source")
    names, original = [], compiler.compile_unit

    def noted(unit: Unit):
        names.append(unit.name)
        return original(unit)

    monkeypatch.setattr(compiler, "compile_unit", noted)
    return Bench(tmp_path, names)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("facing")
    shutil.copytree(CASE, folder / "source")
    return Bench(folder, []).build()


@pytest.fixture(scope="module")
def pdf(data: bytes) -> Pdf:
    return Pdf("bound", data)


def glyphs(pdf: Pdf, page: int) -> Iterator[tuple[float, float, float]]:
    """Left, right and top edge of every sign on a page."""
    text = pdf.texts[page]
    for index in range(text.count_chars()):
        if text.get_text_range(index, 1).strip():
            left, _bottom, right, top = text.get_charbox(index, loose=True)
            yield left, right, top


def folio_is_outside(pdf: Pdf, page: int) -> bool:
    """Whether the folio of a page ends at the outer edge of the type area."""
    marks = [(left, right) for left, right, top in glyphs(pdf, page) if top < FOOT]
    left, right = min(mark[0] for mark in marks), max(mark[1] for mark in marks)
    turned = pdf.pages[page].get_width() > pdf.pages[page].get_height()
    outer = 29.9667 * 72 / 25.4 if turned else OUTER
    distance = left if page % 2 else pdf.pages[page].get_width() - right
    return abs(distance - outer) < 1.5


def blank(pdf: Pdf) -> list[int]:
    return [page for page, each in enumerate(pdf.pages) if not list(each.get_objects())]


def count_references(text: str) -> int:
    return text.count("{pageref}")


def starts(pdf: Pdf, name: str) -> int:
    return pdf.place(name)[0]


def test_every_folio_stands_outside(pdf):
    pages = [page for page in range(1, len(pdf.pages)) if page not in blank(pdf)]
    assert [page for page in pages if not folio_is_outside(pdf, page)] == []
    assert {page % 2 for page in pages} == {0, 1} and len(pages) > 12


def test_margins_are_mirrored(pdf):
    """The type area of a chapter with full lines, on a page of either side."""
    first = starts(pdf, "one:chapter-one")
    for page in (first, first + 1):
        body = [(left, right) for left, right, top in glyphs(pdf, page) if FOOT < top < 740]
        left, right = min(edge for edge, _ in body), pdf.pages[page].get_width() - max(edge for _, edge in body)
        assert (left, right) == pytest.approx((OUTER, INNER) if page % 2 else (INNER, OUTER), abs=1)


def test_parts_start_on_the_right_behind_blank_pages(pdf):
    parts = [starts(pdf, name) for name in ("first:part-one", "second:part-two")]
    assert [page % 2 for page in parts] == [0, 0] and blank(pdf) == [page - 1 for page in parts]
    assert all(not pdf.reader.pages[page].get("/Annots") and not pdf.text(page) for page in blank(pdf))
    labels = pdf.reader.page_labels
    assert labels[:5] == ["i", "ii", "iii", "iv", "1"]
    assert labels[4:] == [str(number) for number in range(1, len(labels) - 3)]


def test_every_printed_number_is_right(pdf):
    """But for blank pages, which bear none."""
    assert [said for said in mistakes({"bound": pdf}, "bound") if not said.endswith("and says ")] == []
    assert len(mistakes({"bound": pdf}, "bound")) == len(blank(pdf)) == 2
    sources = (file.read_text("utf-8") for file in CASE.glob("*.md"))
    assert len([each for each in pdf.printed() if "ペ" in each.text]) == sum(map(count_references, sources)) > 10


def test_a_turned_page_has_a_side_as_well(pdf):
    page = starts(pdf, "two:turned")
    assert pdf.pages[page].get_width() > pdf.pages[page].get_height() and folio_is_outside(pdf, page)


def test_the_measure_sees_a_folio_inside(bench):
    """The fault that the measurement above must catch: sides mixed up."""
    style = bench.folder / "source/templates/print/bound/bound.css"
    style.write_text(style.read_text().replace("element(folio-left)", "element(folio-right)"))
    pdf = Pdf("bound", bench.build())
    assert not folio_is_outside(pdf, 1) and folio_is_outside(pdf, 2)


def test_only_chapters_that_change_sides_are_compiled_again(bench):
    """A page more in chapter 1: two comes to the right-hand side, more to the left-hand one; the blank page goes that
    stood before the second part, so all behind it stay as they were.
    """
    before = Pdf("bound", bench.build())
    chapter = bench.folder / "source" / "one.md"
    chapter.write_text(chapter.read_text("utf-8") + f"\n\n{PARAGRAPH}" * 5, "utf-8")
    data = bench.build()
    after, compiled = Pdf("bound", data), set(bench.compiled)
    names = ("two:chapter-two", "more:chapter-more", "second:part-two", "three:chapter-three")
    assert [(starts(before, name) % 2, starts(after, name) % 2) for name in names] == [(1, 0), (0, 1), (0, 0), (1, 1)]
    assert compiled == {"one", "two", "more"} and len(blank(before)) == 2 and len(blank(after)) == 1
    assert [said for said in mistakes({"bound": after}, "bound") if not said.endswith("and says ")] == []
    assert all(folio_is_outside(after, page) for page in range(1, len(after.pages)) if page not in blank(after))
    assert bench.build("clean") == data and {"three", "annex", *compiled} < set(bench.compiled)
