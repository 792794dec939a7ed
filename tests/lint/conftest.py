"""Small editions with their manuscripts, linted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.lint import lint
from build_tools.manuscript.model import Manuscript
from tests.manuscript.conftest import PUBLICATION, Take, take, written

__all__ = ["PUBLICATION", "Told", "take", "told", "written"]

Told = list[tuple[str, str, int | None]]


def told(manuscript: Manuscript, folder: Path) -> Told:
    """What is found: code, file in the edition's folder, line."""
    found = []
    for rule, fault in lint(manuscript, folder):
        assert fault.source and fault.what.en and fault.what.ja
        path = Path(fault.source.path)
        file = path.relative_to(folder) if path.is_absolute() else path
        found.append((rule.code, file.as_posix(), fault.source.line))
    return found


@pytest.fixture
def linted(tmp_path: Path, written: Take) -> Callable[..., Told]:
    """Build an edition of the files given and lint it."""

    def linted(text: str = "", publication: str = PUBLICATION, **files: str) -> Told:
        return told(written(text, publication, **files).manuscript, tmp_path / "source")

    return linted
