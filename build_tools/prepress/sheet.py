"""The sheet round a page: where it is cut (トンボ), how far it is printed beyond, and the boxes that say so
(ISO 32000-1, 14.11.2).

Marks stand at the corners, for the trim (内トンボ) and the bleed (外トンボ), and in the middle of each side. They are
printed in all inks at once (registration colour), outside of the bleed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Pdf

MILLIMETRE: Final = 72 / 25.4
BLEED: Final = 3 * MILLIMETRE
_GAP: Final = 1 * MILLIMETRE  # between bleed and marks
_LENGTH: Final = 9 * MILLIMETRE
_CROSSED_AT: Final = 5 * MILLIMETRE  # from the bleed, in the middle of a side
_CROSS: Final = 6 * MILLIMETRE  # to each side of it
_MARGIN: Final = BLEED + _GAP + _LENGTH + 2 * MILLIMETRE
_WIDTH: Final = 0.1 * MILLIMETRE
REGISTRATION: Final = "/Registration"

Rectangle = tuple[float, float, float, float]
_Line = tuple[float, float, float, float]


def registration(pdf: Pdf) -> Any:
    """The colour space of marks: all inks at once (8.6.6.4)."""
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([1, 1, 1, 1]), N=1)
    return pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, pdf.make_indirect(tint)]))


def set_on_sheet(page: Any, content: bytes) -> bytes:
    """Give a page a sheet with room for bleed and marks; return its content with the marks, cut off at the bleed.

    `content` is what the page shows. The page stays where it is: the sheet begins left of and below nothing.
    """
    trim = _rectangle(page)
    bleed = _wider(trim, BLEED)
    page.MediaBox, page.BleedBox, page.TrimBox = (_array(box) for box in (_wider(trim, _MARGIN), bleed, trim))
    for key in ("/CropBox", "/ArtBox"):
        if key in page:
            del page[key]
    left, bottom, right, top = bleed
    clip = f"q {left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re W n\n"
    return _marks(trim) + clip.encode() + content + b"\nQ\n"


def _rectangle(page: Any) -> Rectangle:
    """The page as it is cut: its trim box, else its media box."""
    node = page
    while "/MediaBox" not in node:
        node = node.Parent
    left, bottom, right, top = (float(each) for each in page.get("/TrimBox", node.MediaBox))
    return left, bottom, right, top


def _wider(box: Rectangle, by: float) -> Rectangle:
    left, bottom, right, top = box
    return left - by, bottom - by, right + by, top + by


def _array(box: Rectangle) -> Array:
    return Array([round(each, 6) for each in box])


def _marks(trim: Rectangle) -> bytes:
    lines = [f"{x:.4f} {y:.4f} m {to_x:.4f} {to_y:.4f} l S" for x, y, to_x, to_y in _lines(trim)]
    head = f"/Artifact BMC q {REGISTRATION} CS 1 SCN {_WIDTH:.4f} w"
    return "\n".join([head, *lines, "Q EMC", ""]).encode()


def _lines(trim: Rectangle) -> Iterator[_Line]:
    left, bottom, right, top = trim
    for x in (left - BLEED, left, right, right + BLEED):
        yield from _upright(x, bottom, top)
    for y in (bottom - BLEED, bottom, top, top + BLEED):
        yield from _level(y, left, right)
    middle, height = (left + right) / 2, (bottom + top) / 2
    yield from _upright(middle, bottom, top)
    yield from _level(height, left, right)
    for y in (bottom - BLEED - _CROSSED_AT, top + BLEED + _CROSSED_AT):
        yield middle - _CROSS, y, middle + _CROSS, y
    for x in (left - BLEED - _CROSSED_AT, right + BLEED + _CROSSED_AT):
        yield x, height - _CROSS, x, height + _CROSS


def _upright(x: float, bottom: float, top: float) -> Iterator[_Line]:
    """A mark below the page and one above it."""
    near = BLEED + _GAP
    yield x, bottom - near, x, bottom - near - _LENGTH
    yield x, top + near, x, top + near + _LENGTH


def _level(y: float, left: float, right: float) -> Iterator[_Line]:
    """A mark at the left of the page and one at its right."""
    near = BLEED + _GAP
    yield left - near, y, left - near - _LENGTH, y
    yield right + near, y, right + near + _LENGTH, y
