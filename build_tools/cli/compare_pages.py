"""`kanko compare --pages`: what is another on the pages of two PDFs, and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from build_tools.cli.speaking import lang_option, language_of, speaking_plainly
from build_tools.errors import Language, Text

DIFFERENT = 1
NOT_COMPARED = Text("Could not compare", "比較できませんでした")
FORMS = ("terminal", "json")
_PATH = click.Path(path_type=Path)


@click.command("compare-pages")
@click.argument("old", type=_PATH, metavar="OLD.pdf")
@click.argument("new", type=_PATH, metavar="NEW.pdf")
@click.option("--out", type=_PATH, metavar="FOLDER", help="Write the pages as pictures there. 画像つきの報告の出力先")
@click.option("--format", "form", type=click.Choice(FORMS), default="terminal", help="What is printed. 表示の形式")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1),
    default=9,
    help="What reading a file may take. 一つのファイルの制限時間（秒）",
    show_default=True,
)
@click.option(
    "--megabytes",
    type=click.IntRange(100),
    default=1000,
    help="What reading a file may take. 一つのファイルのメモリー上限（MB）",
    show_default=True,
)
@lang_option
def compare_pages(
    old: Path, new: Path, out: Path | None, form: str, seconds: float, megabytes: int, lang: str | None
) -> None:
    """Say for each page of two PDFs whether it was edited, moved, or set otherwise. 紙面の違いと理由を示します。

    Manuscripts beside the PDFs name the lines of the Markdown. Exit code 0: every page is the same; 1: pages differ;
    2: could not compare.
    """
    tell_pages(old, new, out, form, (seconds, megabytes), language_of(lang))


def tell_pages(
    old: Path, new: Path, out: Path | None, form: str, limits: tuple[float, int], language: Language
) -> NoReturn:
    """Compare the pages of two PDFs, print what differs, and end with the exit code."""
    from build_tools.inspection import Limits
    from build_tools.visual.compare import Request
    from build_tools.visual.compare import compare_pages as compared
    from build_tools.visual.plainly import lines, pages_json
    from build_tools.visual.report import PAGE, write_pages

    with speaking_plainly(language, NOT_COMPARED):
        request = Request(old, new, Limits(*limits))
        comparison = write_pages(request, out, language) if out else compared(request)
    if form == "json":
        click.echo(pages_json(comparison), nl=False)
    else:
        for line in lines(comparison, language):
            click.echo(line)
        if out:
            click.echo(Text(f"Pictures: {out / PAGE}", f"画像つきの報告: {out / PAGE}").say(language))
    sys.exit(DIFFERENT if comparison.differs else 0)
