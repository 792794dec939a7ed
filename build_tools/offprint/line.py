"""The text of a block as inline MyST: what stands in the line, and what leads away from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Final, Protocol

from docutils import nodes

from build_tools.manuscript.read.kinds import is_number
from build_tools.manuscript.ruby import written
from build_tools.offprint import markdown
from build_tools.offprint.failures import unwritable
from build_tools.offprint.places import Places

# Classes that Sphinx gives of itself; what they mean is in the markup.
_OF_SPHINX: Final = frozenset(
    {"std", "std-ref", "std-numref", "std-doc", "xref", "ref", "doc", "download", "myst", "pre", "address", "reference"}
    | {"internal", "external", "any", "code", "math", "guilabel", "menuselection", "versionmodified"}
)
_ROLES: Final = {"subscript": "sub", "superscript": "sup", "math": "math", "bouten": "bouten"}
_EMPHASIS: Final = {"strong": ("**", "strong"), "emphasis": ("*", "emphasis"), "title_reference": ("*", "emphasis")}
_CODE: Final = {"literal", "literal_strong", "literal_emphasis"}
_SCHEMES: Final = ("http://", "https://", "mailto:", "ftp://")
_BREAK: Final = re.compile(r"\s*<br\s*/?>\s*")
# What closes a quotation: a citation of what is quoted stands behind it.
_CLOSING: Final = "」』”"
_HIDDEN: Final = (nodes.Invisible, nodes.system_message)


class Section(Protocol):
    """What a section takes in while its text is written."""

    places: Places
    extensions: set[str]

    def labels(self, anchor: str) -> tuple[str, ...]:
        """The labels of a place."""

    def footnote(self, node: nodes.footnote_reference) -> nodes.Element:
        """A footnote that is called."""

    def image(self, node: nodes.image) -> str:
        """The path of an image, as the text names it."""

    def note(self, node: nodes.footnote_reference) -> str:
        """The label of a footnote that is called."""


class Line:
    """Writes inline elements. `cites`: whether citations say on which page a place outside the section is; titles
    do not.
    """

    def __init__(self, section: Section, cites: bool = True) -> None:
        self.section = section
        self.cites = cites
        self.emphasised = False
        self.paged: frozenset[tuple[str, str]] = frozenset()

    def text(self, node: nodes.Element) -> str:
        """The text of an element; a newline in it is a line break."""
        paged = (self.section.places.page(each) for each in node.findall(nodes.reference))
        self.paged = frozenset(filter(None, paged))
        return self.within(node.children)

    def within(self, children: Iterable[nodes.Node], before: str = "", behind: str = "") -> str:
        """Elements in a row; `before` and `behind` are the characters round them."""
        shown = _shown(children)
        said, cited = "", ""
        for position, child in enumerate(shown):
            following = _edge(shown[position + 1 :]) or behind
            text, then = self.piece(child, said[-1:] or before, following)
            if cited and isinstance(child, nodes.Text):
                closed = len(text) - len(text.lstrip(_CLOSING))
                text = text[:closed] + cited + text[closed:]
            else:
                said += cited
            said, cited = markdown.joined(said, text), then
        return said + cited

    def piece(self, node: nodes.Node, before: str, behind: str) -> tuple[str, str]:
        """What an element is, and the citation that follows it."""
        if isinstance(node, nodes.Text):
            return markdown.escaped(node.astext()), ""
        if isinstance(node, nodes.reference):
            return self._reference(node)
        return self._element(node, before, behind), ""  # type: ignore[arg-type]

    def _element(self, node: nodes.Element, before: str, behind: str) -> str:
        name = node.tagname
        if name in _EMPHASIS:
            return self._emphasis(node, before, behind)
        if name in _CODE:
            return markdown.code(node.astext()) + self._attributes(node)
        if name in _ROLES:
            return markdown.role(_ROLES[name], node.astext())
        if name == "ruby":
            return markdown.role(name, written(node))
        if isinstance(node, nodes.footnote_reference):
            return f"[^{self.section.note(node)}]"
        if isinstance(node, nodes.image):
            return self._image(node)
        if isinstance(node, nodes.raw):
            return _raw(node)
        return self._span(node, before, behind)

    def _span(self, node: nodes.Element, before: str, behind: str) -> str:
        """An element that is its children, with its classes and the label of a place."""
        if not isinstance(node, nodes.Inline | nodes.TextElement):
            raise unwritable(node)
        attributes = self._attributes(node)
        if not attributes:
            return self.within(node.children, before, behind)
        return f"[{self.within(node.children, '[', ']')}]{attributes}"

    def _attributes(self, node: nodes.Element) -> str:
        labels = [label for each in node["ids"] for label in self.section.labels(each)]
        found = markdown.attributes(own_classes(node), next(iter(labels), ""))
        if found:
            self.section.extensions.add("attrs_inline")
        return found

    def _emphasis(self, node: nodes.Element, before: str, behind: str) -> str:
        """Between signs where CommonMark takes them; never one emphasis by signs within another one."""
        sign, role = _EMPHASIS[node.tagname]
        shown = _shown(node.children)
        outside, self.emphasised = self.emphasised, True
        found = "" if outside else markdown.emphasised(sign, self.within(shown, "(", ")"), before, behind)
        found = found or reduce(markdown.joined, (self._in_role(role, child) for child in shown), "")
        self.emphasised = outside
        return found

    def _in_role(self, role: str, child: nodes.Node) -> str:
        """A part of an emphasis that signs cannot make one: its texts are, and what else stands in it is as it is."""
        if isinstance(child, nodes.Text):
            text = child.astext()
            held = text.strip() and "`" not in (text[0], text[-1])
            return markdown.role(role, text) if held else markdown.escaped(text)
        if isinstance(child, nodes.reference | nodes.inline):
            copy: nodes.Element = child.copy()
            kind = nodes.strong if role == "strong" else nodes.emphasis
            copy.append(kind("", "", *(each.deepcopy() for each in child.children)))
            return "".join(self.piece(copy, "(", ")"))
        return "".join(self.piece(child, "(", ")"))

    def _reference(self, node: nodes.reference) -> tuple[str, str]:
        places = self.section.places
        page, place = places.page(node), places.leads(node)
        if place is None:
            return self._external(node), ""
        if label := places.label(place):
            return self._internal(node, label, place if page else None), ""
        cited = places.cited(place)
        if page:
            return self._linked(markdown.escaped(cited.words), cited.address), ""
        text = self._linked(self.within(_bare(node), "[", "]"), cited.address)
        return text, places.between(markdown.escaped(cited.words)) if self.cites and place not in self.paged else ""

    def _internal(self, node: nodes.reference, label: str, paged: tuple[str, str] | None) -> str:
        """A reference within the section; one to a page is one to the title: which page it will be, nobody knows."""
        classes = [name for inner in node.findall(nodes.inline) for name in own_classes(inner)]
        if paged:
            title = self.section.places.title(paged)
            return self._marked(markdown.escaped(title or label), f"#{label}", ["page-reference"])
        text = "".join(self.within(_bare(node), "[", "]"))
        return self._marked(text, f"#{label}", dict.fromkeys(classes))

    def _marked(self, text: str, address: str, classes: Iterable[str]) -> str:
        names = list(classes)
        if names:
            self.section.extensions.add("attrs_inline")
        return markdown.link(text, address, names)

    def _linked(self, text: str, address: str) -> str:
        return markdown.link(text, address) if address and self.cites else text

    def _external(self, node: nodes.reference) -> str:
        address, text = str(node.get("refuri", "")), self.within(node.children, "[", "]")
        if not address.startswith(_SCHEMES):
            if address and not node.get("internal"):
                raise unwritable(node)
            return text
        plain = node.astext() == address and not re.search(r"[\s<>\\]", address)
        return f"<{address}>" if plain else markdown.link(text, address)

    def _image(self, node: nodes.image) -> str:
        sizes = {name: str(node[name]) for name in ("width", "height", "align") if name in node}
        attributes = markdown.attributes(own_classes(node), **sizes)
        if attributes:
            self.section.extensions.add("attrs_inline")
        return f"![{markdown.escaped(node.get('alt', ''))}]({self.section.image(node)}){attributes}"


def own_classes(node: nodes.Element) -> list[str]:
    """The classes of an element that the author gave it."""
    return [name for name in node["classes"] if name not in _OF_SPHINX]


def _bare(node: nodes.reference) -> Sequence[nodes.Node]:
    """What a reference says: of a span that is all there is of it, its children."""
    only = node.children[0] if len(node.children) == 1 else None
    return only.children if isinstance(only, nodes.inline) and not only["ids"] else node.children


def _shown(children: Iterable[nodes.Node]) -> list[nodes.Node]:
    """What is printed: not the number before a title, with the space behind it, which the edition put there."""
    found: list[nodes.Node] = []
    numbered = False
    for child in children:
        if is_number(child):
            numbered = True
        elif not isinstance(child, _HIDDEN) or isinstance(child, nodes.target):
            if child.__class__.__name__ != "index":
                text = isinstance(child, nodes.Text) and numbered
                found.append(nodes.Text(child.astext().removeprefix(" ")) if text else child)
            numbered = False
    return found


def _edge(siblings: Sequence[nodes.Node]) -> str:
    """The first character of what follows: of an element, some sign."""
    if not siblings:
        return ""
    if isinstance(siblings[0], nodes.Text):
        return siblings[0].astext()[:1]
    return "*" if siblings[0].__class__.__name__ in _EMPHASIS else "("


def _raw(node: nodes.raw) -> str:
    text = node.astext() if "html" in node.get("format", "").split() else ""
    return "\n" if _BREAK.fullmatch(text) else text
