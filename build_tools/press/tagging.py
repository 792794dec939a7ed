"""The structure tree of a unit (ISO 32000-1, 14.7), in the order of the manuscript.

The elements come from the HTML (`roles`), what they hold from the boxes of the pages: an element that goes on over
pages is one, a footnote stands behind the paragraph that calls it, what a page repeats (heads of tables, running heads,
folios) is an artifact. WeasyPrint's own tree has none of that.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pydyf

from build_tools.press.attributes import Attributes
from build_tools.press.marking import Mark, Marking
from build_tools.press.notelinks import Place, note_link
from build_tools.press.relocation import heading
from build_tools.press.roles import AGAIN, BLOCKS, Chain, Key, Roles

_PAGINATION: Final = "/Type/Pagination"
_LAYOUT: Final = "/Type/Layout"
_LOGGER: Final = logging.getLogger("weasyprint")


@dataclass(frozen=True)
class _Content:
    """Marked content: its page, its identifier, the form that holds it (None: the page itself)."""

    page: int
    mcid: int
    form: Any = None


@dataclass(frozen=True)
class _Annotation:
    """An annotation on a page."""

    page: int
    annotation: Any


@dataclass(eq=False)
class _Node:
    """A structure element: what it is, what it holds in order, the footnotes behind all that."""

    key: Key
    kids: list[Any] = field(default_factory=list)
    notes: list[_Node] = field(default_factory=list)

    @property
    def all(self) -> list[Any]:
        return self.kids + self.notes

    @property
    def last(self) -> Any:
        """The last thing in it but for footnotes."""
        return next((kid for kid in reversed(self.kids) if not _is_note(kid)), None)

    def pages(self) -> Iterator[int]:
        """The pages of what it holds, in order."""
        for kid in self.all:
            if isinstance(kid, _Node):
                yield from kid.pages()
            else:
                yield kid.page


class Tagging(Marking):
    """The structure tree of one HTML page, made while it is drawn and when it is."""

    def add_tags(self, pdf: Any, document: Any, _version: object, page_streams: Sequence[Any]) -> None:
        """Add the structure tree of the drawn pages to the PDF, in the place of the typesetter's."""
        assert self.roles is not None
        tree = _Reading(self.roles, [page.height for page in document.pages])
        for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
            tree.read(page._page_box, number, stream)
        _Writing(pdf, tree).write()
        if "Lang" not in pdf.catalog:
            _LOGGER.error('Missing required "lang" attribute at the root of the document')
            pdf.catalog["Lang"] = pydyf.String()


