"""A chapter's doctree made ready to stand beside all others of the set: anchors that are unique in the set, images as
assets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from docutils import nodes
from sphinx import addnodes

from build_tools.edition import Document, References
from build_tools.manuscript.nodes import page_number, page_reference
from build_tools.manuscript.read import owned
from build_tools.press.addresses import elsewhere
from build_tools.press.unit import ANCHOR, ASSETS

# Where images of the edition's folder seem to be.
_SOURCE: Final = f"{ASSETS}source/"
# The other document to which a reference leads: of a chapter, and the document that the reference names, if any.
Other = Callable[[str, str], Document | None]


def anchor(docname: str, identifier: str = "") -> str:
    """The name of a place in the set: the Sphinx document's name and the id in it; the document's own where there is
    none.
    """
    return f"{docname}:{identifier}" if identifier else docname


def qualify(doctree: nodes.document, docname: str) -> dict[str, str]:
    """Give every id of a doctree, with the documents inlined in it, a name that is unique in the set.

    An element keeps one id. Returned are the other names of places, by the id that stands for them. Links of the scheme
    `kanko-anchor:` lose their `#`.
    """
    aliases: dict[str, str] = {}
    for node, owner in owned(doctree, docname):
        if node.get("ids"):
            first, *others = (anchor(owner, identifier) for identifier in node["ids"])
            node["ids"] = [first]
            aliases.update(dict.fromkeys(others, first))
        if str(node.get("refuri", "")).startswith(ANCHOR):
            node["refuri"] = node["refuri"].rstrip("#").replace("#", ":", 1)
    for node, owner in owned(doctree, docname):
        if node.get("refid"):
            place = anchor(owner, node["refid"])
            node["refid"] = aliases.get(place, place)
    for owner, section in starts(doctree, docname):
        aliases[anchor(owner)] = section["ids"][0]
    return aliases


def settle_targets(doctree: nodes.document) -> None:
    """Tie places to what is printed: an empty element at the end of a page would name that page, and what it is meant
    to mark stand on the next one.

    The words of an {index} role move into its target; the ids of an empty target between blocks, to the next block.
    """
    for target in list(doctree.findall(nodes.target)):
        if not target["ids"] or target.children:
            continue
        following = target.next_node(_is_printed, descend=False, siblings=True)
        if isinstance(target.parent, nodes.TextElement):
            if isinstance(following, nodes.Text):
                target += _taken(following)
        elif isinstance(following, nodes.Element):
            following["ids"] = [*following["ids"], *target["ids"]]
            target["ids"] = []


def _is_printed(node: nodes.Node) -> bool:
    return not isinstance(node, nodes.Invisible | nodes.target)


def _taken(node: nodes.Node) -> nodes.Node:
    node.parent.remove(node)
    return node


def starts(doctree: nodes.document, docname: str) -> Iterator[tuple[str, nodes.section]]:
    """The section with which each Sphinx document starts."""
    for node, owner in [
        (doctree, docname),
        *((node, node["docname"]) for node in doctree.findall(addnodes.start_of_file)),
    ]:
        section = next(iter(node.findall(nodes.section)), None)
        if section is not None:
            yield owner, section


def name_documents(doctree: nodes.document, other: Other) -> None:
    """Let links into another document name it; the doctree's ids are qualified."""
    for reference in doctree.findall(nodes.reference):
        place = reference.get("refid") or _place(str(reference.get("refuri", "")))
        document = other(place.partition(":")[0], reference.get("document", ""))
        if place and document:
            reference.attributes.pop("refid", None)
            reference["refuri"] = ANCHOR + quote(elsewhere(document.id, place))


def _place(address: str) -> str:
    return unquote(address.removeprefix(ANCHOR)) if address.startswith(ANCHOR) else ""


def name_pages(doctree: nodes.document, other: Other, forms: References) -> None:
    """Put pages where the words of page references stand: 12ページ, or 報告書 12ページ for one of another document."""
    for reference in doctree.findall(page_reference):
        place, document = anchor(*reference["place"]), other(reference["place"][0], reference.get("document", ""))
        form = forms.page_elsewhere.replace("{document}", document.name or document.title) if document else forms.page
        before, _, behind = form.partition("{page}")
        number = page_number("", place=elsewhere(document.id, place) if document else place)
        reference.children = []
        reference += [nodes.Text(before), number, nodes.Text(behind)]


def take_images(doctree: nodes.document, source: Path) -> dict[str, bytes]:
    """The content of the local images of a doctree, by the address that is now written in it.

    Addresses of images elsewhere stay as they are; the typesetter reports them. A missing file was reported when it
    was read.
    """
    assets: dict[str, bytes] = {}
    for image in doctree.findall(nodes.image):
        address = f"{_SOURCE}{Path(image['uri']).as_posix()}"
        file = image_file(address, source)
        if "://" not in image["uri"] and file.is_file():
            assets[address] = file.read_bytes()
            image["uri"] = address
    return assets


def image_file(address: str, source: Path) -> Path:
    """Where the image of such an address lies."""
    return source / address.removeprefix(_SOURCE)


@dataclass(frozen=True)
class Heading:
    """A heading of a chapter: depth from 0 (the chapter's own), its number as printed, its title, its place in the
    set.
    """

    depth: int
    number: str
    title: str
    anchor: str


def headings(doctree: nodes.document, numbers: Mapping[str, Sequence[int]]) -> Iterator[Heading]:
    """The headings of a doctree whose ids are qualified, in reading order; `numbers`: Sphinx's own, by `#` and id."""
    yield from _headings(doctree, 0, numbers)


def _headings(node: nodes.Element, depth: int, numbers: Mapping[str, Sequence[int]]) -> Iterator[Heading]:
    """From above, since the documents that toctrees bring in do not know their parents."""
    for child in node.children:
        if isinstance(child, nodes.section):
            title = next((part for part in child.children if isinstance(part, nodes.title)), None)
            if title is not None:
                number = _number(title)
                text = _words(title).removeprefix(number).strip()
                yield Heading(depth, number or _dotted(numbers.get(f"#{child['ids'][0]}", ())), text, child["ids"][0])
            yield from _headings(child, depth + 1, numbers)
        elif isinstance(child, nodes.Element):
            yield from _headings(child, depth, numbers)


def _words(title: nodes.title) -> str:
    """A heading as it is shown elsewhere: without calls of footnotes."""
    return "".join(part.astext() for part in title.children if not isinstance(part, nodes.footnote_reference))


def _dotted(number: Sequence[int]) -> str:
    return "".join(f"{part}." for part in number)


def _number(title: nodes.title) -> str:
    first = title.children[0] if title.children else None
    return first.astext() if isinstance(first, nodes.inline) and "number" in first["classes"] else ""
