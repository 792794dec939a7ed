"""What compiles units: any `concurrent.futures.Executor`. `executor` makes the one that is asked for.

A task is a function of a module with arguments that can be pickled, and so is its result: workers share nothing with
each other, nor a disk. A task that had to be given up raises a `TaskError`, and all others complete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from urllib.parse import urlsplit

from build_tools.errors import KankoError, Problem, Text
from build_tools.press.executors.in_process import InProcess, alone
from build_tools.press.executors.limits import (
    ClusterLostError,
    Limits,
    TaskError,
    TaskFailedError,
    TaskMemoryError,
    TaskTimeoutError,
    ToolchainMismatchError,
    WorkerDiedError,
    WorkerStartError,
)
from build_tools.press.executors.processes import Processes
from build_tools.press.executors.worker import start_server
from build_tools.press.toolchain import toolchain

__all__ = [
    "ClusterLostError",
    "InProcess",
    "Limits",
    "Processes",
    "TaskError",
    "TaskFailedError",
    "TaskMemoryError",
    "TaskTimeoutError",
    "ToolchainMismatchError",
    "WorkerDiedError",
    "WorkerStartError",
    "alone",
    "check",
    "executor",
    "forks",
    "start_server",
]


def executor(
    jobs: int,
    spec: str = "",
    limits: Limits | None = None,
    fingerprint: Callable[[], Mapping[str, str]] = toolchain,
) -> Executor:
    """The executor that `spec` asks for: `processes` of this machine, or a Dask cluster (`dask://HOST:PORT`).

    Nothing asked for: processes, and this process itself, without limits, where one job is enough. `fingerprint` tells
    what a machine typesets with; `jobs` are not counted on a cluster. Raises KankoError for any other `spec`, a cluster
    that does not answer, and one whose workers differ.
    """
    check(spec)
    if _remote(spec):
        return _dask(spec, limits, fingerprint)
    return Processes(jobs, limits) if forks(jobs, spec) else InProcess()


def check(spec: str) -> None:
    """Raise KankoError where `spec` asks for nothing that `executor` can make; no cluster is asked."""
    if spec not in ("", "processes") and not (_remote(spec) and _address(spec)):
        raise _unknown(spec)


def forks(jobs: int, spec: str) -> bool:
    """Whether the executor that is asked for has processes of this machine."""
    return bool(spec or jobs > 1) and not _remote(spec)


def _remote(spec: str) -> bool:
    return spec.startswith("dask:")


def _address(spec: str) -> str:
    """The `HOST:PORT` of a cluster; nothing where it is not complete."""
    try:
        address = urlsplit(spec)
        complete = address.hostname and address.port and not address.path.strip("/")
    except ValueError:  # the port is no number
        return ""
    return address.netloc if complete else ""


def _dask(spec: str, limits: Limits | None, fingerprint: Callable[[], Mapping[str, str]]) -> Executor:
    try:
        from build_tools.press.executors.dask import Dask
    except ModuleNotFoundError as error:
        what = Text("Dask is not installed.", "Dask が入っていません。")
        remedy = Text("Install it: pip install distributed", "入れてください: pip install distributed")
        raise KankoError([Problem("executor.not-installed", what, remedy=remedy)]) from error
    return Dask(f"tcp://{_address(spec)}", fingerprint, limits)


def _unknown(spec: str) -> KankoError:
    what = Text(f"There is no executor {spec}.", f"実行先 {spec} はありません。")
    remedy = Text("Name processes or dask://HOST:PORT.", "processes または dask://HOST:PORT を指定してください。")
    return KankoError([Problem("executor.unknown", what, remedy=remedy)])
