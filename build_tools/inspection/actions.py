"""Actions (ISO 32000-1, 12.6): what a link, a bookmark, a page or the document does."""

from __future__ import annotations

from typing import Any

from pypdf.generic import StreamObject

from build_tools.inspection import values
from build_tools.inspection.destinations import Destinations
from build_tools.inspection.document import Action

ADDRESSES = ("/URI", "/F", "/Win", "/JS", "/N")
MOST = 100


def actions(holder: Any, destinations: Destinations) -> tuple[Action, ...]:
    """What an annotation or an outline item does: its Dest, or its A and all that follows it (12.6.2)."""
    place = values.get(holder, "/Dest")
    if place is not None:
        name, destination = destinations.resolve(place)
        return (Action("GoTo", destination, name),)
    return chain(values.entry(holder, "/A"), destinations)


def chain(first: Any, destinations: Destinations) -> tuple[Action, ...]:
    """An action and all that follow it; none where it is no action. At most a hundred."""
    waiting, seen = [first], values.Seen()
    found: list[Action] = []
    while waiting and len(found) < MOST:
        value = waiting.pop(0)
        action = values.resolved(value)
        kind = values.name(values.get(action, "/S"))
        if kind is None or seen.before(value):
            continue
        found.append(_action(kind, action, destinations))
        waiting += values.items(values.entry(action, "/Next"))
    return tuple(found)


def _action(kind: str, action: Any, destinations: Destinations) -> Action:
    place = values.get(action, "/D")
    if kind == "GoTo":
        name, destination = destinations.resolve(place)
        return Action(kind, destination, name)
    name = values.name(place) or values.text(place)
    return Action(kind, None, name, _address(action))


def _address(action: Any) -> str | None:
    """A URI, a file specification (7.11) or the start of a script: the first of them that is there."""
    for key in ADDRESSES:
        value = values.get(action, key)
        if value is not None:
            return file_name(value)
    return None


def file_name(value: Any) -> str:
    """What a file specification names; of anything else, what it shows; nothing of null."""
    if value is None:
        return ""
    for key in ("/UF", "/F", "/Unix", "/DOS", "/Mac"):
        if (found := values.text(values.get(value, key))) is not None:
            return found
    if isinstance(value, StreamObject):
        return values.decoded(value)[: values.LONGEST]
    return values.shown(value)
