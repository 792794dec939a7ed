"""What is said of units that could not be compiled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path

from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.press.executors import TaskError, TaskFailedError, TaskMemoryError, WorkerDiedError
from build_tools.press.work import TypesetterError


def told(failures: Iterable[tuple[str, Exception]]) -> Exception:
    """What to raise of failures, each with the file of its unit: a KankoError with all of them.

    An exception that neither the typesetter nor an executor raises is a fault of the program: it comes as it is.
    """
    problems: list[Problem] = []
    for origin, error in failures:
        if not isinstance(error, (KankoError, TypesetterError, TaskError, BrokenExecutor, MemoryError)):
            return error
        problems += _problems(origin, error)
    return KankoError(dict.fromkeys(problems))


def _problems(origin: str, error: Exception) -> Iterator[Problem]:
    """An error that comes as itself, or that is a unit's, or the workers': that is told once, whatever they lost."""
    if isinstance(error, KankoError):
        yield from error.problems
        return
    lost = _lost(error)
    if lost.of_task:
        what = Text(f"This file could not be typeset. {lost.text.en}", f"組版できませんでした。{lost.text.ja}")
        yield Problem(lost.name, what, Place(typed(Path(origin))), lost.remedy)
    else:
        yield Problem(lost.name, lost.text, remedy=lost.remedy)


def _lost(error: Exception) -> TaskError:
    """A failure as an executor of ours tells it."""
    if isinstance(error, TaskError):
        return error
    if isinstance(error, MemoryError):
        return TaskMemoryError(None)
    return WorkerDiedError("nobody knows of what") if isinstance(error, BrokenExecutor) else TaskFailedError(str(error))
