"""Faults of the contents and the lists: lines lost, strange, misnumbered, leading elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from tests.checks.glyphs import retype
from tests.checks.injection import Good, Injected


def _spoilt(change: Callable[[pikepdf.Pdf], object], document: str = "report") -> Callable[[Good], None]:
    return lambda edition: edition.spoil(document, change)


def _contents_link(pdf: pikepdf.Pdf, page: int, number: int) -> pikepdf.Object:
    return pdf.pages[page].Annots[number]


def _line_taken_away(pdf: pikepdf.Pdf) -> None:
    for text in ("第２章 ", "費用負担", "5"):
        retype(pdf, 1, text.strip(), "")
    del pdf.pages[1].Annots[5]


def _misspelt(pdf: pikepdf.Pdf) -> None:
    retype(pdf, 1, "費用負担", "費用負用")


def _relinked(pdf: pikepdf.Pdf) -> None:
    _contents_link(pdf, 1, 5).A.D = _contents_link(pdf, 1, 6).A.D


def _unlinked(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].Annots[5]


def _reordered(pdf: pikepdf.Pdf) -> None:
    """Two lines of the contents in another order of reading."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        kids = waiting.pop(0)
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/K" in kid:
                if kid.get("/S") == "/TOC" and len(kid.K) == 3:  # the chapters of a part
                    kid.K[0], kid.K[2] = kid.K[2], kid.K[0]
                    return
                waiting.append(kid.K)


def _shallower(edition: Good) -> None:
    def change(data: Any) -> None:
        data["documents"][1]["layout"]["contents_depth"] = 1

    edition.spoil_manuscript(change)


def _no_list_of_tables(edition: Good) -> None:
    """A list of tables that the manuscript wants and the document does not print."""

    def change(data: Any) -> None:
        document = next(each for each in data["documents"] if each["id"] == "report")
        document["lists"] = ["tables"]

    edition.spoil_manuscript(change)


INJECTED = [
    Injected("a line of the contents misnumbered", _spoilt(lambda pdf: retype(pdf, 1, "5", "7")), {"contents.page"}),
    Injected(
        "a line of the contents without a number",
        _spoilt(lambda pdf: retype(pdf, 1, "5", "")),
        {"contents.page", "text.doubled"},
    ),
    Injected("a line of the contents taken away", _spoilt(_line_taken_away), {"contents.missing"}),
    Injected("a line of the contents misspelt", _spoilt(_misspelt), {"contents.title", "text.unexpected"}),
    Injected("a line of the contents that leads elsewhere", _spoilt(_relinked), {"contents.link", "tags.link-says"}),
    Injected("a line of the contents that cannot be clicked", _spoilt(_unlinked), {"contents.link"}),
    Injected("two lines of the contents swapped", _spoilt(_reordered), {"contents.order"}),
    Injected("a line of the contents too deep", _shallower, {"contents.extra"}),
    Injected("a list of tables that is not there", _no_list_of_tables, {"contents.missing"}),
    Injected("a line of a part's list misnumbered", _spoilt(lambda pdf: retype(pdf, 4, "5", "3")), {"contents.page"}),
    Injected(
        "a line of the list of tables misnumbered",
        _spoilt(lambda pdf: retype(pdf, 3, "8", "5"), "main"),
        {"contents.page"},
        "places",
    ),
    Injected(
        "a page number in a line of the list of tables misprinted",
        _spoilt(lambda pdf: retype(pdf, 3, "12", "21"), "main"),
        {"contents.page"},
        "places",
    ),
]