class _Reading:
    """What the pages hold, taken in page by page."""

    def __init__(self, roles: Roles, heights: Sequence[float]) -> None:
        self.roles = roles
        self.heights = heights
        self.attributes = Attributes(roles)
        self.root = _Node(Key(None, "Document"))
        self.owners: list[list[_Node]] = [[] for _ in heights]  # of marked content, by the key of its stream
        self.nodes: dict[Key, _Node] = {}
        self.calls: dict[tuple[Any, str], Place] = {}
        self._keys: dict[Any, int] = {}  # of the streams that hold marked content
        self._repeated: dict[Any, Any] = {}
        self._page, self._marks = 0, dict[Any, Mark]()

    def read(self, page_box: Any, number: int, stream: Any) -> None:
        """Take in a page, its text first, then its footnotes, then its margins."""
        self._page, self._marks = number, stream._tags
        self._keys[stream] = number
        for box in page_box.children:
            self._visit(box, _furniture(box))
        assert all(mark.said for mark in self._marks.values()), "content that is in no box of the page"

    def _visit(self, box: Any, artifact: str) -> None:
        box = getattr(box, "_box", box)  # of what is out of the flow, a stand-in is there
        artifact = artifact or self._again(box)
        mark = self._marks.get(box)
        if mark is not None and not mark.said:
            self._mark(mark, box, artifact)
        if box.link_annotation is not None:
            self.node(self.roles.chain(box.element)).kids.append(_Annotation(self._page, box.link_annotation))
        if not artifact and box.element_tag in ("th", "td", "li"):
            self._stands(box)
        if not artifact and box.element_tag == "sup":
            self._calls_again(box)
        for child in box.children:
            self._visit(child, artifact)

    def _again(self, box: Any) -> str:
        """What says that a group of rows, repeated on another page, is an artifact."""
        if box.element_tag not in ("thead", "tfoot"):
            return ""
        return "" if self._repeated.setdefault(box.element, box) is box else _PAGINATION

    def _stands(self, box: Any) -> None:
        """A cell is there even if nothing is in it; an item knows how its list is marked."""
        chain = self.roles.chain(box.element)
        if box.element_tag == "li":
            self.attributes.item(chain, box.style["list_style_type"])
        else:
            self.node(chain)

    def _calls_again(self, box: Any) -> None:
        chain = self.roles.chain(box.element)
        if chain and chain[-1].part == AGAIN:
            self.calls.setdefault((box.element, AGAIN), Place(self._page, box, False))

    def _mark(self, mark: Mark, box: Any, artifact: str) -> None:
        if artifact or mark.chain is None:
            mark.say("Artifact", artifact or _LAYOUT)
            return
        node = self.node(mark.chain)
        content = self._content(mark, node)
        node.kids.append(content)
        mark.say(node.key.role, f"/MCID {content.mcid}")
        if node.key.role == "Figure":
            self.attributes.figure(node.key.element, box, self.heights[self._page])
        elif node.key.part in ("call", "back"):
            self.calls.setdefault((node.key.element, node.key.part), Place(self._page, box, node.key.part == "back"))

    def _content(self, mark: Mark, node: _Node) -> _Content:
        if mark.stream not in self._keys:  # a group, drawn as a form (14.7.4.2)
            self._keys[mark.stream] = mark.stream.extra["StructParents"] = len(self.owners)
            self.owners.append([])
        form = None if self._keys[mark.stream] == self._page else mark.stream
        owners = self.owners[self._keys[mark.stream]]
        owners.append(node)
        return _Content(self._page, len(owners) - 1, form)

    def node(self, chain: Chain) -> _Node:
        """The structure element of a chain, and those that it stands in, made where they are not there yet."""
        node = self.root
        for key in chain:
            found = self.nodes.get(key)
            if found is None or (key.implied and node.last is not found):
                found = self.nodes[key] = _Node(key)
                self._place(found, node)
            node = found
        return node

    def _place(self, node: _Node, parent: _Node) -> None:
        """Set an element behind what its parent holds; a footnote behind the paragraph that calls it, the head of a
        table before its rows, wherever a page has them.
        """
        if node.key.role == "THead":
            rows = (at for at, kid in enumerate(parent.kids) if isinstance(kid, _Node) and kid.key.role != "Caption")
            parent.kids.insert(next(rows, len(parent.kids)), node)
        elif node.key.role == "Note":
            self._place_note(node, parent)
        else:
            parent.kids.append(node)

    def _place_note(self, node: _Node, parent: _Node) -> None:
        at = next((at for at, kid in enumerate(parent.kids) if self._calls(kid, node.key.element)), None)
        if at is None:
            parent.notes.append(node)
            return
        while at + 1 < len(parent.kids) and _is_note(parent.kids[at + 1]):
            at += 1
        parent.kids.insert(at + 1, node)

    def _calls(self, kid: Any, note: Any) -> bool:
        """Whether a paragraph or heading calls a footnote."""
        if not isinstance(kid, _Node) or kid.key.role not in BLOCKS:
            return False
        call = self.nodes.get(Key(note, "Reference"))
        return call is not None and _holds(kid, call)


