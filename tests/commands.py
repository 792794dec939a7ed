"""The command, run as people type it, and editions of any number of chapters to run it on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "build_tools"]


def environment(lang: str = "ja_JP.UTF-8", **more: str) -> dict[str, str]:
    """The environment of a command, whatever that of the tests says of language and width."""
    settings = {**os.environ, "LC_ALL": lang, "COLUMNS": "120", **more}
    settings.pop("KANKO_LANG", None)
    return settings


def kanko(folder: Path, *arguments: str, lang: str = "ja_JP.UTF-8", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(lang, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def content(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def kept(out: Path) -> set[str]:
    """The names of the object files that are kept of builds into an output folder."""
    return {file.name for file in (out.parent / "build/cache/objects").rglob("*") if file.is_file()}


def edition(folder: Path, chapters: Mapping[str, str], layout: str = "report") -> None:
    """An edition of one document with these chapters, by their names."""
    folder.mkdir()
    names = ", ".join(f'"{name}.md"' for name in chapters)
    (folder / "publication.toml").write_text(
        f'id = "trial"\ntitle = "試験の報告"\ndate = 2025-04-01\nissuer = "試験局"\n\n'
        f'[[documents]]\nid = "report"\ntitle = "{{title}}"\nlayout = "{layout}"\nnumbering = "report"\n'
        f"chapters = [{names}]\n",
        "utf-8",
    )
    for name, text in chapters.items():
        (folder / f"{name}.md").write_text(f"# 章 {name}\n\n{text}\n", "utf-8")
