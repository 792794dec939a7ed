"""Pairs of pages as pictures, drawn and compared by processes of their own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from build_tools.reports.proof.frames import Frame
from build_tools.reports.proof.studio import Draughtsman, Limits, command

DRAWING: Final = "build_tools.visual.drawing"
PROCESSES: Final = 2
# Below so many pairs a second process costs more than it spares.
FEW: Final = 24
FOLDER: Final = "pages"


@dataclass(frozen=True)
class Look:
    """Two pages as pictures: their sizes in pixels (None: no such page), whether they differ in any pixel, and where:
    in hundredths of a picture that holds both.
    """

    sizes: tuple[tuple[int, int] | None, tuple[int, int] | None]
    differs: bool
    regions: tuple[Frame, ...]


# A pair of pages by their numbers (from 0).
Numbers = tuple[int | None, int | None]


def looks(
    files: tuple[Path, Path], pairs: Sequence[Numbers], folder: Path | None, limits: Limits
) -> Iterator[Look | None]:
    """Compare pairs of pages, and write the pictures of those that differ into a folder, if there is one.

    Tells each pair in order, and holds no picture; None: a page of it can't be drawn.
    """
    drawing = command(DRAWING, *map(os.path.abspath, files), str(limits.megabytes))
    count = min(os.cpu_count() or 1, PROCESSES if len(pairs) > FEW else 1, len(pairs))
    with ExitStack() as stack:
        studio = [stack.enter_context(Draughtsman(drawing, 2 * limits.seconds)) for _ in range(count)]
        for at in range(count):
            studio[at].ask(_question(at, pairs[at], folder))
        for at in range(len(pairs)):
            look = _look(studio[at % count].answer())
            if at + count < len(pairs):
                studio[at % count].ask(_question(at + count, pairs[at + count], folder))
            yield look


@dataclass(frozen=True)
class Glance:
    """How dark a page is, cell by cell, and a digest of its pixels."""

    cells: bytes
    digest: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing is seen on it."""
        return not any(self.cells)

    def like(self, other: Glance) -> float:
        """How much of what is dark on one of two pages is dark on the other, from 0 to 1."""
        apart = sum(abs(one - two) for one, two in zip(self.cells, other.cells, strict=True))
        return 1 - apart / max(1, sum(self.cells) + sum(other.cells))


def glances(
    files: tuple[Path, Path], pages: Sequence[tuple[int, int]], limits: Limits
) -> dict[tuple[int, int], Glance]:
    """A glance at pages, each the number of its file (0: the old one) and its own (from 0); none of one that can't be
    drawn.
    """
    if not pages:
        return {}
    found = {}
    drawing = command(DRAWING, *map(os.path.abspath, files), str(limits.megabytes))
    with Draughtsman(drawing, limits.seconds) as draughtsman:
        for side, page in pages:
            draughtsman.ask(f"?\t{side}\t{page}")
            if said := json.loads(draughtsman.answer() or b"{}"):
                found[side, page] = Glance(bytes.fromhex(said["glance"]), said["digest"])
    return found


def names(number: int) -> tuple[str, str, str]:
    """The pictures of a pair (counted from 1), in the folder of the report: the old page, the new one, both."""
    return f"{FOLDER}/{number}-old.webp", f"{FOLDER}/{number}-new.webp", f"{FOLDER}/{number}-both.webp"


def _question(at: int, pair: Numbers, folder: Path | None) -> str:
    places = [os.path.abspath(folder / name) if folder else "" for name in names(at + 1)]
    return "\t".join(["-" if page is None else str(page) for page in pair] + places)


def _look(said: bytes) -> Look | None:
    found = json.loads(said or b"{}")
    if not found:
        return None
    old, new = (size and (size[0], size[1]) for size in found["sizes"])
    return Look((old, new), found["differs"], tuple(Frame(*region) for region in found["regions"]))
