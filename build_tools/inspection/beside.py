"""What pages show, read by a process of its own while this one reads the objects: for long files that are trusted."""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import pypdfium2

from build_tools.inspection.text import Shown, shown

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from build_tools.inspection.beside import main; main()"
# Below so many bytes a process of its own costs more than it spares.
LARGE = 300_000


def pages_shown(data: bytes, *, aside: bool) -> Callable[[], Sequence[Shown]]:
    """What the pages of a file show, given when it is asked for; `aside` lets another process begin at once."""
    if not aside or len(data) < LARGE:
        return lambda: _read(data)
    source, answer = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 (closed by _answer)
    source.write(data)
    source.seek(0)
    child = subprocess.Popen([sys.executable, "-I", "-c", PROGRAM, str(ROOT)], stdin=source, stdout=answer)
    return lambda: _answer(child, source, answer)


def _read(data: bytes) -> list[Shown]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [shown(document.raw, number) for number in range(len(document))]
    finally:
        document.close()


def _answer(child: subprocess.Popen[bytes], source: IO[bytes], answer: IO[bytes]) -> Sequence[Shown]:
    with source, answer:
        if code := child.wait():
            raise RuntimeError(f"the process that reads the pages ended with {code}")
        answer.seek(0)
        found: Sequence[Shown] = pickle.load(answer)
        return found


def main() -> None:
    """Read stdin, answer on stdout: a pickle of `Shown` objects, for the process that started this one."""
    gc.disable()  # hundreds of thousands of objects, and no garbage
    sys.stdout.buffer.write(pickle.dumps(_read(sys.stdin.buffer.read()), pickle.HIGHEST_PROTOCOL))
