"""Images over text: what lets text through, and what does not."""

from __future__ import annotations

import pytest

from tests.inspection.writing import one_page, packed, pdf

IMAGE = "/Type /XObject /Subtype /Image /Width 10 /Height 20 /BitsPerComponent 8"
GREY = f"{IMAGE} /ColorSpace /DeviceGray"
# Opaque in its lower half.
HALF = bytes([0] * 100 + [255] * 100)
PAGE = (
    "/Resources << /Font << /F1 5 0 R >> /XObject << /I 10 0 R /M 12 0 R >> "
    "/ExtGState << /G << /Type /ExtGState /ca 0.5 >> >> >>"
)
TEXT = "BT /F1 10 Tf 60 120 Td (low) Tj 0 50 Td (high) Tj ET"
IMAGES = {10: packed(bytes(200), GREY), 11: packed(HALF, GREY), 12: packed(bytes(200), f"{GREY} /SMask 11 0 R")}
CASES = {
    "an image": (f"{TEXT} q 100 0 0 100 50 100 cm /I Do Q", {"low", "high"}),
    "an image over a part of the page": (f"{TEXT} q 100 0 0 40 50 100 cm /I Do Q", {"low"}),
    "an image over a few letters": (f"{TEXT} q 10 0 0 100 50 100 cm /I Do Q", set()),
    "an image below the text": (f"q 100 0 0 100 50 100 cm /I Do Q {TEXT}", set()),
    "an image that is clipped": (f"{TEXT} q 50 100 100 40 re W n 100 0 0 100 50 100 cm /I Do Q", {"low"}),
    "an image with holes": (f"{TEXT} q 100 0 0 100 50 100 cm /M Do Q", {"low"}),
    "an image with holes, upside down": (f"{TEXT} q 100 0 0 -100 50 200 cm /M Do Q", {"high"}),
    "an image that is faint": (f"{TEXT} q /G gs 100 0 0 100 50 100 cm /I Do Q", set()),
    "an image of no height": (f"{TEXT} q 100 0 0 0 50 122 cm /I Do Q", set()),
    "an image beyond all measure": (f"{TEXT} q 1000000 0 0 1000000 -1000 -1000 cm /I Do Q", {"low", "high"}),
}


@pytest.mark.parametrize("name", CASES)
def test_text_is_covered_by_what_lets_nothing_through(written, name):
    content, covered = CASES[name]
    (page,) = written(pdf(one_page(content, PAGE, more=IMAGES))).pages
    assert {run.text for run in page.runs} == {"low", "high"}
    assert {run.text for run in page.runs if run.covered} == covered
