"""Which line of the source is meant by what a rule for any PDF found on a page: that of the block that is printed there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from build_tools.concordance import Concordance
from build_tools.errors import Place
from build_tools.findings import Fault, Rule
from build_tools.inspection.document import Box


def with_origin(found: Iterable[tuple[Rule, Fault]], concordance: Concordance | None) -> Iterator[tuple[Rule, Fault]]:
    """Faults, those that name no line with the line of the block under the first of their rectangles, if there is one.
    Nothing is added where no manuscript is known.
    """
    for rule, fault in found:
        if concordance is None or fault.source is not None:
            yield rule, fault
        else:
            yield rule, replace(fault, source=_origin(fault, concordance))


def _origin(fault: Fault, concordance: Concordance) -> Place | None:
    spots = [(spot.page, Box(*box)) for spot in fault.spots for box in spot.boxes]
    for block in concordance.blocks if spots else ():
        if any(
            line.page == page and _meets(line.box, box)
            for line in concordance.stretches(block.id)
            for page, box in spots
        ):
            return Place(block.place.file, block.place.line)
    return None


def _meets(line: Box, box: Box) -> bool:
    """Whether the middle of one lies in the other."""
    middle = (line.left + line.right) / 2, (line.bottom + line.top) / 2
    return box.holds(*middle) or line.holds((box.left + box.right) / 2, (box.bottom + box.top) / 2)
