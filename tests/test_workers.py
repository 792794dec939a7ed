"""What becomes of a build when workers fail: one bad chapter is told, and costs no other one its work."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.commands import COMMAND, ROOT, content, edition, environment, kanko, kept
from tests.press.tasks import family

BOUND = 30
FAULTS = os.pathsep.join((str(ROOT / "tests/faults"), str(ROOT)))
HUGE = "```{raw} html\n" + "<p>本文の段落です。ここには文が続きます。</p>\n" * 20_000 + "```"
# What is said of a chapter, in both languages, and what to do.
SAID = {
    "壊れる章": ("RecursionError: too deep", "RecursionError: too deep", "最後に直した所を元に戻して"),
    "太る章": ("It needs more memory than 300 MB.", "300 MB を超える", "--megabytes-per-chapter"),
    "終わらない章": ("It was not done in 5 seconds.", "5 秒たっても", "--seconds-per-chapter"),
    "落ちる章": ("died (SIGSEGV)", "落ちました（SIGSEGV）", "--jobs"),
}
LIMITS = ("--jobs", "2", "--seconds-per-chapter", "5", "--megabytes-per-chapter", "300")


def append(file: Path, text: str) -> None:
    file.write_text(f"{file.read_text('utf-8')}\n{text}\n", "utf-8")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with an edition of six chapters that was built."""
    edition(tmp_path / "source", {name: f"{name} の本文。" for name in "abcdef"})
    ran = kanko(tmp_path, "build", "--only", "report")
    assert ran.returncode == 0, ran.stderr
    return tmp_path


def test_each_bad_chapter_is_told_and_no_other_loses_its_work(here: Path):
    dist, before = content(here / "dist"), kept(here / "dist")
    for chapter, word in zip("abcd", SAID, strict=True):
        append(here / f"source/{chapter}.md", word)
    append(here / "source/e.md", "直した章")
    failed = {
        lang: kanko(here, "build", "--only", "report", *LIMITS, lang=lang, PYTHONPATH=FAULTS)
        for lang in ("en_US.UTF-8", "ja_JP.UTF-8")
    }
    for number, ran in enumerate(failed.values()):
        lines = ran.stderr.splitlines()
        assert ran.returncode == 2 and len(lines) == 5, ran.stderr
        for line, chapter, said in zip(lines, "abcd", SAID.values(), strict=False):
            assert line.startswith(f"source/{chapter}.md: ") and said[number] in line
    assert all(said[2] in line for line, said in zip(lines, SAID.values(), strict=False))
    assert content(here / "dist") == dist
    assert len(kept(here / "dist") - before) == 1  # the good one that was changed
    before = kept(here / "dist")
    assert kanko(here, "build", "--only", "report").returncode == 0
    assert len(kept(here / "dist") - before) == 4 and content(here / "dist") != dist


def test_what_is_no_chapters_fault_is_told_as_itself(here: Path):
    """A problem that all chapters have, once and without a file; a fault of the program, with where it is."""
    for chapter in "abc":
        append(here / f"source/{chapter}.md", "版の違う章")
    ran = kanko(here, "build", "--only", "report", "--jobs", "2", PYTHONPATH=FAULTS)
    assert ran.returncode == 2 and ran.stderr.startswith("pydyf の版が") and len(ran.stderr.splitlines()) == 2
    for chapter in "ab":
        append(here / f"source/{chapter}.md", "部品の足りない章")
    for chapter in "abc":
        file = here / f"source/{chapter}.md"
        file.write_text(file.read_text("utf-8").replace("版の違う章", ""), "utf-8")
    ran = kanko(here, "build", "--only", "report", "--jobs", "2", PYTHONPATH=FAULTS)
    assert ran.returncode == 2 and "source/" not in ran.stderr
    assert re.search(r"ModuleNotFoundError: .*no_such_part.*In a worker:.*sitecustomize\.py", ran.stderr, re.DOTALL)


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (("--seconds-per-chapter", "2.5"), "2.5 秒たっても終わりませんでした"),
        (("--megabytes-per-chapter", "110"), "110 MB を超えるメモリーが必要です"),
    ],
    ids=["time", "memory"],
)
def test_a_chapter_that_is_too_large_for_a_limit(tmp_path: Path, limit: tuple[str, str], said: str):
    """Nothing is feigned: the typesetter itself is at it. With one job the limits hold as well."""
    edition(tmp_path / "source", {"one": "一。", "huge": HUGE, "two": "二。"})
    ran = kanko(tmp_path, "build", "--only", "report", "--jobs", "1", *limit)
    (problem, _) = [line for line in ran.stderr.splitlines() if "source/" in line or "問題" in line]
    assert ran.returncode == 2 and problem.startswith("source/huge.md: ") and said in problem and limit[0] in problem
    assert not (tmp_path / "dist").exists()
    assert len(kept(tmp_path / "dist")) == 5  # cover, contents, colophon, and the two small chapters


def test_a_limit_that_nothing_keeps(here: Path):
    dist = content(here / "dist")
    append(here / "source/a.md", "直した章")
    ran = kanko(here, "build", "--only", "report", "--megabytes-per-chapter", "1")
    assert ran.returncode == 2 and "source/a.md: " in ran.stderr and "1 MB を超える" in ran.stderr
    assert content(here / "dist") == dist


def test_an_executor_that_there_is_not(here: Path):
    """It is refused before anything is read, even where nothing has to be built."""
    dist = content(here / "dist")
    for spec in ("threads", "dask://127.0.0.1", "dask://127.0.0.1:9"):
        ran = kanko(here, "build", "--executor", spec, lang="en_US.UTF-8")
        assert (ran.returncode, len(ran.stderr.splitlines())) == (2, 2), ran.stderr
        assert spec.removeprefix("dask://") in ran.stderr and "Traceback" not in ran.stderr
    assert content(here / "dist") == dist


def test_a_build_that_was_killed_leaves_nothing_that_is_trusted(tmp_path: Path):
    paragraphs = "\n\n".join(["本文の段落です。ここには文が続きます。"] * 400)
    edition(tmp_path / "source", {f"c{number}": paragraphs for number in range(8)})
    command = [*COMMAND, "build", "--only", "report", "--jobs", "2"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as killed:
        ends = time.monotonic() + BOUND
        while len(kept(tmp_path / "dist")) < 4 and time.monotonic() < ends:
            time.sleep(0.01)
        processes = family(killed.pid)
        killed.kill()
    assert 4 <= len(kept(tmp_path / "dist")) < 11 and not (tmp_path / "dist").exists()
    while any(map(family, processes)):
        assert time.monotonic() < ends
        time.sleep(0.05)
    for out in ("dist", "clean/dist"):
        ran = kanko(tmp_path, "build", "--only", "report", "--jobs", "2", "--out", out)
        assert ran.returncode == 0, ran.stderr
    assert content(tmp_path / "dist") == content(tmp_path / "clean/dist")
    assert -killed.returncode == signal.SIGKILL
