"""How large images are shown (ISO 32000-1, 8.9.5): the largest size of each, wherever pages and forms draw it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Matrix, Name, Pdf

# Objects by number and generation; points.
Sizes = dict[tuple[int, int], tuple[float, float]]
_OPERATORS: Final = "q Q cm Do"
_DEEPEST: Final = 12


def shown_sizes(pdf: Pdf) -> Sizes:
    """Width and height in points of each image that pages draw; one that only a pattern draws is not there."""
    sizes: Sizes = {}
    for page in pdf.pages:
        resources = page.obj.get("/Resources", Dictionary())
        for image, matrix in _drawn(page.obj, resources, Matrix(), 0):
            width, height = sizes.get(image.objgen, (0.0, 0.0))
            across, up = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
            sizes[image.objgen] = max(width, across), max(height, up)
    return sizes


def _drawn(content: Any, resources: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """The images that content draws, each with the matrix that makes of the unit square what it covers."""
    matrix, saved = outer, list[Matrix]()
    for instruction in pikepdf.parse_content_stream(content, _OPERATORS):
        operator = str(instruction.operator)
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q":
            matrix = saved.pop() if saved else matrix
        elif operator == "cm":
            matrix = Matrix(*map(float, instruction.operands)) @ matrix
        else:
            external = resources.get("/XObject", Dictionary()).get(str(instruction.operands[0]))
            yield from _external(external, resources, matrix, depth)


def _external(external: Any, resources: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    if external is None or depth > _DEEPEST:
        return
    if external.Subtype == Name.Image:
        yield external, matrix
    elif external.Subtype == Name.Form:
        own = Matrix(*map(float, external.get("/Matrix", [1, 0, 0, 1, 0, 0])))
        yield from _drawn(external, external.get("/Resources", resources), own @ matrix, depth + 1)
