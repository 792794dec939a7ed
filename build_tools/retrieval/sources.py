"""Editions as their sources say them now."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

from build_tools.edition import load_edition
from build_tools.findings import Rejected
from build_tools.manuscript import MANUSCRIPT
from build_tools.pipeline import Order, build
from build_tools.retrieval.folders import built, files_of, sha256_of
from build_tools.retrieval.model import Means, Retrieved
from build_tools.sphinx_run import Run, run_sphinx

DIST = "dist"


def source(folder: Path, named: str, means: Means) -> Retrieved:
    """The edition of a folder as its sources say it now.

    Its pages are those of the `dist` beside it, where the manuscript there is this very one; else it is typeset if that
    is asked for. Raises KankoError with what is wrong in the sources.
    """
    work = Path(mkdtemp(dir=means.work))
    files = files_of(folder)
    manuscript, beside = _manuscript(folder, work), folder.absolute().parent / DIST
    if (beside / MANUSCRIPT).is_file() and sha256_of(beside / MANUSCRIPT) == sha256_of(manuscript / MANUSCRIPT):
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
