"""Run a command and tell its seconds and the peak of its largest process, all that it started included.

`python measure.py GRACE COMMAND …` is a tiny process whose only child is the command. It is needed: the kernel counts
what a process held before it became another program, so a command started from a large process seems as large. And it
is the subreaper of all that the command starts (prctl(2)): a process whose parent ends before it, such as the server
from which Python forks workers, becomes its child. It waits for every one; what Linux tells of waited-for children
holds those that they waited for in turn, so nothing is missed but children of a process that ignores SIGCHLD. The peak
is that of one process, not the sum over those that ran at once.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Usage:
    """Wall seconds of the command itself, CPU seconds of all processes, and the peak of the largest one in MB."""

    wall: float
    cpu: float
    peak: float


class FailedError(Exception):
    """A command ended badly; what it said last."""


def measure(command: Sequence[str], folder: Path, grace: int = 30) -> Usage:
    """Run a command in a folder, what it says thrown away; what it leaves behind has so many seconds to end.

    Raises FailedError where the command does not end with 0, or what it leaves behind does not end.
    """
    runner = [sys.executable, "-S", __file__, str(grace), *command]
    done = subprocess.run(runner, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise FailedError(done.stderr.strip()[-1500:])
    return Usage(*json.loads(done.stdout))


def _run(grace: str, *command: str) -> int:
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no subreaper")
    signal.signal(signal.SIGALRM, _end_children)
    started = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    status = process.wait()
    wall = time.perf_counter() - started
    signal.alarm(int(grace))
    _wait_for_all()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps([wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6]))
    return status


def _wait_for_all() -> None:
    """Wait until no child is left, nor a child of a child that ended."""
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _end_children(*_: object) -> None:
    """End what will not end by itself, which is a fault of the command."""
    for child in _children():
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _wait_for_all()
    sys.exit("it left processes behind that did not end")


def _children() -> Iterator[int]:
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            number, rest = file.read_text().split(" ", 1)
            if int(rest.rpartition(")")[2].split()[1]) == os.getpid():
                yield int(number)


if __name__ == "__main__":
    sys.exit(_run(*sys.argv[1:]))
