"""Faults of links: lost, moved, leading elsewhere, strange, or telling of the machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from tests.checks.glyphs import retype
from tests.checks.injection import Good, Injected

ADDRESS = "https://www8.cao.go.jp/cstp/society5_0/smartcity/index.html"


def _spoilt(change: Callable[[pikepdf.Pdf], object], document: str = "report") -> Callable[[Good], None]:
    return lambda edition: edition.spoil(document, change)


def _link(page: int, number: int) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    return lambda pdf: pdf.pages[page].Annots[number]


# In the report: a reference to a table, to a chapter, and an address; of the press release one to the report.
TABLE, CHAPTER, OUTSIDE, OTHER_DOCUMENT = _link(6, 0), _link(6, 1), _link(5, 3), _link(0, 0)


def _taken_away(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[6].Annots[0]


def _half_taken_away(pdf: pikepdf.Pdf) -> None:
    """The second line of a link over the end of a line."""
    del pdf.pages[3].Annots[1]


def _moved(pdf: pikepdf.Pdf) -> None:
    TABLE(pdf).Rect = [float(side) + shift for side, shift in zip(TABLE(pdf).Rect, (0, 60, 0, 60), strict=True)]


def _narrowed(pdf: pikepdf.Pdf) -> None:
    rectangle = TABLE(pdf).Rect
    TABLE(pdf).Rect = [*rectangle[:2], float(rectangle[2]) - 30, rectangle[3]]


def _widened(pdf: pikepdf.Pdf) -> None:
    rectangle = TABLE(pdf).Rect
    TABLE(pdf).Rect = [*rectangle[:2], float(rectangle[2]) + 40, rectangle[3]]


def _next_page(pdf: pikepdf.Pdf) -> None:
    CHAPTER(pdf).A.D = pikepdf.Array([pdf.pages[6].obj, pikepdf.Name.XYZ, 87, 756, 0])


def _too_low(pdf: pikepdf.Pdf) -> None:
    CHAPTER(pdf).A.D = pikepdf.Array([pdf.pages[5].obj, pikepdf.Name.XYZ, 87, 500, 0])


def _named(pdf: pikepdf.Pdf, name: str) -> pikepdf.Array:
    waiting = [pdf.Root.Names.Dests]
    while waiting:
        node = waiting.pop()
        waiting += list(node.get("/Kids", []))
        names = node.get("/Names", [])
        for at in range(0, len(names), 2):
            if str(names[at]) == name:
                return names[at + 1]
    raise LookupError(name)


def _destination_moved(pdf: pikepdf.Pdf) -> None:
    _named(pdf, "one:dot")[3] = 500


def _destination_on_no_page(pdf: pikepdf.Pdf) -> None:
    _named(pdf, "report/organisation:case-kaga")[0] = pdf.make_indirect(pikepdf.Dictionary())


def _misspelt(pdf: pikepdf.Pdf) -> None:
    OUTSIDE(pdf).A.URI = pikepdf.String(ADDRESS.replace("smartcity", "smartcify"))


def _cut(pdf: pikepdf.Pdf) -> None:
    OUTSIDE(pdf).A.URI = pikepdf.String(ADDRESS.removesuffix("/index.html"))


def _colophon_cut(pdf: pikepdf.Pdf) -> None:
    for link in pdf.pages[9].Annots:
        link.A.URI = pikepdf.String(str(link.A.URI).removesuffix("_000063.html"))


def _strange(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.jp/"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[88, 600, 200, 620], A=action)
    pdf.pages[3].Annots.append(pdf.make_indirect(link))


def _to_file(pdf: pikepdf.Pdf) -> None:
    OTHER_DOCUMENT(pdf).A.URI = pikepdf.String("file:///home/kanko/dist/report.pdf#nameddest=report/part-1:part-1")


def _to_local_server(pdf: pikepdf.Pdf) -> None:
    OUTSIDE(pdf).A.URI = pikepdf.String("http://localhost:8000/index.html")


def _unknown_place(pdf: pikepdf.Pdf) -> None:
    OTHER_DOCUMENT(pdf).A.URI = pikepdf.String("./report.pdf#nameddest=report/part-1:part-9")


def _other_place(pdf: pikepdf.Pdf) -> None:
    OTHER_DOCUMENT(pdf).A.URI = pikepdf.String("./report.pdf#nameddest=report/part-2:part-2")


def _other_file(pdf: pikepdf.Pdf) -> None:
    OTHER_DOCUMENT(pdf).A.URI = pikepdf.String("./reports.pdf#nameddest=report/part-1:part-1")


def _script(pdf: pikepdf.Pdf) -> None:
    TABLE(pdf).A = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _launch(pdf: pikepdf.Pdf) -> None:
    TABLE(pdf).A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))


def _nowhere(pdf: pikepdf.Pdf) -> None:
    TABLE(pdf).A.D = pikepdf.String("nothing")


def _path_in_metadata(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Source"] = pikepdf.String("/home/kanko/source/report.md")


def _path_of_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a"] = pikepdf.AttachedFileSpec(pdf, b"1", filename="C:\\Users\\kanko\\a.csv")


def _other_target(edition: Good) -> None:
    """A link that the manuscript means for another chapter."""

    def change(data: Any) -> None:
        for chapter in data["documents"][1]["chapters"]:
            for block in chapter["blocks"]:
                for link in block.get("links", ()):
                    if link.get("target", {}).get("anchor") == "report/funding:funding":
                        link["target"]["anchor"] = "report/citizens:citizens"

    edition.spoil_manuscript(change)


INJECTED = [
    Injected("a link that was taken away", _spoilt(_taken_away), {"links.missing"}),
    Injected("the second line of a link taken away", _spoilt(_half_taken_away), {"links.area"}),
    Injected("a link that lies beside its text", _spoilt(_moved), {"links.area"}),
    Injected("a link on a part of its text", _spoilt(_narrowed), {"links.area"}),
    Injected("a link on more than its text", _spoilt(_widened), {"links.area"}),
    Injected("a link that leads to the next page", _spoilt(_next_page), {"links.target"}),
    Injected("a link that leads below its heading", _spoilt(_too_low), {"links.target"}),
    Injected("a destination that was moved", _spoilt(_destination_moved, "main"), {"links.target"}, "places"),
    Injected("an address with another letter", _spoilt(_misspelt), {"links.target"}),
    Injected("an address that was cut", _spoilt(_cut), {"links.cut", "links.target"}),
    Injected("an address of the colophon that was cut", _spoilt(_colophon_cut), {"links.cut", "links.extra"}),
    Injected("a link that nobody wrote", _spoilt(_strange), {"links.extra", "tags.link"}),
    Injected("a link to file:", _spoilt(_to_file, "press-release"), {"links.machine", "links.target"}),
    Injected("a link to a server of one's own", _spoilt(_to_local_server), {"links.machine", "links.target"}),
    Injected("a link to no place of another document", _spoilt(_unknown_place, "press-release"), {"links.target"}),
    Injected("a link to another place of another document", _spoilt(_other_place, "press-release"), {"links.target"}),
    Injected("a link to a document that is not of the set", _spoilt(_other_file, "press-release"), {"links.target"}),
    Injected("a link that the manuscript means otherwise", _other_target, {"links.target"}),
    Injected("a link that runs a script", _spoilt(_script), {"file.script", "links.script", "links.target"}),
    Injected("a link that starts a program", _spoilt(_launch), {"file.launch", "links.script", "links.target"}),
    Injected("a link to no place", _spoilt(_nowhere), {"links.dead"}),
    Injected("a named place on no page", _spoilt(_destination_on_no_page), {"links.destination"}),
    Injected("a path of the machine in the metadata", _spoilt(_path_in_metadata), {"metadata.path"}),
    Injected(
        "a path of the machine in an attachment", _spoilt(_path_of_attachment), {"file.attachment", "links.machine"}
    ),
    Injected(
        "a page number in the text misprinted",
        _spoilt(lambda pdf: retype(pdf, 5, "10", "11"), "bound"),
        {"links.page-number"},
        "facing",
    ),
    Injected(
        "a page number of another document misprinted",
        _spoilt(lambda pdf: retype(pdf, 0, "2", "7"), "summary"),
        {"links.page-number"},
        "set",
    ),
]
