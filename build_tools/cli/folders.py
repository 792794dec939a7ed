"""The folders that people mean when they name none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from build_tools.errors import KankoError, Place, Problem, Text, typed

SOURCE, OUT, MANUSCRIPT, PRESS = "source", "dist", "manuscript.json", "press"
out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path(OUT),
    help="Folder of what is made. 出力先",
    show_default=True,
)


def default_source() -> Path:
    """The edition: `source/`, or the folder where the command was typed."""
    here = Path.cwd()
    return (
        Path(SOURCE)
        if (here / SOURCE / "publication.toml").is_file() or not (here / "publication.toml").is_file()
        else Path()
    )


def pdfs_of(named: Sequence[Path]) -> tuple[tuple[Path, ...], bool]:
    """PDFs, and whether they are all of a set: those of folders, `dist/` when nothing is named."""
    folders = [path for path in named or (Path(OUT),) if path.is_dir() or not named]
    found = [
        pdf for path in named or (Path(OUT),) for pdf in (sorted(path.glob("*.pdf")) if path in folders else [path])
    ]
    if not found:
        raise KankoError([_nothing(folder) for folder in folders])
    return tuple(dict.fromkeys(found)), bool(folders)


def _nothing(folder: Path) -> Problem:
    what = Text("There is no PDF here to check.", "点検する PDF がありません。")
    remedy = Text("Build first (kanko build), or name PDFs.", "先に作る（kanko build）か、PDF を指定してください。")
    return Problem("check.nothing", what, Place(typed(folder)), remedy)


def manuscript_beside(paths: Sequence[Path]) -> Path | None:
    """The manuscript beside the PDFs, or above the folder of those for the press; raises KankoError where there are
    several: none is meant more than another.
    """
    folders = {path.parent for path in paths}
    folders |= {folder.parent for folder in folders if folder.name == PRESS}
    found = sorted(folder / MANUSCRIPT for folder in folders if (folder / MANUSCRIPT).is_file())
    if len(found) > 1:
        what = Text("These PDFs have several manuscripts beside them.", "PDF の隣の原稿データが、いくつもあります。")
        remedy = Text(
            "Check one folder at a time, or name one by --manuscript.",
            "フォルダごとに点検するか、--manuscript で指定してください。",
        )
        raise KankoError([Problem("check.manuscripts", what, Place(", ".join(map(typed, found))), remedy)])
    return found[0] if found else None
