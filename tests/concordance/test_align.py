"""Texts in a longer one: in place, out of order, altered, lost."""

from __future__ import annotations

import re

import pytest

from build_tools.concordance.align import Hit, Wanted, align, pick, resembling


def wanted(*texts: str) -> list[Wanted]:
    return [Wanted(text, text) for text in texts]


def found(text: str, *texts: str) -> list[tuple[str, str] | None]:
    """What stands at the place of each text, and how; texts are parted by bars."""
    begins, at = [0], -1
    while (at := text.find("|", at + 1)) >= 0:
        begins.append(at + 1)
    hits = align(text, wanted(*texts), begins, begins)
    return [(text[hit.start : hit.end], hit.how) if hit else None for hit in hits]


def test_texts_in_order_stand_in_their_places():
    assert found("初めの文|次の文|終わりの文", "初めの文", "次の文", "終わりの文") == [
        ("初めの文", "exact"),
        ("次の文", "exact"),
        ("終わりの文", "exact"),
    ]


def test_a_text_out_of_order_has_moved():
    how = [hit and hit[1] for hit in found("二番めの文|初めの文|三番めの文", "初めの文", "二番めの文", "三番めの文")]
    assert sorted(filter(None, how)) == ["exact", "exact", "moved"]


def test_a_text_that_differs_is_altered():
    assert found("初めの文|記録を改めて確かめた|終わりの文", "初めの文", "記録を確かめた", "終わりの文")[1] == (
        "記録を改めて確かめた",
        "altered",
    )


@pytest.mark.parametrize("text", ["無関係な語", "12"])
def test_a_text_that_nothing_is_like_is_lost(text):
    assert found("初めの文|13|終わりの文", "初めの文", text, "終わりの文")[1] is None


def test_what_stands_there_twice_is_looked_for_from_the_end():
    text = "見出し|1|見出し|本文の文"
    hits = align(text, wanted("見出し", "本文の文"), [0, 4, 6, 10], [0, 4, 6, 10])
    assert hits[0] == Hit(6, 9)


def test_no_two_texts_have_one_place():
    hits = align("同じ文|同じ文|別の文", wanted("同じ文", "同じ文", "同じ文", "別の文"), [0, 4, 8], [0, 4, 8])
    starts = [hit.start for hit in hits if hit]
    assert len(starts) == len(set(starts)) == 3


def test_a_hole_is_as_long_as_what_is_printed_in_it():
    pattern = re.compile("(?:表は)([0-9]{1,3})(?:ページ)")
    assert pick("表は12ページ次", [Wanted("表はページ", "表は", pattern)], [0], [0]) == [Hit(0, 7)]


def test_what_resembles_a_text_lies_between_two_places():
    assert resembling("前|記録を改めた|後", "記録を改める", 2, 8) == Hit(2, 7, "altered")
    assert resembling("前|記録を改めた|後", "記録を改める", 8, 9) is None