class _Writing:
    """The structure tree as objects of a PDF."""

    def __init__(self, pdf: Any, reading: _Reading) -> None:
        self._pdf = pdf
        self._read = reading
        self._objects: dict[_Node, Any] = {}
        self._gone: dict[_Node, _Node] = {}
        self._annotations: list[bytes] = []

    def write(self) -> None:
        """Write the tree and its parent tree (14.7.4.4)."""
        self._link_notes()
        self._dissolve(self._read.root)
        parents, root = pydyf.Dictionary(), pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self._pdf.add_object(parents)
        self._pdf.add_object(root)
        document = self._element(self._read.root, root)
        root.update({"ParentTree": parents.reference, "K": pydyf.Array([document])})
        self._pdf.catalog["StructTreeRoot"] = root.reference
        owners: list[Any] = [pydyf.Array(map(self._reference, each)) for each in self._read.owners]
        parents["Nums"] = pydyf.Array(value for entry in enumerate(owners + self._annotations) for value in entry)

    def _link_notes(self) -> None:
        """Let each footnote be reached from where it is called, and the call from the footnote."""
        read = self._read
        for (element, part), place in read.calls.items():
            note = read.roles.note_called_again(element) if part == AGAIN else element
            other = read.calls.get((note, "call" if part == "back" else "back"))
            if other is not None:
                link = note_link(self._pdf, note, place, other, read.heights, read.roles.root_language)
                read.nodes[Key(element, "Link", part)].kids.append(_Annotation(place.page, link))

    def _dissolve(self, node: _Node) -> None:
        """Leave out links that lead nowhere, of which the typesetter has warned; what they hold stays."""
        kids: list[Any] = []
        for kid in node.kids:
            if isinstance(kid, _Node):
                self._dissolve(kid)
            if isinstance(kid, _Node) and kid.key.role in ("Link", "Reference") and not _leads(kid):
                self._gone[kid] = node
                kids += kid.kids
            else:
                kids.append(kid)
        node.kids = kids
        for note in node.notes:
            self._dissolve(note)

    def _element(self, node: _Node, parent: Any) -> bytes:
        """Write an element, then all in it: so objects are numbered in the order of reading."""
        role, page = node.key.role, next(node.pages(), 0)
        made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{role}", "P": parent.reference})
        if role[0] == "H" and role[1:].isdigit():
            made["S"] = heading(int(role[1:]))
        made["Pg"] = self._pdf.page_references[page]
        self._pdf.add_object(made)
        self._objects[node] = made
        if node is not self._read.root:
            made.update(self._read.attributes.of(node.key))
        if role == "Figure" and "Alt" not in made:
            _LOGGER.error('Image "%s" has no required alt description', node.key.element.get("src", "unknown"))
        made["K"] = pydyf.Array([self._kid(kid, made, page) for kid in node.all])
        return bytes(made.reference)

    def _kid(self, kid: Any, holder: Any, page: int) -> Any:
        """What names in an element what it holds (14.7.2)."""
        if isinstance(kid, _Node):
            return self._element(kid, holder)
        if isinstance(kid, _Annotation):
            return self._object_reference(kid, holder, page)
        if kid.page == page and kid.form is None:
            return kid.mcid
        more: Mapping[str, Any] = {} if kid.form is None else {"Stm": kid.form.reference}
        where = self._pdf.page_references[kid.page]
        return pydyf.Dictionary({"Type": "/MCR", "Pg": where, **more, "MCID": kid.mcid})

    def _object_reference(self, kid: _Annotation, holder: Any, page: int) -> Any:
        kid.annotation["StructParent"] = len(self._read.owners) + len(self._annotations)
        self._annotations.append(holder.reference)
        where = {} if kid.page == page else {"Pg": self._pdf.page_references[kid.page]}
        return pydyf.Dictionary({"Type": "/OBJR", **where, "Obj": kid.annotation.reference})

    def _reference(self, node: _Node) -> bytes:
        while node in self._gone:
            node = self._gone[node]
        return bytes(self._objects[node].reference)


def _furniture(box: Any) -> str:
    """What says that the content of a margin box is an artifact (14.8.2.2.2); of any other box, nothing."""
    place = getattr(box, "at_keyword", "")
    where = {"@top": "/Subtype/Header", "@bot": "/Subtype/Footer"}.get(place[:4], "")
    return _PAGINATION + where if place else ""


def _is_note(kid: Any) -> bool:
    return isinstance(kid, _Node) and kid.key.role == "Note"


def _holds(node: _Node, other: _Node) -> bool:
    return any(isinstance(kid, _Node) and (kid is other or _holds(kid, other)) for kid in node.kids)


def _leads(node: _Node) -> bool:
    """Whether there is an annotation in a link, or in what holds it."""
    return any(isinstance(kid, _Annotation) or (isinstance(kid, _Node) and _leads(kid)) for kid in node.kids)
