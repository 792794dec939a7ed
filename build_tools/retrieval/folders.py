"""Editions in folders: of what was built, and of sources."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

from build_tools.comparison.contents import Edition
from build_tools.concordance.locations import Locations, read_locations
from build_tools.edition import load_edition
from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.findings import Rejected
from build_tools.manuscript.write import FILE, LOCATIONS, read_manuscript
from build_tools.pipeline import Order, build
from build_tools.proving import sha256_of
from build_tools.retrieval.model import Files, Means, Retrieved
from build_tools.sphinx_run import Run, run_sphinx

PUBLICATION, SOURCE, DIST = "publication.toml", "source", "dist"


def built(folder: Path, named: str, files: Files | None = None) -> Retrieved:
    """What was built into a folder: the manuscript there, and where it was printed if that lies beside it. Images are
    those of its `files`, else of the sources beside the folder, where they are still the same.

    Raises KankoError for a manuscript that can't be read, and for locations of another one.
    """
    manuscript, locations = read_manuscript(folder / FILE), folder / LOCATIONS
    found = _locations(locations, sha256_of(folder / FILE)) if locations.is_file() else None
    return Retrieved(named, Edition(manuscript, found), files or files_of(folder.absolute().parent / SOURCE))


def source(folder: Path, named: str, means: Means) -> Retrieved:
    """The edition of a folder as its sources say it now.

    Its pages are those of the `dist` beside it, where the manuscript there is this very one; else it is typeset if that
    is asked for. Raises KankoError with what is wrong in the sources.
    """
    work = Path(mkdtemp(dir=means.work))
    files = files_of(folder)
    manuscript, beside = _manuscript(folder, work), folder.absolute().parent / DIST
    if (beside / FILE).is_file() and sha256_of(beside / FILE) == sha256_of(manuscript / FILE):
        return built(beside, named, files)
    if not means.typeset:
        return built(manuscript, named, files)
    return built(_typeset(folder, work, means), named, files)


def _typeset(folder: Path, work: Path, means: Means) -> Path:
    """The folder with the locations of an edition, typeset now. What the checks find is no matter of a comparison."""
    try:
        build(Order(folder, work / DIST, ("pdf",), means.jobs))
    except Rejected as rejected:
        return rejected.folder
    return work / DIST


def _manuscript(folder: Path, work: Path) -> Path:
    """The folder with the manuscript of an edition, of which nothing is typeset."""
    allowed = frozenset(allowance.warning for allowance in load_edition(folder).allow)
    run_sphinx(Run("manuscript", folder, work / "manuscript", work / "doctrees", allowed=allowed))
    return work / "manuscript"


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
