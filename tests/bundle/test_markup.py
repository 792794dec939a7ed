"""Any text and markup is read back as it was written: made at random, and what is hard in Markdown beside Japanese."""

from __future__ import annotations

import random
import re

import pytest
from docutils import nodes

from build_tools.offprint.blocks import Blocks
from tests.bundle.reading import parsed

SIGNS = [*"\\`*_{}[]<>()#+-.!|$~:;=%^&@/\"'", *"「」。、（）あ漢a1 é", "\u3000"]
WORDS = [
    *("**", "[x](y)", "{role}`x`", "<b>", "&amp;", "1. ", "- ", "# ", "(x)=", ":::", "```", "~~", "http://example.jp/"),
    *("[^x]", "{{ x }}", "| a |", "---", "===", "% x", "+++", "1) ", "> ", ": ", "$x$", "!", "\\", "a_b_c", "%20"),
    "\u00a0",
]


class Alone:
    """A section of nothing."""

    def __init__(self) -> None:
        self.places, self.extensions = self, set()

    def labels(self, anchor):
        return ()

    def leads(self, node):
        return None

    page = leads


def text(choice: random.Random) -> str:
    return "".join(choice.choice(SIGNS if choice.random() < 0.7 else WORDS) for _ in range(choice.randint(1, 9)))


def inline(choice: random.Random, depth: int = 0) -> list[nodes.Node]:
    return [piece(choice, depth) for _ in range(choice.randint(1, 4))]


def piece(choice: random.Random, depth: int) -> nodes.Node:
    kind = choice.choice(["text", "text", "strong", "emphasis", "literal", "reference", "sub"])
    if kind == "text" or depth > 2:
        return nodes.Text(text(choice))
    if kind == "literal":
        return nodes.literal("", text(choice).strip() or "x")
    if kind == "sub":
        return nodes.subscript("", "", nodes.Text(text(choice).strip() or "x"))
    if kind == "reference":
        inner = [each for each in inline(choice, depth + 1) if not isinstance(each, nodes.reference)]
        inner = [each for each in inner if not list(each.findall(nodes.reference))] or [nodes.Text("x")]
        return nodes.reference(
            "", "", *inner, refuri=f"https://example.jp/{choice.choice(['', 'a_b', 'a(b)', 'あ', '*'])}"
        )
    return getattr(nodes, kind)("", "", *inline(choice, depth + 1))


def written(*children: nodes.Node) -> str:
    alone = Alone()
    body = Blocks(alone).of(children)
    names = ", ".join(sorted(alone.extensions))
    return (f"---\nmyst:\n  enable_extensions: [{names}]\n---\n\n" if names else "") + body


def solid(said: str) -> str:
    """White space as HTML has it, which CommonMark keeps in code alone."""
    return re.sub(r"[ \t\n]+", "", said)


def marked(node: nodes.Element, kind: type[nodes.Element]) -> str:
    """The characters inside of such elements, but those of code, which can't be emphasised in an odd place."""
    found = (
        each
        for each in node.findall(nodes.Text)
        if _above(each, kind) and not _above(each, (nodes.literal, nodes.subscript))
    )
    return solid("".join(each.astext() for each in found))


def codes(node: nodes.Element) -> list[str]:
    return [each.astext().strip(" ") for each in node.findall(nodes.literal)]


def _above(node, kind) -> bool:
    while node is not None:
        if isinstance(node, kind):
            return True
        node = node.parent
    return False


@pytest.mark.parametrize("seed", range(120))
def test_any_paragraph(seed):
    """Text, code and links are the same, whatever stands beside what."""
    paragraph = nodes.paragraph("", "", *inline(random.Random(seed)))
    source = written(paragraph)
    back = parsed(source)
    assert solid(back.astext()) == solid(paragraph.astext()), source
    if solid(paragraph.astext()):
        assert [type(each) for each in back.children] == [nodes.paragraph], source
        assert marked(back, nodes.reference) == marked(paragraph, nodes.reference), source
        assert codes(back) == codes(paragraph), source
