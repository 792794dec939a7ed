"""What the elements of a doctree are for a reader: kinds of blocks, what surrounds them, what prints no text."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes

from build_tools.manuscript.model import BlockKind
from build_tools.manuscript.text import Text, plain

_NUMBERS = {"number", "caption-number"}
_NOT_PRINTED = {"toctree", "system_message", "docinfo", "decoration"}
_KINDS: Mapping[str, BlockKind] = {
    "attribution": "attribution",
    "caption": "caption",
    "classifier": "term",
    "desc_signature": "signature",
    "doctest_block": "code",
    "field_name": "field",
    "label": "label",
    "line": "line",
    "literal_block": "code",
    "math_block": "math",
    "option_group": "term",
    "raw": "raw",
    "rubric": "rubric",
    "term": "term",
}
_KINDS_IN: Mapping[str, BlockKind] = {
    "definition": "definition",
    "entry": "cell",
    "field_body": "field",
    "footnote": "footnote",
    "legend": "legend",
    "list_item": "item",
}
_TITLES_IN: Mapping[str, BlockKind] = {"section": "heading", "table": "caption"}
# What writers print around the text of these.
AROUND: Mapping[str, tuple[str, str]] = {"attribution": ("—", ""), "field_name": ("", ":"), "label": ("[", "]")}
# What these say of themselves as text is more than their children do.
WHOLE = {"desc_signature", "option_group"}
# Surroundings of a block, as the manuscript names them.
INSIDE: Mapping[str, str] = {
    "block_quote": "quote",
    "bullet_list": "list",
    "case": "case",
    "contact_box": "contact",
    "definition_list": "list",
    "enumerated_list": "list",
    "excerpt": "excerpt",
    "figure": "figure",
    "footnote": "footnote",
    "notice": "notice",
    "point": "point",
    "sidebar": "sidebar",
    "table": "table",
    "topic": "topic",
}


def kind_of(node: nodes.Element) -> BlockKind:
    """The kind of block that an element with text is."""
    parent = node.parent.tagname if node.parent is not None else ""
    if isinstance(node, nodes.title):
        return _TITLES_IN.get(parent, "label")
    return _KINDS.get(node.tagname) or _KINDS_IN.get(parent, "paragraph")


def is_printed(node: nodes.Element) -> bool:
    """Whether an element stands in print where it stands in the doctree."""
    hidden = isinstance(node, nodes.Invisible | nodes.footnote) and not isinstance(node, nodes.target)
    return not hidden and node.tagname not in _NOT_PRINTED


def is_text(node: nodes.Element) -> bool:
    """Whether an element is set as one text: it holds no blocks."""
    blocks = (isinstance(child, nodes.Body) and not isinstance(child, nodes.Inline) for child in node.children)
    return node.tagname in WHOLE or (isinstance(node, nodes.TextElement) and not any(blocks))


def is_number(node: nodes.Node) -> bool:
    """Whether this is the number that the edition puts before a title or a caption."""
    return isinstance(node, nodes.inline) and not _NUMBERS.isdisjoint(node["classes"])


def is_turned(node: nodes.Element) -> bool:
    """Whether an element asks for a turned page."""
    return "landscape" in node["classes"]


def title_in(node: nodes.Element) -> nodes.Element | None:
    """The title or caption of a section, table or figure."""
    return next((child for child in node.children if isinstance(child, nodes.title | nodes.caption)), None)


def words(title: nodes.Element | None) -> str:
    """A title without its number, calls of footnotes and images."""
    text = Text()
    for child in title.children if title is not None else ():
        if not is_number(child) and not isinstance(child, nodes.footnote_reference | nodes.image | nodes.raw):
            text.add(child.astext())
    return "".join(map(str, text.parts()))


def whole(node: nodes.Element) -> str:
    """The text of an element as it says it of itself; the arrow before what a function returns is one sign in print."""
    if node.tagname == "desc_returns":
        return " → " + "".join(child.astext() for child in node.children)
    parts = (whole(child) if isinstance(child, nodes.Element) else child.astext() for child in node.children)
    return "".join(parts) if node.tagname == "desc_signature" else node.astext()


def html_text(node: nodes.raw) -> str:
    """The text of raw HTML; of raw text for another writer, none."""
    return plain(node.astext()) if "html" in node.get("format", "").split() else ""


def elements(node: nodes.Element) -> list[nodes.Element]:
    """What stands in an element, text left out."""
    return [child for child in node.children if isinstance(child, nodes.Element)]


def parts_of_table(table: nodes.Element, kind: type[nodes.Element]) -> list[nodes.Element]:
    """The heads, bodies or columns of a table itself, not of the tables in its cells."""
    groups = (group for group in table.children if isinstance(group, nodes.tgroup))
    return [child for group in groups for child in group.children if isinstance(child, kind)]
