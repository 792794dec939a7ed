"""What {reuse} sets: at the level where it stands, with ids of its own, figures, tables and footnotes; its source."""

from __future__ import annotations

import re

import pytest

from build_tools.reuse.memory import ReuseError
from tests.bundle.making import Titled
from tests.manuscript.conftest import DOT
from tests.reuse.projects import CONF, Project

CITED = "```{reuse} report-2022:aim\n```\n"
RICH = """\
(aim)=
# 取組の目的

{numref}`plan`と{ref}`数の表 <numbers>`、[目標](#goals)と{ref}`goals`を見よ[^1]。"そのまま" -- {{ text }}、$x$。

```{figure} ../assets/plan.png
:name: plan
:alt: 計画の図

計画
```

```{list-table} 数
:name: numbers
:header-rows: 1

* - 甲
  - 乙
* - 一
  - 二
```

[^1]: 脚注の文。

(goals)=
## 目標

```{index} single: 目標
```

目標は三つある。
"""
SECTION = Titled(
    "aim",
    "取組の目的",
    ["甲市は、取組を進めた。"],
    [Titled("goals", "目標", ["目標は三つある。"], (), "１．", "2")],
    "第１章",
    text=RICH,
    assets={"assets/plan.png": DOT},
)


@pytest.fixture
def rich(project: Project) -> Project:
    """A project with a section that has everything."""
    project.bundle(SECTION, address="https://example.jp/report/")
    return project


def headings(html: str) -> list[tuple[str, str]]:
    found = re.findall(r"<h(\d)>(.*?)</h\d>", html)
    return [(level, re.sub(r"<a .*?</a>|<[^>]*>", "", title)) for level, title in found]


def ids(html: str) -> list[str]:
    return re.findall(r' id="([^"]*)"', html)


def test_a_section_is_set_at_the_level_where_it_stands(rich: Project):
    rich.write(index=f"# 手引\n\n## 準備\n\n{CITED}\n## 次\n")
    rich.update()
    built = rich.build()
    assert headings(built.body("index")) == [
        ("1", "手引"), ("2", "準備"), ("3", "取組の目的"), ("4", "目標"), ("2", "次"),
    ]  # fmt: skip
    assert built.warnings == ["index.md:5: WARNING: numfig is disabled. :numref: is ignored."]


def test_a_document_can_be_one_section(rich: Project):
    rich.write(index=CITED)
    rich.update()
    built = rich.build()
    assert headings(built.body("index")) == [("1", "取組の目的"), ("2", "目標")]
    assert built.app.env.titles["index"].astext() == "取組の目的"


def test_text_figures_tables_and_footnotes_are_the_projects_own(rich: Project):
    rich.settings["numfig"] = True
    rich.write(index=f"# 手引\n\n{CITED}\n## 次\n\n後の注[^own]。\n\n[^own]: 手引の脚注。\n")
    rich.update()
    built = rich.build()
    html, text = built.body("index"), built.text("index")
    assert built.warnings == []
    assert "図1と数の表、目標と目標を見よ[1]。&quot;そのまま&quot;--{{text}}、$x$。" in text
    assert "図1計画" in text and "表1数" in text and "[1]脚注の文。[2]手引の脚注。" in text
    assert 'alt="計画の図"' in html and (rich.folder.parent / "out/html/_images/plan.png").read_bytes() == DOT
    links = re.findall(r'<a class="reference internal" href="#(.*?)"', html)
    assert links == [f"report-2022-aim-{name}" for name in ("plan", "numbers", "goals", "goals")]
    assert set(links) <= set(ids(html))


@pytest.mark.parametrize("setting", ["smartquotes = True\nlanguage = 'en'", "myst_enable_extensions = ['dollarmath']"])
def test_the_projects_own_syntax_does_not_touch_the_text(rich: Project, setting: str):
    (rich.folder / "conf.py").write_text(f"{CONF}{setting}\n", "utf-8")
    rich.write(index=f'# Guide\n\n"quoted" $y$\n\n{CITED}')
    rich.update()
    text = rich.build().text("index")
    assert "&quot;そのまま&quot;--{{text}}、$x$。" in text
    assert "“quoted”" in text or "\\(y\\)" in text


def test_a_section_may_stand_twice_in_a_document_and_in_others(rich: Project):
    rich.settings["numfig"] = True
    rich.write(
        index=f"# 手引\n\n{CITED}\n{CITED}\n```{{toctree}}\nmore\n```\n",
        more=f"# 二\n\n{CITED}\n```{{reuse}} report-2022:goals\n```\n",
    )
    rich.update()
    built = rich.build()
    html = built.body("index")
    assert built.warnings == []
    assert len(ids(html)) == len(set(ids(html)))
    assert html.count("報告書 1ページ") == 2
    for section, number in (("report-2022-aim", "1"), ("report-2022-aim-2", "2")):
        assert f'href="#{section}-plan"><span class="std std-numref">図 {number}' in html
    assert 'href="#report-2022-aim-plan"><span class="std std-numref">図 3' in built.body("more")


def test_links_in_a_grid_lead_to_places_of_the_section(project: Project):
    grid = "+------------------+---+\n| `link <here_>`__ | b |\n+------------------+---+\n"
    table = f"````{{table}} 題\n```{{eval-rst}}\n{grid}```\n````\n"
    project.bundle(Titled("aim", "取組の目的", text=f"(aim)=\n# 取組の目的\n\n(here)=\n本文。\n\n{table}"))
    project.write(index=f"# 手引\n\n{CITED}\n{CITED}")
    project.update()
    built = project.build()
    assert built.warnings == []
    assert re.findall(r'href="#(.*?)">link', built.body("index")) == ["report-2022-aim-here", "report-2022-aim-2-here"]


