"""Manuscripts of editions' folders: read by Sphinx and taken down, not typeset."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from build_tools.edition import load_edition
from build_tools.manuscript.model import Manuscript
from build_tools.manuscript.write import read_manuscript
from build_tools.press import builder
from build_tools.sphinx_run import Run, run_sphinx


def take(source: Path, work: Path) -> Manuscript:
    """The manuscript of an edition; `work` is a folder of its own for what comes of that."""
    allowed = frozenset(each.warning for each in load_edition(source).allow)
    run = Run("pdf", source, work / "out", work / "doctrees", {"kanko_only": []}, allowed=allowed)
    with patch.object(builder, "publish", _not_typeset):
        run_sphinx(run)
    return read_manuscript(work / "out" / "manuscript.json")


def _not_typeset(edition, assembly, wanted, digits, shop):
    for name in wanted:
        list(assembly(name))
    shop.assembled()
    return []
