"""How places in other documents are named, and the addresses to which links lead."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from build_tools.press.addresses import destination, document_of, elsewhere, file_address, place_address

ANCHORS = ["a", "report/part-1:x", "章/目的:概要", "a b:c&d=e#f%g+h~i", "~E7", "%E7", "（１）"]


def test_an_anchor_names_its_document():
    anchor = elsewhere("report", "report/purpose:aim")
    assert (document_of(anchor), destination(anchor)) == ("report", "report/purpose:aim")
    assert document_of("report/purpose:aim") == ""


@pytest.mark.parametrize("anchor", ANCHORS)
def test_a_destination_needs_no_encoding(anchor):
    """What a viewer finds behind `nameddest=` is the name, whether it decodes the address or not."""
    address = place_address("./report.pdf", elsewhere("report", anchor))
    assert re.fullmatch(r"\./report\.pdf#nameddest=[A-Za-z0-9/:._~-]+", address)
    assert parse_qs(urlsplit(address).fragment) == {"nameddest": [destination(anchor)]}


def test_destinations_differ_where_anchors_do():
    assert len({destination(anchor) for anchor in ANCHORS}) == len(ANCHORS)


def test_a_file_lies_beside_the_others_or_where_the_edition_says():
    assert file_address("", "report") == "./report.pdf"
    assert file_address("https://example.jp/reports/", "report") == "https://example.jp/reports/report.pdf"
