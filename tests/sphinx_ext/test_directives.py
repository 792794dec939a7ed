"""The blocks of a publication, in the HTML that the stylesheets know."""

from __future__ import annotations

import pytest
from docutils import nodes

from build_tools.manuscript import nodes as own

COMMITTEE = """
[committee]
name = "委員会"
members = [
    { family = "乙山", given = "二郎", reading = "おとやま じろう", affiliation = "甲大学", post = "教授" },
    { family = "甲野", given = "花子", reading = "こうの はなこ", affiliation = "乙大学", post = "教授", chair = true },
    { family = "青木", given = "三郎", reading = "あおき さぶろう", affiliation = "丙大学 工学部", post = "准教授" },
]
"""
CONTACT = """
[contact]
office = "見本室"
persons = ["甲", "乙"]
phones = [{ number = "03-0000-0001", note = "内線1" }, { number = "03-0000-0002" }]
fax = "03-0000-0003"
"""
ORIGIN = """
[origin]
title = "原典の名"
publisher = "原典省"
date = 2022-03-31
url = "https://example.com/origin"
"""
CASE = """
````{case} 見出しの**強調**
:city: 甲市
:prefecture: 乙県
:headcount: "{{ facts.count }}"
:as-of: 2021年度
:source: 甲市の*資料*

本文の段落。

- 項目
````
"""


def test_roster_chair_first_then_by_reading_without_readings(project):
    project.publish(COMMITTEE)
    project.write(a="# a\n\n```{roster}\n```\n", b="# b\n\n```{roster}\n:compact:\n```\n")
    built = project.build()
    assert built.warnings == []
    assert built.body("a").endswith(
        "氏名 所属・役職 甲野　花子 乙大学 教授 （座長） 青木　三郎 丙大学 工学部 准教授 乙山　二郎 甲大学 教授"
    )
    assert '<table class="roster docutils' in built.html("a")
    assert '<table class="roster compact docutils' in built.html("b")


def test_contact(project):
    project.publish(CONTACT)
    project.write(a="# a\n\n```{contact}\n```\n", b="# b")
    assert (
        '<aside class="contact"><p class="contact-title">【問い合わせ先】</p><p>見本室 甲、乙</p>'
        "<p>電話 03-0000-0001（内線1）、03-0000-0002</p><p>FAX 03-0000-0003</p></aside>"
    ) in project.build().flat("a")


def test_case(project):
    project.publish("[facts]\ncount = 32\n")
    project.write(a=f"# a\n{CASE}", b="# b")
    built = project.build()
    assert built.warnings == []
    assert (
        '<section class="case"><p class="case-headline">見出しの<strong>強調</strong></p>'
        '<p class="case-place">乙県甲市</p>'
        '<p class="case-headcount"><span class="figure">32</span><span class="unit">名</span>'
        '<span class="as-of">※2021年度現在</span></p>'
        '<div class="case-body docutils"><p>本文の段落。</p><ul class="simple"><li><p>項目</p></li></ul></div>'
        '<p class="case-source">出典：甲市の<em>資料</em></p></section>'
    ) in built.flat("a")


@pytest.mark.parametrize("written", ["2021年度", "2021年度現在", "※2021年度現在"])
def test_the_date_of_a_headcount_is_printed_in_one_way(project, written):
    project.publish()
    project.write(a=f"# a\n\n```{{case}} 題\n:headcount: 5\n:as-of: {written}\n```\n", b="# b")
    assert "5名※2021年度現在" in project.build().body("a")


@pytest.mark.parametrize(("argument", "label"), [("", "ポイント！"), (" 具体的行動", "具体的行動")])
def test_point(project, argument, label):
    project.publish()
    project.write(a=f"# a\n\n```{{point}}{argument}\n- 項目\n```\n", b="# b")
    expected = (
        f'<aside class="point"><p class="point-label">{label}</p><ul class="simple"><li><p>項目</p></li></ul></aside>'
    )
    assert expected in project.build().flat("a")


def test_notice_with_its_origin(project):
    project.publish('notice = "この版は見本です。"\n' + ORIGIN)
    project.write(a="# a\n\n```{notice}\n```\n", b="# b")
    built = project.build()
    assert (
        "この版は見本です。 原典：「原典の名」（原典省、令和４年３月３１日） https://example.com/origin"
        in built.body("a")
    )
    assert '<aside class="notice"><p>この版は見本です。</p>' in built.flat("a")
    assert 'href="https://example.com/origin"' in built.html("a")


def test_notice_that_gives_the_origin_prints_it_once(project):
    project.publish('notice = "見本。原典：{origin.url}"\n' + ORIGIN)
    project.write(a="# a\n\n```{notice}\n```\n", b="# b")
    built = project.build()
    assert built.body("a").count("https://example.com/origin") == 1
    assert "原典の名" not in built.body("a")
    assert 'href="https://example.com/origin"' in built.html("a")


@pytest.mark.parametrize(("directive", "key"), [("roster", "committee"), ("contact", "contact"), ("notice", "notice")])
def test_a_block_without_its_facts_is_an_error(project, directive, key):
    project.publish()
    project.write(a=f"# a\n\n段落\n\n```{{{directive}}}\n```\n", b="# b")
    (warning,) = project.build().warnings
    assert warning.startswith(f"a.md:5: WARNING: {{{directive}}} has nothing to print: publication.toml has no {key}")


@pytest.mark.parametrize("builder", ["text", "latex", "man", "pseudoxml"])
def test_other_writers_print_all_of_the_text(project, builder):
    project.publish(CONTACT + "[facts]\ncount = 32\n" + COMMITTEE)
    project.write(a=f"# a\n{CASE}\n```{{contact}}\n```\n```{{point}}\n大事\n```\n```{{roster}}\n```\n", b="# b")
    project.settings["latex_documents"] = [("a", "a.tex", "a", "a", "manual")]
    project.settings["man_pages"] = [("a", "a", "a", "a", 1)]
    built = project.build(builder)
    printed = "".join(path.read_text("utf-8", errors="replace") for path in built.app.outdir.glob("a.*"))
    for text in ("本文の段落", "見本室", "大事", "甲野", "32"):
        assert text in printed


def test_every_node_knows_its_source_and_line(project):
    project.publish(CONTACT + "[facts]\ncount = 32\n" + COMMITTEE)
    project.write(a=f"# a\n{CASE}\n```{{contact}}\n```\n\n```{{point}}\n大事\n```\n", b="# b")
    doctree = project.build().app.env.get_doctree("a")
    for kind in (own.case, own.contact_box, own.point):
        (block,) = doctree.findall(kind)
        for node in block.findall(nodes.Element):
            assert node.source and node.source.endswith("a.md"), node
            assert node.line, node


def test_facts_stay_plain_in_the_doctree(project):
    project.publish("[facts]\ncount = 32\n")
    project.write(a=f"# a\n{CASE}", b="# b")
    (case,) = project.build().app.env.get_doctree("a").findall(own.case)
    assert "32名※2021年度現在" in case.astext()
