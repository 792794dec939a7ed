"""What is almost a value, and what is another one."""

from __future__ import annotations

import pytest

from build_tools.checks.values import PHONE, is_near_address, is_near_number, near_names, near_texts, shape

PLACE = "https://example.jp/reports/collection_0063.html"
OFFICE = "試験局計画課試験事業推進室"
NAME = "甲乙丙丁"


@pytest.mark.parametrize("other", ["0353538112", "0353538121", "0353583111"])
def test_a_number_that_is_mistyped(other: str):
    assert is_near_number(other, "0353538111" if other != "0353538121" else "0353538211")


@pytest.mark.parametrize("other", ["0353538111", "035353811", "0353538199", "0353581311"])
def test_another_number(other: str):
    assert not is_near_number(other, "0353538111")


@pytest.mark.parametrize("text", ["03-5353-8111", "0120-123-456", "03(5353)8111", "0353538111", "090-1234-5678"])
def test_a_telephone_number(text: str):
    assert PHONE.fullmatch(text)


@pytest.mark.parametrize(
    "text", ["2022-03-31", "00063", "1-2-3", "A03-5353-8111", "0.123", "03-5353-81111", "0123456789012", "012345678"]
)
def test_no_telephone_number(text: str):
    assert not PHONE.search(text)


@pytest.mark.parametrize(
    "other",
    [
        "https://example.jp/reports/collection_0036.html",
        "https://example.jp/reports/colection_0063.html",
        "https://example.jp/report/collection_0063.html",
        "https://example.jp/old/2021/collection_0063.html",
    ],
)
def test_an_address_that_is_mistyped(other: str):
    assert is_near_address(other, PLACE)


@pytest.mark.parametrize(
    "other",
    [
        PLACE,
        PLACE.replace("https", "http"),
        f"{PLACE}#a",
        "https://example.jp/reports/other.html",
        "https://example.org/collection_0063.html",
        "https://example.jp/",
    ],
)
def test_another_address(other: str):
    assert not is_near_address(other, PLACE)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("委員は甲乙丙天だ", NAME),
        ("委員は天乙丙丁だ", NAME),
        ("髙橋一", "高橋一"),
        ("渡邉三郎", "渡辺三郎"),
        ("\ufa19田一", "神田一"),
    ],
)
def test_a_name_with_another_character(text: str, name: str):
    assert [text[start:end] for start, end in near_names(text, name)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("甲乙丙丁", NAME),
        ("甲乙天地", NAME),
        ("甲乙丙は", NAME),
        ("甲乙丙", NAME),
        ("山田市長", "山田一"),
        ("山田さん", "山田一"),
    ],
)
def test_another_name(text: str, name: str):
    assert not [*near_names(text, name)]


@pytest.mark.parametrize(
    "text",
    [
        "試験局企画課試験事業推進室",
        "試験局計画課試験事業等推進室",
        "試験局計画課試験業推進室",
        "試験局計画課試験事業促進室",
    ],
)
def test_a_title_with_another_sign(text: str):
    assert [text[start - 2 : end - 2] for start, end in near_texts(f"前の{text}は", OFFICE)] == [text]


@pytest.mark.parametrize(
    "text",
    [
        OFFICE,
        "試験局の計画課試験事業推進室",
        "試験局計画課",
        "試験局計画課試験事\0業推進室",
        "試験局企画係試験事業推進室",
        "試験局計画課試験事業推進",
    ],
)
def test_another_title(text: str):
    assert not [*near_texts(text, OFFICE)]


def test_numbers_in_a_title_are_no_other_sign():
    assert not [*near_texts("第３回の試験事業の報告書", "第２回の試験事業の報告書")]


def test_long_texts_may_differ_in_two_places():
    title = "試験局が行う試験事業の成果を集めた試験的な報告書"
    assert [*near_texts("試験局が行う実験事業の成果を集めた実験的な報告書", title)]
    assert not [*near_texts("試験局が行う実験事業の成果を集めた実験的な計画書", title)]


def test_the_shape_of_a_value():
    version = shape("ver.1.00")
    assert version and version.search("新しいver.2.01である").group() == "ver.2.01"  # type: ignore[union-attr]
    assert not version.search("ver.2")
    assert [shape(text) for text in ("令和４年度", "2022年3月31日", "12", "試験局", "03-5353-8111")] == [None] * 5
