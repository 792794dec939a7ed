"""The structure tree (ISO 32000-1, 14.7): elements in the order of reading, with the text that they mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdf.generic import ArrayObject, DictionaryObject, NumberObject

from build_tools.inspection import values
from build_tools.inspection.destinations import Destinations
from build_tools.inspection.document import Content, Element, ObjectReference, Structure

# The text of marked content by page and identifier.
Texts = Mapping[tuple[int, int], str]


def structure(catalog: Any, destinations: Destinations) -> Callable[[Texts], Structure | None]:
    """The tree, given when the texts of the pages are; None where the document has none. Marked content in a stream
    that is not the page's has no text.
    """
    root = values.dictionary(catalog, "/StructTreeRoot")
    if root is None:
        return lambda texts: None
    walk = _Walk(root, destinations)
    walk.walk()
    return walk.tree


class _Marked(NamedTuple):
    """Marked content of a page, whose text is not known yet."""

    page: int
    mcid: int


_Kid = int | Content | ObjectReference | _Marked


@dataclass
class _Open:
    """An element whose kids are still to be visited."""

    index: int
    parent: int | None
    level: int
    holder: Any
    page: int | None
    kids: list[_Kid] = field(default_factory=list)


class _Walk:
    """One way through the tree, however deep, by a stack of its own; an element is entered once."""

    def __init__(self, root: Any, destinations: Destinations) -> None:
        self._root, self._destinations = root, destinations
        self._roles = values.dictionary(root, "/RoleMap")
        self._classes = values.dictionary(root, "/ClassMap")
        self._mapped: dict[str, str] = {}
        self._seen, self._opened = values.Seen(), list[_Open]()
        self._repeated = 0

    def walk(self) -> None:
        """Enter all elements."""
        waiting: list[tuple[Any, _Open | None]] = [(kid, None) for kid in reversed(_kids(self._root))]
        while waiting:
            value, parent = waiting.pop()
            if (opened := self._enter(value, parent)) is not None:
                waiting += [(kid, opened) for kid in reversed(_kids(opened.holder))]

    def tree(self, texts: Texts) -> Structure:
        """The elements that were entered, with the text that they mark."""
        return Structure(tuple(self._element(opened, texts) for opened in self._opened), self._repeated)

    def _enter(self, value: Any, parent: _Open | None) -> _Open | None:
        """Take in a kid; an element is given back, so that its kids come next."""
        found = values.resolved(value)
        if isinstance(found, DictionaryObject) and values.name(values.get(found, "/S")) is not None:
            return self._open(value, found, parent)
        if parent is not None and (leaf := self._leaf(found, parent)) is not None:
            parent.kids.append(leaf)
        return None

    def _open(self, value: Any, holder: Any, parent: _Open | None) -> _Open | None:
        if self._seen.before(value):
            self._repeated += 1
            return None
        page = self._page(holder)
        level = 1 if parent is None else parent.level + 1
        above = None if parent is None else parent.index
        opened = _Open(len(self._opened), above, level, holder, page)
        self._opened.append(opened)
        if parent is not None:
            parent.kids.append(opened.index)
        return opened

    def _leaf(self, kid: Any, parent: _Open) -> _Marked | Content | ObjectReference | None:
        """A marked-content identifier, a reference to marked content (14.7.4.2) or to an object (14.7.4.3)."""
        if isinstance(kid, NumberObject):
            return self._content(parent.page, int(kid))
        page = self._page(kid)
        page = parent.page if page is None else page
        if values.name(values.get(kid, "/Type")) == "OBJR":
            return ObjectReference(page, values.reference(values.entry(kid, "/Obj")))
        mcid = values.integer(values.get(kid, "/MCID"))
        if mcid is None:
            return None
        return self._content(page, mcid) if values.get(kid, "/Stm") is None else Content(page, mcid, "")

    def _content(self, page: int | None, mcid: int) -> Content | _Marked:
        return Content(page, mcid, "") if page is None else _Marked(page, mcid)

    def _page(self, holder: Any) -> int | None:
        return self._destinations.page(values.entry(holder, "/Pg"))

    def _element(self, opened: _Open, texts: Texts) -> Element:
        holder = opened.holder
        kind = values.name(values.get(holder, "/S")) or ""
        title, identifier, alternate, actual, expansion, language = (
            values.text(values.get(holder, key)) if key in holder else None
            for key in ("/T", "/ID", "/Alt", "/ActualText", "/E", "/Lang")
        )
        return Element(
            index=opened.index,
            parent=opened.parent,
            level=opened.level,
            kind=kind,
            role=self._role(kind),
            page=self._first_page(opened),
            title=title,
            identifier=identifier,
            alternate=alternate,
            actual_text=actual,
            expansion=expansion,
            language=language,
            attributes=tuple(self._attributes(holder)) if "/A" in holder or "/C" in holder else (),
            kids=tuple(_known(kid, texts) for kid in opened.kids),
        )

    def _first_page(self, opened: _Open) -> int | None:
        """The page that it names, or that of its first content of its own."""
        pages = (kid.page for kid in opened.kids if not isinstance(kid, int))
        return next(pages, None) if opened.page is None else opened.page

    def _role(self, kind: str) -> str:
        """The type that the role map (14.8.4) leads to, from name to name, ending where it turns in a circle."""
        if kind not in self._mapped:
            role, seen = kind, {kind}
            while (further := values.name(values.get(self._roles, f"/{role}"))) is not None and further not in seen:
                role = further
                seen.add(further)
            self._mapped[kind] = role
        return self._mapped[kind]

    def _attributes(self, holder: Any) -> Iterator[tuple[str, str, str | tuple[str, ...]]]:
        """Attributes of its own (A), then those of its classes (C); revision numbers among them are passed over."""
        for value in values.items(values.get(holder, "/A")):
            yield from _named(values.resolved(value))
        for value in values.items(values.get(holder, "/C")):
            for found in values.items(values.get(self._classes, f"/{values.name(value)}")):
                yield from _named(values.resolved(found))


def _known(kid: _Kid, texts: Texts) -> int | Content | ObjectReference:
    return Content(kid.page, kid.mcid, texts.get(kid, "")) if isinstance(kid, _Marked) else kid


def _kids(holder: Any) -> list[Any]:
    return values.items(values.entry(holder, "/K"))


def _named(attributes: Any) -> Iterator[tuple[str, str, str | tuple[str, ...]]]:
    if not isinstance(attributes, DictionaryObject):
        return
    owner = values.name(values.get(attributes, "/O")) or ""
    for key, value in sorted(attributes.items()):
        if key != "/O":
            yield owner, str(key)[1:], _value(value)


def _value(value: Any) -> str | tuple[str, ...]:
    found = values.resolved(value)
    return tuple(map(values.shown, found)) if isinstance(found, ArrayObject) else values.shown(found)
