"""Faults of texts: lost, altered, out of order, there twice, hidden, in the wrong element."""

from __future__ import annotations

from functools import partial
from typing import Any

import pikepdf

from tests.checks.contents import (
    Place,
    as_artifact,
    below,
    codes,
    do,
    each_marked,
    element,
    mapped,
    places,
    rewrite,
    shifted,
    shown_with,
    tell,
    twice,
    written,
)
from tests.checks.injection import Good, Injected
from tests.checks.rebuilding import rebuilt, with_layout

ROSTER = "スマートシティモデル事業等推進有識者委員会"


def _change(edition: Good, text: str, change: Any, document: str = "report", which: int = 0) -> None:
    found = places(edition, document, text, which)
    edition.spoil(document, lambda pdf: each_marked(pdf, found, change))


def _whole(edition: Good, start: str, document: str = "report") -> list[Place]:
    """All marked content of the element in which a text stands."""
    first = places(edition, document, start)[0]
    with pikepdf.open(edition.dist / f"{document}.pdf") as pdf:
        return [Place(first.page, number) for number in below(element(pdf, first))]


def _paragraph(edition: Good, change: Any) -> None:
    found = _whole(edition, "実証実験は、技術を検証するためだけに行う")
    edition.spoil("report", lambda pdf: each_marked(pdf, found, change))


def _dropped_cell(edition: Good) -> None:
    _change(edition, "項目07", lambda marked: [], "main")


def _doubled_heading(edition: Good) -> None:
    _change(edition, ROSTER, twice(0, -600), which=1)


def _swapped(edition: Good) -> None:
    one, other = (places(edition, "report", text)[0] for text in _TWO)

    def change(pdf: pikepdf.Pdf) -> None:
        first, second = element(pdf, one), element(pdf, other)
        kids = first.P.K
        at = {kid.objgen: number for number, kid in enumerate(kids)}
        a, b = at[first.objgen], at[second.objgen]
        kids[a], kids[b] = second, first

    edition.spoil("report", change)


_TWO = ("第２部の三つの章は、", "第２部は、スマートシティを実現する")


def _renamed(edition: Good) -> None:
    edition.spoil_manuscript(lambda data: _block(data, "白坂").update(parts=["白坂\u3000成巧"]))


def _block(data: Any, text: str, document: int = 1) -> Any:
    chapters = data["documents"][document]["chapters"]
    blocks = (block for chapter in chapters for block in chapter["blocks"])
    return next(block for block in blocks if str(block["parts"][0]).startswith(text))


def _more(data: Any) -> None:
    blocks = data["documents"][1]["chapters"][1]["blocks"]
    blocks.insert(3, {**blocks[2], "id": "report/purpose~more", "parts": ["この段落は組まれていない。"]})


def _sentence(edition: Good) -> None:
    """A sentence of the paragraph's own characters."""
    _change(edition, "そのために何を検証するのかを明確にする。", written(lambda found: found + found[:6]))


def _covered(edition: Good) -> None:
    place = places(edition, "report", "実証実験は、技術を検証するためだけに行う")[0]
    paint = [do("BMC", pikepdf.Name("/Artifact")), do("rg", 1, 1, 1), do("re", 0, 90, 800, 900), do("f"), do("EMC")]

    def change(pdf: pikepdf.Pdf) -> None:
        rewrite(pdf, place.page, lambda whole: [*whole[:-1], *paint, *whole[-1:]])

    edition.spoil("report", change)


def _pictured(*shape: float) -> Any:
    """A picture of one colour, no figure, that is painted at last: by the matrix that places it."""

    def inject(edition: Good) -> None:
        place = places(edition, "report", "実証実験は、技術を検証するためだけに行う")[0]

        def change(pdf: pikepdf.Pdf) -> None:
            image = pdf.make_stream(bytes([230] * 300), Width=10, Height=10, BitsPerComponent=8)
            image.Type, image.Subtype, image.ColorSpace = (
                pikepdf.Name(f"/{name}") for name in ("XObject", "Image", "DeviceRGB")
            )
            name = pdf.pages[place.page].add_resource(image, pikepdf.Name.XObject)
            paint = [
                do("BMC", pikepdf.Name("/Artifact")),
                do("q"),
                do("cm", *shape),
                do("Do", name),
                do("Q"),
                do("EMC"),
            ]
            rewrite(pdf, place.page, lambda whole: [*whole[:-1], *paint, *whole[-1:]])

        edition.spoil("report", change)

    return inject


def _lost_space(edition: Good) -> None:
    place = places(edition, "report", "筑波大学名誉教授")[0]

    def change(pdf: pikepdf.Pdf) -> None:
        space = codes(pdf, place.page, "BIZUDMincho", " ")[0]
        each_marked(pdf, [place], written(lambda found: [code for code in found if code != space]))

    edition.spoil("report", change)


def _space_more(edition: Good) -> None:
    place = places(edition, "report", "筑波大学名誉教授")[0]

    def change(pdf: pikepdf.Pdf) -> None:
        space = codes(pdf, place.page, "BIZUDMincho", " ")[0]
        each_marked(pdf, [place], written(lambda found: [found[0], space, *found[1:]]))

    edition.spoil("report", change)


