"""Faults in the structure that a screen reader reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.checks.injection import Good, Injected
from tests.checks.spoiling import elements


def _pages(change: Callable[[pikepdf.Pdf], object]) -> Callable[[Good], object]:
    return lambda edition: edition.spoil("pages", change)


def _element(kind: str, change: Callable[[Any], object], number: int = 0) -> Callable[[Good], object]:
    """Change an element of a kind."""
    return _pages(lambda pdf: change(elements(pdf, kind)[number]))


def _as(kind: str) -> Callable[[Any], object]:
    return lambda element: element.__setitem__("/S", Name(f"/{kind}"))


def _unnamed(pdf: pikepdf.Pdf) -> None:
    """A link whose element holds no reference to it any more."""
    link = next(each for each in elements(pdf, "Link") if any(_is_reference(kid) for kid in each.K))
    link.K = Array([kid for kid in link.K if not _is_reference(kid)])


def _is_reference(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR"


def _shorter(pdf: pikepdf.Pdf) -> None:
    """A cell beside two rows is tagged as if it stood beside one."""
    cell = next(each for each in elements(pdf, "TD") if each.get("/A", {}).get("/RowSpan") == 2)
    cell.A = Dictionary(O=Name.Table, RowSpan=1)


def _mute(pdf: pikepdf.Pdf) -> None:
    annotation = next(each for page in pdf.pages for each in page.get("/Annots", []) if each.Subtype == "/Link")
    del annotation["/Contents"]


INJECTED = [
    Injected("no tags", _pages(lambda pdf: pdf.Root.__delitem__("/StructTreeRoot")), {"tags.untagged"}, "composed"),
    Injected(
        "tags that are not announced",
        _pages(lambda pdf: pdf.Root.MarkInfo.__setitem__("/Marked", False)),
        {"tags.untagged"},
        "composed",
    ),
    Injected(
        "tags that are suspect",
        _pages(lambda pdf: pdf.Root.MarkInfo.__setitem__("/Suspects", True)),
        {"tags.suspect"},
        "composed",
    ),
    Injected(
        "a figure without text",
        _element("Figure", lambda element: element.__delitem__("/Alt")),
        {"tags.no-alt", "tags.figure"},
        "composed",
    ),
    Injected(
        "a figure with another text",
        _element("Figure", lambda element: element.__setitem__("/Alt", "図")),
        {"tags.figure"},
        "composed",
    ),
    Injected(
        "a figure without a box", _element("Figure", lambda each: each.__delitem__("/A")), {"tags.no-box"}, "composed"
    ),
    Injected("a head cell as a data cell", _element("TH", _as("TD")), {"tags.table-head"}, "composed"),
    Injected("a data cell as a head cell", _element("TD", _as("TH"), 1), {"tags.table-head"}, "composed"),
    Injected(
        "a cell that spans two rows",
        _element("TD", lambda cell: cell.__setitem__("/A", Dictionary(O=Name.Table, RowSpan=2))),
        {"tags.headers", "tags.table"},
        "composed",
    ),
    Injected("a cell that spans one row and not two", _pages(_shorter), {"tags.headers", "tags.table"}, "composed"),
    Injected("a row that is none", _element("TR", _as("Div"), 1), {"tags.table"}, "composed"),
    Injected(
        "two cells exchanged",
        _element("TR", lambda row: row.__setitem__("/K", Array(reversed(row.K))), 1),
        {"tags.table", "text.moved"},
        "composed",
    ),
    Injected(
        "a heading of a section as a paragraph",
        _element("H2", _as("P")),
        {"tags.heading", "text.structure"},
        "composed",
    ),
    Injected("a heading of the wrong rank", _element("H2", _as("H1")), {"tags.heading"}, "composed"),
    Injected("a heading too deep", _element("H2", _as("H4")), {"tags.heading", "tags.heading-gap"}, "composed"),
    Injected("an item in no list", _element("LI", _as("Div"), 0), {"tags.list", "text.structure"}, "composed"),
    Injected("a link without a tag", _pages(_unnamed), {"tags.link"}, "composed"),
    Injected("a link without a description", _pages(_mute), {"tags.link"}, "composed"),
]
