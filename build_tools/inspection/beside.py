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
from typing import IO, TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from build_tools.inspection.text import Shown

PagesShown = Callable[[], "Sequence[Shown]"]
ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from build_tools.inspection.beside import main; main()"
# Below so many bytes a process of its own costs more than it spares.
LARGE = 300_000
SHARES = 2


class _Readers:
    """A process that takes in what is needed, waits for a file, and shares its pages with copies of itself."""

    def __init__(self) -> None:
        self._source = tempfile.TemporaryFile()  # noqa: SIM115 (see `_close`)
        self._answers = [tempfile.TemporaryFile() for _ in range(SHARES)]  # noqa: SIM115
        files = [file.fileno() for file in (self._source, *self._answers)]
        command = [sys.executable, "-I", "-c", PROGRAM, str(ROOT), *map(str, files)]
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=files)

    def begin(self, data: bytes) -> None:
        """Let it read a file; without data, it ends."""
        self._source.write(data)
        self._source.flush()
        assert self._child.stdin is not None
        self._child.stdin.close()

    def answer(self) -> Sequence[Shown]:
        """What the pages show."""
        try:
            if code := self._child.wait():
                raise RuntimeError(f"the process that reads the pages ended with {code}")
            return [page for answer in self._answers for page in _taken(answer)]
        finally:
            self._close()

    def end(self) -> None:
        """It is not needed."""
        self.begin(b"")
        self._child.wait()
        self._close()

    def _close(self) -> None:
        for file in (self._source, *self._answers):
            file.close()


def _taken(answer: IO[bytes]) -> Sequence[Shown]:
    answer.seek(0)
    found: Sequence[Shown] = pickle.load(answer)
    return found


_waiting: list[_Readers] = []


def prepare() -> None:
    """Start the process that will read the next long file."""
    if not _waiting:
        _waiting.append(_Readers())


def dismiss() -> None:
    """End the process that waits for a file."""
    while _waiting:
        _waiting.pop().end()


def pages_shown(data: bytes) -> PagesShown:
    """What the pages of a file show, given when it is asked for; of a long file, other processes begin at once."""
    if len(data) < LARGE:
        return lambda: shown_by(data)
    prepare()
    readers = _waiting.pop()
    readers.begin(data)
    return readers.answer


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


def main() -> NoReturn:
    """Read a file and answer: a pickle of `Shown` objects for each share, for the process that started this one. Its
    arguments: folder, the descriptor of the file, which is complete when stdin ends (empty: nothing is to be read), and
    those of the answers.
    """
    import pypdfium2  # noqa: F401 (while nothing else is to be done)

    import build_tools.inspection.text  # noqa: F401

    gc.disable()  # hundreds of thousands of objects, and no garbage
    gc.freeze()
    sys.stdin.buffer.read()
    source, *answers = map(int, sys.argv[2:])
    with os.fdopen(source, "rb") as file:
        file.seek(0)
        data = file.read()
    sys.exit(_shared(data, answers) if data else 0)


def _shared(data: bytes, answers: Sequence[int]) -> int:
    """Each share read by a copy of this process, the first by itself: 0 where all went well."""
    copies = list[int]()
    for share, answer in enumerate(answers[1:], 1):
        if not (copy := os.fork()):
            _answer(data, share, answer)
            os._exit(0)
        copies.append(copy)
    _answer(data, 0, answers[0])
    return max(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]) != 0 for copy in copies)


def _answer(data: bytes, share: int, answer: int) -> None:
    with os.fdopen(answer, "wb") as file:
        pickle.dump(shown_by(data, share, SHARES), file, pickle.HIGHEST_PROTOCOL)
