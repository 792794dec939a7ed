"""Faults in how images are placed and what they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Name

from build_tools.inspection import inspect
from tests.checks.injection import Good, Injected
from tests.checks.spoiling import PIXELS, Instructions, before, edit, elements, operator


def _first(change: Callable[[Instructions], Instructions], reach: int = 0) -> Callable[[Good], object]:
    """Change how the first image is drawn."""

    def inject(edition: Good) -> None:
        pdf = inspect(edition.dist / "pages.pdf", trusted=True)
        place = next((page.number, image.mcid or 0) for page in pdf.pages for image in page.images)
        edit(edition, "pages", place, change, reach)

    return inject


def _placed(across: float = 1.0, right: float = 0.0, down: float = 0.0) -> Callable[[Good], object]:
    """Draw it elsewhere, by so many points, or so many times as wide, its clipping path (re W n) with it."""
    matrix = [across, 0, 0, 1, right * PIXELS, down * PIXELS]
    return _first(lambda found: [(matrix, operator("cm")), *found], reach=3)


def _of_pixels(width: int, height: int, edition: Good) -> None:
    """Show it in so many pixels."""

    def change(pdf: pikepdf.Pdf) -> None:
        images = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]
        for image in images:
            image.write(bytes(3 * width * height))
            image.Width, image.Height, image.ColorSpace, image.BitsPerComponent = width, height, Name.DeviceRGB, 8

    edition.spoil("pages", change)


def _exchanged(pdf: pikepdf.Pdf) -> None:
    """Each of two figures has the other's text."""
    one, other = elements(pdf, "Figure")
    one.Alt, other.Alt = other.Alt, one.Alt


def _undrawn(found: Instructions) -> Instructions:
    return [each for each in found if str(each[1]) != "Do"]


def _pages(inject: Any) -> Callable[[Good], object]:
    return lambda edition: edition.spoil("pages", inject)


INJECTED = [
    Injected("an image half off the page", _placed(right=300), {"images.outside"}, "composed"),
    Injected("an image on text", _placed(down=40), {"images.over-text"}, "composed"),
    Injected("an image that is stretched", _placed(across=1.1), {"images.distorted"}, "composed"),
    Injected("an image of 40 dpi", partial(_of_pixels, 63, 42), {"images.coarse"}, "composed"),
    Injected("an image of 120 dpi", partial(_of_pixels, 189, 126), {"images.soft"}, "composed"),
    Injected(
        "an image that is clipped",
        _first(before("Do", ([0, 0, 0.5, 1], "re"), ([], "W"), ([], "n"))),
        {"images.cut"},
        "composed",
    ),
    Injected("an image that is not drawn", _first(_undrawn), {"images.missing"}, "composed"),
    Injected("two images exchanged", _pages(_exchanged), {"images.misplaced"}, "composed"),
]
