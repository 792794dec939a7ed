"""Numbers in the house's style, by order, kind and profile."""

from __future__ import annotations

import re

from build_tools.sphinx_ext import chapter_heading, edition_of, numbers

PARTS = """
[[documents]]
id = "report"
title = "報告書"
layout = "report"
numbering = "report"
chapters = [
    {file="p1.md", kind="part"}, "a.md", "b.md", {file="p2.md", kind="part"}, "c.md", {file="x.md", kind="unnumbered"},
]

[[documents]]
id = "other"
title = "別の文書"
layout = "report"
numbering = "release"
chapters = ["b.md"]
"""
CHAPTERS = {
    "p1": "# 部一",
    "a": "# 章一\n\n## 節\n\n### 項\n\n#### 目\n\n##### 深い\n\n#### 次\n\n## 節\n\n### 項\n",
    "b": "# 章二\n\n## 節\n",
    "p2": "# 部二",
    "c": "# 章三",
    "x": "# 名簿\n\n## 番号なし",
}


def _headings(built, docname):
    return [re.sub(r"<[^>]*>", "", found) for found in re.findall(r"<h\d>(.*?)</h\d>", built.main(docname))]


def test_parts_chapters_and_sections(project):
    project.publish(documents=PARTS)
    project.write(**CHAPTERS)
    built = project.build()
    assert built.warnings == []
    assert _headings(built, "p1") == ["第１部 部一"]
    assert _headings(built, "a") == [
        "第１章 章一", "１． 節", "（１） 項", "ア 目", "深い", "イ 次", "２． 節", "（１） 項",
    ]  # fmt: skip
    assert _headings(built, "b") == ["第２章 章二", "１． 節"]
    assert _headings(built, "p2") == ["第２部 部二"]
    assert _headings(built, "c") == ["第１章 章三"]
    assert _headings(built, "x") == ["名簿", "番号なし"]


def test_the_number_is_an_element_before_the_title(project):
    project.publish(documents=PARTS)
    project.write(**CHAPTERS)
    assert '<h1><span class="number">第１部</span> 部一' in project.build().html("p1")


def test_numbers_differ_by_document_and_the_page_takes_the_first(project):
    project.publish(documents=PARTS)
    project.write(**CHAPTERS)
    built = project.build()
    env = built.app.env
    found = numbers(env, edition_of(env))
    assert chapter_heading(env, "b", found["report", "b"]) == ("第２章", "章二")
    assert chapter_heading(env, "b", found["other", "b"]) == ("", "章二")
    assert list(found["other", "b"].values()) == ["１．"]


def test_the_same_heading_twice_has_two_numbers_and_two_anchors(project):
    project.publish()
    project.write(a="# 章\n\n## 背景\n\n## 背景\n", b="# 章\n\n## 背景\n")
    built = project.build()
    assert built.warnings == []
    sections = numbers(built.app.env, edition_of(built.app))["report", "a"]
    assert list(sections.values()) == ["第１章", "１．", "２．"]
    assert len(sections) == 3


def test_a_heading_may_ask_for_no_number(project):
    project.publish()
    project.write(a="# 章\n\n{.unnumbered}\n## 前書き\n\n### 細部\n\n## 本文\n", b="# 章")
    assert _headings(project.build(), "a") == ["第１章 章", "前書き", "細部", "１． 本文"]


def test_only_pages_whose_numbers_changed_are_written_again(project):
    project.publish(documents=PARTS)
    project.write(**CHAPTERS)
    project.build()
    project.publish(documents=PARTS.replace('"a.md", "b.md"', '"b.md", "a.md"'))
    built = project.build()
    assert built.read == set()
    assert built.written == {"a", "b"}
    assert "第１章 章二" in built.body("b")


def test_a_number_beyond_the_signs_of_its_style_is_reported(project):
    own = '[numbering.own]\nsection = ["{①}"]\n'
    documents = '[[documents]]\nid="d"\ntitle="d"\nlayout="report"\nnumbering="own"\nchapters=["a.md"]\n'
    project.publish(own, documents)
    project.write(a="# 章\n" + "\n## 節\n" * 21)
    (warning,) = project.build().warnings
    assert warning.startswith("a.md: WARNING: “{①}” has no sign for 21")


def test_a_title_is_shown_elsewhere_without_its_notes(project):
    project.publish()
    project.write(a="# 章\n\n{title}`b`", b="(b)=\n# 題[^n]\n\n[^n]: 注。")
    assert project.build().body("a").endswith("第２章 題")
