"""How our nodes are written: in HTML as the contract has it, elsewhere as the containers that they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from build_tools.manuscript.nodes import ELEMENTS, page_reference

Visitor = Callable[[Any, nodes.Element], None]
_OTHERS = ("latex", "text", "man", "texinfo")


def register(app: Sphinx) -> None:
    """Tell every writer of Sphinx how to write our nodes."""
    plain: Any = dict.fromkeys(_OTHERS, (_enter_container, _leave_container))
    words: Any = dict.fromkeys(("html", *_OTHERS), (_pass, _pass))
    app.add_node(page_reference, **words)
    for node, (tag, name) in ELEMENTS.items():
        app.add_node(node, html=_element(tag, name), **plain)


def _element(tag: str, name: str) -> tuple[Visitor, Visitor]:
    def enter(self: Any, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, tag, CLASS=name))

    def leave(self: Any, node: nodes.Element) -> None:
        self.body.append(f"</{tag}>\n")

    return enter, leave


def _pass(self: Any, node: nodes.Element) -> None:
    """Its children are all there is to write."""


def _enter_container(self: Any, node: nodes.Element) -> None:
    self.visit_container(node)


def _leave_container(self: Any, node: nodes.Element) -> None:
    self.depart_container(node)
