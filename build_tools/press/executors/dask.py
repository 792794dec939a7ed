"""Tasks on the workers of an existing Dask cluster.

A worker of the cluster gives each task to a process of its own, as `processes` does here, with the same limits: what
kills that process does not touch the cluster, and several threads of a worker do not get into each other's way. Dask
itself gives the tasks of a worker that is lost to others.

Dask knows no passwords: everyone who reaches the scheduler runs what he likes on its workers. Keep it in a network of
its own.
"""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections.abc import Callable, Mapping
from concurrent import futures
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from functools import cache, partial
from threading import Event, Thread
from types import TracebackType
from typing import Any, Final

import dask
from distributed import Client, KilledWorker, get_worker

from build_tools.errors import KankoError, Problem, Text
from build_tools.press.executors.limits import ClusterLostError, Limits, ToolchainMismatchError, WorkerDiedError
from build_tools.press.executors.processes import Workers
from build_tools.press.executors.worker import pack, unpack
from build_tools.press.toolchain import differences

Fingerprint = Callable[[], Mapping[str, str]]

# Seconds in which a cluster must answer, and have a worker.
PATIENCE: Final = 5
# Seconds in which new workers may come when all are gone.
WITHOUT_WORKERS: Final = 30


class Dask(Executor):
    """An executor that sends tasks to the cluster whose scheduler is at an address (`tcp://HOST:PORT`).

    `fingerprint`, a function that can be pickled, tells what a machine typesets with; it is asked before each task and
    so should keep its answer. Raises KankoError where no cluster answers, where it has no workers, and where a
    worker's answer is not this machine's own. On a worker that joins later and differs, tasks fail with
    ToolchainMismatchError.
    """

    def __init__(self, address: str, fingerprint: Fingerprint, limits: Limits | None = None) -> None:
        _quiet()
        self._client = _connected(address)
        try:
            self._order = _Order(fingerprint, dict(fingerprint()), limits or Limits())
            _compare(self._client, address, self._order)
        except BaseException:
            self._client.close()
            raise
        self._cluster = self._client.get_executor(pure=False)
        self._pending: dict[Future[Any], Future[bytes]] = {}  # what was asked for, and what was sent for it
        self._left = Event()
        Thread(target=self._watch, daemon=True).start()

    def submit(self, task: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        sent = self._cluster.submit(_work, pack(partial(task, *arguments, **named)), self._order)
        self._pending[future] = sent
        future.add_done_callback(self._pending.pop)
        sent.add_done_callback(partial(_hand_over, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks, and leave the cluster when all are done (or at once, with `cancel_futures`).

        Without `wait` the cluster is left when this process ends.
        """
        if not (wait or cancel_futures):
            return
        try:
            if not cancel_futures:
                futures.wait(tuple(self._pending))
        finally:
            self._give_up()
            self._left.set()
            self._client.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.shutdown(cancel_futures=kind is not None)

    def _watch(self) -> None:
        """Give up what was sent when there have been no workers for some time: Dask waits for new ones for ever."""
        seen = time.monotonic()
        while not self._left.wait(1):
            if not self._pending or self._client.scheduler_info()["workers"]:
                seen = time.monotonic()
            elif time.monotonic() - seen > WITHOUT_WORKERS:
                self._give_up()

    def _give_up(self) -> None:
        for sent in tuple(self._pending.values()):
            sent.cancel()


@dataclass(frozen=True)
class _Order:
    """What goes with each task: how a worker tells its toolchain, what it must say, and the limits."""

    fingerprint: Fingerprint
    expected: Mapping[str, str]
    limits: Limits


def _quiet() -> None:
    """No log of a cluster that goes away: its tasks say so. No warning of tasks of some megabytes: they must travel."""
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"})


def _connected(address: str) -> Any:
    """A client of the scheduler. Dask waits for ever for what listens and is no scheduler, so a thread waits for it."""
    client: Future[Any] = Future()

    def connect() -> None:
        try:
            client.set_result(Client(address, timeout=PATIENCE, set_as_default=False))
        except Exception as error:
            client.set_exception(error)

    Thread(target=connect, daemon=True).start()
    try:
        return client.result(PATIENCE + 1)
    except Exception as error:
        what = Text(f"No Dask cluster answers at {address}.", f"{address} で Dask クラスターが応答しません。")
        remedy = Text(
            "Start it (dask scheduler, dask worker), or leave out --executor.",
            "クラスターを起動する（dask scheduler、dask worker）か、--executor を外してください。",
        )
        raise KankoError([Problem("executor.unreachable", what, remedy=remedy)]) from error


def _compare(client: Any, address: str, order: _Order) -> None:
    """Ask every worker for its toolchain."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        what = Text(f"The Dask cluster at {address} has no workers.", f"{address} の Dask にワーカーがいません。")
        remedy = Text(f"Start some: dask worker {address}", f"起動してください: dask worker {address}")
        raise KankoError([Problem("executor.no-workers", what, remedy=remedy)]) from error
    answers = client.run(order.fingerprint, on_error="return")
    differing = {worker: found for worker, answer in answers.items() if (found := _differences(order, answer))}
    if differing:
        mismatch = ToolchainMismatchError(differing)
        raise KankoError([Problem(mismatch.name, mismatch.text, remedy=mismatch.remedy)])


def _differences(order: _Order, answer: Mapping[str, str] | Exception) -> list[str]:
    if isinstance(answer, Exception):
        return [f"{type(answer).__name__}: {answer}"]
    return differences(order.expected, answer)


def _hand_over(future: Future[Any], sent: Future[bytes]) -> None:
    """What became of a task on the cluster, in the words of an executor."""
    try:
        future.set_result(unpack(sent.result()))
    except KilledWorker:
        future.set_exception(WorkerDiedError("and so did every other one that was given it"))
    except CancelledError:
        future.set_exception(ClusterLostError())
    except Exception as error:
        future.set_exception(error.with_traceback(None))


def _work(task: bytes, order: _Order) -> bytes:
    """On a worker of the cluster: the outcome of a task, from a process of its own."""
    found = differences(order.expected, order.fingerprint())
    if found:
        raise ToolchainMismatchError({get_worker().address: found})
    return _workers(order.limits).run(task)


@cache
def _workers(limits: Limits) -> Workers:
    # A nanny marks its worker as a daemon, which may have no children lest they outlive it; ours end with their parent.
    multiprocessing.current_process().daemon = False
    return Workers(limits)
