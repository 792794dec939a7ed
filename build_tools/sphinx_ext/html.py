"""How our nodes are written: in HTML as the contract has it, elsewhere as the containers that they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import is_node_registered

from build_tools.manuscript.nodes import ELEMENTS, bouten, page_reference, ruby
from build_tools.manuscript.ruby import pairs_in

Visitor = Callable[[Any, nodes.Element], None]
_OTHERS = ("latex", "text", "man", "texinfo")


def register(app: Sphinx) -> None:
    """Tell every writer of Sphinx how to write our nodes."""
    plain: Any = dict.fromkeys(_OTHERS, (_enter_container, _leave_container))
    words: Any = dict.fromkeys(("html", *_OTHERS), (_pass, _pass))
    app.add_node(page_reference, **words)
    register_marks(app)
    for node, (tag, name) in ELEMENTS.items():
        app.add_node(node, html=_element(tag, name), **plain)


def register_marks(app: Sphinx) -> None:
    """Tell every writer how to write ruby and bouten; elsewhere than in HTML, the text alone."""
    words: Any = dict.fromkeys(_OTHERS, (_pass, _pass))
    if not is_node_registered(ruby):
        app.add_node(ruby, html=(_write_ruby, _pass), **words)
        app.add_node(bouten, html=(_enter_bouten, _leave_bouten), **words)


def _write_ruby(self: Any, node: nodes.Element) -> None:
    """As HTML has it, or as the writer itself does."""
    pairs = pairs_in(node)
    if not pairs:
        return
    write = getattr(self, "ruby", None)
    said = write(node) if write else "".join(_ruby(self.encode(p.base), self.encode(p.reading)) for p in pairs)
    self.body.append(said)
    raise nodes.SkipNode


def _ruby(base: str, reading: str) -> str:
    return f"<ruby>{base}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"


def _enter_bouten(self: Any, node: nodes.Element) -> None:
    write = getattr(self, "bouten", None)
    if write:
        self.body.append(write(node))
        raise nodes.SkipNode
    self.body.append('<em class="bouten">')


def _leave_bouten(self: Any, node: nodes.Element) -> None:
    self.body.append("</em>")


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
