"""Editions in folders that were built into."""

from __future__ import annotations

import hashlib
from pathlib import Path

from build_tools.comparison.contents import Edition
from build_tools.concordance.locations import Locations, read_locations
from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.manuscript import LOCATIONS, MANUSCRIPT
from build_tools.manuscript.write import read_manuscript
from build_tools.retrieval.model import Files, Retrieved

SOURCE = "source"


def built(folder: Path, named: str, files: Files | None = None) -> Retrieved:
    """What was built into a folder: the manuscript there, and where it was printed if that lies beside it. Images are
    those of its `files`, else of the sources beside the folder, where they are still the same.

    Raises KankoError for a manuscript that can't be read, and for locations of another one.
    """
    manuscript, locations = read_manuscript(folder / MANUSCRIPT), folder / LOCATIONS
    found = _locations(locations, sha256_of(folder / MANUSCRIPT)) if locations.is_file() else None
    return Retrieved(named, Edition(manuscript, found), files or files_of(folder.absolute().parent / SOURCE))


def sha256_of(file: Path) -> str:
    """The digest of a file, by which others name it."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def files_of(folder: Path) -> Files:
    """The files in a folder and in those below it: a manuscript may name any."""
    root = folder.resolve()

    def content(file: str) -> bytes | None:
        path = (root / file).resolve()
        return path.read_bytes() if path.is_relative_to(root) and path.is_file() else None

    return content


def _locations(file: Path, sha256: str) -> Locations:
    try:
        found = read_locations(file)
    except (OSError, ValueError) as error:
        raise KankoError([_unreadable(file, error)]) from error
    if found.manuscript != sha256:
        raise KankoError([_foreign(file)])
    return found


def _unreadable(file: Path, error: Exception) -> Problem:
    reason = str(error).splitlines()[0]
    what = Text(
        f"This says not where anything was printed ({reason}).", f"掲載箇所のデータとして読めません（{reason}）。"
    )
    return Problem("retrieval.locations-unreadable", what, Place(typed(file)), _BUILD_AGAIN)


def _foreign(file: Path) -> Problem:
    what = Text(
        "These pages are of another manuscript than the one beside it.",
        "この掲載箇所のデータは、隣の原稿データのものではありません。",
    )
    return Problem("retrieval.foreign-locations", what, Place(typed(file)), _BUILD_AGAIN)


_BUILD_AGAIN = Text("Build the publication again.", "刊行物をもう一度作ってください。")
