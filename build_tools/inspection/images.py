"""Images where they are drawn (ISO 32000-1, 8.9), inline images too, with their placed resolution, by pdfium."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import pypdfium2.raw as pdfium

from build_tools.inspection.calls import calls
from build_tools.inspection.content import Matrix, Placed, matrix
from build_tools.inspection.document import Box, Image

COLOUR_SPACES = {
    pdfium.FPDF_COLORSPACE_DEVICEGRAY: "DeviceGray",
    pdfium.FPDF_COLORSPACE_DEVICERGB: "DeviceRGB",
    pdfium.FPDF_COLORSPACE_DEVICECMYK: "DeviceCMYK",
    pdfium.FPDF_COLORSPACE_CALGRAY: "CalGray",
    pdfium.FPDF_COLORSPACE_CALRGB: "CalRGB",
    pdfium.FPDF_COLORSPACE_LAB: "Lab",
    pdfium.FPDF_COLORSPACE_ICCBASED: "ICCBased",
    pdfium.FPDF_COLORSPACE_SEPARATION: "Separation",
    pdfium.FPDF_COLORSPACE_DEVICEN: "DeviceN",
    pdfium.FPDF_COLORSPACE_INDEXED: "Indexed",
    pdfium.FPDF_COLORSPACE_PATTERN: "Pattern",
}
POINTS = 72


def image(item: Placed, page: Any) -> Image:
    """An image object of a page; where pdfium cannot read its data, what it knows is 0 and ""."""
    found = pdfium.FPDF_IMAGEOBJ_METADATA()
    calls.FPDFImageObj_GetImageMetadata(item.handle, page, ctypes.byref(found))
    placed = matrix(item.handle).within(item.outer)
    return Image(
        box=_square(placed),
        width=found.width,
        height=found.height,
        dpi=_dpi(placed, found.width, found.height),
        bits_per_pixel=found.bits_per_pixel,
        colour_space=COLOUR_SPACES.get(found.colorspace, ""),
        mcid=item.mark.mcid,
        is_artifact=item.mark.is_artifact,
        clip=item.clip,
        shapes=item.shapes,
    )


def _square(placed: Matrix) -> Box:
    """Where the unit square, on which an image is drawn (8.9.5.1), comes to lie."""
    across = [placed.e, placed.e + placed.a, placed.e + placed.c, placed.e + placed.a + placed.c]
    up = [placed.f, placed.f + placed.b, placed.f + placed.d, placed.f + placed.b + placed.d]
    return Box(min(across), min(up), max(across), max(up))


def _dpi(placed: Matrix, width: int, height: int) -> tuple[float, float]:
    """Pixels an inch along each side of the image, however it is turned; 0 for a side without length."""
    sides = math.hypot(placed.a, placed.b), math.hypot(placed.c, placed.d)
    return tuple(  # type: ignore[return-value]
        round(POINTS * pixels / side, 2) if side else 0.0 for pixels, side in zip((width, height), sides, strict=True)
    )
