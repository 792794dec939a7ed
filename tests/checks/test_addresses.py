"""How addresses are compared, and which of them belong to a machine."""

from __future__ import annotations

import pytest

from build_tools.checks.addresses import _is_cut, _is_machine, _printed
from build_tools.checks.body import FOLIO, roman
from build_tools.checks.leads import is_dead, normal
from build_tools.inspection.document import Action, Box, Destination, Link


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTTPS://Example.JP/a", "https://example.jp/a"),
        ("https://example.jp", "https://example.jp/"),
        ("https://example.jp/%e3%81%82", "https://example.jp/あ"),
        ("https://example.jp/%7Ea", "https://example.jp/~a"),
        ("https://example.jp/a%2fb", "https://example.jp/a%2Fb"),
    ],
)
def test_the_same_address_written_otherwise(one: str, other: str):
    assert normal(one) == normal(other)


@pytest.mark.parametrize("other", ["https://example.jp/A", "https://example.jp/a/", "https://example.jp/a?b", "./a"])
def test_another_address(other: str):
    assert normal("https://example.jp/a") != normal(other)


def test_an_address_that_is_none():
    assert normal("\ud800") == normal("?")


@pytest.mark.parametrize(
    "value",
    [
        "file:///a.pdf",
        "/home/a/b.md",
        "C:\\Users\\a",
        "D:/a/b",
        "\\\\server\\a",
        "made from (/tmp/a.html)",
        "http://localhost/",
        "http://127.0.0.1:8000/a",
    ],
)
def test_a_place_in_a_machine(value: str):
    assert _is_machine(value)


@pytest.mark.parametrize(
    "value",
    [
        "https://example.jp/home/a",
        "./report.pdf",
        "http://localhost.example.jp/",
        "a: b",
        "mailto:a@example.jp",
        "https://c://a",
        "1/tmp/a",
    ],
)
def test_no_place_in_a_machine(value: str):
    assert not _is_machine(value)


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("https://example.jp/a/long", "https://example.jp/a/longer"),
        ("https://example.jp/a/long.html", "https://example.jp/a/lo"),
        ("www.example.jp/a/b", "https://www.example.jp/a"),
    ],
)
def test_an_address_that_was_cut(printed: str, address: str):
    assert _is_cut(printed, address)


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("https://example.jp/a", "https://example.jp/a"),
        ("https://example.jp/a", "https://example.jp/a "),
        ("https://example.jp/a).", "https://example.jp/a"),
        ("https://example.jp", "https://example.jp/en/index.html"),
        ("https://example.jp/a", "https://example.jp/a?b=1"),
        ("www.example.jp", "http://www.example.jp/"),
        ("https://example.jp/a", "https://example.org/a"),
        ("http:///", ""),
    ],
)
def test_an_address_that_is_whole(printed: str, address: str):
    assert not _is_cut(printed, address)


def test_what_is_clicked_and_leads_nowhere():
    place = Destination(0, "XYZ")
    assert is_dead(())
    assert is_dead((Action("GoTo"),))
    assert is_dead((Action("GoTo", Destination(None, "XYZ")),))
    assert is_dead((Action("URI", address=""),))
    assert not is_dead((Action("GoTo", place),))
    assert not is_dead((Action("Named", name="NextPage"),))


def test_roman_numerals_and_folios():
    assert [roman(number) for number in (1, 4, 9, 14, 40, 99, 444)] == ["i", "iv", "ix", "xiv", "xl", "xcix", "cdxliv"]
    assert all(FOLIO.fullmatch(text) for text in ("1", "－12－", "xii"))
    assert not any(FOLIO.fullmatch(text) for text in ("第1章", "", "1a"))


def _on(text: str) -> Link:
    return Link(0, None, Box(0, 0, 1, 1), (), (Action("URI", address="https://example.jp/"),), None, text)


def test_an_address_is_printed_up_to_what_cannot_belong_to_it():
    assert _printed([_on("https://example.jp/a）を参照")]) == "https://example.jp/a"
    assert _printed([_on("https://example.jp/a\nb/c d")]) == "https://example.jp/ab/c"
    assert _printed([_on("https://example.jp/a/"), _on("b.html")]) == "https://example.jp/a/b.html"
    assert _printed([_on("参照")]) is None
