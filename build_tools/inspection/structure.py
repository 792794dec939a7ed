"""The structure tree (ISO 32000-1, 14.7): elements in the order of reading, with the text that they mark.

A tagged file has more objects in this tree than in all its pages: it is read by qpdf, which takes a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from build_tools.inspection.document import Content, Element, ObjectReference, Structure
from build_tools.inspection.values import LONGEST

# The text of marked content by page and identifier.
Texts = Mapping[tuple[int, int], str]
# Pages by the number of their object.
Numbers = Mapping[int, int]


def structure(data: bytes, pages: Numbers) -> Callable[[Texts], Structure | None]:
    """The tree of a file, given when the texts of its pages are; None where the document has none. Marked content in a
    stream that is not the page's has no text. Raises what qpdf raises where it cannot read the file.
    """
    with Pdf.open(BytesIO(data)) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if not isinstance(root, Dictionary):
            return lambda texts: None
        walk = _Walk(root, pages)
        walk.walk()
    return walk.tree


class _Marked(NamedTuple):
    """Marked content of a page, whose text is not known yet."""

    page: int
    mcid: int


_Kid = int | Content | ObjectReference | _Marked
_Attribute = tuple[str, str, str | tuple[str, ...]]


@dataclass
class _Open:
    """An element as far as it is known before its kids and the texts of the pages are."""

    index: int
    parent: int | None
    level: int
    kind: str
    page: int | None
    says: dict[str, str | None]
    attributes: tuple[_Attribute, ...]
    kids: list[_Kid] = field(default_factory=list)


# What an element may say of itself, by the name that `Element` has for it.
_SAID = {
    "title": "/T",
    "identifier": "/ID",
    "alternate": "/Alt",
    "actual_text": "/ActualText",
    "expansion": "/E",
    "language": "/Lang",
}


_UNSAID: dict[str, str | None] = dict.fromkeys(_SAID)


class _Walk:
    """One way through the tree, however deep, by a stack of its own; an element is entered once."""

    def __init__(self, root: Dictionary, pages: Numbers) -> None:
        self._root, self._pages = root, pages
        self._roles = _entries(root.get("/RoleMap"))
        self._classes = _entries(root.get("/ClassMap"))
        self._mapped: dict[str, str] = {}
        self._seen, self._opened = set[int](), list[_Open]()
        self._repeated = 0

    def walk(self) -> None:
        """Enter all elements."""
        waiting: list[tuple[Any, _Open | None]] = [(kid, None) for kid in reversed(_items(self._root.get("/K")))]
        while waiting:
            value, parent = waiting.pop()
            if type(value) is int and parent is not None:  # most of what there is
                parent.kids.append(_content(parent.page, value))
                continue
            entries = _entries(value)
            if isinstance(entries.get("/S"), Name):
                if (opened := self._open(value, entries, parent)) is not None:
                    waiting += [(kid, opened) for kid in reversed(_items(entries.get("/K")))]
            elif parent is not None and (leaf := self._leaf(value, entries, parent)) is not None:
                parent.kids.append(leaf)

    def tree(self, texts: Texts) -> Structure:
        """The elements that were entered, with the text that they mark."""
        return Structure(tuple(self._element(opened, texts) for opened in self._opened), self._repeated)

    def _open(self, value: Object, entries: dict[str, Any], parent: _Open | None) -> _Open | None:
        if self._again(value):
            self._repeated += 1
            return None
        opened = _Open(
            index=len(self._opened),
            parent=None if parent is None else parent.index,
            level=1 if parent is None else parent.level + 1,
            kind=_name(entries["/S"]) or "",
            page=self._page(entries),
            says={name: _text(entries[key]) for name, key in _SAID.items() if key in entries},
            attributes=tuple(self._attributes(entries)),
        )
        self._opened.append(opened)
        if parent is not None:
            parent.kids.append(opened.index)
        return opened

    def _again(self, value: Object) -> bool:
        """Whether an object has been here before; one that is written where it stands has one place."""
        number = _number(value)
        if number is None:
            return False
        known = number in self._seen
        self._seen.add(number)
        return known

    def _leaf(self, value: Any, entries: dict[str, Any], parent: _Open) -> _Marked | Content | ObjectReference | None:
        """A marked-content identifier, a reference to marked content (14.7.4.2) or to an object (14.7.4.3)."""
        if (mcid := _integer(value)) is not None:
            return _content(parent.page, mcid)
        page = self._page(entries)
        page = parent.page if page is None else page
        if _name(entries.get("/Type")) == "OBJR":
            return ObjectReference(page, _number(entries.get("/Obj")))
        mcid = _integer(entries.get("/MCID"))
        if mcid is None:
            return None
        return Content(page, mcid, "") if "/Stm" in entries else _content(page, mcid)

    def _page(self, entries: dict[str, Any]) -> int | None:
        number = _number(entries.get("/Pg"))
        return None if number is None else self._pages.get(number)

    def _element(self, opened: _Open, texts: Texts) -> Element:
        return Element(
            index=opened.index,
            parent=opened.parent,
            level=opened.level,
            kind=opened.kind,
            role=self._role(opened.kind),
            page=_first_page(opened),
            attributes=opened.attributes,
            kids=tuple([_known(kid, texts) for kid in opened.kids]),
            **(_UNSAID | opened.says),
        )

    def _role(self, kind: str) -> str:
        """The type that the role map (14.8.4) leads to, from name to name, ending where it turns in a circle."""
        if kind not in self._mapped:
            role, seen = kind, {kind}
            while (further := _name(self._roles.get(f"/{role}"))) is not None and further not in seen:
                role = further
                seen.add(further)
            self._mapped[kind] = role
        return self._mapped[kind]

    def _attributes(self, entries: dict[str, Any]) -> Iterator[_Attribute]:
        """Attributes of its own (A), then those of its classes (C); revision numbers among them are passed over."""
        for value in _items(entries.get("/A")):
            yield from _named(_entries(value))
        for value in _items(entries.get("/C")):
            for found in _items(self._classes.get(f"/{_name(value)}")):
                yield from _named(_entries(found))


def _content(page: int | None, mcid: int) -> Content | _Marked:
    return Content(page, mcid, "") if page is None else _Marked(page, mcid)


def _first_page(opened: _Open) -> int | None:
    """The page that it names, or that of its first content of its own."""
    pages = (kid.page for kid in opened.kids if not isinstance(kid, int))
    return next(pages, None) if opened.page is None else opened.page


def _known(kid: _Kid, texts: Texts) -> int | Content | ObjectReference:
    return Content(kid.page, kid.mcid, texts.get(kid, "")) if isinstance(kid, _Marked) else kid


def _named(attributes: dict[str, Any]) -> Iterator[_Attribute]:
    owner = _name(attributes.get("/O")) or ""
    for key, value in sorted(attributes.items()):
        if key != "/O":
            yield owner, key[1:], tuple(map(_shown, value)) if isinstance(value, Array) else _shown(value)


def _entries(value: Any) -> dict[str, Any]:
    """The entries of a dictionary; none of anything else."""
    return dict(value.items()) if isinstance(value, Dictionary) else {}


def _items(value: Any) -> list[Any]:
    """The items of an array; what is none is the only item of itself."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _name(value: Any) -> str | None:
    """A name without its slash."""
    return str(value)[1:] if isinstance(value, Name) else None


def _text(value: Any) -> str | None:
    return str(value) if isinstance(value, String) else None


def _integer(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _number(value: Any) -> int | None:
    """The number of an object that is referred to."""
    return (value.objgen[0] or None) if isinstance(value, Object) else None


def _shown(value: Any) -> str:
    """Any value as a short text: names without slash, text as it is, what is nested by its kind alone."""
    for kind, called in ((Stream, "stream"), (Dictionary, "dictionary"), (Array, "array")):
        if isinstance(value, kind):
            return called
    said = _name(value)
    return (str(value) if said is None else said)[:LONGEST]
