"""Two sequences of titles side by side."""

from __future__ import annotations

from build_tools.checks.sequence import compared


def test_what_is_the_same_is_paired():
    result = compared("abc", "abc")
    assert result.same == [(0, 0), (1, 1), (2, 2)]
    assert not (result.altered or result.moved or result.missing or result.extra)


def test_what_is_missing_and_what_is_extra():
    assert compared("abcd", "abd").missing == [2]
    assert compared("abd", "abcd").extra == [2]


def test_another_text_in_the_same_place_is_altered():
    result = compared(["1", "2", "3"], ["1", "x", "3"])
    assert result.altered == [(1, 1)]
    assert not (result.missing or result.extra)


def test_what_stands_elsewhere_is_moved():
    result = compared("abcd", "acdb")
    assert result.moved == [(1, 3)]
    assert not (result.missing or result.extra or result.altered)


def test_a_title_twice_is_extra_once():
    result = compared(["1", "2"], ["1", "2", "2"])
    assert (len(result.same), result.extra) == (2, [2])


def test_nothing_at_all():
    assert compared([], []).same == []
    assert compared(["1"], []).missing == [0]
    assert compared([], ["1"]).extra == [0]
