"""What differs on the pictures of two pages beside what is known to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from build_tools.findings import Sheet
from build_tools.reports.proof.frames import Frame, frame
from build_tools.visual.edits import Edit
from build_tools.visual.holders import Holders
from build_tools.visual.leaves import Leaf
from build_tools.visual.model import Cause, Rectangle, rectangle
from build_tools.visual.pictures import Look

# Hundredths of a page round what is explained that belong to it: rules, backgrounds, marks.
_MARGIN = 2.0
# A region is looked at in so many steps across and down.
_STEPS = 8

# Both sides, and what of them is on a page.
Both = tuple[tuple[Holders, Leaf], tuple[Holders, Leaf]]


def unexplained(
    both: Both, look: Look, found: Sequence[Cause], here: Sequence[Edit], images: Sequence[Edit]
) -> Iterator[Cause]:
    """What differs beside what was `found`, and beside the blocks that were edited `here`: an image that is another one
    (one of the edited `images`, if there are any), or nobody knows what.
    """
    known = [frame(box, _sheet(leaf)) for leaf, boxes in _explained(both, found, here) for box in boxes]
    left = [region for region in look.regions if not _within(region, known)]
    pictures = [frame(image.box, _sheet(leaf)) for _, leaf in both for image in leaf.page.images]
    shown = [region for region in left if _within(region, pictures)]
    if shown:
        yield _picture(both, images)
    if len(shown) < len(left):
        yield Cause(kind="pixels")


def _explained(both: Both, found: Sequence[Cause], here: Sequence[Edit]) -> Iterator[tuple[Leaf, Iterable[Rectangle]]]:
    for side, (holders, leaf) in enumerate(both):
        yield leaf, (box for cause in found for box in (cause.new if side else cause.old))
        for edit in here:
            spans = [span for name in edit.held[side] for span in holders.spans.get(name, ())]
            yield leaf, _whole(holders.boxes(spans, leaf.page.number))


def _whole(boxes: Sequence[Rectangle]) -> list[Rectangle]:
    edges = [*zip(*boxes, strict=True)]
    return [(min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3]))] if boxes else []


def _sheet(leaf: Leaf) -> Sheet:
    return Sheet(leaf.page.label, rectangle(leaf.page.shown), leaf.page.rotation)


def _within(region: Frame, known: Sequence[Frame]) -> bool:
    """Whether all of a region lies in what is known, or on its edges."""
    steps = [step / _STEPS for step in range(_STEPS + 1)]
    points = ((region.left + x * region.width, region.top + y * region.height) for x in steps for y in steps)
    return all(any(_holds(each, *point) for each in known) for point in points)


def _holds(known: Frame, x: float, y: float) -> bool:
    across = known.left - _MARGIN <= x <= known.left + known.width + _MARGIN
    return across and known.top - _MARGIN <= y <= known.top + known.height + _MARGIN


def _picture(both: Both, images: Sequence[Edit]) -> Cause:
    """The image that was edited, as far as it is known which one: the only one, or the one on this page."""
    holders, new = both[1]
    reading = holders.reading
    here = [edit for edit in images if edit.at < len(reading.text) and reading.page(edit.at) == new.page.number]
    edit = next(iter(here or images), None)
    old_boxes, new_boxes = (tuple(rectangle(image.box) for image in leaf.page.images) for _, leaf in both)
    return Cause(
        kind="edited",
        became="edited",
        block=edit.block if edit else None,
        image=edit.image if edit else "?",
        old=old_boxes,
        new=new_boxes,
    )
