"""Files and folders that come into place whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(place: Path) -> Iterator[Path]:
    """A path beside a place, to write a file or a folder to; at the end it takes that place.

    On any exception what was there is there still, and nothing else. Raises OSError.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as room:
        made = Path(room, place.name)
        yield made
        if made.is_dir() and place.exists():
            _exchange(made, place, Path(room, ".previous"))
        else:
            os.replace(made, place)


def _exchange(made: Path, place: Path, aside: Path) -> None:
    """A folder for another: no system call does that at once, so the old one is kept until the new one is there."""
    place.rename(aside)
    try:
        made.rename(place)
    except OSError:
        aside.rename(place)
        raise


def replaceable(folder: Path, opened: str, mark: str) -> bool:
    """Whether a folder is empty, or one whose file `opened` has a mark in its first 1,000 bytes."""
    if not folder.is_dir():
        return False
    file = folder / opened
    if file.is_file():
        with file.open("rb") as stream:
            return mark.encode() in stream.read(1000)
    return not any(folder.iterdir())
