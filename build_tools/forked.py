"""Work that is begun in a copy of this process, while this one goes on."""

from __future__ import annotations

import os
import pickle
import signal
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Generic, NoReturn, TypeVar, cast

Result = TypeVar("Result")
_IDLE: Final = 15  # niceness of work that takes what others leave


class Forked(Generic[Result]):
    """Work that was begun: called, its result is given, or its exception raised, once. Raises RuntimeError where the
    copy ended without an answer.
    """

    def __init__(self, work: Callable[[], Result], child: int = 0, answer: int = -1) -> None:
        """Without a `child`, the work is done when it is asked for."""
        self._work, self._child, self._answer = work, child, answer

    def __call__(self) -> Result:
        if not self._child:
            return self._work()
        with os.fdopen(self._answer, "rb") as file:
            found = file.read()
        child, self._child = self._child, 0
        _, status = os.waitpid(child, 0)
        if status:
            raise RuntimeError(f"a copy of this process ended with {os.waitstatus_to_exitcode(status)}")
        return cast(Result, _given(pickle.loads(found)))

    def drop(self) -> None:
        """Give it up, if nobody has asked for it."""
        if self._child:
            os.close(self._answer)
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._child = 0


def forked(work: Callable[[], Result], *, idle: bool = False) -> Forked[Result]:
    """Begin work beside this process; with `idle` it takes what other processes leave.

    Nothing needs to be handed over, since the copy has all that this process has but its open files; results are
    pickled. For work in Python alone: locks and threads of other libraries are not there in the copy. Where processes
    can't be copied, or there is but one core, the work is done when it is asked for.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) == 1:
        return Forked(work)
    answer, told = os.pipe()
    child = _fork()
    if not child:
        _tell(work, told, _IDLE if idle else 0)
    os.close(told)
    return Forked(work, child, answer)


@dataclass(frozen=True)
class _Raised:
    error: Exception


def _fork() -> int:
    with warnings.catch_warnings():
        # Progress bars have a thread; what the copy does needs none of theirs, nor their locks.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _tell(work: Callable[[], object], told: int, niceness: int) -> NoReturn:
    """Do the work, write what came of it, and end without whatever this process does at its end."""
    try:
        # Others wait for files to be closed: a worker for the end of its pipe, another build for a lock.
        os.closerange(3, told)
        os.closerange(told + 1, os.sysconf("SC_OPEN_MAX"))
        os.nice(niceness)
        with os.fdopen(told, "wb") as file:
            pickle.dump(_done(work), file, pickle.HIGHEST_PROTOCOL)
        os._exit(0)
    finally:
        os._exit(1)


def _done(work: Callable[[], object]) -> object:
    try:
        return work()
    except Exception as error:  # raised where the result is asked for
        return _Raised(error)


def _given(result: Any) -> Any:
    if isinstance(result, _Raised):
        raise result.error
    return result
