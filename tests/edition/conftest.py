"""What the tests of the edition share: a layout of their own, and editions written on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.edition import chapters

Write = Callable[..., Path]

BASE = (Path(__file__).parent / "base.toml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def layouts(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program has one layout, `plain`, whatever is being drawn at the moment."""
    root = tmp_path_factory.mktemp("templates")
    (root / "print" / "plain").mkdir(parents=True)
    (root / "print" / "plain" / "layout.toml").touch()
    monkeypatch.setattr(chapters, "templates_root", lambda: root)


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes an edition into the current folder: publication.toml, and files by name (a.md unless others are given)."""

    def write(publication: str | bytes = BASE, **files: str | bytes) -> Path:
        for name, content in ({"publication.toml": publication} | (files or {"a.md": "# あ\n"})).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    monkeypatch.chdir(tmp_path)
    return write
