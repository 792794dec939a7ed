"""Link annotations (ISO 32000-1, 12.5.6.5), and the text that stands under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from build_tools.inspection import values
from build_tools.inspection.actions import actions
from build_tools.inspection.destinations import Destinations
from build_tools.inspection.document import Box, Line, Link, Run


def links(page: Any, number: int, destinations: Destinations) -> Iterator[Link]:
    """The links of a page in the order of its annotations, before the text under them is known. One without a rectangle
    cannot be clicked, and is none.
    """
    for reference in values.array(page, "/Annots"):
        annotation = values.resolved(reference)
        rectangle = values.rectangle(values.get(annotation, "/Rect"))
        if rectangle is None or values.name(values.get(annotation, "/Subtype")) != "Link":
            continue
        quads = tuple(_quads(values.array(annotation, "/QuadPoints")))
        yield Link(
            page=number,
            number=values.reference(reference),
            rectangle=rectangle,
            quads=quads,
            actions=actions(annotation, destinations),
            contents=values.text(values.get(annotation, "/Contents")),
            text="",
        )


def _quads(points: Sequence[Any]) -> Iterator[Box]:
    """The rectangle around each quadrilateral: eight numbers each."""
    numbers = [values.number(point) or 0.0 for point in points]
    for start in range(0, len(numbers) - 7, 8):
        across, up = numbers[start : start + 8 : 2], numbers[start + 1 : start + 8 : 2]
        yield Box(min(across), min(up), max(across), max(up))


def with_text(link: Link, lines: Sequence[Line]) -> Link:
    """The link with the text under it: the glyphs whose middle lies in one of its areas, line by line."""
    return replace(link, text=_text(link.quads or (link.rectangle,), lines))


def _text(areas: Sequence[Box], lines: Sequence[Line]) -> str:
    found: list[str] = []
    for line in lines:
        if any(area.meets(line.box) for area in areas):
            found += (_prefix(run, found) + said for run in line.runs if (said := _under(areas, run)))
    return "".join(found).strip()


def _prefix(run: Run, found: Sequence[str]) -> str:
    return run.before if found else ""


def _under(areas: Sequence[Box], run: Run) -> str:
    pairs = zip(run.text, run.boxes, strict=True)
    return "".join(
        glyph
        for glyph, box in pairs
        if any(area.holds((box.left + box.right) / 2, (box.bottom + box.top) / 2) for area in areas)
    )
