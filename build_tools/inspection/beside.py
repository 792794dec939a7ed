"""What pages show, read by processes of their own while this one reads the objects: for long files that are trusted."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from build_tools.inspection.text import Shown

PagesShown = Callable[[], "Sequence[Shown]"]
ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from build_tools.inspection.beside import main; main()"
# Below so many bytes a process of its own costs more than it spares.
LARGE = 300_000
SHARES = 2


class _Reader:
    """A process that reads a share of the pages of a file: it takes in what it needs for that, and waits for it."""

    def __init__(self, share: int) -> None:
        self._source, self._answer = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 (see `_close`)
        source = self._source.fileno()
        command = [sys.executable, "-I", "-c", PROGRAM, str(ROOT), str(share), str(source)]
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=self._answer, pass_fds=[source])

    def begin(self, data: bytes) -> None:
        """Let it read a file; without data, it ends."""
        self._source.write(data)
        self._source.flush()
        assert self._child.stdin is not None
        self._child.stdin.close()

    def answer(self) -> Sequence[Shown]:
        """What the pages of its share show."""
        code = self._child.wait()
        self._answer.seek(0)
        try:
            if code:
                raise RuntimeError(f"the process that reads the pages ended with {code}")
            found: Sequence[Shown] = pickle.load(self._answer)
            return found
        finally:
            self._close()

    def end(self) -> None:
        """It is not needed."""
        self.begin(b"")
        self._child.wait()
        self._close()

    def _close(self) -> None:
        self._source.close()
        self._answer.close()


_waiting: list[_Reader] = []


def prepare() -> None:
    """Start the processes that will read the next long file."""
    if not _waiting:
        _waiting.extend(map(_Reader, range(SHARES)))


def dismiss() -> None:
    """End the processes that wait for a file."""
    while _waiting:
        _waiting.pop().end()


def pages_shown(data: bytes) -> PagesShown:
    """What the pages of a file show, given when it is asked for; of a long file, other processes begin at once."""
    if len(data) < LARGE:
        return lambda: shown_by(data)
    prepare()
    readers = _waiting[:]
    _waiting.clear()
    for reader in readers:
        reader.begin(data)
    return lambda: [page for reader in readers for page in reader.answer()]


def shown_by(data: bytes, share: int = 0, shares: int = 1) -> Sequence[Shown]:
    """What the pages of one of so many shares of a file show."""
    import pypdfium2

    from build_tools.inspection.text import shown  # not needed by those who wait for it

    document = pypdfium2.PdfDocument(data)
    try:
        count = len(document)
        return [shown(document.raw, page) for page in range(count * share // shares, count * (share + 1) // shares)]
    finally:
        document.close()


def main() -> None:
    """Read a file, answer on stdout: a pickle of `Shown` objects, for the process that started this one. Its arguments:
    folder, share, and the descriptor of the file, which is complete when stdin ends; empty: nothing is to be read.
    """
    import pypdfium2  # noqa: F401 (while nothing else is to be done)

    import build_tools.inspection.text  # noqa: F401

    gc.disable()  # hundreds of thousands of objects, and no garbage
    sys.stdin.buffer.read()
    with os.fdopen(int(sys.argv[3]), "rb") as source:
        source.seek(0)
        data = source.read()
    if data:
        sys.stdout.buffer.write(pickle.dumps(shown_by(data, int(sys.argv[2]), SHARES), pickle.HIGHEST_PROTOCOL))
