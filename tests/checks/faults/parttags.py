"""Faults in what the parts of elements are, and in where they stand in the tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.checks.injection import Good, Injected
from tests.checks.spoiling import elements


def _in(document: str, change: Callable[[pikepdf.Pdf], object]) -> Callable[[Good], object]:
    return lambda edition: edition.spoil(document, change)


def _first(kind: str, change: Callable[[Any], object], document: str = "pages") -> Callable[[Good], object]:
    """Change the first element of a kind."""
    return _in(document, lambda pdf: change(elements(pdf, kind)[0]))


def _as(kind: str) -> Callable[[Any], object]:
    return lambda element: element.__setitem__("/S", Name(f"/{kind}"))


def _unmarked(pdf: pikepdf.Pdf) -> None:
    """The folio of a page is told to be no artifact any more, and belongs to no element either."""
    page = pdf.pages[3]
    found = [(list(each.operands), each.operator) for each in pikepdf.parse_content_stream(page)]
    for operands, operator in found:
        if str(operator) == "BDC" and operands[0] == "/Artifact" and operands[1].get("/Subtype") == "/Footer":
            operands[0], operands[1] = Name.Span, Dictionary(MCID=999)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(found))


def _without(role: str, kind: str) -> Callable[[pikepdf.Pdf], object]:
    """An element of a kind loses its kid of a role, whose content it takes."""

    def change(pdf: pikepdf.Pdf) -> None:
        element = next(each for each in elements(pdf, kind) if any(_is(kid, role) for kid in each.K))
        element.K = Array([part for kid in element.K for part in (kid.K if _is(kid, role) else [kid])])

    return change


def _is(kid: Any, role: str) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/S") == f"/{role}"


def _headless(pdf: pikepdf.Pdf) -> None:
    table = elements(pdf, "Table")[0]
    for kind, name in (("TH", "/Scope"), ("TD", "/Headers")):
        for cell in _below(table, kind):
            if name in cell.get("/A", {}):
                del cell.A[name]


def _below(element: Any, kind: str) -> list[Any]:
    found: list[Any] = []
    for kid in element.get("/K", []):
        if isinstance(kid, Dictionary) and "/S" in kid:
            found += [kid] if _is(kid, kind) else _below(kid, kind)
    return found


def _other_head(pdf: pikepdf.Pdf) -> None:
    """A cell that names the head of the next column."""
    row = next(each for each in elements(pdf, "TR") if len(_below(each, "TD")) > 1)
    one, other = _below(row, "TD")[:2]
    one.A.Headers = Array(list(other.A.Headers))


def _moved_box(pdf: pikepdf.Pdf) -> None:
    """As WeasyPrint has it: CSS pixels from the top of the page."""
    figure = elements(pdf, "Figure")[0]
    left, bottom, right, top = map(float, figure.A.BBox)
    figure.A.BBox = Array([left / 0.75, (842 - top) / 0.75, right / 0.75, (842 - bottom) / 0.75])


def _taken_out(pdf: pikepdf.Pdf) -> None:
    """A section that stands beside the section in which it should lie."""
    nested = (each for each in elements(pdf, "Sect") if _is(each.P, "Sect"))
    inner = next(each for each in nested if each.objgen == each.P.K[-1].objgen)
    outer = inner.P
    outer.K = Array([kid for kid in outer.K if not isinstance(kid, Dictionary) or kid.objgen != inner.objgen])
    at = next(at for at, kid in enumerate(outer.P.K) if isinstance(kid, Dictionary) and kid.objgen == outer.objgen)
    outer.P.K.insert(at + 1, inner)
    inner.P = outer.P


def _no_way(part: str) -> Callable[[pikepdf.Pdf], object]:
    """A footnote whose call, or whose mark, is no link any more."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for link in page.get("/Annots", []):
                if part in str(link.get("/Contents", "")):
                    link.A = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.XYZ, 0, 0, 0]))
                    return

    return change


def _to_the_head_of_its_page(pdf: pikepdf.Pdf) -> None:
    """The call of a footnote leads to the page on which the note stands, but not to the note."""
    links = (link for page in pdf.pages for link in page.get("/Annots", []))
    call = next(link for link in links if str(link.get("/Contents", "")) == "脚注1")
    call.A.D[3] = 800


