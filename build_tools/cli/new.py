"""`kanko new`."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from build_tools.cli.speaking import lang_option, language_of, speaking_plainly
from build_tools.errors import KankoError, Place, Problem, Text


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@lang_option
def new(folder: Path, lang: str | None) -> None:
    """Start an edition of one's own in FOLDER: the least that builds. 新しい版のひな形を作ります。"""
    language = language_of(lang)
    with speaking_plainly(language):
        _start(folder)
    click.echo(
        Text(
            f"Started: {folder}. Build it with: kanko build --source {folder}",
            f"作りました: {folder}（kanko build --source {folder} で組版します）",
        ).say(language)
    )


def _start(folder: Path) -> None:
    from build_tools.resources import templates_root

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = Text("This folder is not empty.", "フォルダが空ではありません。")
        remedy = Text("Name a new folder.", "新しいフォルダ名を指定してください。")
        raise KankoError([Problem("new.not-empty", what, Place(str(folder)), remedy)])
    shutil.copytree(templates_root() / "edition", folder, dirs_exist_ok=True)
