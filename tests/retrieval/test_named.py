"""What people name: a bundle, a folder that was built into, an edition's folder, a revision; and what is refused."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from build_tools.concordance.locations import Locations, locations_json
from build_tools.errors import KankoError
from build_tools.manuscript.write import read_manuscript
from build_tools.retrieval.folders import files_of, sha256_of
from build_tools.retrieval.model import Means
from build_tools.retrieval.named import retrieve
from tests.bundle.making import write_bundle
from tests.commands import edition
from tests.comparison.manuscripts import take
from tests.manuscript.conftest import DOT

TEXT = "甲市は、{}を進めた。"
FIGURE = "\n\n```{figure} dot.png\n:alt: 点\n\n点の図\n```"


def written(folder: Path, what: str = "計画") -> Path:
    edition(folder, {"one": TEXT.format(what) + FIGURE})
    (folder / "dot.png").write_bytes(DOT)
    return folder


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two revisions of an edition."""
    top = tmp_path_factory.mktemp("repository")
    folder = written(top / "source")
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "first")
    git(top, "tag", "v1")
    (folder / "one.md").write_text(f"# 章 one\n\n{TEXT.format('整備')}{FIGURE}\n", "utf-8")
    git(top, "commit", "-qam", "second")
    return folder


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=甲", "-c", "user.email=a@example.jp", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def means(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Means:
    monkeypatch.chdir(source.parent)
    (tmp_path / "work").mkdir()
    return Means(tmp_path / "work", Path("source"))


def said(retrieved) -> str:
    (document,) = retrieved.edition.manuscript.documents
    return "".join(block.text for chapter in document.chapters for block in chapter.blocks)


def refused(name: str, named: object, means: Means) -> str:
    with pytest.raises(KankoError) as raised:
        retrieve(str(named), means)
    assert [problem.name for problem in raised.value.problems] == [name]
    return raised.value.problems[0].say("ja")


def test_a_revision_is_the_edition_as_it_was(means, source):
    old, new = retrieve("v1", means), retrieve("HEAD", means)
    assert "計画" in said(old) and "整備" in said(new)
    assert (old.has_pages, old.picture("dot.png")) == (False, DOT)


def test_nothing_of_a_revision_is_left_in_the_repository(means, source):
    retrieve("v1", means)
    assert git(source, "status", "--porcelain") == "" and git(source, "worktree", "list").count("\n") == 1
    assert sorted(path.name for path in source.parent.iterdir()) == [".git", "source"]


def test_an_editions_folder_is_taken_as_it_is_now(means, source):
    found = retrieve("source", means)
    assert "整備" in said(found) and not found.has_pages


HOSTILE = [
    "--output=stolen",
    "-h",
    "HEAD:source",
    "v1\n",
    "v1 --output=x",
    "$(touch stolen)",
    "x" * 300,
    "",
    "v9",
    "../..",
]


@pytest.mark.parametrize("named", HOSTILE)
def test_what_is_no_revision_is_refused_and_does_nothing(means, source, named):
    refused("retrieval.no-edition" if named == "../.." else "retrieval.unknown", named, means)
    assert not list(source.parent.rglob("stolen")) and not list(means.work.rglob("stolen"))


def test_a_revision_without_the_edition_is_refused(means, source):
    elsewhere = Means(means.work, Path("elsewhere"))
    assert "--source" in refused("retrieval.no-source", "HEAD", elsewhere)


def test_a_link_that_leads_out_of_a_revision_is_refused(means, source):
    git(source, "switch", "-qc", "linked")
    (source / "secret.md").symlink_to("/etc/hostname")
    git(source, "add", "-A")
    git(source, "commit", "-qm", "a link")
    git(source, "switch", "-q", "main")
    assert "secret.md" in refused("retrieval.unsafe", "linked", means)


def test_an_edition_may_be_the_whole_repository(means, tmp_path, monkeypatch):
    top = written(tmp_path / "whole")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "all")
    monkeypatch.chdir(top)
    assert "計画" in said(retrieve("HEAD", Means(means.work, Path())))


def test_a_name_outside_of_any_repository_is_refused(means, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    refused("retrieval.unknown", "v1", means)


@pytest.fixture(scope="module")
def manuscript(source: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    work = tmp_path_factory.mktemp("manuscript")
    take(source, work)
    return (work / "out/manuscript.json").read_bytes()


@pytest.fixture
def dist(manuscript: bytes, tmp_path: Path) -> Path:
    """A folder that looks like what was built of the edition as it is."""
    folder = tmp_path / "here/dist"
    folder.mkdir(parents=True)
    (folder / "manuscript.json").write_bytes(manuscript)
    located(folder, sha256_of(folder / "manuscript.json"))
    return folder


def located(folder: Path, sha256: str) -> None:
    (folder / "locations.json").write_bytes(locations_json(Locations(manuscript=sha256)))


def test_a_folder_that_was_built_into_has_pages(means, dist):
    found = retrieve(str(dist), means)
    assert found.has_pages and "整備" in said(found)


def test_one_without_locations_has_none(means, dist):
    (dist / "locations.json").unlink()
    assert not retrieve(str(dist), means).has_pages


def test_locations_of_another_manuscript_are_refused(means, dist):
    located(dist, "0" * 64)
    assert "locations.json" in refused("retrieval.foreign-locations", dist, means)


def test_locations_that_are_none_are_refused(means, dist):
    (dist / "locations.json").write_text("{}", "utf-8")
    refused("retrieval.locations-unreadable", dist, means)


def test_a_manuscript_that_is_none_is_refused(means, dist):
    (dist / "manuscript.json").write_text("[]", "utf-8")
    refused("manuscript.unreadable", dist, means)


def test_a_folder_with_neither_is_refused(means, tmp_path):
    refused("retrieval.no-edition", tmp_path, means)


def test_the_pages_of_sources_are_those_beside_them_if_these_are_of_them(means, dist):
    source = written(dist.parent / "source", "整備")
    assert retrieve(str(source), means).has_pages
    (source / "one.md").write_text("# 章 one\n\n別の文。\n", "utf-8")
    assert not retrieve(str(source), means).has_pages


def test_a_picture_is_shown_only_if_it_is_the_one_that_is_meant(means, dist):
    source = written(dist.parent / "source", "整備")
    assert retrieve(str(dist), means).picture("dot.png") == DOT
    (source / "dot.png").write_bytes(DOT + b"\0")
    assert retrieve(str(dist), means).picture("dot.png") is None


def test_no_file_outside_of_the_folder_is_read(source):
    files = files_of(source)
    assert files("dot.png") == DOT
    assert files("../.git/HEAD") is None and files("/etc/hostname") is None
    os.symlink("/etc/hostname", source / "link.png")
    assert files("link.png") is None
    (source / "link.png").unlink()


def test_a_bundle_is_an_edition_with_pages(means, tmp_path):
    found = retrieve(str(write_bundle(tmp_path)), means)
    assert found.has_pages and "目標は三つある。" in said(found)


def test_a_file_that_is_no_bundle_is_refused(means, tmp_path):
    (tmp_path / "a.kanko").write_text("no", "utf-8")
    refused("bundle.damaged", tmp_path / "a.kanko", means)


def test_the_manuscript_of_sources_is_the_one_that_a_build_writes(means, source, tmp_path):
    """The builder that typesets nothing writes what the press writes."""
    typeset = Means(means.work, means.source, typeset=True)
    found = retrieve("source", typeset)
    assert found.has_pages
    one, other = (read_manuscript(path) for path in sorted(means.work.rglob("manuscript.json"))[:2])
    assert one == other
