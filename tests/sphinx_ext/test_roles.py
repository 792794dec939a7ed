"""Dates, addresses and titles in running text."""

from __future__ import annotations

import pytest

LINKS = """
[links.guidebook]
title = "案内"
url = "https://example.com/a_b"

[facts]
day = 2022-03-31
word = "語"
"""


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("{date}`2019-05-01`", "令和元年５月１日"),
        ("{date}`2019-04-30`", "平成３１年４月３０日"),
        ("{date}`date`", "令和元年５月１日"),
        ("{date}`facts.day`", "令和４年３月３１日"),
        ("{date-half}`facts.day`", "令和4年3月31日"),
    ],
)
def test_dates(project, written, printed):
    project.publish(LINKS)
    project.write(a=f"# a\n\n{written}に\n", b="# b")
    built = project.build()
    assert built.warnings == []
    assert f"{printed}に" in built.body("a")


def test_dates_in_another_language(project):
    project.publish('language = "en"\n' + LINKS)
    project.write(a="# a\n\non {date}`facts.day`\n", b="# b")
    assert "on March 31, 2022" in project.build().body("a")


def test_an_address_is_printed_and_linked(project):
    project.publish(LINKS)
    project.write(a="# a\n\n{address}`guidebook`\n", b="# b")
    assert '<a class="address reference external" href="https://example.com/a_b">https://example.com/a_b</a>' in (
        project.build().html("a")
    )


@pytest.mark.parametrize(
    ("written", "warning"),
    [
        ("{date}`2022-13-01`", "“2022-13-01” is no date"),
        ("{date}`facts.word`", "“facts.word” is no date"),
        ("{date}`facts.dai`", "publication.toml has no fact “facts.dai” → did you mean facts.day"),
        ("{date}`1800-01-01`", "“1800-01-01” has no era date"),
        ("{address}`guidebok`", "publication.toml has no [links.guidebok] → did you mean guidebook?"),
        ("{title}`nobody`", "no heading is labelled “nobody”"),
        ("{title}`lis`", "no heading is labelled “lis”"),
        ("{ref}`nobody`", "undefined label: 'nobody'"),
        ("[](#nobody)", "'myst' cross-reference target not found: 'nobody'"),
    ],
)
def test_mistakes_name_file_and_line(project, written, warning):
    project.publish(LINKS)
    project.write(a=f"# a\n\n段落\n\n次の段落の\n{written}\n", b="# b\n\n(list)=\n- 項\n")
    (found,) = project.build().warnings
    place, _, said = found.partition(": WARNING: ")
    assert place in ("a.md:5", "a.md:6")
    assert said.startswith(warning)


def test_a_label_without_a_heading_has_no_title(project):
    project.publish()
    project.write(a="# a\n\n{title}`list`\n", b="# b\n\n(list)=\n- 項\n")
    (warning,) = project.build().warnings
    assert warning.startswith("a.md:3: WARNING: what is labelled “list” has no title")


def test_a_title_has_its_number_and_leads_there(project):
    project.publish()
    project.write(a="# 甲\n\n{title}`second`と{title}`deep`\n", b="(second)=\n# 乙\n\n(deep)=\n## 丙\n")
    built = project.build()
    assert built.warnings == []
    assert "第２章 乙と１． 丙" in built.body("a")
    assert 'href="b.html#second"' in built.html("a")


def test_a_title_follows_its_heading(project):
    project.publish()
    project.write(a="# 甲\n\n{title}`second`\n", b="(second)=\n# 乙\n")
    project.build()
    project.write(b="(second)=\n# 丁\n")
    built = project.build()
    assert built.read == {"b"}
    assert "第２章 丁" in built.body("a")


def test_a_label_that_goes_is_an_error_in_every_later_build(project):
    project.publish()
    project.write(a="# 甲\n\n{title}`second`\n", b="(second)=\n# 乙\n")
    project.build()
    project.write(b="# 乙\n")
    for _ in range(2):
        (warning,) = project.build().warnings
        assert warning.startswith("a.md:3: WARNING: no heading is labelled “second”")


def test_labels_may_be_japanese(project):
    project.publish()
    project.write(a="# 甲\n\n{title}`目的`\n\n```{excerpt} 本文\n```\n", b="(目的)=\n# 乙\n\n(本文)=\nこの文。\n")
    built = project.build()
    assert built.warnings == []
    assert "第２章 乙 この文。" in built.body("a")


TWO = """
[[documents]]
id = "first"
title = "一つめ"
layout = "report"
numbering = "report"
chapters = ["a.md", "b.md"]

[[documents]]
id = "second"
title = "二つめ"
layout = "report"
numbering = "report"
chapters = ["b.md"]
"""


def test_a_reference_may_name_its_document(project):
    project.publish(documents=TWO)
    project.write(
        a="# 甲\n\n{title}`乙`と{title}`second#乙`、{pageref}`second#乙`、{ref}`その章 <second#乙>`\n",
        b="(乙)=\n# 乙\n",
    )
    built = project.build()
    assert built.warnings == []
    assert "第２章 乙と第１章 乙、第１章 乙、その章" in built.body("a")
    assert built.main("a").count('href="b.html#id1"') == 4


def test_a_label_may_hold_the_sign(project):
    project.publish(documents=TWO)
    project.write(a="# 甲\n\n{title}`second#乙`、{ref}`second#乙`\n", b="(second#乙)=\n# 乙\n")
    built = project.build()
    assert built.warnings == []
    assert "第２章 乙、乙" in built.body("a")


@pytest.mark.parametrize("written", ["{title}`%s`", "{pageref}`%s`", "{ref}`%s`", "{ref}`語 <%s>`"])
def test_a_wrong_document_names_file_and_line_in_every_build(project, written):
    project.publish(documents=TWO)
    project.write(a="(甲)=\n# 甲\n", b=f"# 乙\n\n{written % 'secnd#甲'}\n\n{written % 'second#甲'}\n")
    for _ in range(2):
        unknown, lacking = (warning.partition(" [")[0] for warning in project.build().warnings)
        assert unknown == "b.md:3: WARNING: there is no document “secnd” → did you mean second?"
        assert lacking == "b.md:5: WARNING: the document “second” does not hold “甲” → it stands in first"
