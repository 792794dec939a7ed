"""Tasks on a real Dask cluster of two workers on this machine."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import as_completed
from pathlib import Path

import pytest

from build_tools.errors import KankoError
from build_tools.press.executors import (
    ClusterLostError,
    Limits,
    TaskMemoryError,
    TaskTimeoutError,
    ToolchainMismatchError,
    WorkerDiedError,
    executor,
)
from build_tools.press.executors import dask as on_dask
from tests.press import tasks

ROOT = Path(__file__).parents[2]
BOUND = 30


def until(reached: Callable[[], bool]) -> None:
    """Wait for something, but not for ever."""
    ends = time.monotonic() + BOUND
    while not reached():
        assert time.monotonic() < ends, "waited too long"
        time.sleep(0.05)


class Cluster:
    """A scheduler, and workers as one wishes; in a process group each, so that nothing is left of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []
        self._file = folder / "scheduler.json"
        patience = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show", "--no-jupyter", **patience)
        until(self._file.is_file)
        self.address = json.loads(self._file.read_text())["address"].replace("tcp:", "dask:")

    def worker(self, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        folder = self._folder / f"worker-{len(self._started)}"
        return self._start("worker", "--nthreads", "1", "--local-directory", str(folder), *options, **environment)

    def _start(self, kind: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        settings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        command = [sys.executable, "-m", "dask", kind, "--scheduler-file", str(self._file), "--no-dashboard", *options]
        with (self._folder / f"log-{len(self._started)}.txt").open("wb") as log:
            process = subprocess.Popen(
                command, env=settings, stdout=log, stderr=log, cwd=self._folder, start_new_session=True
            )
        self._started.append(process)
        return process

    def stop(self) -> None:
        for process in reversed(self._started):
            for each in tasks.family(process.pid):
                os.kill(each, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("dask"))
    try:
        started.worker("--nanny")
        yield started
    finally:
        started.stop()


def test_without_workers_a_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """At first, and when they are gone for good in the middle of a task."""
    monkeypatch.setattr(on_dask, "PATIENCE", 1)
    monkeypatch.setattr(on_dask, "WITHOUT_WORKERS", 1)
    bare = Cluster(tmp_path)
    try:
        with pytest.raises(KankoError, match="no workers"):
            executor(1, bare.address, fingerprint=tasks.here)
        monkeypatch.undo()
        only = bare.worker("--no-nanny")
        with executor(1, bare.address, fingerprint=tasks.here) as workers:
            monkeypatch.setattr(on_dask, "WITHOUT_WORKERS", 1)
            lost = workers.submit(tasks.mark, str(tmp_path / "began"), 60)
            until((tmp_path / "began").is_file)
            only.kill()
            with pytest.raises(ClusterLostError, match="cluster"):
                lost.result(BOUND)
    finally:
        bare.stop()


@pytest.mark.parametrize("port", ["closed", "silent"])
def test_where_no_cluster_answers_a_sentence_says_so(port: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(on_dask, "PATIENCE", 0.5)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if port == "silent":
            listener.listen()
        began = time.monotonic()
        with pytest.raises(KankoError) as refused:
            executor(1, f"dask://127.0.0.1:{listener.getsockname()[1]}")
    assert time.monotonic() - began < 5
    (problem,) = refused.value.problems
    assert problem.name == "executor.unreachable"
    assert "127.0.0.1" in problem.say("ja")


def test_a_worker_that_is_killed_loses_no_task(cluster: Cluster, tmp_path: Path):
    doomed = cluster.worker("--no-nanny")
    jobs = [tasks.Job(f"章{number}", bytes([number]) * 100_000, 0.2) for number in range(10)]
    with executor(1, cluster.address, fingerprint=tasks.here) as workers:
        until(lambda: len(workers._client.scheduler_info()["workers"]) == 2)
        began = tmp_path / "began"
        futures = [workers.submit(tasks.begin, str(began), job) for job in jobs]
        until(lambda: str(doomed.pid) in began.read_text().split() if began.is_file() else False)
        with_it = tasks.family(doomed.pid)
        assert len(with_it) >= 3  # what forks its worker process, and that
        doomed.kill()
        done = {future.result() for future in as_completed(futures, BOUND)}
    assert done == {tasks.digest(job) for job in jobs}
    assert len(began.read_text().split()) > len(jobs)  # one was begun twice
    until(lambda: not any(map(tasks.family, with_it)))


def test_limits_hold_and_the_worker_lives_on(cluster: Cluster):
    with executor(1, cluster.address, Limits(1, 300), tasks.here) as workers:
        lost = {
            TaskTimeoutError: workers.submit(tasks.process, 60),
            TaskMemoryError: workers.submit(tasks.allocate, 2 << 30),
            WorkerDiedError: workers.submit(tasks.leave, 3),
            ValueError: workers.submit(tasks.fail, "丁"),
        }
        raised = {expected: type(future.exception(BOUND)) for expected, future in lost.items()}
        good = workers.submit(tasks.digest, tasks.Job("章"))
    assert good.result(0) == tasks.digest(tasks.Job("章"))
    assert list(raised) == list(raised.values())


def test_a_task_that_kills_every_worker_is_given_up(cluster: Cluster):
    with executor(1, cluster.address, fingerprint=tasks.here) as workers:
        killer = workers.submit(tasks.kill_its_parent)
        assert isinstance(killer.exception(BOUND), WorkerDiedError)
        assert workers.submit(tasks.digest, tasks.Job("章")).result(BOUND)


def test_a_worker_with_another_toolchain_is_refused(cluster: Cluster):
    with executor(1, cluster.address, fingerprint=tasks.here) as workers:
        late = cluster.worker("--no-nanny", TEST_PANGO="1.56.3")
        until(lambda: len(workers._client.scheduler_info()["workers"]) == 2)
        futures = [workers.submit(tasks.process, 0.1) for _ in range(4)]
        raised = [future.exception(BOUND) for future in futures]
    said = {str(error) for error in raised if error is not None}
    assert {type(error) for error in raised} == {ToolchainMismatchError, type(None)}
    with pytest.raises(KankoError) as refused:
        executor(1, cluster.address, fingerprint=tasks.here)
    (problem,) = refused.value.problems
    assert {problem.what.en} == said
    assert re.fullmatch(r".*: tcp://127\.0\.0\.1:\d+ \(pango 1\.56\.3 instead of 1\.50\.12\)\.", problem.what.en)
    late.kill()
