"""Which line of the source is meant by what a rule for any PDF found on a page: that of what is printed there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from build_tools.concordance import Concordance
from build_tools.errors import Place
from build_tools.findings import Fault, Rule
from build_tools.inspection.document import Box

# What is printed on a page: rectangles, each with the line of its block.
_Printed = Mapping[int, list[tuple[Box, Place]]]


def with_origin(found: Iterable[tuple[Rule, Fault]], concordance: Concordance | None) -> Iterator[tuple[Rule, Fault]]:
    """Faults, those that name no line with that of the block which is printed nearest to them: of an image, as a rule,
    its caption. Nothing is added where no manuscript is known.
    """
    printed: _Printed | None = None
    for rule, fault in found:
        if concordance is None or fault.source is not None or not any(spot.boxes for spot in fault.spots):
            yield rule, fault
        else:
            printed = _printed(concordance) if printed is None else printed
            yield rule, replace(fault, source=_nearest(fault, printed))


def _printed(concordance: Concordance) -> _Printed:
    found: dict[int, list[tuple[Box, Place]]] = defaultdict(list)
    for block in concordance.blocks:
        for line in concordance.stretches(block.id):
            found[line.page].append((line.box, Place(block.place.file, block.place.line)))
    return found


def _nearest(fault: Fault, printed: _Printed) -> Place | None:
    page, box = next((spot.page, Box(*box)) for spot in fault.spots for box in spot.boxes)
    there = printed.get(page, []) if page is not None else []
    return min(there, key=lambda each: _distance(each[0], box), default=(box, None))[1]


def _distance(one: Box, other: Box) -> tuple[float, float]:
    """The air between two rectangles, and how far their middles are from each other: points, added up by axis."""
    across = max(0.0, one.left - other.right, other.left - one.right)
    up = max(0.0, one.bottom - other.top, other.bottom - one.top)
    middles = abs(one.left + one.right - other.left - other.right) + abs(
        one.bottom + one.top - other.bottom - other.top
    )
    return across + up, middles
