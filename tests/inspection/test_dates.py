"""Dates in both spellings."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime

import pytest

from build_tools.inspection.dates import moment


@pytest.mark.parametrize(
    "text",
    [
        "D:20220331000000Z", "D:20220331090000+09'00'", "D:20220331090000+09'00", "D:20220330230000-01'00'",
        "D:20220331", "20220331", "2022-03-31T00:00:00Z", "2022-03-31T09:00:00+09:00", "2022-03-31T09:00+09:00",
        "2022-03-31", "2022-03-31T00:00:00.250Z", "D:20220331000000Z00'00'",
    ],
)  # fmt: skip
def test_one_moment(text):
    assert moment(text) == datetime(2022, 3, 31, tzinfo=UTC)


def test_what_is_left_out_is_the_first():
    assert moment("D:2022") == moment("2022-01") == datetime(2022, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", [None, "", "today", "D:20221331", "D:202203310000000", "D:20220331000000+99'00'", "D:0000"]
)
def test_no_date(text):
    assert moment(text) is None


def test_the_edition_says_the_same_twice_and_poppler_too(read, path):
    info, (xmp,) = (
        read.metadata.entry("CreationDate"),
        read.metadata.values("http://ns.adobe.com/xap/1.0/", "CreateDate"),
    )
    said = subprocess.run(["pdfinfo", "-isodates", path], check=True, capture_output=True, text=True).stdout
    (printed,) = [line.split()[1] for line in said.splitlines() if line.startswith("CreationDate")]
    assert moment(info) == moment(xmp) == datetime.fromisoformat(printed)
