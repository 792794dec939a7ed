"""The structure tree of a finished PDF as plain data (ISO 32000-1, 14.7), a part of `document`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Content(NamedTuple):
    """Marked content as a kid of an element (14.7.4.2), with its text as the page shows it."""

    page: int | None
    mcid: int
    text: str


@dataclass(frozen=True)
class ObjectReference:
    """An annotation as a kid of an element (14.7.4.3): the number of its object."""

    page: int | None
    number: int | None


@dataclass(frozen=True)
class Element:
    """A structure element (14.7.2). `kind` is its type as written, `role` the standard type that it is mapped to.

    `kids` holds, in order, the indices of elements in `Structure.elements`, content and references to objects.
    `attributes` are (owner, name, value), values as text, arrays as tuples (14.7.5).
    """

    index: int
    parent: int | None
    level: int
    kind: str
    role: str
    page: int | None
    title: str | None
    identifier: str | None
    alternate: str | None
    actual_text: str | None
    expansion: str | None
    language: str | None
    attributes: tuple[tuple[str, str, str | tuple[str, ...]], ...]
    kids: tuple[int | Content | ObjectReference, ...]

    def attribute(self, name: str) -> str | tuple[str, ...] | None:
        """The value of an attribute, whoever owns it."""
        return next((value for _, key, value in self.attributes if key == name), None)


@dataclass(frozen=True)
class Structure:
    """The structure tree (14.7): its elements in the order of reading, each before those below it.

    An element that is met again is left out, so that the tree is a tree; `repeated` counts them.
    """

    elements: tuple[Element, ...]
    repeated: int

    def children(self, element: Element) -> Iterator[Element]:
        """The elements right below one."""
        return (self.elements[kid] for kid in element.kids if isinstance(kid, int))

    def contents(self, element: Element) -> Iterator[Content]:
        """All marked content of an element and of those below it, in order; whatever the depth."""
        waiting: list[int | Content | ObjectReference] = [element.index]
        while waiting:
            kid = waiting.pop()
            if isinstance(kid, Content):
                yield kid
            elif isinstance(kid, int):
                waiting.extend(reversed(self.elements[kid].kids))

    def text(self, element: Element) -> str:
        """The text of an element and of those below it, as the pages show it, a line feed where a line begins."""
        return "".join(content.text for content in self.contents(element)).strip()
