"""Work beside this process comes back as if it had been done here, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from build_tools.errors import KankoError, Problem, Text
from build_tools.forked import forked


def test_the_result_comes_back_from_another_process() -> None:
    known = ["a list that nobody handed over"]
    pid, found = forked(lambda: (os.getpid(), known))()
    assert found == known
    assert pid != os.getpid()


def test_an_answer_longer_than_a_pipe_holds() -> None:
    assert forked(lambda: b"x" * 10_000_000)() == b"x" * 10_000_000


def test_what_the_work_raises_is_raised_here() -> None:
    def work() -> None:
        raise KankoError([Problem("a.problem", Text("what", "何"))])

    with pytest.raises(KankoError) as raised:
        forked(work)()
    assert [problem.name for problem in raised.value.problems] == ["a.problem"]


def test_a_copy_that_is_killed_is_no_answer() -> None:
    with pytest.raises(RuntimeError, match="ended with -9"):
        forked(lambda: os.kill(os.getpid(), signal.SIGKILL))()


def test_a_result_that_cannot_be_sent_is_no_answer() -> None:
    with pytest.raises(RuntimeError, match="ended with 1"):
        forked(lambda: lambda: None)()


def test_the_copy_holds_no_file_open() -> None:
    """A worker's pipe, or a lock, would stay open as long as the copy lives."""
    reading, writing = os.pipe()
    begun = forked(lambda: time.sleep(60))
    os.close(writing)
    assert os.read(reading, 1) == b""
    os.close(reading)
    begun.drop()


def test_what_nobody_asks_for_is_given_up() -> None:
    begun = forked(lambda: time.sleep(60))
    child = begun._child
    begun.drop()
    begun.drop()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_idle_work_takes_what_others_leave() -> None:
    assert forked(lambda: os.nice(0), idle=True)() > os.nice(0)


def test_with_one_core_the_work_is_done_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    done = list[int]()
    work = forked(lambda: done.append(os.getpid()))
    assert not done
    work()
    assert done == [os.getpid()]


def test_the_command_looks_for_garbage_rarely_and_not_at_its_end() -> None:
    program = (
        "import atexit, gc; from build_tools.collection import YOUNG, rare_collection;"
        "atexit.register(lambda: print(gc.get_freeze_count() > 1000)); rare_collection();"
        "print(gc.get_threshold()[0] == YOUNG)"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["True", "True"]
