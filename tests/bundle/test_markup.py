"""Any text and markup is read back as it was written: made at random, and what is hard in Markdown beside Japanese."""

from __future__ import annotations

import random
import re

import pytest
from docutils import nodes

from build_tools.errors import KankoError
from build_tools.offprint.blocks import Blocks
from build_tools.offprint.grid import Cell, grid
from build_tools.offprint.rst import Rst
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


class Labelled(Alone):
    """A section with a place labelled `top`, a footnote, and an image."""

    def leads(self, node):
        return ("report", node["refid"]) if node.get("refid") else None

    def page(self, node):
        return None

    def label(self, place):
        return place[1]

    def between(self, words):
        return f"（{words}）"

    def image(self, node):
        return "../assets/x.png"

    def footnote(self, node):
        return nodes.footnote("", nodes.label("", "1"), nodes.paragraph("", "", nodes.Text("注の|文。")), ids=["n"])


def test_what_stands_in_a_cell_of_a_grid():
    """A footnote's text stands in brackets, references within the section lead there, images are images."""
    said = nodes.paragraph("", "", nodes.Text("甲*"), nodes.footnote_reference("", "1", refid="n"), nodes.Text("と"))
    said += [nodes.reference("", "題", refid="top"), nodes.reference("", "外", refuri="https://example.jp/")]
    lines = Rst(Labelled()).blocks(nodes.entry("", said, nodes.image(uri="x.png", alt="点")))
    other = [Cell(["乙"], 1, 2)], [Cell(["丙"]), Cell(["丁"])]
    table = grid([[Cell(lines, 2, 1), *other[0]], other[1]], 0)
    back = parsed(f"(top)=\n# 題\n\n```{{eval-rst}}\n{table}\n```\n")
    for message in list(back.findall(nodes.system_message)):
        message.parent.remove(message)  # docutils notes that it has no Japanese names of directives; no writer shows it
    entries = list(back.findall(nodes.entry))
    assert [(each.get("morerows", 0), each.get("morecols", 0)) for each in entries] == [(1, 0), (0, 1), (0, 0), (0, 0)]
    assert entries[0].children[0].astext() == "甲*（注の|文。）と題外"
    inner, outer = entries[0].findall(nodes.reference)
    assert inner["refid"] in next(back.findall(nodes.section))["ids"] and outer["refuri"] == "https://example.jp/"
    (image,) = entries[0].findall(nodes.image)
    assert (image["uri"], image["alt"]) == ("../assets/x.png", "点")
    with pytest.raises(KankoError):
        Rst(Labelled()).blocks(nodes.entry("", nodes.literal_block("", "code")))


def test_what_has_no_form_is_refused_with_its_line():
    """A section without a title."""
    section = nodes.section("", nodes.paragraph("", "文"))
    section.source, section.line = "one.md", 7
    with pytest.raises(KankoError) as caught:
        written(section)
    (problem,) = caught.value.problems
    assert problem.name == "bundle.unwritable" and str(problem.place) == "one.md:7"
