"""Readings as authors write them, and how they are set over their bases (JLREQ 3.3)."""

from __future__ import annotations

import pytest

from build_tools.manuscript.ruby import Pair, bears_dot, fit, pairs_of, ruby_node, set_as, written


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("組版 <くみはん>", [("組版", "くみはん")]),
        ("組版<くみはん>", [("組版", "くみはん")]),
        ("明朝 <みん ちょう>", [("明", "みん"), ("朝", "ちょう")]),
        ("葛\U000e0100飾 <かつ しか>", [("葛\U000e0100", "かつ"), ("飾", "しか")]),
        ("CPU <シーピーユー>", [("CPU", "シーピーユー")]),
    ],
)
def test_pairs(text, pairs):
    assert [(pair.base, pair.reading) for pair in pairs_of(text)] == pairs
    assert pairs_of(written(ruby_node(text))) == pairs_of(text)


@pytest.mark.parametrize("text", ["組版", "組版 <>", " <くみ>", "組版 <く み はん>", "組版 <くみ> 本", "a <b> <c>"])
def test_what_is_no_pair(text):
    with pytest.raises(ValueError):
        pairs_of(text)


def test_a_node_says_its_base_alone():
    node = ruby_node("明朝 <みん ちょう>")
    assert node.astext() == "明朝" and node["pairs"] == [["明", "みん"], ["朝", "ちょう"]]


def test_a_reading_too_long_for_its_character_is_set_over_the_word():
    short, long = pairs_of("文字 <もん じ>"), pairs_of("明朝 <みん ちょう>")
    assert set_as(short) == short
    assert set_as(long) == (Pair("明朝", "みんちょう"),)


@pytest.mark.parametrize(
    ("pair", "spread"),
    # Room at each character of the reading, in ems of it: half at the ends (3.3.6), there at most an em.
    [(("親", "おや"), 0), (("親", "お"), 1), (("紫陽花", "あじさい"), 0.5), (("一二三四五六", "ああ"), 5 * 2 - 2)],
)
def test_a_short_reading_is_spread(pair, spread):
    found = fit(Pair(*pair), "漢", "漢")
    assert found.spread == pytest.approx(spread)
    assert (found.before, found.behind, found.widened) == (0, 0, 0)


@pytest.mark.parametrize(
    ("beside", "room"),
    # 志 with five kana is 1.5 em too narrow: half of that on either side, less what may hang over kana (3.3.8).
    [
        ("のを", (0.25, 0.25)),
        ("の望", (0.25, 0.75)),
        ("大望", (0.75, 0.75)),
        ("ーッ", (0.25, 0.25)),
        ("、「", (0.75, 0.75)),
    ],
)
def test_a_long_reading_hangs_over_kana_alone(beside, room):
    found = fit(Pair("志", "こころざし"), *beside)
    assert (found.before, found.behind) == pytest.approx(room)


def test_at_the_ends_of_a_block_nothing_is_hung_over():
    assert fit(Pair("頭", "あたま")) == fit(Pair("頭", "あたま"), "大", "部")


def test_a_word_is_widened_as_its_reading_asks():
    found = fit(Pair("明朝", "みんちょうう"), "大", "体")  # an em too narrow: half an em at each character
    assert (found.before, found.behind, found.widened) == pytest.approx((0, 0, 0.5))


def test_no_dot_stands_over_punctuation():
    assert [character for character in "圏点、（a1）「ー」 ・" if bears_dot(character)] == [*"圏点a1ー"]
