"""Faults of pages: how many, how large, which way, in which order, and what they are called."""

from __future__ import annotations

from typing import Any

import pikepdf

from tests.checks.glyphs import retype
from tests.checks.injection import Good, Injected

REPORT = 1


def _too_many(edition: Good) -> None:
    edition.spoil_manuscript(lambda data: data["documents"][REPORT].update(pages={"at_most": 9}))


def _too_few(edition: Good) -> None:
    edition.spoil_manuscript(lambda data: data["documents"][REPORT].update(pages={"at_least": 11}))


def _cropped(edition: Good) -> None:
    edition.spoil("report", lambda pdf: pdf.pages[3].__setattr__("CropBox", [40, 40, 555, 802]))


def _letter(edition: Good) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for name in ("MediaBox", "TrimBox", "BleedBox"):
            setattr(pdf.pages[6], name, [0, 0, 612, 842])

    edition.spoil("report", change)


def _trim_beyond(edition: Good) -> None:
    edition.spoil("report", lambda pdf: pdf.pages[6].__setattr__("TrimBox", [-30, 0, 565.276, 841.89]))


def _other_unit(edition: Good) -> None:
    edition.spoil("report", lambda pdf: pdf.pages[6].obj.__setitem__("/UserUnit", 2))


def _turned(edition: Good) -> None:
    edition.spoil("press-release", lambda pdf: pdf.pages[0].rotate(90, relative=True))


def _not_turning(edition: Good) -> None:
    def change(data: Any) -> None:
        for chapter in data["documents"][0]["chapters"]:
            chapter.pop("turns", None)

    edition.spoil_manuscript(change)


def _meant_landscape(edition: Good) -> None:
    def change(data: Any) -> None:
        data["documents"][0]["chapters"][0]["orientation"] = "landscape"

    edition.spoil_manuscript(change)


def _blank_end(edition: Good) -> None:
    edition.spoil("report", lambda pdf: pdf.add_blank_page(page_size=(595.276, 841.89)))


def _blank_middle(edition: Good) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page(page_size=(595.276, 841.89))
        page = pdf.pages[-1]
        del pdf.pages[-1]
        pdf.pages.insert(6, page)

    edition.spoil("report", change)


def _without_blank(edition: Good) -> None:
    """The empty left page before the first part taken out, and all pages numbered as they should be."""

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[3]
        _number_from(pdf, 3)

    edition.spoil("bound", change)


def _number_from(pdf: pikepdf.Pdf, body: int, first: int = 1) -> None:
    romans = pikepdf.Dictionary(S=pikepdf.Name.r)
    numbers = pikepdf.Dictionary(S=pikepdf.Name.D, St=first)
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, romans, body, numbers])


def _labels_shifted(edition: Good) -> None:
    edition.spoil("report", lambda pdf: _number_from(pdf, 2, first=2))


def _no_labels(edition: Good) -> None:
    edition.spoil("report", lambda pdf: pdf.Root.__delitem__("/PageLabels"))


def _folio(edition: Good) -> None:
    edition.spoil("report", lambda pdf: retype(pdf, 3, "2", "5"))


def _swapped(edition: Good) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[5]
        del pdf.pages[5]
        pdf.pages.insert(6, page)

    edition.spoil("main", change)


def _removed(edition: Good) -> None:
    edition.spoil("report", lambda pdf: pdf.pages.__delitem__(7))


def _two_in_one(edition: Good) -> None:
    """A chapter that the manuscript takes for two."""

    def change(data: Any) -> None:
        chapters = data["documents"][0]["chapters"]
        first = chapters[0]
        cut = next(at for at, block in enumerate(first["blocks"]) if block["section"] == first["sections"][1]["id"])
        second = {**first, "docname": "one-b", "sections": first["sections"][1:], "blocks": first["blocks"][cut:]}
        emptied = {"passages": [], "figures": [], "tables": [], "footnotes": []}
        chapters[0] = {**first, **emptied, "sections": first["sections"][:1], "blocks": first["blocks"][:cut]}
        chapters.insert(1, second)

    edition.spoil_manuscript(change)


INJECTED = [
    Injected("a document of too many pages", _too_many, {"pages.count"}),
    Injected("a document of too few pages", _too_few, {"pages.count"}),
    Injected("a page that was cropped", _cropped, {"pages.size"}),
    Injected("a page of another width", _letter, {"pages.size"}),
    Injected("a trim box that lies beside the sheet", _trim_beyond, {"pages.boxes", "pages.size"}),
    Injected("a page measured in another unit", _other_unit, {"pages.boxes", "pages.size"}),
    Injected("a page that was turned", _turned, {"pages.rotation"}),
    Injected("a turned page that nobody asked for", _not_turning, {"pages.orientation"}, "places"),
    Injected("an upright page that is meant to be landscape", _meant_landscape, {"pages.orientation"}),
    Injected("a blank page at the end", _blank_end, {"pages.blank"}),
    Injected("a blank page in the middle", _blank_middle, {"pages.blank", "pages.label"}),
    Injected("a part that starts on the left", _without_blank, {"pages.blank", "pages.recto"}, "facing"),
    Injected("page labels that were shifted", _labels_shifted, {"pages.label", "pages.numbering"}),
    Injected("page labels that were lost", _no_labels, {"pages.label", "pages.numbering"}),
    Injected("another folio printed", _folio, {"pages.label"}),
    Injected("two pages that were swapped", _swapped, {"pages.label", "pages.order"}, "places"),
    Injected(
        "a page that was taken out",
        _removed,
        {"links.dead", "links.destination", "outline.dead", "pages.label", "text.lost"},
    ),
    Injected(
        "a chapter that starts in the middle of a page", _two_in_one, {"pages.chapter", "source.dropped"}, "places"
    ),
]
