"""One worker process: tasks in, outcomes out, as bytes through a pipe of its own.

Nothing is shared with other workers, neither a queue nor a lock, so one that is killed at any moment takes nothing
with it but its own task. (A pool on shared pipes, pebble 5.2, was tried: when a worker died while this process was
busy, nearly all other tasks failed with it.)
"""

from __future__ import annotations

import errno
import os
import pickle
import resource
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection, forkserver, get_context, parent_process
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Final

from build_tools.press.executors.limits import (
    Limits,
    TaskError,
    TaskFailedError,
    TaskMemoryError,
    TaskTimeoutError,
    WorkerDiedError,
    WorkerStartError,
    ending,
)

# Workers are forked from a server that has the typesetter imported already, and no threads.
PRELOAD: Final = ("build_tools.press.warm",)
_CONTEXT: Final = get_context("forkserver")
_ENVIRONMENT: Final = Lock()
_READY: Final = b"ready"
# Seconds for an idle worker to end by itself.
_GRACE: Final = 2
# What C libraries die of when they get no memory: GLib of SIGTRAP, C++ of SIGABRT.
_ABORTED: Final = (-signal.SIGTRAP, -signal.SIGABRT)


def start_server(preload: Sequence[str] = PRELOAD) -> None:
    """Start what workers are forked from, if it does not run yet, without waiting for it to have imported `preload`.

    Called early, it imports the typesetter while this process does something else.
    """
    _CONTEXT.set_forkserver_preload(["__main__", *preload])
    with _ENVIRONMENT, _our_own_modules():
        forkserver.ensure_running()


@contextmanager
def _our_own_modules() -> Iterator[None]:
    """What the server imports is this very package, whatever the current folder: it does not get this `sys.path`."""
    kept = os.environ.get("PYTHONPATH")
    root = str(Path(__file__).parents[3])
    os.environ["PYTHONPATH"] = root if kept is None else os.pathsep.join((root, kept))
    try:
        yield
    finally:
        del os.environ["PYTHONPATH"]
        if kept is not None:
            os.environ["PYTHONPATH"] = kept


@dataclass(frozen=True)
class _Outcome:
    """What became of a task: its result, or what it raised."""

    result: Any = None
    error: Exception | None = None


def pack(call: Callable[[], Any]) -> bytes:
    """A task for a worker. Raises what pickle raises where it is not a value."""
    return pickle.dumps(call)


def unpack(outcome: bytes) -> Any:
    """The result of a task from what a worker sent; raises what the task raised."""
    found: _Outcome = pickle.loads(outcome)
    if found.error is not None:
        raise found.error
    return found.result


class Worker:
    """A process that works on one task at a time, within limits."""

    def __init__(self, limits: Limits) -> None:
        """Start it, and wait until it is ready. Raises WorkerStartError where it cannot be started."""
        self._limits = limits
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_serve, args=(theirs, limits), name="kanko-worker", daemon=True)
        try:
            start_server()
            self._process.start()
            theirs.close()
            self._pipe.recv_bytes()
        except (EOFError, OSError) as error:
            raise WorkerStartError(str(error) or "it ended at once") from None

    def alive(self) -> bool:
        """Whether the process is there."""
        return self._process.is_alive()

    def run(self, task: bytes) -> bytes:
        """The outcome of a task, as it is packed.

        Raises a TaskError when the worker is of no more use: out of time, out of memory, or dead.
        """
        try:
            self._pipe.send_bytes(task)
            if not self._pipe.poll(self._limits.seconds):
                raise TaskTimeoutError(self._limits.seconds)
            outcome = self._pipe.recv_bytes()
        except (EOFError, OSError):
            raise self._death() from None
        if not outcome:
            raise TaskMemoryError(self._limits.megabytes)
        return outcome

    def _death(self) -> TaskError:
        self._process.join(_GRACE)
        code = self._process.exitcode
        if code in _ABORTED and self._limits.megabytes is not None:
            return TaskMemoryError(self._limits.megabytes)
        return WorkerDiedError(ending(code))

    def kill(self) -> None:
        """End it in the middle of a task; whoever waits for that task gets WorkerDiedError."""
        with suppress(ProcessLookupError):
            self._process.kill()

    def end(self) -> None:
        """End it, and wait until it is gone. An idle one ends by itself when its pipe is closed."""
        self._pipe.close()
        self._process.join(_GRACE)
        if self._process.is_alive():
            self.kill()
            self._process.join()


def _serve(pipe: connection.Connection, limits: Limits) -> None:
    """What a worker does: one task after the other, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, who then ends its workers
    Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(limits.megabytes)
    pipe.send_bytes(_READY)
    with suppress(EOFError, OSError):
        while True:
            pipe.send_bytes(_served(pipe))


def _served(pipe: connection.Connection) -> bytes:
    """The outcome of the next task; nothing where there is no memory to take it in."""
    try:
        return _outcome(pipe.recv_bytes())
    except MemoryError:
        return b""


def _end_with_parent() -> None:
    """A parent that was killed can't end its workers."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _limit_memory(megabytes: int | None) -> None:
    if megabytes is None:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _outcome(task: bytes) -> bytes:
    """What became of a task, packed; nothing where memory ran out, even for saying so."""
    try:
        return pickle.dumps(_Outcome(pickle.loads(task)()))
    except BaseException as raised:
        raised.add_note("In a worker:\n" + "".join(traceback.format_tb(raised.__traceback__)))
        error = raised.with_traceback(None)  # it holds on to all that the task had in its hands
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return b""
    return _packed(error)


def _packed(error: BaseException) -> bytes:
    """An exception as an outcome; one that does not survive pickling, or would end the reader, by its name alone."""
    with suppress(Exception):
        outcome = pickle.dumps(_Outcome(error=error if isinstance(error, Exception) else None))
        if isinstance(error, Exception) and pickle.loads(outcome):
            return outcome
    return pickle.dumps(_Outcome(error=TaskFailedError(f"{type(error).__name__}: {error}")))
