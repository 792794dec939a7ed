"""What `kanko reuse status` and `update` tell and do when editions change: each kind of fate, and each way out."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from build_tools.errors import KankoError
from build_tools.reuse.status import status
from build_tools.reuse.telling import lines, step_lines
from tests.bundle.making import AIM, Titled
from tests.commands import kanko
from tests.reuse.projects import CONF, Project

GOALS = AIM.below[0]
REWORDED = Titled("aim", "取組の目的", ["甲市は、取組を広げた。"], [GOALS], "第１章")
RENAMED = Titled(
    "aim", "取組の目的", AIM.paragraphs, [Titled("targets", "目標", GOALS.paragraphs, (), "１．")], "第１章"
)
ALONE = Titled("aim", "取組の目的", AIM.paragraphs, (), "第１章")
NEXT = {"name": "report-2023", "date": "2023-03-31"}
CITED = "# 手引\n\n```{reuse} report-2022:aim\n```\n\n```{reuse} report-2022:goals\n```\n"


@pytest.fixture
def guide(project: Project) -> Project:
    """A project with two sections that are pinned."""
    project.write(index=CITED)
    project.update()
    return project


def kinds(project: Project) -> dict[str, str]:
    return {fate.cited.section: fate.kind for fate in status(project.folder)}


def told(project: Project, language: str = "ja") -> list[str]:
    return list(lines(status(project.folder), language))


def advised(project: Project, *sections: str, language: str = "ja", **how: bool) -> list[str]:
    return list(step_lines(project.update(*sections, **how), language))


def test_with_no_later_edition_all_is_the_same(guide: Project):
    assert told(guide) == ["[変更なし]  report-2022:aim  index.md:3", "[変更なし]  report-2022:goals  index.md:6"]


def test_a_reworded_section_is_told_with_what(guide: Project):
    guide.bundle(REWORDED, **NEXT)
    assert told(guide) == [
        "[変更あり]  report-2022:aim  index.md:3",
        "    report-2023: １文 変更",
        "[変更なし]  report-2022:goals  index.md:6",
    ]
    assert told(guide, "en")[1] == "    In report-2023: 1 sentence changed"


def test_a_section_with_another_one_below_it_is_told_so(guide: Project):
    more = Titled("costs", "費用", ["費用は、甲市が負担する。"])
    guide.bundle(Titled("aim", "取組の目的", AIM.paragraphs, [GOALS, more], "第１章"), **NEXT)
    assert told(guide)[1] == "    report-2023: 節 １ 追加"


def test_update_moves_the_pins_and_the_text(guide: Project):
    guide.bundle(REWORDED, **NEXT)
    assert "取組を進めた" in guide.build().text("index")
    assert advised(guide) == [
        "[更新]  report-2022:aim  index.md:3",
        "    report-2022 → report-2023:report/aim:aim",
        "[更新]  report-2022:goals  index.md:6",
        "    report-2022 → report-2023:report/aim:goals",
    ]
    built = guide.build()
    assert built.read == ["index"]
    assert "取組を広げた" in built.text("index") and "令和５年３月３１日" in built.text("index")
    assert kinds(guide) == {"aim": "same", "goals": "same"}
    assert advised(guide)[0] == "[そのまま]  report-2022:aim  index.md:3"


def test_update_of_one_section_leaves_the_others(guide: Project):
    guide.bundle(REWORDED, **NEXT)
    guide.update("report/aim:goals")
    assert kinds(guide) == {"aim": "changed", "goals": "same"}
    assert guide.lock.count("report-2023") == 1


def test_a_citation_survives_a_renaming(guide: Project):
    replaced = [{"id": "report/aim:targets", "earlier": ["report/aim:goals"]}]
    guide.bundle(RENAMED, **NEXT, replaced=replaced)
    assert told(guide)[1:] == [
        "[移動]  report-2022:goals  index.md:6",
        "    report-2023:report/aim:targets になりました。",
        "    内容は同じです。",
    ]
    assert advised(guide, "goals") == [
        "[更新]  report-2022:goals  index.md:6",
        "    report-2022 → report-2023:report/aim:targets",
        "    原稿の書き方（index.md:6）: {reuse} report-2023:report/aim:targets",
    ]
    assert "目標は三つある。" in guide.build().text("index")
    assert kinds(guide)["goals"] == "same"


def test_renamings_are_followed_through_editions_between(guide: Project):
    guide.bundle(RENAMED, **NEXT, replaced=[{"id": "report/aim:targets", "earlier": ["report/aim:goals"]}])
    last = Titled("aim", "取組の目的", AIM.paragraphs, [Titled("ends", "目標", ["目標は四つある。"])], "第１章")
    guide.bundle(
        last,
        name="report-2024",
        date="2024-03-31",
        replaced=[{"id": "report/aim:ends", "earlier": ["report/aim:targets"]}],
    )
    assert told(guide)[-3:] == [
        "[移動]  report-2022:goals  index.md:6",
        "    report-2024:report/aim:ends になりました。",
        "    report-2024: １文 変更",
    ]


def test_a_withdrawn_section_stays_until_someone_decides(guide: Project):
    withdrawn = [{"id": "report/aim:goals", "reason": "数に誤りがあったため", "instead": "report/aim:aim"}]
    guide.bundle(ALONE, **NEXT, withdrawn=withdrawn)
    said = "    report-2023 で取り下げ（数に誤りがあったため）。代わりに: report-2023:report/aim:aim"
    assert told(guide)[2:] == ["[取下げ]  report-2022:goals  index.md:6", said]
    assert advised(guide, "goals") == [
        "[そのまま]  report-2022:goals  index.md:6",
        said,
        "    原稿の書き方（index.md:6）: {reuse} report-2023:report/aim:aim",
        "    今の文章のまま使うなら: kanko reuse update --keep report-2022:goals",
    ]
    assert "目標は三つある。" in guide.build().text("index")


def test_what_is_kept_on_purpose_is_no_decision_until_the_next_edition(guide: Project):
    guide.bundle(REWORDED, **NEXT)
    assert advised(guide, "aim", keep=True) == ["[据え置き]  report-2022:aim  index.md:3"]
    assert kinds(guide) == {"aim": "kept", "goals": "same"}
    guide.update()
    assert kinds(guide)["aim"] == "kept" and "取組を進めた" in guide.build().text("index")
    guide.bundle(
        Titled("aim", "取組の目的", ["甲市は、取組を終えた。"], [GOALS]), name="report-2024", date="2024-03-31"
    )
    assert kinds(guide)["aim"] == "changed"
    guide.update("aim", keep=True)
    guide.update("aim")
    assert kinds(guide)["aim"] == "same" and "kept" not in guide.lock


def test_a_section_that_is_gone_without_a_word(guide: Project):
    guide.bundle(RENAMED, **NEXT)
    assert told(guide)[1:] == [
        "[なくなった]  report-2022:goals  index.md:6",
        "    report-2023 にはありません。report-2023:report/aim:targets になったようです。",
    ]
    assert advised(guide, "goals")[0].startswith("[そのまま]")
    before = guide.lock
    assert guide.update("goals")[0].decision and guide.lock == before


def test_a_bundle_that_was_replaced_in_its_place(guide: Project):
    guide.bundle(REWORDED)
    assert told(guide) == [
        "[版がない]  report-2022:aim  index.md:3",
        "    控えが指す report-2022 の転載用ファイルがありません。",
        "    今ある report-2022:report/aim:aim は、内容が違います。",
        "[版がない]  report-2022:goals  index.md:6",
        "    控えが指す report-2022 の転載用ファイルがありません。",
        "    今ある report-2022:report/aim:goals は、同じ内容です。",
    ]
    guide.update()
    assert kinds(guide) == {"aim": "same", "goals": "same"}


def test_a_corrected_bundle_of_the_same_day_is_later_by_its_name(guide: Project):
    first = guide.folder / "bundles/report-2022.kanko"
    kept = first.read_bytes()
    guide.bundle(REWORDED).rename(guide.folder / "bundles/report-2022-2.kanko")
    first.write_bytes(kept)
    assert told(guide)[1] == "    report-2022: １文 変更"
    guide.update("aim")
    assert kinds(guide) == {"aim": "same", "goals": "same"}


def test_another_publication_is_no_later_edition_unless_the_project_says_so(guide: Project):
    guide.bundle(REWORDED, name="survey-2023", date="2023-03-31", title="別の調査")
    assert kinds(guide)["aim"] == "same"
    Path("conf.py").write_text(CONF + 'reuse_follows = {"report-2022": "survey-2023"}\n', "utf-8")
    assert kinds(guide)["aim"] == "changed"


def test_pins_that_nothing_cites_are_told_and_dropped_when_asked(guide: Project):
    guide.write(index="# 手引\n\n```{reuse} report-2022:aim\n```\n")
    assert told(guide)[1] == "[使用なし]  report-2022:goals"
    guide.update()
    assert "goals" in guide.lock
    assert advised(guide, prune=True)[-1] == "[抹消]  report-2022:goals"
    assert "goals" not in guide.lock and kinds(guide) == {"aim": "same"}


def test_a_new_citation_is_pinned_as_it_says(guide: Project):
    guide.bundle(REWORDED, **NEXT)
    guide.write(
        index=CITED, more="# 二\n\n```{reuse} report-2022:report/aim:aim\n```\n\n```{reuse} report-2023:aim\n```\n"
    )
    assert [fate.kind for fate in status(guide.folder)] == ["changed", "same", "unpinned", "unpinned"]
    guide.update("report-2022:report/aim:aim", "report-2023:aim")
    assert [fate.kind for fate in status(guide.folder)] == ["changed", "same", "changed", "same"]


def test_a_withdrawn_section_is_not_taken_anew(project: Project):
    project.bundle(AIM, withdrawn=[{"id": "report/aim:goals", "reason": "誤りのため", "instead": "report/aim:aim"}])
    project.write(index=CITED)
    with pytest.raises(KankoError, match=r"index\.md:6: report-2022:goals is withdrawn: 誤りのため → Use report-2022:"):
        project.update()


def test_what_is_not_cited_is_refused_unless_it_names_an_edition(guide: Project):
    with pytest.raises(KankoError, match=r"No document of this project cites costs\. → It cites: report-2022:aim,"):
        guide.update("costs")
    guide.update("report-2022:report/aim:goals")  # as a directive that an extension makes
    assert kinds(guide)["report/aim:goals"] == "unused"


def test_a_tampered_bundle_is_refused_by_status_too(guide: Project):
    (guide.folder / "bundles/report-2023.kanko").write_bytes(b"PK")
    with pytest.raises(KankoError, match=r"bundles/report-2023\.kanko"):
        status(guide.folder)


def test_the_lock_is_the_same_bytes_in_any_order_and_names_no_machine(guide: Project):
    before = guide.lock
    Path("reuse.lock").unlink()
    guide.update("goals")
    guide.update("aim")
    assert guide.lock == before
    assert str(guide.folder) not in before and "/tmp" not in before


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return kanko(folder, "reuse", *arguments)


def test_the_commands_tell_by_their_exit_codes(guide: Project):
    assert run(guide.folder, "status").returncode == 0
    guide.bundle(REWORDED, **NEXT)
    changed = run(guide.folder.parent, "status", "guide", "--format", "json")
    assert changed.returncode == 1
    sections = json.loads(changed.stdout)["sections"]
    assert sections[0] == {
        "cited": "report-2022:aim", "kind": "changed", "decision": True,
        "places": [{"file": "guide/index.md", "line": 3}],
        "pinned": "report-2022:report/aim:aim", "latest": "report-2023:report/aim:aim", "latest_edition": "report-2023",
        "changes": ["１文 変更"], "reason": "", "instead": "",
    }  # fmt: skip
    done = run(guide.folder.parent, "update", "--project", "guide")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "[更新]  report-2022:aim  guide/index.md:3")
    (guide.folder / "reuse.lock").write_text("<<<<<<< HEAD\n", "utf-8")
    failed = run(guide.folder, "status")
    assert failed.returncode == 2 and "reuse.lock:1: このファイルは節の控えとして読めません" in failed.stderr
