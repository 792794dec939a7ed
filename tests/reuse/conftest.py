"""A project with one bundle, and nothing taken over yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reuse.projects import CONF, Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("KANKO_LANG", "en")
    folder = tmp_path / "guide"
    folder.mkdir()
    (folder / "conf.py").write_text(CONF, "utf-8")
    monkeypatch.chdir(folder)
    made = Project(folder)
    made.bundle()
    return made
