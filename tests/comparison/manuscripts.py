"""Manuscripts of editions' folders: read by Sphinx and taken down, not typeset."""

from __future__ import annotations

from pathlib import Path

from build_tools.edition import load_edition
from build_tools.manuscript.model import Manuscript
from build_tools.manuscript.write import read_manuscript
from build_tools.sphinx_run import Run, run_sphinx


def take(source: Path, work: Path) -> Manuscript:
    """The manuscript of an edition; `work` is a folder of its own for what comes of that."""
    allowed = frozenset(each.warning for each in load_edition(source).allow)
    run_sphinx(Run("manuscript", source, work / "out", work / "doctrees", allowed=allowed))
    return read_manuscript(work / "out" / "manuscript.json")
