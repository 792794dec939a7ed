"""Line breaks of the source: no space beside Japanese, a space between Latin words."""

from __future__ import annotations

import pytest

from build_tools.sphinx_ext.japanese import is_wide


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("日本\n語", "日本語"),
        ("**強調**\nの語", "強調の語"),
        ("語\n**強調**\nの\n語", "語強調の語"),
        ("終わる。\n次は", "終わる。次は"),
        ("である！\n（注）", "である！（注）"),
        ("AI\nと", "AIと"),
        ("と\nAI", "とAI"),
        ("smart\ncity", "smart city"),
        ("**smart**\n*city*", "smart city"),
        ("「smart\ncity」", "「smart city」"),
        ("`code`\nの", "codeの"),
        ("`一`\nthe", "一the"),
        ("[鎖](https://example.com)\nの", "鎖の"),
        ("語{{ title }}\nの", "語見本の知見集の"),
        ("※\n2021", "※2021"),
        ("語[^1]\nの\n\n[^1]: 註", "語1の"),
        ("- 項\n  目", "項目"),
        ("> 引\n> 用", "引用"),
    ],
)
def test_joins(project, source, expected):
    project.publish()
    project.write(a=f"# a\n\n{source}\n", b="# b")
    built = project.build()
    assert built.warnings == []
    assert expected in built.body("a").replace("[1]", "1")


def test_what_is_fixed_keeps_its_lines(project):
    project.publish()
    project.write(a="# a\n\n```text\n日本\n語\n```\n", b="# b")
    assert "日本\n語" in project.build().html("a")


def test_other_languages_keep_their_spaces(project):
    project.publish('language = "en"\n')
    project.write(a="# a\n\n日本\n語\n", b="# b")
    assert "日本 語" in project.build().body("a")


def test_wide_characters():
    assert all(map(is_wide, "漢かカｶ、。「」（）！～…※①○Ａ１\N{IDEOGRAPHIC SPACE}"))
    assert not any(map(is_wide, "aA1é.,()!~“’я "))
