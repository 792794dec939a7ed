"""Places of one page named once: after 「計画」 an index prints 12 and not 12, 12.

A group is an element with `data-once` that holds links (items) and text between them (separators), nothing else; what
an item prints is its slot. An item with `data-main` goes before one without.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Final

from build_tools.press.addresses import document_of
from build_tools.press.unit import Unit

_ITEM: Final = r"<a\b[^>]*>.*?</a>"  # links do not nest in HTML
_GROUP: Final = re.compile(
    rf"(?P<head><(?P<name>\w+)\b[^>]*\sdata-once\b[^>]*>)(?P<items>(?:[^<]|{_ITEM})*)(?P<tail></(?P=name)>)", re.DOTALL
)
_SPLIT: Final = re.compile(rf"({_ITEM})", re.DOTALL)
_PLACE: Final = re.compile(r'\bdata-page="([^"]*)"')
_MAIN: Final = re.compile(r"<a\b[^>]*\sdata-main\b")
# What an item prints, told from what others print: the document, and the label in it.
_Page = tuple[str, str]


def has_groups(unit: Unit) -> bool:
    """Whether a unit has groups in which nothing is to stand twice."""
    return _GROUP.search(unit.html) is not None


def without_repeats(unit: Unit, labels: Mapping[str, str]) -> Unit:
    """The unit with one item a page label in each group, a main one if there is one, else the first. `labels` are
    those of places by anchor; an item whose label is not among them stays.
    """

    def mended(group: re.Match[str]) -> str:
        return group["head"] + _once(group["items"], lambda item: _page(item, labels)) + group["tail"]

    return replace(unit, html=_GROUP.sub(mended, unit.html))


def _once(content: str, page: Callable[[str], _Page | None]) -> str:
    """Items kept, each but the first behind the separator that stood before it."""
    parts = _SPLIT.split(content)
    separators, items = parts[::2], parts[1::2]
    kept = _kept(items, [page(item) for item in items])
    between = ["" if number == 0 else separators[at] for number, at in enumerate(kept)]
    shown = (separator + items[at] for separator, at in zip(between, kept, strict=True))
    return separators[0] + "".join(shown) + (separators[-1] if items else "")


def _kept(items: Sequence[str], pages: Sequence[_Page | None]) -> list[int]:
    """The positions of the items that stay."""
    chosen: dict[_Page, int] = {}
    for at, page in enumerate(pages):
        if page is not None and (page not in chosen or (_is_main(items[at]) and not _is_main(items[chosen[page]]))):
            chosen[page] = at
    return [at for at, page in enumerate(pages) if page is None or chosen[page] == at]


def _is_main(item: str) -> bool:
    return _MAIN.match(item) is not None


def _page(item: str, labels: Mapping[str, str]) -> _Page | None:
    found = _PLACE.search(item)
    anchor = unescape(found[1]) if found else ""
    return (document_of(anchor), labels[anchor]) if anchor in labels else None
