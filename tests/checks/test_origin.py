"""What a rule for any PDF finds on a page is told with the line of the source."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.faults import images, typearea
from tests.checks.injection import Good

FAULTS = {fault.name: fault for fault in (*typearea.INJECTED, *images.INJECTED)}
LINES = {
    "a line over the edge of the page": ("area.page", "lines.md", 5),
    "a cell that is clipped": ("area.clipped", "blocks.md", 19),
    "an image that is stretched": ("images.distorted", "blocks.md", 37),
}


@pytest.mark.parametrize("name", LINES)
def test_a_fault_on_a_page_names_the_line_of_what_is_printed_there(name: str, good: dict[str, Good], tmp_path: Path):
    spoilt = good["composed"].copied(tmp_path)
    FAULTS[name].inject(spoilt)
    code, file, line = LINES[name]
    places = [finding.source for finding in spoilt.findings() if finding.code == code]
    assert [(Path(place.path).name, place.line) for place in places if place] == [(file, line)]


def test_what_is_found_in_the_file_as_a_whole_names_none(good: dict[str, Good], tmp_path: Path):
    spoilt = good["composed"].copied(tmp_path)
    spoilt.spoil("pages", lambda pdf: pdf.Root.__delitem__("/Lang"))
    assert [finding.source for finding in spoilt.findings()] == [None]
