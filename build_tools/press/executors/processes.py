"""Tasks in processes of this machine, within limits of time and memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Lock
from types import TracebackType
from typing import Any

from build_tools.press.executors.limits import Limits, TaskError, WorkerDiedError
from build_tools.press.executors.worker import Worker, pack, start_server, unpack


class Workers:
    """Worker processes, started when they are needed and kept for the next task. May be used from several threads."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._closed = False

    def run(self, task: bytes) -> bytes:
        """The outcome of a packed task (see `worker.unpack`); raises a TaskError where its worker is lost."""
        with self._lent() as worker:
            return worker.run(task)

    def close(self) -> None:
        """End all workers; a task that runs is lost."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for worker in self._busy:
                worker.kill()
        for worker in idle:
            worker.end()

    @contextmanager
    def _lent(self) -> Iterator[Worker]:
        """A worker, which is kept if it is still good for another task."""
        worker = self._taken() or self._started()
        try:
            yield worker
        except BaseException:
            worker.kill()
            self._gone(worker)
            raise
        self._keep(worker)

    def _taken(self) -> Worker | None:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive():
                    self._busy.add(worker)
                    return worker
        return None

    def _started(self) -> Worker:
        worker = Worker(self._limits)
        with self._lock:
            self._busy.add(worker)
            closed = self._closed
        if closed:
            self._gone(worker)
            raise WorkerDiedError("stopped")
        return worker

    def _keep(self, worker: Worker) -> None:
        with self._lock:
            closed = self._closed
            if not closed:
                self._busy.discard(worker)
                self._idle.append(worker)
        if closed:
            self._gone(worker)

    def _gone(self, worker: Worker) -> None:
        worker.end()
        with self._lock:
            self._busy.discard(worker)


class Processes(Executor):
    """An executor of so many worker processes.

    A task that goes beyond its limits, or whose process dies, is lost with a TaskError; all other tasks complete. Left
    with an exception (Ctrl-C), it ends its workers at once. No process outlives it, nor the process that made it.
    """

    def __init__(self, jobs: int, limits: Limits | None = None) -> None:
        start_server()
        self._workers = Workers(limits or Limits())
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="kanko-worker")

    def submit(self, task: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        return self._threads.submit(self._run, partial(task, *arguments, **named))

    def _run(self, call: Callable[[], Any]) -> Any:
        try:
            return unpack(self._workers.run(pack(call)))
        except TaskError as error:
            raise error.with_traceback(None) from None

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks and end the workers when all are done; `cancel_futures` gives up those that wait.

        Without `wait` the workers end with this process at the latest.
        """
        try:
            self._threads.shutdown(wait, cancel_futures=cancel_futures)
        except BaseException:
            self._abandon()
            raise
        if wait:
            self._workers.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None:
            self.shutdown()
        else:
            self._abandon()

    def _abandon(self) -> None:
        """Give up every task, those that run as well, and end the workers."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._workers.close()
        self._threads.shutdown()
