"""What a layout prints of itself: the words of its templates, and the signs that its stylesheets generate."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any, Final

import tinycss2
from jinja2 import Environment, meta, nodes

from build_tools.press.syntax import syntax_of

# Stands for what a template fills in: an edge of the pieces that are its own. No layout prints a private sign.
_FILLED: Final = "\ue000"
# What compares and chooses prints nothing of what stands in it.
_SILENT: Final = (nodes.Compare, nodes.Test, nodes.Import, nodes.FromImport, nodes.Include, nodes.Extends)
# CSS Generated Content 3, CSS Lists and Counters 3, CSS Counter Styles 3: what may hold strings that are printed.
_PRINTED: Final = {
    "content", "list-style", "list-style-type", "quotes", "symbols", "additive-symbols", "prefix", "suffix", "negative",
    "pad",
}  # fmt: skip

# Custom properties that hold what is printed: the marks of notes.
_MARKS: Final = "--note-"


def words_of_templates(templates: Environment, names: Iterable[str]) -> Iterator[str]:
    """The pieces of text that templates, and those that they use, print of themselves: text between tags and between
    what is filled in, and strings in expressions. Numbers that the linker fills in (slots) are none of them.
    """
    waiting, seen = deque(names), set[str]()
    while waiting:
        name = waiting.popleft()
        if name not in seen and templates.loader is not None:
            seen.add(name)
            tree = syntax_of(templates, name)
            waiting.extend(each for each in meta.find_referenced_templates(tree) if each)
            yield from _pieces(tree)


@cache
def words_of_stylesheet(css: str) -> frozenset[str]:
    """The strings that a stylesheet has printed: generated content, markers of lists, signs of counters."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return frozenset(filter(None, map(_plain, _generated(rules))))


@cache
def running_in(css: str) -> frozenset[str]:
    """The classes of what a stylesheet takes out of the text, to be set into the margins of pages (CSS GCPM 3)."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return frozenset(name for rule in rules if rule.type == "qualified-rule" and _runs(rule) for name in _classes(rule))


def _runs(rule: Any) -> bool:
    declarations = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    positions = (each.value for each in declarations if each.type == "declaration" and each.lower_name == "position")
    return any(token.type == "function" and token.lower_name == "running" for value in positions for token in value)


def _classes(rule: Any) -> Iterator[str]:
    """The class of each selector's own element: the last that it names."""
    found = ""
    for before, token in zip([None, *rule.prelude], [*rule.prelude, None], strict=True):
        if token is not None and token.type == "ident" and before is not None and before == ".":
            found = token.value
        elif found and (token is None or token == ","):
            yield found
            found = ""


def _pieces(tree: nodes.Template) -> Iterator[str]:
    reader = _Pieces()
    reader.feed("".join(_literal(tree)))
    reader.close()
    yield from filter(None, map(_plain, (*reader.found, *_strings(tree))))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _literal(node: nodes.Node) -> Iterator[str]:
    """The text of a template as it stands, with a sign where something is filled in or chosen."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        else:
            yield _FILLED
            yield from _literal(child)
            yield _FILLED


def _strings(node: nodes.Node) -> Iterator[str]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Const) and isinstance(child.value, str):
            yield child.value
        elif isinstance(child, nodes.Getitem):
            yield from _strings(nodes.Output([child.node]))
        elif not isinstance(child, _SILENT):
            yield from _strings(child)


class _Pieces(HTMLParser):
    """Text without tags, stylesheets and what stands in a slot: the linker puts a number there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag in ("style", "script") or any(name == "data-page" for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.extend(data.split(_FILLED))


def _generated(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        if item.type in ("qualified-rule", "at-rule") and item.content is not None:
            yield from _generated(tinycss2.parse_blocks_contents(item.content))
        elif item.type == "declaration" and (item.lower_name in _PRINTED or item.lower_name.startswith(_MARKS)):
            yield from _quoted(item.value)


def _quoted(tokens: Iterable[Any]) -> Iterator[str]:
    """Strings among tokens, those in functions as well."""
    for token in tokens:
        if token.type == "string":
            yield token.value
        elif token.type == "function":
            yield from _quoted(token.arguments)
