"""Numbers of lists as wide as Japanese characters, measured where pdfium finds the glyphs."""

from __future__ import annotations

import pytest

from tests.specimen.conftest import LEFT

NEAR = 0.05


@pytest.mark.parametrize(
    ("mark", "text", "width"),
    [
        ("（１）", "括弧付きの", 3),
        ("（３）", "三つめ", 3),
        ("①", "丸数字", 2),
        ("１．", "全角の数字に", 2),
        ("ア", "片仮名。", 2),
    ],
)
def test_a_text_begins_at_its_edge_right_behind_the_number(specimen, mark, text, width):
    leaf = specimen.page("番号付きの箇条書き")
    found = leaf.find(text)[0]
    number = next(g for g in leaf.glyphs if g.text == mark[0] and abs(g.baseline - found.baseline) < 1)
    assert abs(found.left - LEFT - width * 10.5) < NEAR
    assert abs(number.left - LEFT) < NEAR


def test_a_second_line_begins_below_the_first_one(specimen):
    leaf = specimen.page("番号付きの箇条書き")
    item = leaf.find(
        "括弧付きの番号。二行目が番号の下に入らず、文の左端にそろうことを示すために、この項目はわざと長く書いてある。"
    )
    second = next(glyph for glyph in item if glyph.baseline < item[0].baseline - 1)
    assert abs(second.left - item[0].left) < NEAR


def test_ideographic_numbers_end_at_one_edge(specimen):
    leaf = specimen.page("番号付きの箇条書き")
    one, ten, eleven = (leaf.find(text)[0] for text in ("漢数字に", "十からは", "十一は三字"))
    assert abs(one.left - ten.left) < NEAR and abs(one.left - eleven.left) < NEAR
    number = min((g for g in leaf.glyphs if abs(g.baseline - eleven.baseline) < 1), key=lambda glyph: glyph.left)
    assert number.text == "十" and abs(number.left - LEFT) < NEAR
