"""From a rectangle of a page to one of its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.findings import Sheet
from build_tools.findings.finding import Rectangle


@dataclass(frozen=True)
class Frame:
    """A rectangle of a picture, in hundredths of its width and height, y downwards."""

    left: float
    top: float
    width: float
    height: float


def frame(box: Rectangle, sheet: Sheet) -> Frame:
    """Where a rectangle (points in the page's user space) is on the picture of what is seen of the page.

    The page's rotation turns the picture, not the rectangle. What sticks out is cut off; of a rectangle that is all
    outside, its side at the edge is left, without width or height.
    """
    left, bottom, right, top = sheet.box
    width, height = (right - left) or 1.0, (top - bottom) or 1.0
    corners = (_turned((x - left) / width, (top - y) / height, sheet.rotation) for x, y in _corners(box))
    across, down = zip(*corners, strict=True)
    (near, far), (high, low) = _ends(across), _ends(down)
    return Frame(near, high, round(far - near, 3), round(low - high, 3))


def _corners(box: Rectangle) -> tuple[tuple[float, float], tuple[float, float]]:
    return (box[0], box[1]), (box[2], box[3])


def _turned(across: float, down: float, rotation: int) -> tuple[float, float]:
    """A point of a square of side 1, y downwards, after the square has been turned clockwise."""
    match rotation % 360:
        case 90:
            return 1 - down, across
        case 180:
            return 1 - across, 1 - down
        case 270:
            return down, 1 - across
        case _:
            return across, down


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """The least and the greatest, in hundredths, within the picture."""
    within = [round(100 * min(max(value, 0.0), 1.0), 3) for value in values]
    return min(within), max(within)