def test_the_index_leads_to_each_place(rich: Project):
    rich.write(index=f"# 手引\n\n{CITED}\n{CITED}")
    rich.update()
    built = rich.build()
    places = re.findall(r'href="index.html#([^"]*)"', built.file("genindex.html").partition('id="目"')[2])
    assert len(places) == 2 and set(places) <= set(ids(built.body("index")))


def test_the_source_says_edition_section_pages_and_address(rich: Project):
    rich.write(index=f"# 手引\n\n{CITED}")
    rich.update()
    source = re.search(r'<p class="reuse-source">(.*?)</p>', rich.build().body("index"))
    address = "https://example.jp/report/report/aim.html#aim"
    assert source and source[1] == (
        "出典：「取組の報告」（試験局、令和４年３月３１日）第１章「取組の目的」（報告書 1ページ）（"
        f'<a class="reference external" href="{address}">{address}</a>）'
    )


@pytest.mark.parametrize("option", [":edited:", ":title: 別の*題*"])
def test_what_is_edited_says_so(rich: Project, option: str):
    rich.write(index=f"# 手引\n\n```{{reuse}} report-2022:aim\n{option}\n:name: ours\n```\n\n## 次\n\n{{ref}}`ours`\n")
    rich.update()
    built = rich.build()
    assert "を編集・加工して作成" in built.text("index") and "出典：" not in built.text("index")
    title = "別の題" if "title" in option else "取組の目的"
    assert headings(built.body("index"))[1] == ("2", title)
    assert f'href="#report-2022-aim"><span class="std std-ref">{title}' in built.body("index")


def test_without_its_title_a_section_may_stand_in_a_list(rich: Project):
    options = "  :without-title:\n  :name: ours\n"
    rich.write(index=f"# 手引\n\n- 項目\n\n  ```{{reuse}} report-2022:goals\n{options}  ```\n\n[前](#ours)\n")
    rich.update()
    built = rich.build()
    assert headings(built.body("index")) == [("1", "手引")]
    assert built.text("index").startswith("手引¶項目目標は三つある。出典：")
    assert 'href="#ours"' in built.body("index") and {"ours", "report-2022-goals"} <= set(ids(built.body("index")))


def test_a_section_inside_a_list_is_refused(rich: Project):
    rich.write(index="# 手引\n\n- 項目\n\n  ```{reuse} report-2022:goals\n  ```\n")
    rich.update()
    with pytest.raises(ReuseError, match=r"\nindex.md:5: a section can't stand inside a list"):
        rich.build()


def test_own_text_right_behind_is_warned_of(rich: Project):
    rich.settings["numfig"] = True
    rich.write(index=f"# 手引\n\n{CITED}\n私の文。\n\n## 次\n\n{CITED}\n## その次\n\n私の文。\n")
    rich.update()
    (warning,) = rich.build().warnings
    assert warning.startswith("index.md:6: WARNING: text of your own stands behind a section of another publication")
    assert warning.endswith("→ give it a heading of its own [reuse.behind]")


def test_restructuredtext_takes_sections_as_well(rich: Project):
    rich.settings["numfig"] = True
    rich.write(index_rst="手引\n====\n\n.. reuse:: report-2022:aim\n   :edited:\n")
    rich.update()
    built = rich.build()
    assert built.warnings == []
    assert headings(built.body("index"))[1:] == [("2", "取組の目的"), ("3", "目標")]
    assert "図1と数の表、目標と目標を見よ[1]。" in built.text("index")


@pytest.mark.parametrize(("builder", "file"), [("text", "index.txt"), ("latex", "sphinx.tex"), ("xml", "index.xml")])
def test_other_builders_have_it_too(rich: Project, builder: str, file: str):
    rich.settings |= {"numfig": True, "latex_documents": [("index", "sphinx.tex", "手引", "試験局", "manual")]}
    rich.write(index=f"# 手引\n\n{CITED}\n{CITED}")
    rich.update()
    built = rich.build(builder)
    assert built.warnings == []
    assert built.file(file).replace("\n", "").count("目標は三つある。") == 2


def test_reading_in_parallel_makes_the_same(rich: Project):
    rich.settings["numfig"] = True
    documents = {f"d{number}": f"# 章{number}\n\n{CITED}" for number in range(6)}
    rich.write(index="# 手引\n\n```{toctree}\n:glob:\n\nd*\n```\n", **documents)
    rich.update()
    alone = rich.build()
    rich.folder = rich.folder.rename(rich.folder.parent / "again")
    rich.parallel = 2
    (rich.folder.parent / "out").rename(rich.folder.parent / "alone")
    both = rich.build()
    assert [both.body(name) for name in documents] == [
        (rich.folder.parent / f"alone/html/{name}.html").read_text("utf-8").partition('<div class="body"')[2]
        .partition(">")[2].partition('<div class="clearer"')[0]
        for name in documents
    ]  # fmt: skip
    assert both.app.is_parallel_allowed("read")
    assert both.warnings == alone.warnings == []


def test_readings_and_dots_are_set_in_the_other_project(project: Project):
    text = "(aim)=\n# 目的\n\n{ruby}`組版 <くみはん>`を{bouten}`大切`にする。\n"
    project.bundle(Titled("aim", "目的", ["組版を大切にする。"], number="第１章", text=text))
    project.write(index=f"# 手引\n\n{CITED}")
    project.update("report-2022:aim")
    built = project.build()
    assert built.warnings == []
    assert "<ruby>組版<rp>（</rp><rt>くみはん</rt><rp>）</rp></ruby>を" in built.body("index")
    assert '<em class="bouten">大切</em>' in built.body("index")
