"""Areas that clipping paths leave."""

from __future__ import annotations

import math

import pytest

from build_tools.inspection import inspect
from build_tools.inspection.shapes import Shape, curve
from tests.inspection.writing import one_page, pdf

SQUARE = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
HOLE = ((1.0, 1.0), (1.0, 3.0), (3.0, 3.0), (3.0, 1.0))


def test_a_point_lies_within_lines_that_go_round_it():
    assert Shape((SQUARE,)).holds(2, 2) and not Shape((SQUARE,)).holds(5, 2) and not Shape((SQUARE,)).holds(2, -1)
    assert not Shape((SQUARE, HOLE)).holds(2, 2) and Shape((SQUARE, HOLE)).holds(0.5, 2)
    assert not Shape(()).holds(0, 0)


def test_a_rectangle_is_told_from_what_is_none():
    assert Shape((SQUARE,)).is_rectangle and Shape(((*SQUARE, SQUARE[0]),)).is_rectangle and Shape(()).is_rectangle
    assert not Shape((SQUARE, HOLE)).is_rectangle and not Shape((SQUARE[:3],)).is_rectangle
    assert not Shape((((2.0, 0.0), (4.0, 2.0), (2.0, 4.0), (0.0, 2.0)),)).is_rectangle


def test_a_curve_ends_where_it_says_and_is_round():
    k = 4 * (math.sqrt(2) - 1) / 3
    points = list(curve((1, 0), (1, k), (k, 1), (0, 1)))
    assert points[-1] == pytest.approx((0, 1)) and all(
        math.hypot(*each) == pytest.approx(1, abs=1e-3) for each in points
    )


@pytest.mark.parametrize(
    ("path", "shapes"),
    [("22 10 30 30 re", 0), ("10 10 m 210 10 l 110 210 l h", 1), ("10 10 m 10 90 90 90 90 10 c h", 1)],
)
def test_what_clips_text_is_told(path: str, shapes: int, tmp_path):
    file = tmp_path / "clipped.pdf"
    file.write_bytes(pdf(one_page(f"{path} W n BT /F1 12 Tf 20 20 Td (text) Tj ET")))
    (run,) = inspect(file).pages[0].lines[0].runs
    assert run.clip is not None and len(run.shapes) == shapes
