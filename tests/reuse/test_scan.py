"""Where directives are found without a build; what looks like one and is none is not."""

from __future__ import annotations

import pytest

from build_tools.errors import KankoError
from build_tools.reuse.project import read_project
from build_tools.reuse.scan import scan
from tests.reuse.projects import CONF, Project

CITED = "```{reuse} report-2022:aim\n```\n"


def found(project: Project) -> dict[str, list[str]]:
    citations = scan(read_project(project.folder)).citations
    return {str(cited): [str(place) for place in places] for cited, places in citations.items()}


def test_directives_of_all_documents_are_found_with_their_lines(project: Project):
    project.write(index=f"# 手引\n\n{CITED}\n{CITED}", more="# 二\n\n```{reuse} report-2022:report/aim:goals\n```\n")
    assert found(project) == {
        "report-2022:aim": ["index.md:3", "index.md:6"],
        "report-2022:report/aim:goals": ["more.md:3"],
    }


def test_a_directive_inside_another_one_counts(project: Project):
    project.write(index=f"# 手引\n\n- 項目\n\n  ````{{note}}\n  :class: wide\n\n{indented(CITED)}  ````\n")
    assert found(project) == {"report-2022:aim": ["index.md:8"]}


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def test_what_only_shows_the_syntax_does_not(project: Project):
    shown = (
        "````md\n" + CITED + "````\n\n````{code-block} md\n" + CITED + "````\n\n    " + CITED.replace("\n", "\n    ")
    )
    project.write(index=f"# 手引\n\n{shown}\n\n%% {CITED.splitlines()[0]}\n")
    assert found(project) == {}


def test_included_files_count_also_where_they_are_no_documents(project: Project):
    (project.folder / "conf.py").write_text(CONF + 'exclude_patterns = ["parts"]\n', "utf-8")
    (project.folder / "parts/deep").mkdir(parents=True)
    (project.folder / "parts/one.md").write_text("```{include} /parts/deep/two.md\n```\n", "utf-8")
    (project.folder / "parts/deep/two.md").write_text(f"本文\n\n{CITED}", "utf-8")
    project.write(index="# 手引\n\n```{include} parts/one.md\n```\n\n```{include} parts/one.md\n```\n")
    assert found(project) == {"report-2022:aim": ["parts/deep/two.md:3"]}


def test_colons_count_where_the_project_reads_them(project: Project):
    project.write(index="# 手引\n\n:::{reuse} report-2022:aim\n:::\n")
    assert found(project) == {}
    (project.folder / "conf.py").write_text(CONF + 'myst_enable_extensions = ["colon_fence"]\n', "utf-8")
    assert found(project) == {"report-2022:aim": ["index.md:3"]}


def test_restructuredtext_counts(project: Project):
    rst = "手引\n====\n\n::\n\n   .. reuse:: report-2022:no\n\n.. reuse:: report-2022:aim\n   :edited:\n"
    project.write(index_rst=rst, more="# 二\n\n```{eval-rst}\n.. reuse:: report-2022:goals\n```\n")
    assert found(project) == {"report-2022:aim": ["index.rst:8"], "report-2022:goals": ["more.md:4"]}


def test_a_project_without_configuration_is_refused_with_a_sentence(project: Project):
    (project.folder / "conf.py").unlink()
    with pytest.raises(KankoError, match=r"no Sphinx project that can be read.*Name the folder of conf\.py"):
        read_project(project.folder)
    (project.folder / "conf.py").write_text("language =", "utf-8")
    with pytest.raises(KankoError, match=r"reuse\.no-project"):
        read_project(project.folder)
