"""Faults of the index: pages on which a term does not stand, numbers that lead elsewhere, terms and pages left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from tests.checks.glyphs import retype
from tests.checks.injection import Good, Injected

# The page of the index in the edition, and some of the numbers on it, in order.
PAGE = 17
ICT, RECORDS, PLAN = 0, 3, 6


def _spoilt(*changes: Callable[[pikepdf.Pdf], object]) -> Callable[[Good], None]:
    return lambda edition: edition.spoil("main", lambda pdf: [change(pdf) for change in changes])


def _printed(old: str, new: str, which: int = 0) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: retype(pdf, PAGE, old, new, which)


def _led(number: int, other: int) -> Callable[[pikepdf.Pdf], object]:
    """A number leads where another one does."""

    def change(pdf: pikepdf.Pdf) -> None:
        links = pdf.pages[PAGE].Annots
        links[number].A.D = links[other].A.D

    return change


def _unlinked(number: int) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: pdf.pages[PAGE].Annots.__delitem__(number)


def _led_to_the_head(pdf: pikepdf.Pdf) -> None:
    """On the right page, above the place by most of it."""
    pdf.pages[PAGE].Annots[RECORDS].A.D = pikepdf.Array([pdf.pages[15].obj, pikepdf.Name.XYZ, 0, 757, 0])


def _unmarked(edition: Good) -> None:
    def change(data: Any) -> None:
        chapter = next(each for each in data["documents"][0]["chapters"] if each["docname"] == "two")
        chapter["index"] = [each for each in chapter["index"] if each["terms"] != ["記録", "期間"]]

    edition.spoil_manuscript(change)


INJECTED = [
    Injected("a page number of the index misprinted", _spoilt(_printed("8", "5")), {"contents.index"}, "places"),
    Injected(
        "a page number of the index that leads elsewhere",
        _spoilt(_led(ICT, 1)),
        {"contents.index", "tags.link-says"},
        "places",
    ),
    Injected(
        "a page number of the index that leads to another place of its page",
        _spoilt(_led_to_the_head),
        {"contents.index"},
        "places",
    ),
    Injected(
        "a page number of the index that cannot be clicked", _spoilt(_unlinked(ICT)), {"contents.index"}, "places"
    ),
    Injected(
        "a page of the index, printed and linked, on which the term does not stand",
        _spoilt(_printed("8", "5"), _led(ICT, 4)),
        {"contents.index", "contents.index-missing", "tags.link-says"},
        "places",
    ),
    Injected(
        "a page of a term left out of the index",
        _spoilt(_printed(",", "", 1), _printed("9", ""), _unlinked(PLAN)),
        {"contents.index-missing"},
        "places",
    ),
    Injected(
        "a term left out of the index",
        _spoilt(_printed("ＩＣＴ", ""), _printed("8", ""), _unlinked(ICT)),
        {"contents.index-missing"},
        "places",
    ),
    Injected(
        "a term of the index that the text is not marked with",
        _unmarked,
        {"contents.index-extra", "text.unexpected"},
        "places",
    ),
]
