"""Editions of one chapter in MyST, compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.comparison.compare import compare
from build_tools.comparison.contents import Edition
from build_tools.comparison.model import Change, Comparison
from tests.comparison.manuscripts import take
from tests.manuscript.conftest import DOT, PUBLICATION

Between = Callable[..., Comparison]


@pytest.fixture
def between(tmp_path: Path) -> Between:
    """The comparison of a chapter with the same one in which texts are replaced by others; `files` of either."""

    def between(
        text: str, *edits: tuple[str, str], old: dict[str, bytes] | None = None, new: dict[str, bytes] | None = None
    ):
        edited = text
        for was, now in edits:
            assert was in edited, was
            edited = edited.replace(was, now)
        sides = [
            _edition(tmp_path / name, content, files or {})
            for name, content, files in (("old", text, old), ("new", edited, new))
        ]
        return compare(*sides)

    return between


def _edition(folder: Path, text: str, files: dict[str, bytes]) -> Edition:
    source = folder / "source"
    source.mkdir(parents=True)
    (source / "publication.toml").write_text(PUBLICATION, "utf-8")
    (source / "one.md").write_text(text, "utf-8")
    for name, content in {"dot.png": DOT, **files}.items():
        (source / name).write_bytes(content)
    return Edition(take(source, folder))


def changes(comparison: Comparison) -> list[Change]:
    """All that is not the same, in order."""
    return [block for section in comparison.sections for block in section.blocks if isinstance(block, Change)]


def marked(change: Change) -> str:
    """The runs of a text as one string."""
    signs = {"same": "{}", "deleted": "[-{}]", "inserted": "[+{}]"}
    return "".join(signs[run.kind].format(run.text) for run in change.runs)
