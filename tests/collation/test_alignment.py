"""Two texts side by side: whatever they are, what is said to be the same is the same, and little is said to differ."""

from __future__ import annotations

import random

import pytest

from build_tools.collation import alignment
from build_tools.collation.alignment import Edit, edits, matches
from build_tools.collation.stream import Segment, Stream


def rebuilt(one: str, other: str) -> str:
    """The other text, made of the one by its edits."""
    pieces, at = [], 0
    for edit in edits(one, other):
        pieces += [one[at : edit.one], other[edit.other : edit.other_end]]
        at = edit.one_end
    return "".join([*pieces, one[at:]])


@pytest.mark.parametrize("small", [250_000, 20])
def test_edits_make_the_other_text(monkeypatch, small: int):
    """With anchors from the first sign on, and without any."""
    monkeypatch.setattr(alignment, "SMALL", small)
    monkeypatch.setattr(alignment, "LENGTHS", (6, 4, 2))
    dice = random.Random(7)
    for _ in range(500):
        one = "".join(dice.choice("甲乙丙丁の、。") for _ in range(dice.randrange(90)))
        other = one[40:] + one[:30] + one[10:20]
        assert rebuilt(one, other) == other
        for match in matches(one, other):
            assert one[match.one : match.one + match.size] == other[match.other : match.other + match.size]


def test_anchors_keep_the_longer_of_two_passages_that_changed_places(monkeypatch):
    monkeypatch.setattr(alignment, "SMALL", 0)
    short, long = (
        "短い方の文がここにあります。いろはにほへと。",
        "長い方の文がここにあり、さらに続いています。ちりぬるをわかよたれそ。",
    )
    (kept,) = [match for match in matches(short + long, long + short) if match.size > 9]
    assert (kept.one, kept.other) == (len(short), 0) and kept.size >= len(long) - 1


def test_a_number_is_one_difference_and_words_are_several():
    assert len(edits("件数3,310件", "件数3,301件")) == 1
    assert len(edits("甲市の己の手", "乙市の已の手")) == 2


def test_texts_with_nothing_in_common_are_one_edit_and_cost_no_memory(monkeypatch):
    monkeypatch.setattr(alignment, "LARGE", 100)
    monkeypatch.setattr(alignment, "SMALL", 10)
    assert edits("甲" * 50, "乙" * 50) == [Edit(0, 50, 0, 50)]


def test_what_spacing_is():
    """White space is text between two narrow signs of a line alone; a letter with its mark is one sign."""
    stream = Stream(
        [Segment("　甲市 の Smart City、\t２ 割", 1), Segment("か\u3099 a b", 2), Segment("c", 2, joined=True)], {}
    )
    assert stream.signs == "甲市のSmartCity、２割がabc"
    assert stream.shown(0, 99) == "甲市のSmart City、２割がa bc"
    assert [stream.owner(at) for at in (0, 14, 15, 17)] == [1, 1, 2, 2] and stream.begin(17) == 15
