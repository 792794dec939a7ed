"""Tables: figures in line with each other, words kept whole, heads once more, notes below; measured by pdfium."""

from __future__ import annotations

import pytest

NEAR = 0.1


def test_points_stand_above_each_other(specimen):
    leaf = specimen.page("列の幅と数のそろえ")
    one, two, whole = leaf.find("48.16"), leaf.find("3.8"), leaf.find("1,20048")[-2:]
    assert abs(one[2].left - two[1].left) < NEAR
    assert abs(whole[-1].right - one[2].left) < NEAR  # no point: its figures end where the point would begin


def test_whole_numbers_end_at_one_edge(specimen):
    leaf = specimen.page("列の幅と数のそろえ")
    ends = [leaf.find(number)[-1].right for number in ("1,204", "する。96", "1,200", "件数")[0:3:2]]
    ends += [leaf.find("合わせる。96")[-1].right]
    assert max(ends) - min(ends) < NEAR


@pytest.mark.parametrize("word", ["制作課", "校閲課", "業務課", "担当課", "組版", "校正"])
def test_short_words_are_not_broken(specimen, word):
    leaf = specimen.page("列の幅と数のそろえ")
    assert len({round(glyph.baseline) for glyph in leaf.find(word)}) == 1


def test_the_head_stands_on_the_next_page_once_more(specimen):
    at = specimen.leaves.index(specimen.page("二ページにわたる表"))
    first, second = specimen.leaves[at : at + 2]
    for leaf in (first, second):
        head = leaf.find("要素扱い件数比")
        assert len({round(glyph.baseline) for glyph in head}) == 1
    top = max(glyph.baseline for glyph in second.glyphs if glyph.text.strip())
    assert second.find("要素")[0].baseline == top


def test_notes_stand_right_below_their_table_and_hang(specimen):
    leaf = specimen.page("列の幅と数のそろえ")
    last, first, second = leaf.find("用紙を選び")[0], leaf.find("注１")[0], leaf.find("注２")[0]
    assert 10 < last.baseline - first.baseline < 24
    assert abs(first.left - second.left) < NEAR and first.size < last.size
    assert abs(leaf.find("割合は合計")[0].left - first.left - 3 * first.size) < NEAR
