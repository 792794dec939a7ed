"""The structure tree: plain text is marked by its paragraph itself, and whatever marks content knows that it does."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest

from build_tools.press import compile as compiling

BODY = (
    "<p>" + "本文は何行にもわたる。" * 12 + '<span>中に<span class="x">入れ子</span>の</span>語。</p>'
    '<p><a href="https://example.jp/">外</a>と<em>強調</em></p><table><tr><th>頭</th></tr><tr><td>値</td></tr></table>'
)


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The structure elements in order."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        yield element
        kids = element.get("/K", [])
        waiting += [kid for kid in reversed(list(kids)) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


@pytest.fixture
def pdf(compiled, linked) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(linked(compiled(BODY, "a"), compiled(BODY, "b")).pdf)) as found:
        yield found


def test_plain_text_is_its_paragraphs_own(pdf):
    kinds = [str(element.S)[1:] for element in elements(pdf)]
    one = ["P", "P", "Link", "NonStruct", "Table", "TBody", "TR", "TH", "TR", "TD"]
    assert [kind for kind in kinds if kind != "Div"] == ["Document", *one, *one]
    paragraph = next(element for element in elements(pdf) if element.S == "/P")
    assert [*paragraph.K] == list(range(int(paragraph.K[0]), int(paragraph.K[0]) + len(paragraph.K)))
    assert len(paragraph.K) > 6


def keys(node: pikepdf.Dictionary) -> Iterator[tuple[int, pikepdf.Object]]:
    """The entries of the parent tree."""
    for kid in node.get("/Kids", []):
        yield from keys(kid)
    numbers = list(node.get("/Nums", []))
    yield from zip(map(int, numbers[::2]), numbers[1::2], strict=True)


def test_marked_content_knows_the_element_that_holds_it(pdf):
    """The parent tree is what assistive technology goes by, from the page to the element (14.7.4.4)."""
    owners = dict(keys(pdf.Root.StructTreeRoot.ParentTree))
    held = 0
    for element in elements(pdf):
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                assert owners[int(element.Pg.StructParents)][kid].objgen == element.objgen
                held += 1
    assert held > 20


def test_without_it_there_are_as_many_spans_as_lines(compiled, linked, monkeypatch):
    """What the rule is for: should the typesetter stop to wrap lines, it can go."""
    monkeypatch.setattr(compiling, "without_bare_spans", lambda pdf: set())
    with pikepdf.open(io.BytesIO(linked(compiled(BODY)).pdf)) as pdf:
        assert sum(element.S == "/Span" for element in elements(pdf)) > 10
