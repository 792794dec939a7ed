"""Lines of both pages of a leaf at the same heights (JLREQ 2.5.2, 4.5.3): ruby, heads and notes move none of them,
nor do tables, figures and boxes of any height.
"""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from build_tools.pipeline import Order, build
from tests.specimen.conftest import SOURCE, Leaf, Specimen

PITCH, NEAR = 18, 0.1


def chapter(specimen: Specimen) -> list[Leaf]:
    """The pages of the chapter about the grid."""
    at = specimen.leaves.index(specimen.page("行は版面の行の位置に乗る"))
    behind = specimen.leaves.index(specimen.page("ルビと圏点"))
    return list(specimen.leaves[at:behind])


def heights(leaf: Leaf) -> list[float]:
    """Where the characters of the text's size stand on a page."""
    return [glyph.baseline for glyph in leaf.glyphs if glyph.text.strip() and 10 < glyph.size < 11]


def off_grid(leaves: list[Leaf]) -> list[float]:
    """How far characters are off the grid on which the last line of the first paragraph stands."""
    origin = leaves[0].find("みやすい。")[0].baseline
    away = [(height - origin) % PITCH for leaf in leaves for height in heights(leaf)]
    return [round(min(each, PITCH - each), 2) for each in away if NEAR < each < PITCH - NEAR]


def test_every_line_of_text_stands_on_the_grid(specimen):
    pages = chapter(specimen)
    assert len(pages) == 5 and all(len(set(heights(leaf))) >= 8 for leaf in pages[:4])
    assert off_grid(pages) == []


def test_facing_pages_have_their_lines_at_the_same_heights(specimen):
    """Where both have any, and without regard to the grid."""
    pages = chapter(specimen)
    assert max(heights(pages[1])) == pytest.approx(max(heights(pages[3])), abs=NEAR)
    for left, right in ((pages[1], pages[2]), (pages[3], pages[4])):
        assert apart(left, right) == []


def test_two_columns_have_their_lines_at_the_same_heights(specimen):
    """A heading stands in one of them alone: below it, its lines are level with those of the other again."""
    leaf = specimen.page("二段の段落一")
    top, middle = leaf.find("二段の段落一")[0].baseline, leaf.find("がそろう。")[0].left
    inside = [glyph for glyph in leaf.glyphs if glyph.baseline <= top and 10 < glyph.size < 11]
    left = {round(each.baseline) for each in inside if each.left < middle}
    right = {round(each.baseline) for each in inside if each.left >= middle}
    assert len(left) >= 5 and len(right - left) <= 3  # beside the heading, and the last one
    assert all((height - round(top)) % PITCH == 0 for height in right)


def apart(left: Leaf, right: Leaf) -> list[float]:
    """How far characters of a page are off the lines of the other one, as these go on from their first."""
    away = [(height - max(heights(left))) % PITCH for height in heights(right)]
    return [round(min(each, PITCH - each), 2) for each in away if NEAR < each < PITCH - NEAR]


def test_the_chapter_has_what_moves_lines(specimen):
    pages = chapter(specimen)
    assert [any(leaf.find(text) for leaf in pages if text in said(leaf)) for text in WHAT] == [True] * len(WHAT)
    assert [("項目内容" in said(leaf)) for leaf in pages] == [False, False, False, True, True]


WHAT = (
    "行の高さの違う表",
    "注釈囲みの中",
    "整数倍にならない",
    "ポイント！",
    "箇条書きの一つ目",
    "小さい見出し",
    "ページをまたぐ表",
    "段の中の見出し",
)


def said(leaf: Leaf) -> str:
    return "".join(glyph.text.strip() for glyph in leaf.glyphs)


@pytest.fixture(scope="module")
def without_grid(tmp_path_factory: pytest.TempPathFactory) -> Specimen:
    """The same text in the layout that asks for no grid."""
    folder: Path = tmp_path_factory.mktemp("without")
    shutil.copytree(SOURCE, folder / "source")
    file = folder / "source" / "publication.toml"
    file.write_text(file.read_text("utf-8").replace("specimen-grid", "specimen"), "utf-8")
    build(Order(folder / "source", folder / "dist", only=("pdf",)))
    return Specimen(folder / "dist" / "specimen.pdf")


def test_lines_that_are_off_are_found(without_grid):
    pages = chapter(without_grid)
    assert len(off_grid(pages)) > 100
    assert any(apart(left, right) for left, right in pairwise(pages))