def _caption_apart(pdf: pikepdf.Pdf) -> None:
    """The caption of a figure, in the section itself."""
    caption = next(each for each in elements(pdf, "Caption") if _is(each.P, "Div"))
    group = caption.P
    group.K = Array([kid for kid in group.K if not _is(kid, "Caption")])
    at = next(at for at, kid in enumerate(group.P.K) if isinstance(kid, Dictionary) and kid.objgen == group.objgen)
    group.P.K.insert(at + 1, caption)
    caption.P = group.P


def _in_two(pdf: pikepdf.Pdf) -> None:
    """What a paragraph has on the next page, as a paragraph of its own."""
    paragraph = next(each for each in elements(pdf, "P") if any(_is_elsewhere(kid) for kid in each.K))
    far = [kid for kid in paragraph.K if _is_elsewhere(kid)]
    more = pdf.make_indirect(Dictionary(S=Name.P, P=paragraph.P, Pg=far[0].Pg, K=Array(far)))
    paragraph.K = Array([kid for kid in paragraph.K if not _is_elsewhere(kid)])
    above = paragraph.P.K
    at = next(at for at, kid in enumerate(above) if isinstance(kid, Dictionary) and kid.objgen == paragraph.objgen)
    above.insert(at + 1, more)


def _is_elsewhere(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == "/MCR"


def _silent(pdf: pikepdf.Pdf) -> None:
    """A link that says its text alone."""
    link = next(each for page in pdf.pages for each in page.get("/Annots", []) if "ページ）" in str(each.Contents))
    link.Contents = pikepdf.String(str(link.Contents).rpartition("（")[0])


INJECTED = [
    Injected("a folio that is no artifact", _in("pages", _unmarked), {"tags.unmarked"}, "composed"),
    Injected("an item without a label", _in("pages", _without("Lbl", "LI")), {"tags.list-parts"}, "composed"),
    Injected("an item without a body", _in("pages", _without("LBody", "LI")), {"tags.list-parts"}, "composed"),
    Injected("heads of nothing", _in("pages", _headless), {"tags.headers", "tags.scope"}, "composed"),
    Injected("a cell under another head", _in("pages", _other_head), {"tags.headers"}, "composed"),
    Injected(
        "a footnote without an identifier",
        _first("Note", lambda each: each.__delitem__("/ID"), "report"),
        {"tags.identifier"},
    ),
    Injected(
        "an identifier twice",
        _in("pages", lambda pdf: elements(pdf, "TH")[0].__setitem__("/ID", elements(pdf, "TH")[-1].ID)),
        {"tags.identifier"},
        "composed",
    ),
    Injected("a figure that stands elsewhere", _in("pages", _moved_box), {"tags.box"}, "composed"),
    Injected("ruby without a reading", _first("Caption", _as("Ruby")), {"tags.ruby", "text.structure"}, "composed"),
    Injected(
        "a paragraph in no language",
        _first("P", lambda each: each.__setitem__("/Lang", "日本語")),
        {"tags.language"},
        "composed",
    ),
    Injected("a section beside its chapter", _in("pages", _taken_out), {"tags.section"}, "composed"),
    Injected(
        "contents that are a list",
        _in("report", lambda pdf: [_as("Div")(each) for each in elements(pdf, "TOC", "TOCI")]),
        {"tags.contents"},
    ),
    Injected("a footnote as a paragraph", _first("Note", _as("Div"), "report"), {"tags.note"}),
    Injected("a footnote that cannot be reached", _in("report", _no_way("脚注1")), {"links.extra", "tags.note"}),
    Injected("a footnote's call that leads beside it", _in("report", _to_the_head_of_its_page), {"links.extra"}),
    Injected("a footnote without a way back", _in("report", _no_way("へ戻る")), {"links.extra", "tags.note"}),
    Injected("a caption apart from its figure", _in("pages", _caption_apart), {"tags.caption"}, "composed"),
    Injected("a paragraph over two pages in two", _in("main", _in_two), {"tags.broken"}, "places"),
    Injected("a link that does not say where it goes", _in("report", _silent), {"tags.link-says"}),
]
