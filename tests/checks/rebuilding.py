"""Editions that are built anew with something else in their sources or layouts."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.checks.injection import Good, built


def rebuilt(edition: Good, change: Callable[[Path], object]) -> None:
    """Build an edition from a copy of its sources that has been changed, in place of the good one."""
    source = edition.dist.parent / "source"
    shutil.copytree(edition.source, source)
    change(source)
    built(source, edition.dist.parent)


def with_layout(source: Path, files: dict[str, str]) -> None:
    """Set reports in a layout of the edition's own, which has these files beside those of reports."""
    layout = source / "templates/print/own"
    layout.mkdir(parents=True)
    sheets = [name for name in files if name.endswith(".css")]
    (layout / "layout.toml").write_text(f'title = "別"\nextends = "report"\nstylesheets = {sheets}\n', "utf-8")
    for name, text in files.items():
        (layout / name).write_text(text, "utf-8")
    replaced(source / "publication.toml", '"report"', '"own"', "layout = ")


def replaced(file: Path, old: str, new: str, before: str = "") -> None:
    """Replace a text of a file; it must be there."""
    text = file.read_text("utf-8")
    assert before + old in text
    file.write_text(text.replace(before + old, before + new), "utf-8")
