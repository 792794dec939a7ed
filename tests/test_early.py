"""What of a check is done before the PDFs are there is the same check, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from build_tools import early
from build_tools.findings import Rejected
from build_tools.inspection import beside
from build_tools.pipeline import Order, build
from tests.checks.injection import ROOT
from tests.inspection.writing import one_page, pdf

SET = ROOT / "tests/cases/set/source"


def children() -> list[str]:
    """The processes that this one has started and that are still there."""
    tasks = Path("/proc/self/task").glob("*/children")
    return [child for task in tasks for child in task.read_text().split()]


@pytest.fixture
def _long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every edition counts as a long one."""
    monkeypatch.setattr(early, "LONG", 1)
    monkeypatch.setattr(beside, "LARGE", 1)


@pytest.mark.usefixtures("_long")
def test_a_long_edition_is_proven_as_a_short_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = children()
    asked = list[bool]()
    begin = early.forked
    monkeypatch.setattr(early, "forked", lambda work, *, idle: (asked.append(idle), begin(work, idle=idle))[1])
    outcome = build(Order(SET, tmp_path / "dist", ("pdf",)))
    assert outcome.proof is not None and outcome.proof.findings == ()
    assert asked == [True] and children() == before


@pytest.mark.usefixtures("_long")
def test_what_is_found_in_the_sources_early_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    linted = early._linted

    def spoilt(data: bytes, source: Path) -> early.Linted:
        return linted(data.replace("記録".encode(), "記憶".encode(), 1), source)

    monkeypatch.setattr(early, "_linted", spoilt)
    with pytest.raises(Rejected) as rejected:
        build(Order(SET, tmp_path / "dist", ("pdf",)))
    assert {finding.code.partition(".")[0] for finding in rejected.value.proof.findings} == {"source"}


@pytest.mark.usefixtures("_long")
def test_a_build_that_fails_leaves_no_process_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = children()

    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("build_tools.press.publish.link", fails)
    with pytest.raises(OSError, match="the disk is full"):
        build(Order(SET, tmp_path / "dist", ("pdf",)))
    assert children() == before


def test_readers_that_get_no_file_end(monkeypatch: pytest.MonkeyPatch):
    beside.prepare()
    started = [reader._child for reader in beside._waiting]
    beside.dismiss()
    assert [child.returncode for child in started] == [0] and beside._waiting == []


def test_a_reader_that_dies_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(beside, "LARGE", 1)
    monkeypatch.setattr(subprocess, "Popen", _killed(subprocess.Popen))
    shown = beside.pages_shown(b"%PDF-1.7 nothing")
    with pytest.raises(RuntimeError, match="ended with"):
        shown()


@pytest.mark.parametrize("bad", [None, *range(beside.SHARES)])
def test_every_share_must_be_read(bad: int | None, monkeypatch: pytest.MonkeyPatch):
    read = beside.shown_by
    monkeypatch.setattr(beside, "shown_by", lambda data, share, of: read(b"" if share == bad else data, share, of))
    answers = [tempfile.TemporaryFile() for _ in range(beside.SHARES)]  # noqa: SIM115
    if not (reader := os.fork()):
        with suppress(Exception):
            os._exit(beside._shared(pdf(one_page()), [answer.fileno() for answer in answers]))
        os._exit(3)
    assert (os.waitstatus_to_exitcode(os.waitpid(reader, 0)[1]) != 0) is (bad is not None)
    for answer in answers:
        answer.close()


def _killed(start):
    def started(*given, **named):
        process = start(*given, **named)
        process.kill()
        return process

    return started
