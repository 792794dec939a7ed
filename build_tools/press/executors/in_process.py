"""Tasks in this process itself: the reference for what every other executor must do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any


class InProcess(Executor):
    """An executor that runs each task at once, in this process, without limits."""

    def submit(self, task: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(task(*arguments, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def alone(task: Callable[..., Any], *arguments: Any) -> Any:
    """The result of a task run in a process of its own.

    Raises what the task raises, and BrokenExecutor where the process dies of it.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(task, *arguments).result()
