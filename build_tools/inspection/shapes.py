"""Areas of any form, as clipping paths leave them (ISO 32000-1, 8.5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

Point = tuple[float, float]
# Lines that stand for a curve.
_STEPS = 8
# Of an area that is as large as the rectangle round it.
_ROUNDED = 1e-4


class Shape(NamedTuple):
    """An area within lines from point to point, each of them closed; curves are lines of several points."""

    lines: tuple[tuple[Point, ...], ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it, by the nonzero winding number rule (8.5.3.3.2): pdfium does not tell which of the
        two rules is meant, and what lies within by the other one lies within by this.
        """
        return sum(_turns(one, other, x, y) for line in self.lines for one, other in _edges(line)) != 0

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The rectangle round it: left, bottom, right, top; of nothing, a point."""
        across = [x for line in self.lines for x, _ in line] or [0.0]
        up = [y for line in self.lines for _, y in line] or [0.0]
        return min(across), min(up), max(across), max(up)

    @property
    def is_rectangle(self) -> bool:
        """Whether it is one rectangle with sides along the page's, or nothing: `bounds` tells all of it."""
        left, bottom, right, top = self.bounds
        whole = (right - left) * (top - bottom)
        return len(self.lines) <= 1 and sum(map(_area, self.lines)) >= whole * (1 - _ROUNDED)


def curve(start: Point, first: Point, second: Point, end: Point) -> Iterator[Point]:
    """Points of a cubic Bézier curve (8.5.2.2), behind its start."""
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        parts = ((1 - t) ** 3, start), (3 * t * (1 - t) ** 2, first), (3 * t**2 * (1 - t), second), (t**3, end)
        yield sum(part * x for part, (x, _) in parts), sum(part * y for part, (_, y) in parts)


def _area(line: tuple[Point, ...]) -> float:
    return abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in _edges(line))) / 2


def _edges(line: tuple[Point, ...]) -> Iterator[tuple[Point, Point]]:
    return pairwise((*line, *line[:1]))


def _turns(one: Point, other: Point, x: float, y: float) -> int:
    """How an edge crosses the ray from a point to the right: upwards 1, downwards -1."""
    if (one[1] <= y) == (other[1] <= y):
        return 0
    crossing = one[0] + (y - one[1]) * (other[0] - one[0]) / (other[1] - one[1])
    return (1 if other[1] > one[1] else -1) if crossing > x else 0
