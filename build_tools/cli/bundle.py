"""`kanko bundle`."""

from __future__ import annotations

from pathlib import Path

import click

from build_tools.cli.folders import OUT, default_source
from build_tools.cli.speaking import lang_option, language_of, size_of, speaking_plainly, tell
from build_tools.errors import Text

NOT_BUNDLED = Text("Could not bundle", "転載用ファイルを作れませんでした")
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("source", type=_PATH, required=False)
@click.option(
    "--built", type=_PATH, default=Path(OUT), help="Where it was built into. 作成済みのフォルダ", show_default=True
)
@click.option("--out", type=_PATH, help="The file to write (default: EDITION-ID.kanko beside the PDFs). 出力先")
@lang_option
def bundle(source: Path | None, built: Path, out: Path | None, lang: str | None) -> None:
    """Write what others need to take sections over: one file, for the edition in SOURCE as it is in dist/.

    It holds each section as MyST with its images, pages, address, hash and attribution. 転載用ファイルを作ります。
    """
    from build_tools.bundling import bundle as write

    language = language_of(lang)
    with speaking_plainly(language, NOT_BUNDLED):
        made = write(source or default_source(), built, out)
    count, size = len(made.catalogue.sections), size_of(made.size)
    tell(f"{made.path}: {count} sections, {size}.", f"{made.path}: {count} 節、{size}", language)
