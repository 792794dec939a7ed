"""The pictures of a file's pages, drawn by processes of their own: what they show may have been made to harm."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from build_tools.reports.proof.studio import MOST, Draughtsman, Limits, command

__all__ = ["Limits", "Picture", "draw"]
DRAWING = "build_tools.reports.proof.drawing"


@dataclass(frozen=True)
class Picture:
    """A picture that was written: its size in pixels."""

    width: int
    height: int


def draw(path: Path, places: Sequence[Path], limits: Limits | None = None) -> Iterator[Picture | None]:
    """Write the pictures of a file's pages, one place each, and tell each in order; None: it can't be drawn.

    As many as there are processes are drawn at a time, and none is kept in memory.
    """
    count, limits = min(os.cpu_count() or 1, MOST, len(places)), limits or Limits()
    drawing = command(DRAWING, os.path.abspath(path), str(limits.megabytes))
    with ExitStack() as stack:
        studio = [stack.enter_context(Draughtsman(drawing, limits.seconds)) for _ in range(count)]
        for page, place in enumerate(places[:count]):
            studio[page].ask(_question(page, place))
        for page in range(len(places)):
            picture = _picture(studio[page % count].answer())
            if page + count < len(places):
                studio[page % count].ask(_question(page + count, places[page + count]))
            yield picture


def _question(page: int, place: Path) -> str:
    return f"{page} {os.path.abspath(place)}"


def _picture(said: bytes) -> Picture | None:
    match said.split():
        case [width, height] if width.isdigit() and height.isdigit():
            return Picture(int(width), int(height))
        case _:
            return None
