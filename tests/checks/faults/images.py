"""Faults in how images are placed and what they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Name

from build_tools.inspection import inspect
from tests.checks.injection import Good, Injected
from tests.checks.spoiling import PIXELS, Instructions, before, edit, elements, in_form, operator


def _first(change: Callable[[Instructions], Instructions], reach: int = 0) -> Callable[[Good], object]:
    """Change how the first image is drawn."""

    def inject(edition: Good) -> None:
        edit(edition, "pages", _place(edition, "pages"), change, reach)

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


def _in_form(edition: Good) -> None:
    """The first image, drawn by a form that leaves half of it."""
    place = _place(edition, "pages")
    in_form(edition, "pages", place, (0, 0, 0.5, 1))


def _place(edition: Good, document: str) -> tuple[int, int]:
    pdf = inspect(edition.dist / f"{document}.pdf", trusted=True)
    return next((page.number, image.mcid or 0) for page in pdf.pages for image in page.images)


def _drawing(change: Callable[[Instructions], Instructions]) -> Callable[[Good], object]:
    """Change how the first drawing (SVG) is drawn."""

    def inject(edition: Good) -> None:
        pdf = inspect(edition.dist / "main.pdf", trusted=True)
        figures = {(each.page, each.mcid) for element in _figures(pdf) for each in pdf.structure.contents(element)}
        drawn = ((page.number, each.mcid) for page in pdf.pages for each in page.drawings)
        edit(edition, "main", next(each for each in drawn if each in figures), change)

    return inject


def _figures(pdf: Any) -> Any:
    return (element for element in pdf.structure.elements if element.role == "Figure")


def _unpainted(found: Instructions) -> Instructions:
    """Paths that are made and not painted."""
    return [([], operator("n")) if str(what) in PAINTS else (operands, what) for operands, what in found]


def _pages(inject: Any) -> Callable[[Good], object]:
    return lambda edition: edition.spoil("pages", inject)


# A circle that touches the sides of an image: the rectangle round it is the whole.
CIRCLE: list[tuple[list[Any], str]] = [
    ([1, 0.5], "m"),
    ([1, 0.776, 0.776, 1, 0.5, 1], "c"),
    ([0.224, 1, 0, 0.776, 0, 0.5], "c"),
    ([0, 0.224, 0.224, 0, 0.5, 0], "c"),
    ([0.776, 0, 1, 0.224, 1, 0.5], "c"),
    ([], "h"),
]
# Operators that paint a path (ISO 32000-1, 8.5.3).
PAINTS = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*")
INJECTED = [
    Injected("an image half off the page", _placed(right=300), {"images.outside", "tags.box"}, "composed"),
    Injected("an image on text", _placed(down=40), {"images.over-text", "tags.box", "text.hidden"}, "composed"),
    Injected("an image that is stretched", _placed(across=1.1), {"images.distorted"}, "composed"),
    Injected("an image of 40 dpi", partial(_of_pixels, 63, 42), {"images.coarse"}, "composed"),
    Injected("an image of 120 dpi", partial(_of_pixels, 189, 126), {"images.soft"}, "composed"),
    Injected(
        "an image that is clipped",
        _first(before("Do", ([0, 0, 0.5, 1], "re"), ([], "W"), ([], "n"))),
        {"images.cut"},
        "composed",
    ),
    Injected(
        "an image that is cut to a circle",
        _first(before("Do", *CIRCLE, ([], "W"), ([], "n"))),
        {"images.cut"},
        "composed",
    ),
    Injected("an image of which its form leaves half", _in_form, {"images.cut"}, "composed"),
    Injected("a drawing of which nothing is drawn", _drawing(lambda found: []), {"images.missing"}, "places"),
    Injected("a drawing that is not painted", _drawing(_unpainted), {"images.missing"}, "places"),
    Injected(
        "a drawing of which a clipping path leaves nothing",
        _drawing(lambda found: [([-9, -9, 1, 1], operator("re")), ([], operator("W")), ([], operator("n")), *found]),
        {"images.missing"},
        "places",
    ),
    Injected("an image that is not drawn", _first(_undrawn), {"images.missing"}, "composed"),
    Injected("two images exchanged", _pages(_exchanged), {"images.misplaced"}, "composed"),
]
