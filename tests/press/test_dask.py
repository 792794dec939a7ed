"""Tasks on a real Dask cluster of two workers on this machine."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from distributed import Client
from PIL import Image

from build_tools.errors import KankoError
from build_tools.pipeline import Order, Step, build
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
from tests.commands import content, edition, kanko
from tests.press import tasks

ROOT = Path(__file__).parents[2]
BOUND = 30


def workers_of(client: Client) -> dict[str, str]:
    """The addresses of the workers of a cluster, by their names."""
    return {str(worker["name"]): at for at, worker in client.scheduler_info(n_workers=-1)["workers"].items()}


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
        self.walled = folder.with_name(f"{folder.name}-walled")
        self.walled.mkdir()
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
        home = {"HOME": str(self._folder), "TMPDIR": str(self._folder)}
        walls = {"PYTHONPATH": f"{ROOT}/tests/walls:{ROOT}", "BEHIND_WALLS": str(self.walled)}
        settings = {**os.environ, **home, **walls, **environment}
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
    assert time.monotonic() - began < BOUND
    (problem,) = refused.value.problems
    assert problem.name == "executor.unreachable"
    assert "127.0.0.1" in problem.say("ja")


def picture() -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (40, 20), (200, 30, 60)).save(output, "png")
    return output.getvalue()


@pytest.fixture
def source(cluster: Cluster) -> Path:
    """An edition of eight chapters, one with a picture, that no worker can read."""
    text = "\n\n".join(["本文の段落です。ここには文が続きます。"] * 100)
    folder = cluster.walled / "source"
    edition(folder, {f"c{number}": f"{text}{number}" for number in range(7)} | {"last": "![赤い図](picture.png)"})
    (folder / "picture.png").write_bytes(picture())
    return folder


def test_an_edition_is_built_whatever_becomes_of_a_worker(cluster: Cluster, source: Path):
    """The same bytes as here. Workers have a home of their own, and can't read the edition, nor what is built of it."""
    doomed = cluster.worker("--no-nanny", "--name", "doomed")
    lost: list[object] = []
    with Client(cluster.address.replace("dask:", "tcp:"), set_as_default=False) as client:
        until(lambda: "doomed" in workers_of(client))
        address = workers_of(client)["doomed"]

        def kill_one(step: Step) -> None:
            if step.stage == "press" and step.done > 1 and not lost:
                lost.extend(client.processing()[address])
                if lost:
                    doomed.kill()

        build(Order(source, cluster.walled / "there/dist", ("report",), executor=cluster.address), kill_one)
        assert lost and "doomed" not in workers_of(client)
    build(Order(source, cluster.walled / "here/dist", ("report",)))
    (there, here) = (content(cluster.walled / where / "dist") for where in ("there", "here"))
    assert there == here and len(pypdf.PdfReader(io.BytesIO(here["report.pdf"])).pages) > 15
    with executor(1, cluster.address, fingerprint=tasks.here) as workers:  # the wall stands
        assert type(workers.submit(tasks.read, str(source / "picture.png")).exception(BOUND)) is PermissionError


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


@pytest.fixture
def another(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine with another pydyf and without fonts."""
    folder = tmp_path / "another"
    (folder / "pydyf-0.12.0.dist-info").mkdir(parents=True)
    (folder / "pydyf-0.12.0.dist-info/METADATA").write_text("Name: pydyf\nVersion: 0.12.0\n")
    (folder / "fonts.conf").write_text("<fontconfig></fontconfig>")
    return {
        "TEST_PANGO": "1.56.3",
        "PYTHONPATH": f"{folder}:{ROOT}",
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
    }


def test_a_worker_with_another_toolchain_is_refused(cluster: Cluster, another: dict[str, str], tmp_path: Path):
    """When it comes later its tasks fail; when it is there at first nothing is begun."""
    with executor(1, cluster.address, fingerprint=tasks.here) as workers:
        late = cluster.worker("--no-nanny", **another)
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
    edition(tmp_path / "source", {"one": "本文。"})
    ran = kanko(tmp_path, "build", "--executor", cluster.address, lang="en_US.UTF-8")
    assert ran.returncode == 2 and len(ran.stderr.splitlines()) == 2 and not (tmp_path / "dist").exists()
    assert "pydyf 0.12.0 instead of 0.13.0" in ran.stderr
    assert re.search(r"font BIZ UDGothic missing instead of \w{12}.* → Install the same versions", ran.stderr)
    late.kill()
