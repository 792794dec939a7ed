"""Rows that are too long are parted where a reader would; nothing is lost, and both columns stay side by side."""

from __future__ import annotations

import pytest

from build_tools.comparison.rows import Mark
from build_tools.tabulation.division import chunks, parted

ONE, TWO, THREE = "甲市は計画を定めた。", "乙市は体制を整えた。", "丙市は費用を見積もった。"


def said(marks) -> str:
    return "".join(mark.text for mark in marks)


def test_what_is_short_stays_as_it_is():
    sides = ((Mark(ONE),), (Mark(TWO, True),))
    assert parted(*sides) == [sides]


def test_parts_begin_where_both_sides_are_the_same():
    new = (Mark(ONE + TWO), Mark("特に、", True), Mark(THREE + ONE))
    old = (Mark(ONE + TWO), Mark("なお、ただし、", True), Mark(THREE + ONE))
    assert [(said(one), said(other)) for one, other in parted(new, old, 25)] == [
        (ONE + TWO, ONE + TWO),
        ("特に、" + THREE, "なお、ただし、" + THREE),
        (ONE, ONE),
    ]


def test_marks_are_kept():
    new = (Mark(ONE), Mark(TWO, True), Mark(THREE))
    found = [part for part, _ in parted(new, (Mark(ONE), Mark(THREE)), 10)]
    assert [mark for part in found for mark in part] == [*new]


def test_what_is_on_one_side_alone_is_parted_there():
    found = parted((Mark((ONE + TWO) * 20, True),), (Mark("（新設）"),), 50)
    assert [said(old) for _, old in found] == ["（新設）", *[""] * (len(found) - 1)]
    assert "".join(said(new) for new, _ in found) == (ONE + TWO) * 20
    assert len(found) > 5 and all(len(said(new)) <= 50 for new, _ in found)


@pytest.mark.parametrize("text", ["あ" * 1000, "あ" * 1000 + "。" + "い" * 3, (ONE + "い" * 300) * 4])
def test_sentences_without_end_are_parted_too(text):
    found = chunks((Mark(text),), 50)
    assert "".join(map(said, found)) == text
    assert all(0 < len(said(part)) <= 100 for part in found)


def test_one_side_rewritten_throughout_stays_beside_the_other():
    new, old = (Mark(ONE * 30, True),), (Mark(TWO * 50, True),)
    found = parted(new, old, 60)
    assert "".join(said(one) for one, _ in found) == ONE * 30
    assert "".join(said(other) for _, other in found) == TWO * 50
