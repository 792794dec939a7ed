"""`kanko compare --pages`: what is another on the pages of two PDFs, and why."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from build_tools.cli.speaking import speaking_plainly
from build_tools.errors import Language, Text

DIFFERENT = 1
NOT_COMPARED = Text("Could not compare", "比較できませんでした")
FORMS = ("terminal", "json")


Command = TypeVar("Command", bound=Callable[..., Any])


def on_pages(command: Command) -> Command:
    """The options of `kanko compare` that are about pages."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option("--pages", is_flag=True, help="OLD and NEW are PDFs: compare their pages. 紙面を比べる"),
    click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        default="terminal",
        help="With --pages: how it is told. 表示の形式",
    ),
    click.option(
        "--seconds",
        type=click.FloatRange(0.1),
        default=30,
        help="With --pages: what reading a file may take. 一つのファイルの制限時間（秒）",
        show_default=True,
    ),
    click.option(
        "--megabytes",
        type=click.IntRange(100),
        default=1000,
        help="With --pages: what reading a file may take. 一つのファイルのメモリー上限（MB）",
        show_default=True,
    ),
)


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
