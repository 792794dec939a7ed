"""What a page is painted with (ISO 32000-1, 8.5.3, 8.6): plain colours, rectangles that are filled, drawings."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence

import pypdfium2.raw as pdfium

from build_tools.inspection.calls import calls
from build_tools.inspection.content import Placed, common, matrix, point
from build_tools.inspection.document import Box, Drawing, Fill, Ink

# Thinner ones are rules, which hide nothing.
THIN = 1.0
CORNERS = (4, 5)
DRAWN = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)


def ink(handle: int) -> Ink | None:
    """What an object is filled with; None for a pattern."""
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not calls.FPDFPageObj_GetFillColor(handle, *map(ctypes.byref, (red, green, blue, alpha))):
        return None
    return red.value, green.value, blue.value, alpha.value


def fills(placed: Sequence[Placed]) -> Iterator[Fill]:
    """The filled rectangles of a page, rules left out."""
    for order, item in enumerate(placed):
        if item.kind == pdfium.FPDF_PAGEOBJ_PATH and (colour := _filled(item.handle)):
            box = _box(item)
            box = box if box is None or item.clip is None else common([box, item.clip])
            if box is not None and min(box.width, box.height) > THIN:
                yield Fill(box, colour, order)


def drawings(placed: Sequence[Placed]) -> Iterator[Drawing]:
    """What marked content paints beside text and images, where it leaves anything to be seen."""
    found: dict[int, Box] = {}
    for item in placed:
        if item.mark.mcid is not None and item.kind in DRAWN and (box := painted(item)):
            known = found.get(item.mark.mcid, box)
            found[item.mark.mcid] = Box(*map(min, known[:2], box[:2]), *map(max, known[2:], box[2:]))
    yield from (Drawing(box, mcid) for mcid, box in found.items())


def painted(item: Placed) -> Box | None:
    """The rectangle round what an object paints, lines of no width included; None where it is nothing."""
    if item.kind == pdfium.FPDF_PAGEOBJ_PATH and not _paints(item.handle):
        return None
    sides = [ctypes.c_float() for _ in range(4)]
    if not calls.FPDFPageObj_GetBounds(item.handle, *map(ctypes.byref, sides)):
        return None
    box = item.outer.around(Box(*(side.value for side in sides)))
    if item.clip is not None and not box.meets(item.clip):
        return None
    return box if item.clip is None else common([box, item.clip])


def _paints(handle: int) -> bool:
    return any(_draw_mode(handle))


def _filled(handle: int) -> Ink | None:
    filled, _ = _draw_mode(handle)
    return ink(handle) if filled else None


def _draw_mode(handle: int) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is stroked (8.5.3)."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    known = calls.FPDFPath_GetDrawMode(handle, ctypes.byref(mode), ctypes.byref(stroked))
    return bool(known and mode.value != pdfium.FPDF_FILLMODE_NONE), bool(known and stroked.value)


def _box(item: Placed) -> Box | None:
    """Where a path lies, if it is a rectangle with sides along the page's."""
    count = calls.FPDFPath_CountSegments(item.handle)
    if count not in CORNERS:
        return None
    placed = matrix(item.handle).within(item.outer)
    points = [placed.moved(*point(calls.FPDFPath_GetPathSegment(item.handle, index))) for index in range(4)]
    across, up = {round(x, 2) for x, _ in points}, {round(y, 2) for _, y in points}
    return Box(min(across), min(up), max(across), max(up)) if len(across) == len(up) == 2 else None
