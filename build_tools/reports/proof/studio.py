"""Processes that draw, one line in and one line out: what they are shown may have been made to harm."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

ROOT: Final = Path(__file__).parents[3]
MOST: Final = 4  # processes
LOST: Final = 3  # processes; then what is drawn is given up
LONGEST: Final = 1_000_000  # bytes of an answer


@dataclass(frozen=True)
class Limits:
    """What drawing one page may take: seconds of wall time, and megabytes (of 10⁶ bytes) of address space."""

    seconds: float = 10
    megabytes: int = 1000


def command(module: str, *arguments: str) -> list[str]:
    """How a module of this program is started, isolated from the caller's folder and variables."""
    code = f"import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"
    return [sys.executable, "-I", "-c", code, str(ROOT), *arguments]


class Draughtsman:
    """A process that answers one question after the other; a new one, where it took too long or too much."""

    def __init__(self, command: list[str], seconds: float) -> None:
        self._command, self._seconds = command, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lost = 0

    def __enter__(self) -> Draughtsman:
        return self

    def __exit__(self, _type: type[BaseException] | None, _: BaseException | None, _at: TracebackType | None) -> None:
        self._end()

    def ask(self, question: str) -> None:
        """Have something drawn; the question is one line."""
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
                self._process.stdin.write(os.fsencode(f"{question}\n"))
        except BrokenPipeError:
            self._lose()

    def answer(self) -> bytes:
        """The line that answers the question; nothing where there is no answer."""
        said, until = b"", time.monotonic() + self._seconds
        while self._process and self._process.stdout and not said.endswith(b"\n"):
            ready, _, _ = select.select([self._process.stdout], [], [], max(0.0, until - time.monotonic()))
            more = os.read(self._process.stdout.fileno(), 65536) if ready else b""
            said += more
            if not more or len(said) > LONGEST:
                self._lose()
                return b""
        return said

    def _lose(self) -> None:
        self._lost += 1
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
