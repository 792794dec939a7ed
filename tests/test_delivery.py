"""Products are put in place all or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.delivery import deliver


def made(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return folder / name


def test_products_replace_what_was_there(tmp_path):
    site = tmp_path / "work" / "site"
    made(site, "index.html", "new")
    made(tmp_path / "dist" / "site", "gone.html", "old")
    pdf = made(tmp_path / "work", "report.pdf", "new")
    deliver({pdf: tmp_path / "dist" / "report.pdf", site: tmp_path / "dist" / "site"})
    assert sorted(path.name for path in (tmp_path / "dist").rglob("*")) == ["index.html", "report.pdf", "site"]
    assert (tmp_path / "dist" / "report.pdf").read_text() == "new"


def test_a_failure_restores_everything(tmp_path):
    """The second product is missing: the first, already moved, must go back and the old one return."""
    first = made(tmp_path / "work", "a.pdf", "new")
    old = made(tmp_path / "dist", "a.pdf", "old")
    with pytest.raises(OSError):
        deliver({first: old, tmp_path / "work" / "missing.pdf": tmp_path / "dist" / "b.pdf"})
    assert old.read_text() == "old" and first.read_text() == "new"
    assert [path.name for path in (tmp_path / "dist").iterdir()] == ["a.pdf"]


def test_other_files_are_left_alone(tmp_path):
    note = made(tmp_path / "dist", "note.txt", "mine")
    deliver({made(tmp_path / "work", "a.pdf", "new"): tmp_path / "dist" / "a.pdf"})
    assert note.read_text() == "mine"
