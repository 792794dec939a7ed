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
    Limits,
    TaskError,
    TaskFailedError,
    TaskMemoryError,
    TaskTimeoutError,
    ToolchainMismatchError,
    WorkerDiedError,
)
from build_tools.press.executors.processes import Processes
from build_tools.press.executors.worker import start_server
from build_tools.press.toolchain import toolchain

__all__ = [
    "InProcess",
    "Limits",
    "Processes",
    "TaskError",
    "TaskFailedError",
    "TaskMemoryError",
    "TaskTimeoutError",
    "ToolchainMismatchError",
    "WorkerDiedError",
    "alone",
    "executor",
    "start_server",
]


def executor(
    jobs: int,
    spec: str = "",
    limits: Limits | None = None,
    fingerprint: Callable[[], Mapping[str, str]] = toolchain,
) -> Executor:
    """The executor that `spec` asks for: `processes` of this machine, or a Dask cluster (`dask://HOST:PORT`).

    Nothing asked for: processes, and this process itself where one job is enough. `fingerprint` tells what a machine
    typesets with; `jobs` are not counted on a cluster. Raises KankoError for any other `spec`, a cluster that does not
    answer, and one whose workers differ.
    """
    if spec.startswith("dask:"):
        return _dask(spec, limits, fingerprint)
    if spec not in ("", "processes"):
        raise _unknown(spec)
    return InProcess() if jobs <= 1 and not spec else Processes(jobs, limits)


def _dask(spec: str, limits: Limits | None, fingerprint: Callable[[], Mapping[str, str]]) -> Executor:
    try:
        address = urlsplit(spec)
        complete = address.hostname and address.port and not address.path.strip("/")
    except ValueError:  # the port is no number
        complete = False
    if not complete:
        raise _unknown(spec)
    try:
        from build_tools.press.executors.dask import Dask
    except ModuleNotFoundError as error:
        what = Text("Dask is not installed.", "Dask が入っていません。")
        remedy = Text('Install it: pip install "kanko[dask]"', '入れてください: pip install "kanko[dask]"')
        raise KankoError([Problem("executor.not-installed", what, remedy=remedy)]) from error
    return Dask(f"tcp://{address.netloc}", fingerprint, limits)


def _unknown(spec: str) -> KankoError:
    what = Text(f"There is no executor {spec}.", f"実行先 {spec} はありません。")
    remedy = Text("Name processes or dask://HOST:PORT.", "processes または dask://HOST:PORT を指定してください。")
    return KankoError([Problem("executor.unknown", what, remedy=remedy)])