def _as(kind: str, text: str, which: int = 0) -> Any:
    """The element of a text, and no other, of another kind."""

    def inject(edition: Good) -> None:
        place = places(edition, "report", text, which)[0]
        edition.spoil("report", lambda pdf: element(pdf, place).__setattr__("S", pikepdf.Name(f"/{kind}")))

    return inject


def _told(edition: Good, artifact: bool = False) -> None:
    tell(edition, "report", 6, "市民が取り上げる", (200, 700), artifact)


def _split(edition: Good) -> None:
    """The lines of a paragraph in two elements."""
    place = places(edition, "report", "実証実験は、技術を検証するためだけに行う")[0]

    def change(pdf: pikepdf.Pdf) -> None:
        found = element(pdf, place)
        kids = list(found.K)
        more = pdf.make_indirect(pikepdf.Dictionary(S=found.S, P=found.P, Pg=found.Pg, K=pikepdf.Array(kids[1:])))
        found.K = pikepdf.Array(kids[:1])
        siblings = found.P.K
        at = next(number for number, kid in enumerate(siblings) if kid.objgen == found.objgen)
        siblings.insert(at + 1, more)

    edition.spoil("report", change)


def _stylesheet(css: str) -> Any:
    """The set in a layout of its own, which adds a stylesheet to that of reports."""
    return lambda edition: rebuilt(edition, lambda source: with_layout(source, {"own.css": css}))


def _date_of_cover(edition: Good) -> None:
    place = places(edition, "report", "令和４年３月３１日")[0]

    def change(pdf: pikepdf.Pdf) -> None:
        three, one = codes(pdf, place.page, "BIZUDGothic", "３１")
        each_marked(pdf, [place], written(lambda found: [one if code == three else code for code in found]))

    edition.spoil("report", change)


def _painted(operator: str, *operands: float) -> Any:
    return lambda edition: _paragraph(edition, shown_with(operator, *operands))


def _shifted(across: float, up: float) -> Any:
    return lambda edition: _paragraph(edition, shifted(across, up))


def _manuscript(change: Any) -> Any:
    return lambda edition: edition.spoil_manuscript(change)


def _another_number(data: Any) -> None:
    _block(data, "福島県会津若松市").update(parts=["福島県会津若松町"])


def _through_tounicode(edition: Good) -> None:
    """A character that the page shows as it was, and that every reader of the file takes for another one."""
    edition.spoil("report", lambda pdf: mapped(pdf, "塾", "熟"))


INJECTED = [
    Injected("a paragraph dropped", lambda edition: _paragraph(edition, lambda marked: []), {"text.lost"}),
    Injected("a paragraph as an artifact", lambda edition: _paragraph(edition, as_artifact), {"text.lost"}),
    Injected("a paragraph that a stylesheet hides", _stylesheet(".point { display: none }"), {"text.lost"}, "set"),
    Injected("a cell dropped", _dropped_cell, {"text.lost"}, "set"),
    Injected("a paragraph more in the manuscript", _manuscript(_more), {"source.invented", "text.lost"}),
    Injected("a name of four characters altered", _renamed, {"source.dropped", "text.altered"}),
    Injected("a place altered", _manuscript(_another_number), {"source.altered", "text.altered"}),
    Injected("a character altered in ToUnicode", _through_tounicode, {"text.altered"}),
    Injected("two paragraphs swapped", _swapped, {"text.moved"}),
    Injected("a heading twice", _doubled_heading, {"text.doubled"}),
    Injected("a sentence added to a paragraph", _sentence, {"text.unexpected"}),
    Injected("a date on the cover", _date_of_cover, {"text.unexpected", "text.fact-missing"}),
    Injected("a stamp as an artifact", partial(_told, artifact=True), {"text.unexpected"}),
    Injected("a stamp outside of the structure", _told, {"tags.unmarked", "text.untagged"}),
    Injected("an invisible paragraph", _painted("Tr", 3), {"text.hidden"}),
    Injected("a white paragraph", _painted("rg", 1, 1, 1), {"text.hidden"}),
    Injected("a paragraph off the page", _shifted(900, 0), {"area.page", "area.type", "text.hidden"}),
    Injected("a page painted over", _covered, {"text.hidden"}),
    Injected("a picture over text", _pictured(800, 0, 0, 900, 0, 90), {"text.hidden"}),
    Injected("a space lost", _lost_space, {"text.spaces"}),
    Injected("a space in a word", _space_more, {"text.spaces"}),
    Injected("a heading as a paragraph", _as("P", ROSTER, which=1), {"tags.heading", "text.structure"}),
    Injected(
        "a paragraph as a heading", _as("H4", "実証実験は、技術を検証する"), {"tags.heading-gap", "text.structure"}
    ),
    Injected("a caption as a paragraph", _as("P", "表２－１－１"), {"text.structure"}),
    Injected("a cell that is none", _as("Div", "資金的持続性の確保"), {"tags.table", "text.structure"}),
    Injected("a paragraph in two", _split, {"text.split"}),
    Injected("a paragraph on another one", _shifted(0, -50), {"area.overlap", "text.overprinted"}),
]
