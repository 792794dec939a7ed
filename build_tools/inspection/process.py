"""Inspects a file in a process of its own, with limits: what is read may have been made to harm."""

from __future__ import annotations

import os
import pickle
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, NoReturn

from build_tools.errors import KankoError, typed
from build_tools.inspection import messages
from build_tools.inspection.beside import PagesShown, pages_shown
from build_tools.inspection.document import PdfDocument

ROOT = Path(__file__).parents[2]
# Isolated from the caller's folder and variables, with the code of this very package.
CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from build_tools.inspection.child import main; main()"
# Gives what a file holds, or raises KankoError, when it is called.
Reading = Callable[[], PdfDocument]
ANSWERS = (
    "build_tools.inspection.document",
    "build_tools.inspection.tree",
    "build_tools.inspection.printing",
    "build_tools.inspection.shapes",
    "build_tools.errors",
)


@dataclass(frozen=True)
class Limits:
    """What reading one file may take: seconds of wall time, and megabytes (of 10⁶ bytes) of address space."""

    seconds: float = 9
    megabytes: int = 1000


def inspect(path: Path, limits: Limits | None = None, *, trusted: bool = False) -> PdfDocument:
    """What a PDF holds; raises KankoError, with one problem, where it cannot be told.

    A `trusted` file, one that the same build has made, is read in this process and, if it is long, two beside it,
    without limits: faster, and a fault of the libraries is a fault of this process.
    """
    return begin(path, limits, trusted=trusted)()


def begin(path: Path, limits: Limits | None = None, *, trusted: bool = False) -> Reading:
    """Begin to inspect a PDF; what is given back does the rest, and raises what `inspect` raises.

    The pages of a long file that is trusted are read meanwhile; of any other, nothing is done before it is asked for.
    """
    if not trusted:
        return partial(_untrusted, path, limits or Limits())
    try:
        with _regular(path) as file:
            data = file.read()
    except KankoError as error:
        return partial(_raise, error)
    shown = pages_shown(data)
    return partial(_trusted, data, typed(path), shown)


def _raise(error: KankoError) -> NoReturn:
    raise error


def _trusted(data: bytes, path: str, shown: PagesShown) -> PdfDocument:
    from build_tools.inspection.reading import read  # not needed by those who leave it to a child

    return read(data, path, shown)


def _untrusted(path: Path, limits: Limits) -> PdfDocument:
    with _regular(path) as file:
        return _by_child(file, typed(path), limits)


@contextmanager
def _regular(path: Path) -> Iterator[IO[bytes]]:
    """The file opened, if it is one."""
    with _opened(path) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise KankoError([messages.no_file(typed(path))])
        yield file


def _opened(path: Path) -> IO[bytes]:
    try:
        return open(path, "rb", opener=_opener)
    except IsADirectoryError as error:
        raise KankoError([messages.no_file(typed(path))]) from error
    except OSError as error:
        raise KankoError([messages.not_readable(typed(path), error.strerror or str(error))]) from error


def _opener(path: str, flags: int) -> int:
    """Not waiting for a pipe that nobody writes into."""
    return os.open(path, flags | os.O_NONBLOCK)


def _by_child(file: IO[bytes], path: str, limits: Limits) -> PdfDocument:
    command = [sys.executable, "-I", "-c", CHILD, str(ROOT), path, str(limits.seconds), str(limits.megabytes)]
    with tempfile.TemporaryFile() as answer:
        _run(command, file, answer, path, limits)
        answer.seek(0)
        found = _Answer(answer).load()
    if isinstance(found, PdfDocument):
        return found
    raise found if isinstance(found, KankoError) else KankoError([messages.died(path, "no answer")])


def _run(command: list[str], file: IO[bytes], answer: IO[bytes], path: str, limits: Limits) -> None:
    try:
        done = subprocess.run(
            command, stdin=file, stdout=answer, stderr=subprocess.DEVNULL, timeout=limits.seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise KankoError([messages.too_long(path, limits.seconds)]) from error
    if done.returncode == -signal.SIGXCPU:
        raise KankoError([messages.too_long(path, limits.seconds)])
    if done.returncode:
        raise KankoError([messages.died(path, _ending(done.returncode))])


def _ending(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


class _Answer(pickle.Unpickler):
    """Takes nothing from the child but the data of this package: the child has read what may be made to harm."""

    def find_class(self, module: str, name: str) -> Any:
        if module not in ANSWERS or not name.isidentifier() or not name[0].isupper():
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)
