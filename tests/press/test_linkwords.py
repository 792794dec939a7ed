"""What a link says of itself: its text, and where it leads, each once."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from build_tools.press.linkwords import Number, to_address, to_place, words

LABELS = {"a": "12", "same": "12", "b": "iii"}


def said(html: str, anchor: str = "a", file: str = "", language: str = "ja") -> str:
    return to_place(words(ElementTree.fromstring(html)), anchor, file, language, LABELS.get)


@pytest.mark.parametrize(
    ("html", "anchor", "file", "text"),
    [
        ("<a>第１章 <b>目的</b></a>", "a", "", "第１章 目的（12ページ）"),
        ("<a>目的<i data-leader='' /><b data-page='a'>000</b></a>", "a", "", "目的（12ページ）"),
        ("<a><b data-page='a'>0</b>ページ</a>", "a", "", "12ページ"),
        ("<a><b data-page='same'>0</b>ページ</a>", "a", "", "12ページ"),
        ("<a>本編 <b data-page='a'>0</b>ページ</a>", "a", "report.pdf", "本編 12ページ（report.pdf）"),
        ("<a>その先</a>", "b", "report.pdf", "その先（report.pdf iiiページ）"),
        ("<a>その先</a>", "unknown", "", "その先"),
        ("<a><i>計画</i><b data-page='a'>0</b></a>", "a", "", "計画（12ページ）"),
        ("<a><b data-page='a'>0</b></a>", "a", "", "12ページ"),
    ],
)
def test_a_link_says_its_text_and_its_page_once(html: str, anchor: str, file: str, text: str):
    assert said(html, anchor, file) == text


def test_in_english_it_says_so_in_english():
    assert said("<a>Aims</a>", language="en") == "Aims (page 12)"


def test_a_link_to_the_web_names_the_site_once():
    assert to_address(("様式",), "https://example.jp/form/", "ja") == "様式（example.jp）"
    assert to_address(("https://example.jp/form/",), "https://example.jp/form/", "ja") == "https://example.jp/form/"
    assert to_address((Number("a"),), "mailto:a@example.jp", "ja") == "mailto:a@example.jp"
