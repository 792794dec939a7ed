"""What a task may use, and what is raised of a task that had to be given up; all other tasks go on."""

from __future__ import annotations

import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_tools.errors import Text


@dataclass(frozen=True)
class Limits:
    """What one task may use; None is no limit.

    `seconds` count from when a worker begins with the task, not while it waits. `megabytes` (of 10⁶ bytes) hold for
    the data of the worker, the typesetter itself included; files that are mapped, such as fonts, do not count.
    """

    seconds: float | None = 600
    megabytes: int | None = 2000


class TaskError(Exception):
    """A task was given up. Its words are in `text`; it is picklable, as `args` are what it was made of."""

    @property
    def text(self) -> Text:
        """Why, as a sentence in both languages."""
        said = str(self.args[0])
        return Text(said, said)

    def __str__(self) -> str:
        return self.text.en


class TaskTimeoutError(TaskError):
    """It ran longer than it may: TaskTimeoutError(seconds)."""

    @property
    def text(self) -> Text:
        seconds = f"{self.args[0]:g}"
        return Text(f"It was not done in {seconds} seconds.", f"{seconds} 秒たっても終わりませんでした。")


class TaskMemoryError(TaskError):
    """It needed more memory than it may have: TaskMemoryError(megabytes), None where the machine itself had no more."""

    @property
    def text(self) -> Text:
        if self.args[0] is None:
            return Text("The machine has not enough memory for it.", "メモリーが足りません。")
        return Text(f"It needs more memory than {self.args[0]} MB.", f"{self.args[0]} MB を超えるメモリーが必要です。")


class WorkerDiedError(TaskError):
    """The process that worked on it is gone: WorkerDiedError(how), `how` as `ending` says it."""

    @property
    def text(self) -> Text:
        how = self.args[0]
        return Text(f"The process that worked on it died ({how}).", f"作業中のプロセスが落ちました（{how}）。")


class TaskFailedError(TaskError):
    """It raised something that cannot be sent from process to process: TaskFailedError("Name: what it said")."""


class ToolchainMismatchError(TaskError):
    """Workers would not set the same pages: ToolchainMismatchError(by worker, its differences)."""

    @property
    def text(self) -> Text:
        workers: Mapping[str, Sequence[str]] = self.args[0]
        found = "; ".join(f"{worker} ({', '.join(differences)})" for worker, differences in workers.items())
        return Text(
            f"These workers would not set the same pages as this machine: {found}.",
            f"次のワーカーの組版環境は、この機械と異なります: {found}",
        )


def ending(exit_code: int | None) -> str:
    """How a process ended: `exit code 3`, `SIGSEGV`."""
    if exit_code is None or exit_code >= 0:
        return f"exit code {exit_code}"
    name = signal.Signals(-exit_code).name
    return f"{name}, the machine may have run out of memory" if name == "SIGKILL" else name
