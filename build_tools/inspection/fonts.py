"""Fonts among the resources of the pages (ISO 32000-1, 9.5 to 9.9), those of their forms too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf.generic import StreamObject

from build_tools.inspection import values
from build_tools.inspection.document import Font

PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
# Of CMaps (9.7.5.4, 9.10.3): a code that selects CID 0, the entries that map single codes, one of them.
NOTDEF = re.compile(r"<([0-9A-Fa-f]{1,8})>\s+0\s")
CHARS = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
PAIR = re.compile(r"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{2,64})>")
SUBSET = re.compile(r"[A-Z]{6}\+")


def fonts(pages: Sequence[Any]) -> tuple[Font, ...]:
    """Each font once, by the pages that can use it and by name: resources have no order (7.3.7)."""
    found: dict[int | tuple[Any, ...], tuple[Any, list[int]]] = {}
    known: dict[int, list[Any]] = {}
    for number, page in enumerate(pages):
        for reference in _known(page, known):
            key = values.reference(reference) or (_font(values.resolved(reference), ()), number)
            holders = found.setdefault(key, (values.resolved(reference), []))[1]
            if number not in holders[-1:]:
                holders.append(number)
    made = (_font(font, tuple(holders)) for font, holders in found.values() if font is not None)
    return tuple(sorted(made, key=lambda font: (font.pages, font.name, font.kind)))


def _known(page: Any, known: dict[int, list[Any]]) -> list[Any]:
    """The fonts of a page; pages that share their resources are looked through once."""
    reference = values.reference(values.entry(page, "/Resources"))
    if reference is None:
        return list(_of(page))
    if reference not in known:
        known[reference] = list(_of(page))
    return known[reference]


def _of(holder: Any) -> Iterator[Any]:
    """The fonts of a page and of the forms in its resources, each form visited once."""
    waiting, seen = [holder], values.Seen()
    while waiting:
        resources = values.get(values.resolved(waiting.pop()), "/Resources")
        yield from values.entries(resources, "/Font").values()
        for form in values.entries(resources, "/XObject").values():
            if not seen.before(form) and values.name(values.get(values.resolved(form), "/Subtype")) == "Form":
                waiting.append(form)


def _font(font: Any, pages: tuple[int, ...]) -> Font:
    name = values.name(values.get(font, "/BaseFont")) or ""
    kind = values.name(values.get(font, "/Subtype")) or ""
    descendant = values.resolved(next(iter(values.array(font, "/DescendantFonts")), None))
    descriptor = values.dictionary(descendant if descendant is not None else font, "/FontDescriptor")
    inner = values.name(values.get(descendant, "/Subtype"))
    return Font(
        name=SUBSET.sub("", name, count=1),
        kind=kind if inner is None else f"{kind}/{inner}",
        is_embedded=kind == "Type3" or any(values.get(descriptor, key) is not None for key in PROGRAMS),
        is_subset=SUBSET.match(name) is not None,
        has_tounicode=values.get(font, "/ToUnicode") is not None,
        encoding=values.name(values.get(font, "/Encoding")) or "",
        missing=_missing(font),
        pages=pages,
    )


def _missing(font: Any) -> str:
    """The characters of the codes that select CID 0; of simple fonts, whose codes select by name, none."""
    encoding, unicodes = values.get(font, "/Encoding"), values.get(font, "/ToUnicode")
    if values.name(values.get(font, "/Subtype")) != "Type0" or not isinstance(unicodes, StreamObject):
        return ""
    codes = {0}
    if isinstance(encoding, StreamObject):
        codes = {int(code, 16) for code in NOTDEF.findall(values.decoded(encoding))}
    pairs = (pair for part in CHARS.findall(values.decoded(unicodes)) for pair in PAIR.findall(part))
    return "".join(_text(text) for code, text in pairs if int(code, 16) in codes).replace("\0", "")


def _text(digits: str) -> str:
    return bytes.fromhex(digits + "0" * (len(digits) % 2)).decode("utf-16-be", "replace")
