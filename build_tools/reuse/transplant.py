"""A parsed section, made to stand in another document: its ids and names prefixed, its lines those of the directive,
and everything that docutils keeps count of entered there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes

# What a bundle gives to a reference that prints the number of a figure or table.
NUMBER: Final = "number-reference"


@dataclass(frozen=True)
class Prefix:
    """What makes names of a section its own: `id` within the document, `name` in the whole project."""

    id: str
    name: str

    def id_of(self, identifier: str) -> str:
        """An id as it is in the document."""
        return f"{self.id}-{identifier}"

    def name_of(self, name: str) -> str:
        """A name (of a label, of a footnote) as it is in the project."""
        return f"{self.name}:{nodes.fully_normalize_name(name)}"


def prefix(wanted: str, docname: str, document: nodes.document) -> Prefix:
    """A prefix that nothing in the document has yet: the wanted one, or with a number where a section stands twice."""
    base, number = nodes.make_id(wanted) or "reuse", 1
    while _taken(chosen := base if number == 1 else f"{base}-{number}", document):
        number += 1
    return Prefix(chosen, nodes.fully_normalize_name(f"{docname}:{chosen}"))


def _taken(chosen: str, document: nodes.document) -> bool:
    return any(name == chosen or name.startswith(f"{chosen}-") for name in document.ids)


def transplant(
    source: nodes.document, host: nodes.document, own: Prefix, numbered: bool, asset: Callable[[str], str]
) -> list[nodes.Element]:
    """The content of a document that was parsed for itself, ready to stand in the host; images are at what `asset`
    makes of their addresses. `numbered` tells whether the host numbers figures and tables.
    """
    names = _names(source)
    for reference in [node for node in source.findall(nodes.reference) if NUMBER in node["classes"]]:
        _count_by_host(reference, source, names, numbered)
    content = _content(source)
    own_ids = {identifier for node in content if isinstance(node, nodes.section) for identifier in node["ids"]}
    ids = {name: own.id if name in own_ids else own.id_of(name) for name in source.ids}
    for top in content:
        for node in top.findall(nodes.Element):
            _rename(node, own, ids, names)
            if isinstance(node, nodes.image):
                node["uri"] = asset(node["uri"])
    for top in content:
        for node in top.findall(nodes.Element):
            _enter(node, host)
    return content


def _count_by_host(
    reference: nodes.reference, source: nodes.document, names: Mapping[str, str], numbered: bool
) -> None:
    """Let a reference to the number of a figure or table print the one that it has in the host; where that gives none,
    its caption.
    """
    label = _label(reference)
    caption = _caption(source.ids[names[label]]) if label in names else None
    if caption is None:
        return
    if numbered:
        xref = addnodes.pending_xref("", nodes.inline("", reference.astext()), reftarget=label, refwarn=True)
        xref.attributes |= {"refdomain": "std", "reftype": "numref", "refexplicit": False}
        reference.replace_self(xref)
    else:
        reference.children = []
        reference += nodes.Text(caption)


def _caption(node: nodes.Element) -> str | None:
    """The words of the caption of what stands at a label; None of what has none."""
    following = node.next_node(nodes.Element, siblings=True, descend=False) if isinstance(node, nodes.target) else node
    if not isinstance(following, nodes.Element) or isinstance(following, nodes.section):
        return None
    found = (child for child in following.children if isinstance(child, nodes.caption | nodes.title))
    return next((each.astext() for each in found), None)


def _content(source: nodes.document) -> list[nodes.Element]:
    """What stands in a document, taken out of it; targets before its section are ids and names of the section."""
    content = [node for node in source.children if isinstance(node, nodes.Element)]
    source.children = []
    section = next(node for node in content if isinstance(node, nodes.section))
    for target in content[: content.index(section)]:
        if isinstance(target, nodes.target) and not ("refid" in target or "refuri" in target):
            section["ids"] += target["ids"]
            section["names"] += target["names"]
            content.remove(target)
    return content


def _names(source: nodes.document) -> dict[str, str]:
    """The names that an author gave, with the id of what has them; those that follow from a heading are no labels."""
    return {name: source.nameids[name] for name, given in source.nametypes.items() if given and source.nameids[name]}


def _rename(node: nodes.Element, own: Prefix, ids: Mapping[str, str], names: Mapping[str, str]) -> None:
    """Give a node, and what it refers to, the names that it has in the host."""
    node["ids"] = [*dict.fromkeys(ids.get(identifier, identifier) for identifier in node["ids"])]
    node["names"] = [own.name_of(name) for name in node["names"] if name in names]
    node["dupnames"] = []
    if isinstance(node, nodes.footnote | nodes.footnote_reference):
        _count_anew(node, own)
    elif isinstance(node, addnodes.pending_xref):
        target = nodes.fully_normalize_name(str(node["reftarget"]).removeprefix("#"))
        if target in names:
            node["reftarget"] = own.name_of(target)
    elif isinstance(node, nodes.reference):
        _redirect(node, ids, names)
    elif isinstance(node, nodes.target) and node.get("refid") in ids:
        node["refid"] = ids[node["refid"]]
    elif isinstance(node, addnodes.index):
        node["entries"] = [(kind, term, ids.get(at, at), *more) for kind, term, at, *more in node["entries"]]
    if isinstance(node, nodes.TextElement):
        node["support_smartquotes"] = False  # the text is set as it was published


def _redirect(node: nodes.reference, ids: Mapping[str, str], names: Mapping[str, str]) -> None:
    """Lead a link to a place of the section there, also in a project whose parser would not."""
    label = _label(node)
    if label in names:
        for key in ("refuri", "id_link", "refname"):
            node.attributes.pop(key, None)
        node["refid"] = ids[names[label]]
        node["internal"] = True
    elif node.get("refid") in ids:
        node["refid"] = ids[node["refid"]]


def _label(node: nodes.reference) -> str:
    """The label to which a link leads, in Markdown (`#label`) or in a table in reStructuredText; "" elsewhere."""
    address = str(node["refuri"]).removeprefix("#") if node.get("id_link") else str(node.get("refname", ""))
    return nodes.fully_normalize_name(unquote(address))


def _count_anew(node: nodes.footnote | nodes.footnote_reference, own: Prefix) -> None:
    """Let a footnote be numbered with those of the host."""
    node["auto"] = 1
    if isinstance(node, nodes.footnote_reference):
        node.children = []
        node["refname"] = own.name_of(node["refname"])
    elif node.children and isinstance(node[0], nodes.label):
        del node[0]


def _enter(node: nodes.Element, host: nodes.document) -> None:
    """Let the document that a node is to stand in know of it."""
    if isinstance(node, nodes.footnote):
        host.note_autofootnote(node)
    elif isinstance(node, nodes.footnote_reference):
        host.note_autofootnote_ref(node)
        host.note_footnote_ref(node)
    elif isinstance(node, nodes.pending):
        host.note_pending(node)
    if node["names"]:
        host.note_explicit_target(node, node)
    elif node["ids"]:
        host.set_id(node)
