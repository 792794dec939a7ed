"""Never silently another text: what the lock does not name exactly stops the build, with a sentence and its place."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from build_tools.errors import KankoError
from build_tools.reuse.lock import read_lock
from build_tools.reuse.memory import ReuseError
from tests.bundle.making import AIM, Titled, repack
from tests.reuse.projects import Project

CITED = "# 手引\n\n```{reuse} report-2022:aim\n```\n"
OTHER = Titled("aim", "取組の目的", ["甲市は、取組を終えた。"])


def refused(project: Project) -> list[str]:
    """What a build says that refuses; and the next one says it again."""
    said = []
    for _ in range(2):
        with pytest.raises(ReuseError) as caught:
            project.build()
        said.append(str(caught.value).strip().splitlines())
    assert said[0] == said[1]
    return said[0]


def pinned(project: Project, text: str = CITED) -> Project:
    project.write(index=text)
    project.update()
    return project


def test_a_section_that_is_not_pinned(project: Project):
    project.write(index=CITED, more="# 二\n\n```{reuse} report-2022:goals\n```\n")
    assert refused(project) == [
        (
            "index.md:3: reuse.lock does not name the text of report-2022:aim yet. → Run: kanko reuse update"
            " report-2022:aim [reuse.unpinned]"
        ),
        (
            "more.md:3: reuse.lock does not name the text of report-2022:goals yet. → Run: kanko reuse update"
            " report-2022:goals [reuse.unpinned]"
        ),
    ]


def test_what_is_not_there(project: Project):
    project.write(
        index="# 手引\n\n```{reuse} report-2022:aims\n```\n\n```{reuse} report-2021:aim\n```\n\n```{reuse} aim\n```\n"
    )
    said = refused(project)
    assert said == [
        "index.md:3: report-2022 has no section aims. → Did you mean aim? [reuse.unknown-section]",
        (
            "index.md:6: There is no bundle of the edition report-2021 in bundles. → There are: report-2022."
            " [reuse.unknown-edition]"
        ),
        "index.md:9: “aim” does not name a section of an edition. → Write {reuse} EDITION:SECTION. [reuse.citation]",
    ]
    with pytest.raises(KankoError) as caught:
        project.update()
    assert [problem.say("en") for problem in caught.value.problems] == [said[2], said[1], said[0]]
    assert not (project.folder / "reuse.lock").exists()


def test_the_place_is_that_in_an_included_file(project: Project):
    project.write(index="# 手引\n\n```{include} part.md\n```\n", part="本文\n\n```{reuse} report-2022:none\n```\n")
    (project.folder / "conf.py").open("a").write('exclude_patterns = ["part.md"]\n')
    assert [line.partition(": ")[0] for line in refused(project)] == ["part.md:3"]


def test_a_tampered_bundle(project: Project):
    pinned(project).build()
    bundle = project.folder / "bundles/report-2022.kanko"
    (name,) = (section.text for section in project.sections() if section.id == "report/aim:aim")
    repack(bundle, {name: "# 取組の目的\n\n甲市は、取組をやめた。\n".encode()})
    os.utime(bundle, (0, 0))  # older than what was built of it
    first, second = refused(project)
    here = "index.md:3: bundles/report-2022.kanko"
    assert first.startswith(f"{here} is not the bundle that reuse.lock names: it has been changed or replaced.")
    assert second.startswith(f"{here}: {name} is not as it was when the bundle was made.")


def test_a_bundle_that_was_replaced_by_a_valid_one(project: Project):
    pinned(project).build()
    project.bundle(OTHER)
    (said,) = refused(project)
    assert "is not the bundle that reuse.lock names" in said and "kanko reuse update" in said
    project.update()
    built = project.build()
    assert "甲市は、取組を終えた。" in built.text("index") and built.read == ["index"]


def test_a_bundle_that_is_gone(project: Project):
    pinned(project)
    (project.folder / "bundles/report-2022.kanko").unlink()
    assert refused(project) == [
        (
            "index.md:3: The bundle of report-2022 that reuse.lock names is not in bundles. → Put the file back."
            " [reuse.no-bundle]"
        )
    ]


def test_a_newer_edition_beside_it_changes_nothing(project: Project):
    pinned(project).build()
    project.bundle(OTHER, name="report-2023", date="2023-03-31")
    built = project.build()
    assert built.read == [] and "甲市は、取組を進めた。" in built.text("index")


def test_a_bundle_may_have_another_name(project: Project):
    pinned(project)
    shutil.move(project.folder / "bundles/report-2022.kanko", project.folder / "bundles/old.kanko")
    assert "甲市は、取組を進めた。" in project.build().text("index")


def test_a_lock_that_was_edited(project: Project):
    pinned(project)
    lock = project.folder / "reuse.lock"
    whole = lock.read_text("utf-8")
    lock.write_text(whole.replace('hash = "', 'hash = "0'), "utf-8")
    assert "reuse.lock does not fit the bundle" in refused(project)[0]
    for text, said in (
        (whole.replace("[sections.", "<<<<<<< ours\n[sections."), "reuse.lock:7: This lock can't be read"),
        (whole.replace("version = 1", "version = 2"), "reuse.lock: This lock has version 2"),
        (whole.replace("bundle =", "digest ="), "reuse.lock: This lock can't be read (sections.report-2022:aim"),
    ):
        lock.write_text(text, "utf-8")
        assert refused(project)[0].startswith(said)
        with pytest.raises(KankoError):
            read_lock(lock)


def test_a_pin_that_moves_rebuilds_its_documents_alone(project: Project):
    project.write(
        index=f"{CITED}\n```{{toctree}}\ngoals\nother\n```\n",
        goals="# 二\n\n```{reuse} report-2022:goals\n```\n",
        other="# 三\n",
    )
    project.update()
    project.build()
    project.bundle(OTHER, name="report-2023", date="2023-03-31")
    project.update("aim")
    assert project.build().read == ["index"]


@pytest.mark.parametrize(
    "text",
    [
        "# 取組の目的\n\n<script>alert(1)</script>\n",
        "# 取組の目的\n\n```{raw} html\n<b>\n```\n",
        "# 取組の目的\n\n```{include} /conf.py\n```\n",
        "# 取組の目的\n\n```{literalinclude} /conf.py\n```\n",
        "# 取組の目的\n\n```{csv-table}\n:file: conf.py\n```\n",
        "# 取組の目的\n\n{download}`conf.py`\n",
        "# 取組の目的\n\n```{image} ../conf.png\n```\n",
        "# 取組の目的\n\n![](https://example.jp/spy.png)\n",
        "# 取組の目的\n\n```{toctree}\nindex\n```\n",
        "見出しのない文\n",
        "# 取組の目的\n\n# 二つ目\n",
    ],
    ids=[
        "html",
        "raw",
        "include",
        "literalinclude",
        "csv",
        "download",
        "image",
        "remote",
        "toctree",
        "no heading",
        "two headings",
    ],
)
def test_a_bundle_that_reaches_out_of_itself(project: Project, text: str):
    Path("conf.png").write_bytes(b"")
    project.bundle(Titled("aim", "取組の目的", AIM.paragraphs, text=text))
    said = refused(pinned(project))
    assert said[0].startswith("index.md:3: report-2022:report/aim:aim ") and said[0].endswith("[reuse.foreign]")


def test_html_stands_where_the_project_allows_it(project: Project):
    project.bundle(Titled("aim", "取組の目的", AIM.paragraphs, text="# 取組の目的\n\n<b>太字</b>\n"))
    project.settings["reuse_raw_html"] = True
    assert "<b>太字</b>" in pinned(project).build().body("index")
