"""Run a command and tell its seconds and the peak of its largest process, children of children included.

`python measure.py COMMAND …` is a tiny process whose only child is the command. It is needed: the kernel counts
what a process held before it became another program, so a command started from a large process seems as large.
What Linux tells of waited-for children holds those that they waited for in turn; a process that nobody waits for
is not counted. The peak is that of one process, not the sum over those that ran at once.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Usage:
    """Wall seconds, CPU seconds of all processes, and the peak of the largest one in MB."""

    wall: float
    cpu: float
    peak: float


class FailedError(Exception):
    """A command ended badly; what it said last."""


def measure(command: Sequence[str], folder: Path) -> Usage:
    """Run a command in a folder, what it says thrown away; raises FailedError where it does not end with 0."""
    runner = [sys.executable, "-S", __file__, *command]
    done = subprocess.run(runner, cwd=folder, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise FailedError(done.stderr.strip()[-1500:])
    return Usage(*json.loads(done.stdout))


def _run(command: Sequence[str]) -> int:
    started = time.perf_counter()
    status = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    wall = time.perf_counter() - started
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps([wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000]))
    return status


if __name__ == "__main__":
    sys.exit(_run(sys.argv[1:]))
