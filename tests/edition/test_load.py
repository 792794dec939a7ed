from __future__ import annotations

import datetime
import os
import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.edition import Chapter, chapters, edition_for_project, facts_of, load_edition
from build_tools.errors import KankoError, Problem

Write = Callable[..., Path]
BASE = (Path(__file__).parent / "base.toml").read_text(encoding="utf-8")

ROOT = Path(__file__).parents[2]
CASES = sorted((Path(__file__).parent / "cases").iterdir())


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(KankoError) as caught:
        load_edition(folder)
    return caught.value.problems


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_mistake_is_told_at_once(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writes the expected sentences anew with KANKO_UPDATE=1."""
    monkeypatch.chdir(case)
    said = "".join(f"{problem.say('en')}\n{problem.say('ja')}\n\n" for problem in problems_of(Path()))
    expected = case / "expected" / "problems.txt"
    if os.environ.get("KANKO_UPDATE"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")


def test_every_problem_has_its_case() -> None:
    """No name of a problem goes untested: it stands in a case, or in a test that needs files git doesn't keep."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "build_tools" / "edition").glob("*.py"))
    names = set(re.findall(r'"(edition\.[a-z0-9-]+)"', code)) - {"edition.too-early"}
    told = "".join((case / "expected" / "problems.txt").read_text(encoding="utf-8") for case in CASES)
    tested = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert names
    assert [name for name in sorted(names) if f"[{name}]" not in told and f'"{name}"' not in tested] == []


WRONG = [
    '""',
    '"x"',
    "1",
    "0.5",
    "true",
    "2022-03-31",
    "2022-03-31T00:00:00Z",
    "[]",
    "[1]",
    '[""]',
    "[[]]",
    "{}",
    "{ x = {} }",
]


@pytest.mark.parametrize("wrong", WRONG)
def test_whatever_stands_there_is_read_or_refused_in_plain_words(write: Write, wrong: str) -> None:
    """Each value of a full edition is replaced in turn: the outcome is an edition or problems, never a crash."""
    lines = (ROOT / "source" / "publication.toml").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        key, equals, value = line.partition(" = ")
        if equals and not value.endswith(("[", "\\")):
            broken = [*lines[:number], f"{key} = {wrong}", *lines[number + 1 :]]
            try:
                load_edition(write("\n".join(broken)))
            except KankoError as error:
                assert all(problem.place and problem.what.ja for problem in error.problems)


def test_a_good_edition_holds_what_the_file_says(write: Write) -> None:
    edition = load_edition(write())
    assert (edition.title, edition.date, edition.folder.name) == (
        "小さな版",
        datetime.date(2022, 3, 31),
        Path.cwd().name,
    )
    [document] = edition.documents
    assert (document.title, document.numbering, document.chapters) == ("小さな版", "none", (Chapter(file="a.md"),))
    assert document.chapters[0].docname == "a"
    assert set(edition.numbering) == {"report", "release", "none"}


def test_an_edition_travels_between_processes(write: Write) -> None:
    edition = load_edition(write())
    assert pickle.loads(pickle.dumps(edition)) == edition


def test_a_chapter_may_stand_in_two_documents(write: Write) -> None:
    second = BASE[BASE.index("[[documents]]") :].replace('"report"', '"leaflet"')
    edition = load_edition(write(f"{BASE}\n{second}"))
    assert [document.chapters[0].docname for document in edition.documents] == ["a", "a"]


def test_an_edition_may_bring_layouts_and_numbering_of_its_own(write: Write) -> None:
    own = BASE.replace('"plain"', '"own"\nnumbering = "law"') + '\n[numbering.law]\nchapter = "第{一}章"\n'
    edition = load_edition(write(own, **{"a.md": "# a\n", "templates/print/own/layout.toml": ""}))
    assert edition.numbering[edition.documents[0].numbering].chapter == "第{一}章"


def test_what_is_no_chapter_is_left_alone(write: Write) -> None:
    files = (
        "a.md",
        "README.md",
        "readme.ja.md",
        "_drafts/b.md",
        ".hidden/c.md",
        "part/_old.md",
        "part/.b.md",
        "notes.txt",
    )
    assert load_edition(write(BASE, **dict.fromkeys(files, "# x\n")))


def test_a_chapter_that_is_not_utf8_is_named_with_its_line(write: Write) -> None:
    [problem] = problems_of(write(BASE, **{"a.md": "# a\n\nあ\n".encode("cp932")}))
    assert (problem.name, str(problem.place)) == ("edition.not-utf8", "a.md:3")


@pytest.mark.parametrize("path", ["link.md", "../outside.md", "/etc/hostname", "door/outside.md"])
def test_a_chapter_cannot_lie_outside(write: Write, path: str) -> None:
    folder = write(BASE.replace("a.md", path), **{"_/keep": ""})
    outside = folder.parent / "outside.md"
    outside.write_text("# x\n", encoding="utf-8")
    (folder / "link.md").symlink_to(outside)
    (folder / "door").symlink_to(folder.parent)
    [problem] = [problem for problem in problems_of(folder) if problem.name != "edition.orphan-chapter"]
    assert (problem.name, str(problem.place)) == (
        "edition.outside",
        "publication.toml:10 [documents[1].chapters[1].file]",
    )


def test_a_project_without_publication_toml_becomes_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1648684800")
    edition = edition_for_project("The Manual, 2nd ed.", "", "", ["index", "api/v1.2"])
    [document] = edition.documents
    assert (edition.date, edition.issuer, edition.language) == (datetime.date(2022, 3, 31), edition.title, "en")
    assert (document.id, document.layout) == ("the-manual-2nd-ed", "report")
    assert [chapter.docname for chapter in document.chapters] == ["index", "api/v1.2"]
    assert facts_of(edition)["title"] == "The Manual, 2nd ed."


@pytest.mark.parametrize("folder", ["source", "templates/edition"])
def test_the_editions_that_ship_hold_together(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters, "templates_root", lambda: ROOT / "templates")
    assert load_edition(ROOT / folder).documents


def test_the_committee_of_the_first_edition_is_listed_chair_first_then_by_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chapters, "templates_root", lambda: ROOT / "templates")
    committee = load_edition(ROOT / "source").committee
    assert committee is not None
    assert [member.family for member in committee.ordered] == ["石田", "伊藤", "白坂", "中川", "原田", "村木"]
    assert committee.chair is committee.ordered[0]
