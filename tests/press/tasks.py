"""Tasks for executors: what a worker can import."""

from __future__ import annotations

import ctypes
import hashlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from build_tools.press.cache import Cache
from build_tools.press.objectfile import Body, Interface


@dataclass(frozen=True)
class Job:
    """A chapter, as it were."""

    name: str
    content: bytes = b""
    seconds: float = 0.0


def digest(job: Job) -> str:
    """Work on a job for some time."""
    time.sleep(job.seconds)
    return f"{job.name} {hashlib.sha256(job.content).hexdigest()}"


def process(seconds: float = 0.0) -> int:
    time.sleep(seconds)
    return os.getpid()


def mark(file: str, seconds: float) -> None:
    """Write down which process is at work, then stay at it."""
    Path(file).write_text(str(os.getpid()))
    time.sleep(seconds)


def read(file: str) -> bytes:
    return Path(file).read_bytes()


def jostle(
    folder: str, keys: Sequence[str], data: bytes, fonts: Mapping[str, bytes], seconds: float
) -> list[tuple[Interface, Body]]:
    """Use a cache as several builds and prunings would; return what was found in it, each kind of thing once."""
    found: list[tuple[Interface, Body]] = []
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        for key in keys:
            cache = Cache(Path(folder))
            cache.put(key, data, fonts)
            got = cache.interface(key), cache.body(key)
            if None not in got and got not in found:
                found.append(got)
        cache.usage()
        for path in [*Path(folder, "objects").rglob("*"), *Path(folder, "fonts").rglob("*")]:
            with suppress(FileNotFoundError):
                if not path.suffix:  # what is being written is young
                    os.utime(path, (0, 0))
        cache.prune(len(data))
    return found


def fail(message: str) -> None:
    raise ValueError(message)


class Stubborn(Exception):
    """An exception that can be pickled, and not be read again."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


def fail_stubbornly() -> None:
    raise Stubborn("乙", "丙")


def quit_politely() -> None:
    sys.exit(3)


def unpicklable() -> object:
    return lambda: None


def leave(code: int) -> None:
    os._exit(code)


def kill_itself(number: int) -> None:
    os.kill(os.getpid(), number)


def kill_its_parent() -> None:
    """Kill the worker of the cluster that this process works for."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    os.kill(parent.pid, signal.SIGKILL)
    time.sleep(60)


def allocate(size: int) -> int:
    return len(bytearray(size))


def hoard(size: int) -> int:
    """Many small things, all still in hand when memory runs out."""
    return sum(map(len, [bytes(1000) + str(number).encode() for number in range(size // 1000)]))


def allocate_in_c(size: int) -> None:
    """As Pango does: GLib ends the process when there is no memory."""
    glib = ctypes.CDLL("libglib-2.0.so.0")
    glib.g_malloc.argtypes = [ctypes.c_size_t]
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # it says so
    glib.g_malloc(size)


def loaded(module: str) -> str | None:
    """The file of a module, if it is imported."""
    return sys.modules[module].__file__ if module in sys.modules else None


def here() -> Mapping[str, str]:
    """A fingerprint: the same on each machine, but for what its environment says."""
    return {"pango": os.environ.get("TEST_PANGO", "1.50.12"), "kanko": "abc"}


def family(pid: int) -> list[int]:
    """A process, if it is there, and all that it has started, and so on; zombies do not count."""
    shown = subprocess.run(["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [(int(own), int(parent)) for own, parent, state in map(str.split, shown.splitlines()) if state[0] != "Z"]
    found = [own for own, _ in rows if own == pid]
    for _ in rows:
        found += [own for own, parent in rows if parent in found and own not in found]
    return found
