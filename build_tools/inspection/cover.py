"""Text over which an image is painted (ISO 32000-1, 8.9, 11.6.5): whether anything shows through, by pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from build_tools.inspection.calls import calls
from build_tools.inspection.content import Placed, common
from build_tools.inspection.document import Box, Image, Line, Run

# So much of 255 is opaque, and so many of the glyphs must lie beneath.
OPAQUE, MOST = 250, 0.9
# Pixels: what is larger is not drawn to be looked at.
LARGEST = 4_000_000


@dataclass(frozen=True)
class Picture:
    """An image as it is painted, and when."""

    item: Placed
    image: Image
    order: int

    @property
    def box(self) -> Box:
        """What is seen of it."""
        return self.image.box if self.image.clip is None else common([self.image.box, self.image.clip])


def with_covered(lines: Sequence[Line], pictures: Sequence[Picture], page: Any, document: Any) -> tuple[Line, ...]:
    """Lines, those of their runs marked that an image hides."""
    hidden: set[int] = set()
    for picture in pictures:
        runs = [run for line in lines if picture.box.meets(line.box) for run in line.runs if run.order < picture.order]
        beneath = {id(run): found for run in runs if len(found := _beneath(run, picture.box)) >= MOST * len(run.boxes)}
        if beneath and not calls.FPDFPageObj_HasTransparency(picture.item.handle):
            alpha = _alpha(picture, page, document)
            hidden |= {key for key, points in beneath.items() if all(alpha.at(*point) >= OPAQUE for point in points)}
    return tuple(_marked(line, hidden) for line in lines) if hidden else tuple(lines)


def _marked(line: Line, hidden: set[int]) -> Line:
    runs = tuple(run._replace(covered=True) if id(run) in hidden else run for run in line.runs)
    return line._replace(runs=runs)


def _beneath(run: Run, box: Box) -> list[tuple[float, float]]:
    """The middles of the glyphs that lie beneath an image."""
    middles = (((each.left + each.right) / 2, (each.bottom + each.top) / 2) for each in run.boxes)
    return [middle for middle in middles if box.holds(*middle)]


@dataclass(frozen=True)
class _Alpha:
    """How opaque an image is, by places on the page: bytes from its upper left corner; without them, all of it."""

    box: Box
    width: int = 0
    height: int = 0
    stride: int = 0
    data: bytes = b""

    def at(self, x: float, y: float) -> int:
        if not self.data or not self.box.width or not self.box.height:
            return 255
        column = min(self.width - 1, int(self.width * (x - self.box.left) / self.box.width))
        row = min(self.height - 1, int(self.height * (self.box.top - y) / self.box.height))
        return self.data[row * self.stride + 4 * column + 3]


def _alpha(picture: Picture, page: Any, document: Any) -> _Alpha:
    box = picture.image.box
    if box.width * box.height > LARGEST:
        return _Alpha(box)
    drawn = calls.FPDFImageObj_GetRenderedBitmap(document, page, picture.item.handle)
    if not drawn:
        return _Alpha(box)
    try:
        return _read(drawn, box)
    finally:
        calls.FPDFBitmap_Destroy(drawn)


def _read(drawn: Any, box: Box) -> _Alpha:
    width, height = calls.FPDFBitmap_GetWidth(drawn), calls.FPDFBitmap_GetHeight(drawn)
    stride = calls.FPDFBitmap_GetStride(drawn)
    if calls.FPDFBitmap_GetFormat(drawn) != pdfium.FPDFBitmap_BGRA or min(width, height) <= 0:
        return _Alpha(box)
    return _Alpha(box, width, height, stride, ctypes.string_at(calls.FPDFBitmap_GetBuffer(drawn), stride * height))
