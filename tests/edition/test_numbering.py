from __future__ import annotations

import pytest

from build_tools.edition import counts_by_chapter, format_caption, format_number, numeral
from build_tools.edition.numbering import is_caption_pattern, is_pattern


@pytest.mark.parametrize(
    ("sample", "numbers"),
    [
        ("1", {1: "1", 12: "12"}),
        ("１", {1: "１", 12: "１２"}),
        ("一", {1: "一", 10: "十", 21: "二十一", 99: "九十九", 101: "百一"}),
        ("ア", {1: "ア", 2: "イ", 6: "カ", 45: "ヲ", 46: "ン"}),
        ("a", {1: "a", 26: "z"}),
        ("A", {3: "C"}),
        ("i", {4: "iv"}),
        ("I", {9: "IX"}),
        ("①", {1: "①", 20: "⑳"}),
    ],
)
def test_numerals_look_like_their_sample(sample: str, numbers: dict[int, str]) -> None:
    assert {n: numeral(sample, n) for n in numbers} == numbers


@pytest.mark.parametrize(("sample", "n"), [("ア", 47), ("a", 27), ("①", 21), ("1", 0), ("い", 1)])
def test_a_number_without_a_sign_is_refused(sample: str, n: int) -> None:
    with pytest.raises(ValueError, match=rf"{n}|い"):
        numeral(sample, n)


def test_a_pattern_holds_the_number() -> None:
    assert [format_number(pattern, 2) for pattern in ("第{１}部", "（{１}）", "{ア}", "第{一}条", "")] == [
        "第２部",
        "（２）",
        "イ",
        "第二条",
        "",
    ]


@pytest.mark.parametrize("text", ["", "第１部", "{１}-{１}", "{2}", "{１", "{１}}", "{}"])
def test_what_is_no_pattern(text: str) -> None:
    assert not is_pattern(text)


def test_a_caption_pattern_holds_the_numbers_above() -> None:
    patterns = ("図{１－１}", "図{１}", "Fig. {A.1}", "資料{一の①}")
    assert [format_caption(pattern, (1, 2), 3) for pattern in patterns] == [
        "図１－２－３",
        "図３",
        "Fig. A.B.3",
        "資料一の二の③",
    ]
    assert [counts_by_chapter(pattern) for pattern in (*patterns, "")] == [True, False, True, True, False]


@pytest.mark.parametrize(
    "text", ["", "図", "図{}", "図{2}", "図{１１}", "図{１－２}", "図{１－１－１}", "図{１}{１}", "図{－１}"]
)
def test_what_is_no_caption_pattern(text: str) -> None:
    assert not is_caption_pattern(text)
