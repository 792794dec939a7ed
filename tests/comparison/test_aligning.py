"""Sequences side by side."""

from __future__ import annotations

import itertools
import random

import pytest

from build_tools.comparison.aligning import aligned, out_of_order
from build_tools.comparison.resemblance import likeness


def shown(old: list[str], new: list[str]) -> list[tuple[str | None, str | None, bool]]:
    return [(pair.old, pair.new, pair.moved) for pair in aligned(old, new, lambda each: each, likeness)]


def test_what_is_alike_stands_beside_each_other_and_what_is_not_alone():
    assert shown(["序文", "費用は市が負担する", "結び"], ["序文", "費用は県が負担する", "別のこと", "結び"]) == [
        ("序文", "序文", False),
        ("費用は市が負担する", "費用は県が負担する", False),
        (None, "別のこと", False),
        ("結び", "結び", False),
    ]


def test_what_is_gone_stands_where_it_stood():
    assert shown(["一番", "二本目", "参"], ["一番", "参"]) == [
        ("一番", "一番", False), ("二本目", None, False), ("参", "参", False),
    ]  # fmt: skip


def test_another_order_is_a_move_even_of_what_was_reworded():
    old = ["あの件は市が負担する", "い", "う", "え"]
    assert shown(old, ["い", "う", "え", "あの件は県が負担する"]) == [
        ("い", "い", False), ("う", "う", False), ("え", "え", False),
        ("あの件は市が負担する", "あの件は県が負担する", True),
    ]  # fmt: skip


def test_nothing_is_lost_and_nothing_twice():
    dice = random.Random(3)
    for _ in range(300):
        old, new = (
            [(at, dice.choice("甲乙丙丁") + dice.choice("市県国")) for at in range(dice.randint(0, 9))] for _ in "ab"
        )
        pairs = aligned(old, new, lambda each: each[1], lambda one, other, least: likeness(one[1], other[1], least))
        assert sorted(pair.old for pair in pairs if pair.old) == old
        assert [pair.new for pair in pairs if pair.new] == new
        in_order = [pair.old[0] for pair in pairs if pair.old and not pair.moved]
        assert in_order == sorted(in_order)


@pytest.mark.parametrize("places", [*itertools.permutations(range(5)), ()])
def test_as_few_as_can_be_are_out_of_order(places):
    taken = out_of_order(places)
    kept = [place for place in places if place not in taken]
    assert kept == sorted(kept)
    rising = (
        some
        for count in range(len(places), -1, -1)
        for some in itertools.combinations(places, count)
        if list(some) == sorted(some)
    )
    assert len(kept) == len(next(rising))
