"""Readings and dots above the text (JLREQ 3.3), measured where pdfium finds the glyphs."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.specimen.conftest import LEFT, RIGHT

# In points: WeasyPrint places to a thousandth of an em, pdfium reads as singles.
NEAR = 0.05


@pytest.mark.parametrize(
    ("base", "reading"),
    [
        ("親", "おや"),
        ("文", "も"),
        ("字", "じ"),
        ("組版", "くみはん"),
        ("紫陽花", "あじさい"),
        ("承", "うけたまわ"),
        ("頭", "あたま"),
    ],
)
def test_a_reading_stands_above_the_middle_of_its_base(specimen, base, reading):
    leaf = specimen.page("ルビと圏点")
    over = _small(leaf).find(reading)
    under = min(
        _all(leaf, base), key=lambda found: abs(found[0].middle - over[0].middle) + abs(found[0].top - over[0].bottom)
    )
    assert abs((over[0].left + over[-1].right) / 2 - (under[0].left + under[-1].right) / 2) < NEAR
    assert all(abs(glyph.size - under[0].size / 2) < NEAR for glyph in over)
    # The virtual bodies touch: 0.88 em above the baseline of the base, 0.12 em below that of the reading.
    assert abs(over[0].baseline - under[0].baseline - 0.88 * under[0].size - 0.12 * over[0].size) < NEAR


def _small(leaf):
    """The page without its text."""
    return replace(leaf, glyphs=tuple(glyph for glyph in leaf.glyphs if glyph.size < 6))


def _all(leaf, text):
    found, which = [], 0
    while True:
        try:
            found.append(leaf.find(text, which))
        except ValueError:
            return found
        which += 1


def test_a_short_reading_is_spread_half_as_much_at_its_ends(specimen):
    over = specimen.page("ルビと圏点").find("あじさい")
    base = specimen.page("ルビと圏点").find("紫陽花")
    gaps = [behind.left - before.right for before, behind in pairwise(over)]
    assert max(gaps) - min(gaps) < NEAR
    ends = (over[0].left - base[0].left, base[-1].right - over[-1].right)
    assert all(abs(end - gaps[0] / 2) < 0.4 for end in ends)  # the line is spread a little


def test_a_long_reading_hangs_over_kana_and_never_over_kanji(specimen):
    leaf = specimen.page("ルビと圏点")
    for reading in _all(leaf, "こころざし"):
        width = reading[0].size
        beside = [
            g for g in leaf.glyphs if g.text.strip() and 5 < reading[0].baseline - g.baseline < 12 and g.text != "志"
        ]
        for glyph in beside:
            over = min(reading[-1].right, glyph.right) - max(reading[0].left, glyph.left)
            assert over <= (width if re.match("[ぁ-ヿ]", glyph.text) else 0) + NEAR, glyph.text


def test_readings_stay_within_the_measure(specimen):
    leaf = _small(specimen.page("ルビと圏点"))
    assert all(glyph.left >= LEFT - NEAR and glyph.right <= RIGHT + NEAR for glyph in leaf.glyphs if glyph.text.strip())


def test_a_base_is_extracted_unbroken_and_its_reading_apart(specimen):
    for text in (specimen.by_pypdf, specimen.by_poppler):
        joined = re.sub(r"\s", "", text)
        assert "一字ごとに付けるモノルビは、親文字のように字の真上に来る。組版のように語に付ける" in joined
        assert "組版のように" in text.replace("\n", "") and "紫陽花のように" in text.replace(
            "\n", ""
        )  # no space within
        assert "おや" in joined and "くみはん" in joined


def test_dots_stand_above_the_middle_of_each_character_but_punctuation(specimen):
    leaf = specimen.page("ルビと圏点")
    dots = [path for path in leaf.paths if path[2] - path[0] < 3]
    dotted = [*leaf.find("字の上の中央"), *(g for g in leaf.find("句読点、括弧", 0) if g.text != "、")]
    assert len(dots) == len(dotted) == 11
    for dot, glyph in zip(dots, dotted, strict=True):
        assert abs((dot[0] + dot[2]) / 2 - glyph.middle) < NEAR
        assert glyph.baseline + 0.88 * glyph.size < dot[1] < glyph.baseline + 1.4 * glyph.size


def test_dotted_text_is_extracted_in_one_piece(specimen):
    for text in (specimen.by_pypdf, specimen.by_poppler):
        assert "圏点は、字の上の中央に、字の半分" in text
