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
    """A task was given up. Its words are in `text`; it is picklable, as `args` are what it was made of.

    `name` and `remedy` are those of the problem to tell. `of_task` is false where no task is to blame.
    """

    name = "press.failed"
    remedy = Text(
        "Take out what was changed last, and try again.", "最後に直した所を元に戻して、もう一度試してください。"
    )
    of_task = True

    @property
    def text(self) -> Text:
        """Why, as a sentence in both languages."""
        said = str(self.args[0])
        return Text(said, said)

    def __str__(self) -> str:
        return self.text.en


class TaskTimeoutError(TaskError):
    """It ran longer than it may: TaskTimeoutError(seconds)."""

    name = "press.timeout"
    remedy = Text(
        "Divide the file, or raise --seconds-per-chapter (0: no limit).",
        "ファイルを分けるか、--seconds-per-chapter を増やしてください（0 は無制限）。",
    )

    @property
    def text(self) -> Text:
        seconds = f"{self.args[0]:g}"
        return Text(f"It was not done in {seconds} seconds.", f"{seconds} 秒たっても終わりませんでした。")


class TaskMemoryError(TaskError):
    """It needed more memory than it may have: TaskMemoryError(megabytes), None where the machine itself had no more."""

    name = "press.memory"
    remedy = Text(
        "Divide the file, raise --megabytes-per-chapter (0: no limit), or lower --jobs.",
        "ファイルを分けるか、--megabytes-per-chapter を増やす（0 は無制限）か、--jobs を減らしてください。",
    )

    @property
    def text(self) -> Text:
        if self.args[0] is None:
            return Text("The machine has not enough memory for it.", "メモリーが足りません。")
        return Text(f"It needs more memory than {self.args[0]} MB.", f"{self.args[0]} MB を超えるメモリーが必要です。")


class WorkerDiedError(TaskError):
    """The process that worked on it is gone: WorkerDiedError(how), `how` as `ending` says it."""

    name = "press.worker-died"
    remedy = Text(
        "Lower --jobs. If it dies again, take out what was changed last.",
        "--jobs を減らしてください。それでも落ちるときは、最後に直した所を元に戻してください。",
    )

    @property
    def text(self) -> Text:
        how = self.args[0]
        return Text(f"The process that worked on it died ({how}).", f"作業中のプロセスが落ちました（{how}）。")


class WorkerStartError(TaskError):
    """No process could be started for it: WorkerStartError(why)."""

    name = "executor.no-process"
    remedy = Text(
        "Lower --jobs, and see what the machine is short of.", "--jobs を減らし、機械の余裕を確かめてください。"
    )
    of_task = False

    @property
    def text(self) -> Text:
        why = self.args[0]
        return Text(f"A worker process did not start ({why}).", f"作業用のプロセスを起動できません（{why}）。")


class ClusterLostError(TaskError):
    """The cluster is gone, or was left, before it was done: ClusterLostError()."""

    name = "executor.lost"
    remedy = Text(
        "Start some, and build again: what is done is kept.",
        "起動して、もう一度作ってください。済んだ分はやり直しません。",
    )
    of_task = False

    @property
    def text(self) -> Text:
        return Text("The Dask cluster has no workers any more.", "Dask クラスターのワーカーがいなくなりました。")


class TaskFailedError(TaskError):
    """It raised something that cannot be sent from process to process: TaskFailedError("Name: what it said")."""


class ToolchainMismatchError(TaskError):
    """Workers would not set the same pages: ToolchainMismatchError(by worker, its differences)."""

    name = "executor.toolchain"
    remedy = Text(
        "Install the same versions on the workers, and start them again.",
        "ワーカーに同じ版を入れて、起動し直してください。",
    )
    of_task = False

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
