"""The document outline (ISO 32000-1, 12.3.3): a tree made of headings in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pydyf


@dataclass(frozen=True)
class Entry:
    """A heading: its level (from 1), its title, and the destination."""

    level: int
    title: str
    destination: pydyf.Array


@dataclass
class _Node:
    entry: pydyf.Dictionary
    children: list[_Node] = field(default_factory=list)


def add_outline(pdf: pydyf.PDF, entries: Sequence[Entry]) -> None:
    """Add the outline of the entries, if any, to a PDF; a heading hangs under the last one of a lower level."""
    if not entries:
        return
    outlines = pydyf.Dictionary({"Type": "/Outlines"})
    pdf.add_object(outlines)
    _tie(_tree(pdf, outlines, entries))
    pdf.catalog["Outlines"] = outlines.reference


def _tree(pdf: pydyf.PDF, outlines: pydyf.Dictionary, entries: Sequence[Entry]) -> _Node:
    root = _Node(outlines)
    open_nodes = [(0, root)]
    for entry in entries:
        while open_nodes[-1][0] >= entry.level:
            open_nodes.pop()
        item = pydyf.Dictionary({"Title": pydyf.String(entry.title), "Dest": entry.destination})
        pdf.add_object(item)
        node = _Node(item)
        open_nodes[-1][1].children.append(node)
        open_nodes.append((entry.level, node))
    return root


def _tie(node: _Node) -> int:
    """Tie a node to its children and them to each other; return how many items open below it (all are open)."""
    children = node.children
    count = len(children) + sum(map(_tie, children))
    for before, after in pairwise(children):
        before.entry["Next"], after.entry["Prev"] = after.entry.reference, before.entry.reference
    for child in children:
        child.entry["Parent"] = node.entry.reference
    if children:
        ends = {"First": children[0].entry.reference, "Last": children[-1].entry.reference}
        node.entry.update({**ends, "Count": count})
    return count
