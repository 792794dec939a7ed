"""Destinations (ISO 32000-1, 12.3.2): explicit ones, and those that have a name (12.3.2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from build_tools.inspection import values
from build_tools.inspection.document import Destination

TOP = {"XYZ": 1, "FitH": 0, "FitBH": 0, "FitR": 3}
LEFT = {"XYZ": 0, "FitV": 0, "FitBV": 0, "FitR": 0}
ZOOM = 2


class Destinations:
    """Resolves destinations of a document: its pages by the number of their objects, and its names."""

    def __init__(self, catalog: Any, pages: Mapping[int, int]) -> None:
        self._pages = pages
        self.named = {name: self.explicit(place) for name, place in _names(catalog)}

    def explicit(self, value: Any) -> Destination:
        """What an array [page /Fit …], or a dictionary that holds it as D, says."""
        found = values.resolved(value)
        if (inner := values.get(found, "/D")) is not None:
            found = inner
        page, fit, *where = [*values.items(found), None, None][: max(2, len(values.items(found)))]
        kind = values.name(fit) or ""
        zoom = _at(where, ZOOM) if kind == "XYZ" else None
        return Destination(self.page(page), kind, _at(where, LEFT.get(kind)), _at(where, TOP.get(kind)), zoom)

    def page(self, value: Any) -> int | None:
        """The page that an object is; None where it is no page of this document."""
        found = values.reference(value)
        return None if found is None else self._pages.get(found)

    def resolve(self, value: Any) -> tuple[str | None, Destination | None]:
        """The name, where it has one, and the place; no place where nothing has that name."""
        called = values.name(value) or values.text(value)
        if called is not None:
            return called, self.named.get(called)
        return None, self.explicit(value)


def _at(where: list[Any], position: int | None) -> float | None:
    return values.number(where[position]) if position is not None and position < len(where) else None


def _names(catalog: Any) -> list[tuple[str, Any]]:
    """Names and what they stand for: the name tree, and the dictionary of PDF 1.1."""
    old = values.entries(catalog, "/Dests")
    pairs = [(str(key)[1:], value) for key, value in old.items()]
    for key, value in values.tree(values.get(values.get(catalog, "/Names"), "/Dests"), "Names"):
        if (called := values.text(key)) is not None:
            pairs.append((called, value))
    return pairs
