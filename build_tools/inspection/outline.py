"""The document outline (ISO 32000-1, 12.3.3): the bookmarks."""

from __future__ import annotations

from typing import Any

from pypdf.generic import DictionaryObject

from build_tools.inspection import values
from build_tools.inspection.actions import actions
from build_tools.inspection.destinations import Destinations
from build_tools.inspection.document import OutlineItem


def outline(catalog: Any, destinations: Destinations) -> tuple[OutlineItem, ...]:
    """The bookmarks in order, each before those below it; one that is met again, in a circle, is left out."""
    waiting: list[tuple[Any, int]] = [(values.entry(values.get(catalog, "/Outlines"), "/First"), 1)]
    seen, found = values.Seen(), []
    while waiting:
        reference, level = waiting.pop()
        item = values.resolved(reference)
        if not isinstance(item, DictionaryObject) or seen.before(reference):
            continue
        found.append(_item(item, level, destinations))
        waiting += [(values.entry(item, "/Next"), level), (values.entry(item, "/First"), level + 1)]
    return tuple(found)


def _item(item: Any, level: int, destinations: Destinations) -> OutlineItem:
    first = next(iter(actions(item, destinations)), None)
    count = values.integer(values.get(item, "/Count"))
    return OutlineItem(level, values.text(values.get(item, "/Title")) or "", first, count is not None and count > 0)
