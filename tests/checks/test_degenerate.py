"""Pages that no typesetter makes are judged like any other, and nothing falls over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.injection import Good, codes
from tests.checks.spoiling import edit, marked, moved, state

CHANGES = {
    "far away": moved(right=1e9),
    "beyond all numbers": moved(right=1e300),
    "as narrow as a hair": state("Tz", 1, 100),
    "mirrored": state("Tz", -100, 100),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_line_out_of_all_measure_is_told(name: str, good: dict[str, Good], tmp_path: Path):
    spoilt = good["composed"].copied(tmp_path)
    edit(spoilt, "pages", marked(spoilt, "pages", "に小さな取組を幾つか試み"), CHANGES[name])
    assert codes(spoilt.findings()) & {"area.page", "lines.ragged", "lines.overfull"} or name == "beyond all numbers"
