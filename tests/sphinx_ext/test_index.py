"""The index's terms and readings, as they are noted and checked while chapters are read."""

from __future__ import annotations

import pytest

from build_tools.sphinx_ext import readings


@pytest.fixture
def edition(project):
    def write(a: str, b: str = ""):
        project.publish()
        project.write(a=f"# 章\n\n{a}", b=f"# 章\n\n{b}")
        return project.build()

    return write


def test_a_reading_is_given_once_and_not_printed(edition):
    built = edition("{index}`記録`を置く。", "{index}`記録 <きろく@記録>`と{index}`データ`。")
    assert built.warnings == []
    assert readings(built.app.env) == {"記録": "きろく"}
    assert "きろく" not in built.html("b") and "記録とデータ。" in built.body("b")


def test_every_part_of_an_entry_may_have_its_reading(edition):
    built = edition("```{index} pair: きょうてい@協定; ぶんたん@分担\n```\n\n段落")
    assert readings(built.app.env) == {"協定": "きょうてい", "分担": "ぶんたん"}
    (entries,) = (built.app.env.domains.index_domain.entries["a"],)
    assert [entry[1] for entry in entries] == ["協定; 分担"]


def test_the_key_of_a_glossary_is_the_reading(edition):
    built = edition("```{glossary}\n推進室 : すいしんしつ\n  進める所\n```")
    assert readings(built.app.env) == {"推進室": "すいしんしつ"} and built.warnings == []


def test_an_address_is_no_reading(edition):
    built = edition("{index}`見本 <info@example.jp>`")
    assert readings(built.app.env) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{index}`記録`と{index}`記録`", ["the index has no reading of “記録” → give it at one of its places"]),
        ("{index}`ＩＣＴ`、{index}`データ・センター`、{index}`Wi-Fi`", []),
        ("{index}`記録 <きろく@記録>`\n{index}`記録 <しるし@記録>`", ["reads “記録” both きろく and しるし"]),
    ],
)
def test_what_can_not_be_sorted_is_told(edition, project, text, said):
    warnings = edition(text).warnings
    assert len(warnings) == len(said) and all(map(str.__contains__, warnings, said)), warnings
    assert all(warning.startswith("a.md:") for warning in warnings)
    assert project.build().warnings == warnings


def test_a_foreign_project_keeps_its_entries(project):
    project.settings["root_doc"] = "a"
    project.write(a="# Page\n\n{index}`text <ab@cd>` {index}`カナ <かな@カナ>`")
    built = project.build()
    assert [entry[1] for entry in built.app.env.domains.index_domain.entries["a"]] == ["ab@cd", "かな@カナ"]
