"""Spellings of the house, and characters that only look like others."""

from __future__ import annotations

import pytest

from build_tools.lint import lint
from tests.lint.conftest import PUBLICATION, told

SPELLING = '[[spelling]]\nuse = "取組"\ninstead_of = ["取り組み", "とりくみ"]\n[[spelling]]\nuse = "子ども"\n'


def test_a_spelling_of_the_list_is_told_where_it_stands(linted):
    text = "# 章の取り組み\n\n一行め\n二行めの取り組み、とりくみ。\n\n`取り組み`\n\n```\n取り組み\n```\n\n取り組む。\n"
    found = linted(text, f"{PUBLICATION}{SPELLING}")
    assert found == [("source.spelling", "one.md", line) for line in (1, 4, 6, 4)]


def test_a_spelling_in_an_excerpt_is_told_once(linted):
    text = "# 章\n\n```{excerpt} a\n```\n\n(a)=\n取り組みの文。\n"
    assert linted(text, f"{PUBLICATION}{SPELLING}") == [("source.spelling", "one.md", 7)]


def test_a_spelling_within_the_one_to_use_is_none(linted):
    spelling = '[[spelling]]\nuse = "データベース"\ninstead_of = ["データ"]\n'
    assert linted("# 章\n\nデータベース。\n", f"{PUBLICATION}{spelling}") == []
    assert linted("# 章\n\nデータベースのデータ。\n", f"{PUBLICATION}{spelling}") == [("source.spelling", "one.md", 3)]


CHARACTERS = {
    "radical": "\u2f00",
    "radical without an ideograph of its own": "\u2e81",
    "half-width katakana": "\uff76",
    "voicing mark": "か\u3099",
    "accent": "e\u0301",
    "zero width space": "\u200b",
    "soft hyphen": "\xad",
    "turned direction": "\u202e",
    "what could not be read": "\ufffd",
    "private": "\ue000",
}


@pytest.mark.parametrize("sign", CHARACTERS.values(), ids=CHARACTERS)
def test_a_character_that_should_be_another(linted, sign):
    assert linted(f"# 章\n\n初めの行\n次{sign}の行\n") == [("source.character", "one.md", 4)]


def test_a_radical_in_a_fact_is_told_where_the_fact_stands(linted):
    publication = PUBLICATION.replace("people = 12", 'people = "\u2f00名"')
    assert linted("# 章\n\n{{ facts.people }}\n", publication) == [("source.character", "publication.toml", 7)]


def test_the_usual_character_is_named(written, tmp_path):
    taken = written("# 章\n\n\u2f00つ、\ufa19社。\n")
    said = [fault.what.ja for _, fault in lint(taken.manuscript, tmp_path / "source")]
    assert said == ["U+2F00 があります（普通の字は「一」）", "U+FA19 があります（普通の字は「\u795e」）"]


def test_a_compatibility_ideograph_is_a_note_of_its_own(linted):
    assert linted("# 章\n\n\ufa19崎\n") == [("source.variant", "one.md", 3)]


@pytest.mark.parametrize("sign", ["\ufa11", "カ", "が", "é", "葛\U000e0100", "〜", "～", "①", "㈱", "１", "か\u309a"])
def test_other_characters_are_good(linted, sign):
    assert linted(f"# 章\n\n{sign}\n") == []


def test_what_is_not_printed_does_not_count(written, tmp_path):
    assert told(written("# 章\n\n% \u2f00\n").manuscript, tmp_path / "source") == []
