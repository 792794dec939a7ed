"""Faults of the outline: bookmarks that are lost, strange, called or placed otherwise, or lead elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf

from tests.checks.injection import Good, Injected

FUNDING = "第２章 費用負担"


def _items(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    waiting, found = [pdf.Root.Outlines.get("/First")], []
    while waiting:
        item = waiting.pop()
        if item is not None:
            found.append(item)
            waiting += [item.get("/Next"), item.get("/First")]
    return found


def _item(pdf: pikepdf.Pdf, title: str) -> pikepdf.Object:
    return next(item for item in _items(pdf) if str(item.Title) == title)


def _detach(item: pikepdf.Object) -> None:
    before, behind, above = item.get("/Prev"), item.get("/Next"), item.Parent
    for holder, key, value in (
        (before or above, "/Next" if before else "/First", behind),
        (behind or above, "/Prev" if behind else "/Last", before),
    ):
        _set(holder, key, value)
    for key in ("/Prev", "/Next"):
        _set(item, key, None)


def _set(holder: pikepdf.Object, key: str, value: pikepdf.Object | None) -> None:
    if value is not None:
        holder[key] = value
    elif key in holder:
        del holder[key]


def _append(above: pikepdf.Object, item: pikepdf.Object, after: pikepdf.Object | None = None) -> None:
    """Hang an item under another one, behind one of its children, else as the last."""
    last = after if after is not None else above.get("/Last")
    item.Parent = above
    behind = None if last is None else last.get("/Next")
    if last is None:
        above.First = item
    else:
        last.Next, item.Prev = item, last
    if behind is None:
        above.Last = item
    else:
        behind.Prev, item.Next = item, behind


def _spoilt(change: Callable[[pikepdf.Pdf], object], document: str = "report") -> Callable[[Good], None]:
    return lambda edition: edition.spoil(document, change)


def _dropped(pdf: pikepdf.Pdf) -> None:
    _detach(_item(pdf, FUNDING))


def _contents_dropped(pdf: pikepdf.Pdf) -> None:
    _detach(_item(pdf, "目次"))


def _renamed(pdf: pikepdf.Pdf) -> None:
    _item(pdf, FUNDING).Title = pikepdf.String("第２章 費用分担")


def _lifted(pdf: pikepdf.Pdf) -> None:
    """The last section of a chapter made a chapter."""
    item = _item(pdf, "１． 全庁的なスマートシティ推進の風土をつくる組織体制")
    chapter = item.Parent
    _detach(item)
    for key in ("/First", "/Last", "/Count"):
        _set(chapter, key, None)
    _append(chapter.Parent, item, after=chapter)


def _swapped(pdf: pikepdf.Pdf) -> None:
    item = _item(pdf, FUNDING)
    part = item.Parent
    _detach(item)
    _append(part, item)


def _strange(pdf: pikepdf.Pdf) -> None:
    item = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("付記"), Dest=_item(pdf, FUNDING).Dest))
    _append(pdf.Root.Outlines, item)


def _doubled(pdf: pikepdf.Pdf) -> None:
    there = _item(pdf, FUNDING)
    item = pdf.make_indirect(pikepdf.Dictionary(Title=there.Title, Dest=there.Dest))
    _append(there.Parent, item, after=there)


def _next_page(pdf: pikepdf.Pdf) -> None:
    _item(pdf, FUNDING).Dest[0] = pdf.pages[7].obj


def _lower(pdf: pikepdf.Pdf) -> None:
    _item(pdf, FUNDING).Dest[3] = 500


def _into_the_text_above(pdf: pikepdf.Pdf) -> None:
    _item(pdf, "１． 全庁的なスマートシティ推進の風土をつくる組織体制").Dest[3] = 600


def _contents_elsewhere(pdf: pikepdf.Pdf) -> None:
    _item(pdf, "目次").Dest[0] = pdf.pages[0].obj


def _nowhere(pdf: pikepdf.Pdf) -> None:
    _item(pdf, FUNDING).Dest = pikepdf.String("nothing")


INJECTED = [
    Injected("a bookmark that was dropped", _spoilt(_dropped), {"outline.missing"}),
    Injected("the bookmark of the contents dropped", _spoilt(_contents_dropped), {"outline.missing"}),
    Injected("a bookmark of another title", _spoilt(_renamed), {"outline.title"}),
    Injected("a section's bookmark among the chapters", _spoilt(_lifted), {"outline.level"}),
    Injected("two bookmarks that were swapped", _spoilt(_swapped), {"outline.order"}),
    Injected("a bookmark of no heading", _spoilt(_strange), {"outline.extra"}),
    Injected("a bookmark that is there twice", _spoilt(_doubled), {"outline.extra"}),
    Injected("a bookmark that leads to the next page", _spoilt(_next_page), {"outline.place"}),
    Injected("a bookmark that leads below its heading", _spoilt(_lower), {"outline.place"}),
    Injected("a bookmark that leads into the text above", _spoilt(_into_the_text_above), {"outline.place"}),
    Injected("the bookmark of the contents to the cover", _spoilt(_contents_elsewhere), {"outline.place"}),
    Injected("a bookmark that leads nowhere", _spoilt(_nowhere), {"outline.dead"}),
]
