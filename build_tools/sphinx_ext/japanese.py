"""Line breaks of the source in Japanese text: they are no spaces. Spacing between scripts is the composer's work."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from docutils import nodes
from sphinx.transforms import SphinxTransform

from build_tools.sphinx_ext.words import is_japanese

# What is not text of the line: kept as it is, and seen from outside by its characters alone.
_FIXED = (nodes.literal, nodes.raw, nodes.math, nodes.FixedTextElement)
# What stands in the line without being of it: the characters on both its sides are neighbours.
_LIGHT = (nodes.footnote_reference, nodes.citation_reference, nodes.target, nodes.system_message)
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"


class JoinLines(SphinxTransform):
    """Take out the line breaks that touch a Japanese character; between Latin words they remain, as spaces."""

    default_priority = 600

    def apply(self, **kwargs: object) -> None:
        if not is_japanese(self.config.language):
            return
        for block in self.document.findall(nodes.TextElement):
            if not isinstance(block, nodes.Inline | nodes.FixedTextElement | nodes.Invisible):
                _join(block)


def is_wide(char: str) -> bool:
    """Whether a character is set as Japanese: wide, half-width kana, or a sign that Japanese shares (…, ※, ①).

    Quotation marks that Latin text has too do not count.
    """
    width = unicodedata.east_asian_width(char)
    shared = width == "A" and unicodedata.category(char)[0] in "PSN" and char not in "‘’“”"
    return width in "WFH" or shared


def _join(block: nodes.TextElement) -> None:
    leaves = list(_leaves(block))
    texts = [leaf if isinstance(leaf, str) and not isinstance(leaf, nodes.Text) else leaf.astext() for leaf in leaves]
    for position, leaf in enumerate(leaves):
        if isinstance(leaf, nodes.Text) and "\n" in leaf:
            before, after = "".join(texts[:position]), "".join(texts[position + 1 :])
            leaf.parent.replace(leaf, nodes.Text(_joined(leaf.astext(), before, after)))


def _joined(text: str, before: str, after: str) -> str:
    lines = text.split("\n")
    joined = lines[0]
    for position, line in enumerate(lines[1:], 1):
        left = (before + joined).rstrip("\n")[-1:]
        right = ("\n".join(lines[position:]) + after).lstrip("\n")[:1]
        joined += ("" if _touches(left) or _touches(right) else "\n") + line
    return joined


def _touches(char: str) -> bool:
    return bool(char) and is_wide(char)


def _leaves(node: nodes.Element) -> Iterator[nodes.Text | str]:
    """The texts of a block in order, across inline elements; what is fixed gives its characters as a plain string."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif isinstance(child, _FIXED):
            yield str(child.astext())
        elif isinstance(child, nodes.image):
            yield _OBJECT
        elif isinstance(child, nodes.Element) and not isinstance(child, _LIGHT):
            yield from _leaves(child)
