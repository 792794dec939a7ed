"""What pages show, read by processes of their own while this one reads the objects: for long files that are trusted."""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from build_tools.inspection.text import Shown

PagesShown = Callable[[], "Sequence[Shown]"]
ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from build_tools.inspection.beside import main; main()"
# Below so many bytes a process of its own costs more than it spares.
LARGE = 300_000
SHARES = 2


def pages_shown(data: bytes) -> PagesShown:
    """What the pages of a file show, given when it is asked for; of a long file, other processes begin at once."""
    if len(data) < LARGE:
        return lambda: shown_by(data)
    children = [_begin(data, share) for share in range(SHARES)]
    return lambda: [page for child in children for page in _answer(*child)]


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


def _begin(data: bytes, share: int) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        answer = tempfile.TemporaryFile()  # noqa: SIM115 (closed by _answer)
        command = [sys.executable, "-I", "-c", PROGRAM, str(ROOT), str(share)]
        return subprocess.Popen(command, stdin=source, stdout=answer), answer


def _answer(child: subprocess.Popen[bytes], answer: IO[bytes]) -> Sequence[Shown]:
    with answer:
        if code := child.wait():
            raise RuntimeError(f"the process that reads the pages ended with {code}")
        answer.seek(0)
        found: Sequence[Shown] = pickle.load(answer)
        return found


def main() -> None:
    """Read stdin, answer on stdout: a pickle of `Shown` objects, for the process that started this one. Its arguments:
    folder, share.
    """
    gc.disable()  # hundreds of thousands of objects, and no garbage
    found = shown_by(sys.stdin.buffer.read(), int(sys.argv[2]), SHARES)
    sys.stdout.buffer.write(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
