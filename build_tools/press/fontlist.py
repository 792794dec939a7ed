"""The fonts that fontconfig knows, asked for once in a process."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Listed(NamedTuple):
    """An installed face: the names of its family in all languages, its PostScript name, its file, and the version and
    number in its file that fontconfig tells of it.
    """

    families: tuple[str, ...]
    face: str
    file: Path
    version: str
    number: str


@cache
def listed() -> tuple[Listed, ...]:
    """Every installed face; none where fontconfig is not there."""
    return tuple(_listed())


def of_family(family: str) -> Iterator[Listed]:
    """The faces of a family; capitals do not count, as for fontconfig."""
    wanted = family.casefold()
    return (each for each in listed() if wanted in map(str.casefold, each.families))


def _listed() -> Iterator[Listed]:
    command = ["fc-list", "--format", "%{family}\t%{postscriptname}\t%{file}\t%{fontversion}\t%{index}\n"]
    try:
        lines = subprocess.run(command, capture_output=True, check=False, text=True).stdout.splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        names, face, file, version, index = line.split("\t", 4)
        yield Listed(tuple(names.split(",")), face, Path(file), version, index)
