"""What compiles units: any `concurrent.futures.Executor`. Processes by default; one worker is this process itself."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any


class InProcess(Executor):
    """An executor that runs each task at once, in this process."""

    def submit(self, task: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(task(*arguments, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def executor(jobs: int) -> Executor:
    """An executor of so many workers. Workers start afresh (no fork): a fork of a process with threads may hang."""
    return InProcess() if jobs <= 1 else ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def alone(task: Callable[..., Any], *arguments: Any) -> Any:
    """The result of a task run in a process of its own.

    Raises what the task raises, and BrokenExecutor where the process dies of it.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(task, *arguments).result()
