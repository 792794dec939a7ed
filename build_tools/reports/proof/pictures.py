"""The pictures of a file's pages, drawn by processes of their own: what they show may have been made to harm."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

ROOT: Final = Path(__file__).parents[3]
CHILD: Final = "import sys; sys.path.insert(0, sys.argv[1]); from build_tools.reports.proof.drawing import main; main()"
MOST: Final = 4  # processes
LOST: Final = 3  # processes; then the file is given up


@dataclass(frozen=True)
class Limits:
    """What drawing one page may take: seconds of wall time, and megabytes (of 10⁶ bytes) of address space."""

    seconds: float = 10
    megabytes: int = 1000


@dataclass(frozen=True)
class Picture:
    """A picture that was written: its size in pixels."""

    width: int
    height: int


def draw(path: Path, places: Sequence[Path], limits: Limits | None = None) -> Iterator[Picture | None]:
    """Write the pictures of a file's pages, one place each, and tell each in order; None: it can't be drawn.

    As many as there are processes are drawn at a time, and none is kept in memory.
    """
    count = min(os.cpu_count() or 1, MOST, len(places))
    with ExitStack() as stack:
        studio = [stack.enter_context(_Draughtsman(path, limits or Limits())) for _ in range(count)]
        for page, place in enumerate(places[:count]):
            studio[page].ask(page, place)
        for page in range(len(places)):
            picture = studio[page % count].answer()
            if page + count < len(places):
                studio[page % count].ask(page + count, places[page + count])
            yield picture


class _Draughtsman:
    """A process that draws one page after the other; a new one, where it took too long or too much."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._command = [sys.executable, "-I", "-c", CHILD, str(ROOT), os.path.abspath(path), str(limits.megabytes)]
        self._process: subprocess.Popen[bytes] | None = None
        self._lost = 0

    def __enter__(self) -> _Draughtsman:
        return self

    def __exit__(self, _type: type[BaseException] | None, _: BaseException | None, _at: TracebackType | None) -> None:
        self._end()

    def ask(self, page: int, place: Path) -> None:
        """Have a page drawn."""
        if self._process is None and self._lost < LOST:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
        try:
            if self._process and self._process.stdin:
                self._process.stdin.write(os.fsencode(f"{page} {os.path.abspath(place)}\n"))
        except BrokenPipeError:
            self._lose()

    def answer(self) -> Picture | None:
        """The picture of the page that was asked for."""
        if self._process is None or self._process.stdout is None:
            return None
        ready, _, _ = select.select([self._process.stdout], [], [], self._limits.seconds)
        said = os.read(self._process.stdout.fileno(), 100) if ready else b""
        if not said:
            self._lose()
        match said.split():
            case [width, height] if width.isdigit() and height.isdigit():
                return Picture(int(width), int(height))
            case _:
                return None

    def _lose(self) -> None:
        self._lost += 1
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
