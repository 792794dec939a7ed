"""Faults of fonts: others than those of the layout, and such as the file does not hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from tests.checks.contents import each_marked, places, shown_with
from tests.checks.injection import Good, Injected

GOTHIC = "BIZUDGothic-Regular"


def _font(change: Callable[[Any], None]) -> Callable[[Good], None]:
    """Change the dictionary of a font."""

    def every(pdf: pikepdf.Pdf) -> None:
        fonts = {font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()}
        for font in fonts.values():
            if str(font.BaseFont).endswith(GOTHIC):
                change(font)

    return lambda edition: edition.spoil("report", every)


def _named(name: str) -> Callable[[Any], None]:
    def change(font: Any) -> None:
        descendant = font.DescendantFonts[0]
        for holder, key in ((font, "/BaseFont"), (descendant, "/BaseFont"), (descendant.FontDescriptor, "/FontName")):
            holder[key] = pikepdf.Name("/" + name)

    return change


def _not_embedded(font: Any) -> None:
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def _no_tounicode(edition: Good) -> None:
    """A font more, which no page shows."""

    def change(pdf: pikepdf.Pdf) -> None:
        fonts = pdf.pages[0].Resources.Font
        more = pikepdf.Dictionary(next(font for _, font in fonts.items()))
        del more.ToUnicode
        fonts["/More"] = pdf.make_indirect(more)

    edition.spoil("report", change)


def _thick(edition: Good) -> None:
    found = places(edition, "report", "そのために何を検証するのか")
    edition.spoil("report", lambda pdf: each_marked(pdf, found, shown_with("Tr", 2)))


INJECTED = [
    Injected("a fallback font", _font(_named("ABCDEF+DejaVuSans")), {"fonts.unlisted"}),
    Injected(
        "a font that is declared for what others lack",
        _font(_named("ABCDEF+NotoSerifCJKjp-Regular")),
        {"fonts.fallback"},
    ),
    Injected("a lost font", _font(_not_embedded), {"fonts.not-embedded"}),
    Injected("a font without ToUnicode", _no_tounicode, {"fonts.no-characters"}),
    Injected("a font as a whole", _font(_named(GOTHIC)), {"fonts.not-subset"}),
    Injected("bold that is made", _thick, {"fonts.synthesised"}),
]
