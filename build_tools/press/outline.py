"""The document outline (ISO 32000-1, 12.3.3): a tree made of headings in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pydyf

from build_tools.press.pdffile import PdfFile


@dataclass(frozen=True)
class Entry:
    """A heading: its level (from 1), its title, and the syntax of the destination."""

    level: int
    title: str
    destination: bytes


@dataclass
class _Node:
    number: int
    entry: pydyf.Dictionary
    children: list[_Node] = field(default_factory=list)


def add_outline(file: PdfFile, entries: Sequence[Entry]) -> int | None:
    """Add the outline of the entries to a file and return its number; None without entries. A heading hangs under the
    last one of a lower level.
    """
    if not entries:
        return None
    root = _tree(file, entries)
    _tie(root)
    _add(file, root)
    return root.number


def _tree(file: PdfFile, entries: Sequence[Entry]) -> _Node:
    root = _Node(file.reserve(1), pydyf.Dictionary({"Type": "/Outlines"}))
    open_nodes = [(0, root)]
    for entry in entries:
        while open_nodes[-1][0] >= entry.level:
            open_nodes.pop()
        item = pydyf.Dictionary({"Title": pydyf.String(entry.title), "Dest": entry.destination})
        node = _Node(file.reserve(1), item)
        open_nodes[-1][1].children.append(node)
        open_nodes.append((entry.level, node))
    return root


def _tie(node: _Node) -> int:
    """Tie a node to its children and them to each other; return how many items open below it (all are open)."""
    children = node.children
    count = len(children) + sum(map(_tie, children))
    for before, after in pairwise(children):
        before.entry["Next"], after.entry["Prev"] = _reference(after), _reference(before)
    for child in children:
        child.entry["Parent"] = _reference(node)
    if children:
        node.entry.update({"First": _reference(children[0]), "Last": _reference(children[-1]), "Count": count})
    return count


def _add(file: PdfFile, node: _Node) -> None:
    file.add(node.entry.data, node.number)
    for child in node.children:
        _add(file, child)


def _reference(node: _Node) -> bytes:
    return b"%d 0 R" % node.number
