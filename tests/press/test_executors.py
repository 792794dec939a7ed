"""Executors: what all do alike, and what processes do to tasks that go beyond their limits or die."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from threading import Event, Thread

import pytest

from build_tools.errors import KankoError
from build_tools.press.executors import (
    ClusterLostError,
    InProcess,
    Limits,
    Processes,
    TaskError,
    TaskFailedError,
    TaskMemoryError,
    TaskTimeoutError,
    ToolchainMismatchError,
    WorkerDiedError,
    WorkerStartError,
    check,
    executor,
    forks,
)
from tests.press import tasks

ROOT = Path(__file__).parents[2]
BOUND = 20
EXECUTORS = {"in process": InProcess, "threads": lambda: ThreadPoolExecutor(2), "processes": lambda: Processes(2)}
JOBS = [tasks.Job(f"章{number}", bytes([number]) * 200_000) for number in range(8)]


def until(reached: Callable[[], bool]) -> None:
    """Wait for something, but not for ever."""
    ends = time.monotonic() + BOUND
    while not reached():
        assert time.monotonic() < ends, "waited too long"
        time.sleep(0.02)


@pytest.mark.parametrize("make", EXECUTORS.values(), ids=EXECUTORS)
def test_the_contract(make: Callable[[], Executor]):
    with make() as workers:
        futures = {workers.submit(tasks.digest, job): job for job in JOBS}
        failing = workers.submit(tasks.fail, message="甲市")
        done = {futures[future]: future.result() for future in as_completed(futures, BOUND)}
        error = failing.exception(BOUND)
        assert workers.submit(tasks.digest, JOBS[0]).result(BOUND) == done[JOBS[0]]
    assert done == {job: tasks.digest(job) for job in JOBS}
    assert type(error) is ValueError and str(error) == "甲市"
    with pytest.raises(ValueError, match="甲市"):
        failing.result()


# A call, what becomes of it, and what is said of that.
LOST = {
    "one block": ((tasks.allocate, 2 << 30), TaskMemoryError, "It needs more memory than 300 MB."),
    "many blocks": ((tasks.hoard, 2 << 30), TaskMemoryError, "It needs more memory than 300 MB."),
    "memory in C": ((tasks.allocate_in_c, 2 << 30), TaskMemoryError, "It needs more memory than 300 MB."),
    "os._exit": ((tasks.leave, 3), WorkerDiedError, "exit code 3"),
    "a fault in C": ((tasks.kill_itself, signal.SIGSEGV), WorkerDiedError, "SIGSEGV"),
    "killed": ((tasks.kill_itself, signal.SIGKILL), WorkerDiedError, "SIGKILL, the machine may have run out of memory"),
    "sys.exit": ((tasks.quit_politely,), TaskFailedError, "SystemExit: 3"),
    "an exception that cannot travel": ((tasks.fail_stubbornly,), TaskFailedError, "Stubborn: 乙 丙"),
    "a result that cannot travel": ((tasks.unpicklable,), AttributeError, "Can't pickle"),
}


def test_only_the_task_that_fails_is_lost():
    with Processes(2, Limits(BOUND, 300)) as workers:
        lost, good = {}, {}
        for (name, (call, _, _)), job in zip(LOST.items(), (JOBS * 2)[: len(LOST)], strict=True):
            lost[name] = workers.submit(*call)
            good[workers.submit(tasks.digest, job)] = job
        assert {future.result(BOUND) for future in good} == {tasks.digest(job) for job in JOBS}
        errors = {name: future.exception(BOUND) for name, future in lost.items()}
    assert {name: type(error) for name, error in errors.items()} == {name: kind for name, (_, kind, _) in LOST.items()}
    assert [name for name, (_, _, said) in LOST.items() if said not in str(errors[name])] == []
    ours = [error for error in errors.values() if isinstance(error, TaskError)]
    assert [error for error in ours if error.__cause__ or not error.__suppress_context__] == []


@pytest.mark.parametrize(
    "error",
    [
        TaskTimeoutError(600),
        TaskMemoryError(300),
        WorkerDiedError("SIGSEGV"),
        WorkerStartError("E"),
        ClusterLostError(),
        TaskFailedError("E: 甲"),
        ToolchainMismatchError({"tcp://127.0.0.1:1": ["pango 1.56 instead of 1.50"]}),
    ],
)
def test_errors_travel(error: Exception):
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.text) == (type(error), str(error), error.text)


def test_only_the_task_that_fails_is_lost_while_this_process_is_busy():
    """Whether a worker had taken a task may be known only after it has died of it."""
    stop = Event()
    busy = Thread(target=lambda: [sum(range(1000)) for _ in iter(stop.is_set, True)])
    busy.start()
    try:
        with Processes(2) as workers:
            dying = [workers.submit(tasks.leave, 3) for _ in range(15)]
            good = [workers.submit(tasks.digest, job) for job in JOBS]
            assert [future.result(BOUND) for future in good] == [tasks.digest(job) for job in JOBS]
            assert {type(future.exception(BOUND)) for future in dying} == {WorkerDiedError}
    finally:
        stop.set()
        busy.join()


def test_a_worker_that_dies_while_idle_is_replaced():
    with Processes(1) as workers:
        first = workers.submit(tasks.process).result(BOUND)
        assert workers.submit(tasks.process).result(BOUND) == first  # workers are kept
        os.kill(first, signal.SIGKILL)
        until(lambda: not tasks.family(first))
        assert workers.submit(tasks.process).result(BOUND) != first


def test_a_task_that_takes_too_long_is_ended(tmp_path: Path):
    with Processes(2, Limits(1.5)) as workers:
        late: Future[None] = workers.submit(tasks.mark, str(tmp_path / "late"), 60)
        good = [workers.submit(tasks.digest, job) for job in JOBS]
        error = late.exception(BOUND)
        assert not tasks.family(int((tmp_path / "late").read_text()))
        assert [future.result(BOUND) for future in good] == [tasks.digest(job) for job in JOBS]
    assert isinstance(error, TaskTimeoutError) and str(error) == "It was not done in 1.5 seconds."
    assert error.__cause__ is None and error.__suppress_context__


def test_no_worker_is_left_behind():
    with Processes(2) as workers:
        used = {future.result(BOUND) for future in [workers.submit(tasks.process, 0.1) for _ in range(4)]}
        assert used and all(map(tasks.family, used))
    assert not any(map(tasks.family, used))


def test_an_exception_ends_all_work(tmp_path: Path):
    files = [tmp_path / "running", tmp_path / "waiting"]
    began = time.monotonic()
    try:
        with Processes(1) as workers:
            running, waiting = (workers.submit(tasks.mark, str(file), 60) for file in files)
            until(lambda: files[0].is_file() and bool(files[0].read_text()))
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        assert time.monotonic() - began < BOUND
    assert isinstance(running.exception(0), WorkerDiedError) and waiting.cancelled()
    assert not tasks.family(int(files[0].read_text())) and not files[1].exists()


PROGRAM = """
import sys
sys.path.insert(0, sys.argv[2])
from build_tools.press.executors import Processes
from tests.press import tasks
if __name__ == "__main__":
    with Processes(3) as workers:
        print(workers.submit(tasks.loaded, "build_tools.press.compile").result(), flush=True)
        for started in [workers.submit(tasks.process, 0.3) for _ in range(3)]:
            started.result()
        for number in range(2):  # one stays idle
            workers.submit(tasks.mark, f"{sys.argv[1]}/{number}", 60)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_when_the_program_is_ended_so_are_its_workers(tmp_path: Path, number: signal.Signals):
    """Ctrl-C reaches all processes, the other signals only the first.

    In a folder without our modules, workers start with the typesetter imported nevertheless, and with this one.
    """
    (tmp_path / "program.py").write_text(PROGRAM)
    command = [sys.executable, "program.py", str(tmp_path), str(ROOT)]
    with subprocess.Popen(
        command, cwd=tmp_path, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        until(lambda: len([file for file in tmp_path.glob("[0-9]") if file.read_text()]) == 2)
        family = tasks.family(program.pid)
        assert len(family) >= 5  # itself, what forks the workers, and three of those
        (os.killpg if number == signal.SIGINT else os.kill)(program.pid, number)
        said, complained = program.communicate(timeout=BOUND)
    until(lambda: not any(map(tasks.family, family)))
    assert said.decode().strip() == str(ROOT / "build_tools/press/compile.py")
    assert complained.count(b"Traceback") == (number == signal.SIGINT)


def test_the_executor_that_is_asked_for():
    assert isinstance(executor(1), InProcess)
    for made in (executor(2), executor(1, "processes")):
        assert isinstance(made, Processes)
        made.shutdown()


@pytest.mark.parametrize(
    ("jobs", "spec", "expected"),
    [(1, "", False), (2, "", True), (1, "processes", True), (2, "dask://127.0.0.1:8786", False)],
)
def test_who_has_processes_of_this_machine(jobs: int, spec: str, expected: bool):
    assert forks(jobs, spec) == expected


@pytest.mark.parametrize("spec", ["threads", "dask", "dask://", "dask://127.0.0.1", "dask://127.0.0.1:x", "dask:8786"])
def test_an_executor_that_there_is_not(spec: str):
    with pytest.raises(KankoError) as refused:
        check(spec)
    with pytest.raises(KankoError):
        executor(2, spec)
    (problem,) = refused.value.problems
    assert problem.name == "executor.unknown" and spec in problem.say("en") and spec in problem.say("ja")


def test_dask_that_is_not_installed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "build_tools.press.executors.dask", raising=False)
    with pytest.raises(KankoError, match=r"pip install distributed"):
        executor(1, "dask://127.0.0.1:1")
