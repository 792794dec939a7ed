"""The folders that people mean when they name none."""

from __future__ import annotations

from pathlib import Path

import click

SOURCE, OUT = "source", "dist"
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
