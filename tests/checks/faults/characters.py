"""Faults of characters: other ones than those that were written, and such as no reader can show."""

from __future__ import annotations

from typing import Any

import pikepdf

from tests.checks.contents import codes, each_marked, mapped, places, written
from tests.checks.injection import Good, Injected

GOTHIC = "BIZUDGothic-Regular"


def _mapped(character: str, other: str) -> Any:
    return lambda edition: edition.spoil("report", lambda pdf: mapped(pdf, character, other))


def _no_glyph(edition: Good) -> None:
    """A character that the file has, shown as .notdef."""
    place = places(edition, "report", "筑波大学名誉教授")[0]

    def change(pdf: pikepdf.Pdf) -> None:
        wanted = codes(pdf, place.page, GOTHIC, "筑")[0]
        each_marked(pdf, [place], written(lambda found: [b"\0\0" if code == wanted else code for code in found]))
        for font in {font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()}.values():
            if GOTHIC in str(font.BaseFont):
                data = font.ToUnicode.read_bytes()
                old = b"<" + wanted.hex().encode() + b"> <"
                font.ToUnicode.write(data.replace(old, b"<0000> <"))

    edition.spoil("report", change)


INJECTED = [
    Injected("a character without a glyph", _no_glyph, {"characters.missing"}),
    Injected("a character that is none", _mapped("塾", "\ufffd"), {"characters.unknown", "text.altered"}),
    Injected("a private character", _mapped("塾", "\ue000"), {"characters.private", "text.altered"}),
    Injected("a control character", _mapped("塾", "\x07"), {"characters.control", "text.altered"}),
    Injected("a radical in a name", _mapped("慶", "\u2f3c"), {"characters.radical", "text.altered"}),
    Injected("a compatibility character", _mapped("塾", "\uf9d0"), {"characters.compatibility", "text.altered"}),
    Injected("half-width kana", _mapped("ザ", "\uff7b"), {"characters.compatibility", "text.altered"}),
    Injected(
        "a digit of another width",
        lambda edition: edition.spoil_manuscript(_wide),
        {"characters.width", "source.altered", "text.altered"},
    ),
]


def _wide(data: Any) -> None:
    blocks = (block for chapter in data["documents"][1]["chapters"] for block in chapter["blocks"])
    next(block for block in blocks if block["parts"][0].startswith("32名")).update(parts=["３２名※2021年度現在"])
