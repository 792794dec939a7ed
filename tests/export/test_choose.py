"""Which section is meant, and notes that call notes."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from build_tools.bundle.read import Bundle
from build_tools.errors import KankoError
from build_tools.export import chosen
from build_tools.export.page import CALL, NOTE
from build_tools.export.tree import with_notes


def bundle_of(*sections: tuple[str, str]) -> Bundle:
    """What `chosen` asks of a bundle."""
    withdrawn = [SimpleNamespace(id="a:gone", reason="誤りのため", instead="a:new")]
    found = [SimpleNamespace(id=name, number=number) for name, number in sections]
    catalogue = SimpleNamespace(sections=found, withdrawn=withdrawn)
    return cast(Bundle, SimpleNamespace(path=Path("x.kanko"), catalogue=catalogue))


def test_by_id_label_and_number():
    bundle = bundle_of(("a:aim", "第１章"), ("b:costs", "第２章"))
    assert [chosen(bundle, name).id for name in ("a:aim", "costs", "第２章")] == ["a:aim", "b:costs", "b:costs"]


@pytest.mark.parametrize(("name", "problem"), [("第１章", "export.several"), ("aim", "export.several")])
def test_several_are_told_with_their_ids(name: str, problem: str):
    with pytest.raises(KankoError, match="a:aim, b:aim") as raised:
        chosen(bundle_of(("a:aim", "第１章"), ("b:aim", "第１章")), name)
    assert raised.value.problems[0].name == problem


def test_a_section_that_was_withdrawn_is_refused_with_its_reason():
    with pytest.raises(KankoError, match="誤りのため") as raised:
        chosen(bundle_of(("a:gone", "")), "a:gone")
    remedy = raised.value.problems[0].remedy
    assert remedy and "a:new" in remedy.en


def call(name: str) -> dict[str, Any]:
    return {"t": "Span", "c": [["", [CALL], []], [{"t": "Str", "c": name}]]}


def note(name: str, *inner: dict[str, Any]) -> dict[str, Any]:
    return {"t": "Div", "c": [[f"{NOTE}-{name}", [NOTE], []], [{"t": "Para", "c": [*inner]}]]}


def test_a_note_of_a_note_follows_it_even_in_a_circle():
    text = {"t": "Str", "c": "文"}
    (paragraph,) = with_notes(
        [{"t": "Para", "c": [text, call("a")]}, note("a", text, call("b")), note("b", text, call("a"))]
    )
    (_, made) = paragraph["c"]
    empty = {"t": "Str", "c": ""}
    assert made == {"t": "Note", "c": [{"t": "Para", "c": [text, empty]}, {"t": "Para", "c": [text, empty]}]}
