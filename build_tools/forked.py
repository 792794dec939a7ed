"""Work that is begun in a copy of this process, while this one goes on."""

from __future__ import annotations

import os
import pickle
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

Result = TypeVar("Result")


def forked(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin work beside this process; its result is given, or its exception raised, when it is asked for, once.

    Nothing needs to be handed over, since the copy has all that this process has; results are pickled. For work in
    Python alone: locks and threads of other libraries are not there in the copy. Where processes can't be copied, or
    there is but one core, the work is done when it is asked for. Raises RuntimeError where the copy ended without an
    answer.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) == 1:
        return work
    answer, told = os.pipe()
    child = _fork()
    if not child:
        os.close(answer)
        _tell(work, told)
    os.close(told)
    return lambda: _asked(child, answer)


@dataclass(frozen=True)
class _Raised:
    error: Exception


def _fork() -> int:
    with warnings.catch_warnings():
        # Progress bars have a thread; what the copy does needs none of theirs, nor their locks.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _tell(work: Callable[[], object], told: int) -> NoReturn:
    """Do the work, write what came of it, and end without whatever this process does at its end."""
    try:
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


def _asked(child: int, answer: int) -> Any:
    with os.fdopen(answer, "rb") as file:
        found = file.read()
    _, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError(f"a copy of this process ended with {os.waitstatus_to_exitcode(status)}")
    result = pickle.loads(found)
    if isinstance(result, _Raised):
        raise result.error
    return result
