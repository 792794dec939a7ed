"""Put finished products into the output folder, all or none: on any failure what was there is there again."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path


def deliver(products: Mapping[Path, Path]) -> None:
    """Move each product (key: where it was made, a file or a folder) to its place (value), replacing what is there.

    Raises OSError when something can't be moved; then nothing has changed.
    """
    moved: list[tuple[Path, Path, Path]] = []
    try:
        for made, place in products.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            aside = place.with_name(f".{place.name}.previous")
            _remove(aside)
            if place.exists():
                place.rename(aside)
            moved.append((made, place, aside))
            shutil.move(made, place)
    except OSError:
        _undo(moved)
        raise
    for _, _, aside in moved:
        _remove(aside)


def _undo(moved: list[tuple[Path, Path, Path]]) -> None:
    for made, place, aside in reversed(moved):
        if place.exists() and not made.exists():
            shutil.move(place, made)
        if aside.exists():
            _remove(place)
            aside.rename(place)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
