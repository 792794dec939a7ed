"""Pages (ISO 32000-1, 7.7.3): boxes (14.11.2), rotation and unit, with what the page shows."""

from __future__ import annotations

from typing import Any

from build_tools.inspection import values
from build_tools.inspection.document import Box, Page
from build_tools.inspection.text import Shown

BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
LETTER = Box(0, 0, 612, 792)


def page(holder: Any, number: int, label: str, shown: Shown) -> Page:
    """A page. A box that is not given is the crop box, and that the media box; a page without any is US Letter."""
    boxes = {name: values.rectangle(values.get(holder, f"/{name}")) for name in BOXES}
    media = boxes["MediaBox"] or LETTER
    crop = boxes["CropBox"] or media
    return Page(
        number=number,
        label=label,
        media=media,
        crop=crop,
        bleed=boxes["BleedBox"] or crop,
        trim=boxes["TrimBox"] or crop,
        art=boxes["ArtBox"] or crop,
        declared=tuple(name for name, box in boxes.items() if box is not None),
        rotation=(values.integer(values.get(holder, "/Rotate")) or 0) % 360,
        user_unit=values.number(values.get(holder, "/UserUnit")) or 1.0,
        lines=shown.lines,
        images=shown.images,
        fills=shown.fills,
        drawings=shown.drawings,
    )
