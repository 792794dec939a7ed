"""Findings keep their names when lines and pages move."""

from __future__ import annotations

from dataclasses import replace

from build_tools.errors import Place, Text
from build_tools.findings import Spot
from build_tools.reports.fingerprints import fingerprints
from tests.reports.conftest import finding


def test_a_name_stays_when_lines_and_pages_move():
    before = finding(what=Text("Page 12 says 13.", "12ページ"))
    after = replace(
        before,
        what=Text("Page 14 says 15.", "14ページ"),
        source=Place("source/chapter.md", 106),
        spots=(Spot(8, "7", ((1, 2, 3, 4),)),),
    )
    assert fingerprints([before]) == fingerprints([after])


def test_other_findings_have_other_names():
    one = finding()
    others = [
        replace(one, code="test.other"),
        replace(one, what=Text("Another paragraph is lost.", "")),
        replace(one, source=Place("source/other.md", 6)),
        replace(one, source=Place("source/chapter.md", 6, "title")),
        replace(one, source=None),
        replace(one, source=None, file="dist/release.pdf"),
        replace(one, source=Place("source/chapter.md", 9)),  # alike but for the line: told apart by order
    ]
    assert len(set(fingerprints([one, *others]))) == 8
