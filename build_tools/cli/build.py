"""`kanko build` and `kanko cache`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from build_tools.cli.folders import default_source, out_option
from build_tools.cli.speaking import lang_option, language_of, progress, size_of, speaking_plainly, tell
from build_tools.errors import Language, Text
from build_tools.findings import Rejected

if TYPE_CHECKING:
    from build_tools.pipeline import Outcome

REJECTED = 1


@click.command()
@click.option(
    "--source", type=click.Path(path_type=Path), help="Folder of the edition (default: source, or here). 版のフォルダ"
)
@out_option
@click.option("--only", multiple=True, metavar="ID …", help="Only these: documents' ids, pdf, site. 作るものを限る")
@click.argument("more", nargs=-1, metavar="")
@click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Workers here (default: one a core). 並列数"
)
@click.option(
    "--executor",
    metavar="processes|dask://HOST:PORT",
    default="processes",
    help="Where chapters are typeset: here, or on a Dask cluster. 組版する所",
    show_default=True,
)
@click.option(
    "--seconds-per-chapter",
    "seconds",
    type=click.FloatRange(0),
    default=600,
    help="What typesetting a chapter may take; 0: no limit. 一章の制限時間（秒）",
    show_default=True,
)
@click.option(
    "--megabytes-per-chapter",
    "megabytes",
    type=click.IntRange(0),
    default=2000,
    help="What typesetting a chapter may take; 0: no limit. 一章のメモリー上限（MB）",
    show_default=True,
)
@click.option("--no-check", is_flag=True, help="Do not prove the PDFs before they are delivered. 点検を省く")
@click.option("--press", is_flag=True, help="Also files for the press (PDF/X-4), in press/. 印刷用ファイルも作る")
@lang_option
def build(
    source: Path | None,
    out: Path,
    only: tuple[str, ...],
    more: tuple[str, ...],
    jobs: int,
    executor: str,
    seconds: float,
    megabytes: int,
    no_check: bool,
    press: bool,
    lang: str | None,
) -> None:
    """Build the PDFs and the website of an edition. 版から PDF とウェブサイトを作ります。

    Exit code 0: built (or nothing to do); 1: the PDFs are not what the source says, see build/rejected/; 2: could not
    build. With 1 and 2 the output folder is as it was.
    """
    from build_tools.pipeline import Order
    from build_tools.pipeline import build as run
    from build_tools.press.executors import Limits

    language = language_of(lang)
    os.environ["KANKO_LANG"] = language
    if more and not only:
        raise click.UsageError(f"unexpected: {' '.join(more)} (--only names what to build)")
    names = tuple(name for entry in (*only, *more) for name in entry.replace(",", " ").split())
    limits = Limits(seconds or None, megabytes or None)
    order = Order(source or default_source(), out, names, jobs, executor, limits, not no_check, language, press)
    try:
        with speaking_plainly(language), progress(language) as told:
            outcome = run(order, told)
    except Rejected as rejected:
        _show_rejected(rejected, language)
        sys.exit(REJECTED)
    if outcome.proof and outcome.proof.findings:
        from build_tools.reports import write_report

        write_report(outcome.proof, "terminal", sys.stdout, language)
    _show(outcome, language)


@click.command()
@out_option
@click.option("--prune", is_flag=True, help="Remove what was used longest ago. 古いものを消す")
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=0,
    help="Megabytes to keep when pruning. 残す大きさ（MB）",
    show_default=True,
)
@lang_option
def cache(out: Path, prune: bool, limit: int, lang: str | None) -> None:
    """Show what is kept to build faster, or prune it; nothing of it is needed. 組版の控えを見る・消す。"""
    from build_tools.pipeline import cache_of

    language = language_of(lang)
    kept = cache_of(out)
    if prune:
        removed = kept.prune(limit * 1_000_000)
        tell(
            f"Removed {removed.files} files, {size_of(removed.size)}.",
            f"{removed.files} 個（{size_of(removed.size)}）を消しました。",
            language,
        )
    usage = kept.usage()
    tell(
        f"{kept.folder}: {usage.files} files, {size_of(usage.size)}.",
        f"{kept.folder}: {usage.files} 個、{size_of(usage.size)}",
        language,
    )


def _show_rejected(rejected: Rejected, language: Language) -> None:
    """What was found, and where to look at it."""
    from build_tools.reports import write_report

    write_report(rejected.proof, "terminal", sys.stdout, language)
    tell(
        f"Not delivered; the output folder is as it was. See {rejected.folder / 'proof' / 'index.html'}",
        f"不合格のため、出力は変更していません。{rejected.folder / 'proof' / 'index.html'} をご覧ください。",
        language,
        err=True,
    )


def _show(outcome: Outcome, language: Language) -> None:
    """The table of what was made."""
    if outcome.fresh:
        click.echo(
            Text("Nothing has changed; everything is up to date.", "変更はありません。すべて最新です。").say(language)
        )
    table = Table(box=None, pad_edge=False)
    for title in (Text("file", "ファイル"), Text("pages", "ページ"), Text("size", "大きさ"), Text("seconds", "秒")):
        table.add_column(title.say(language), justify="left" if title.en == "file" else "right", no_wrap=True)
    for product in outcome.products:
        seconds = f"{product.seconds:.1f}" if product.seconds else "–"
        table.add_row(str(product.path), str(product.pages or "–"), size_of(product.size), seconds)
    Console().print(table)
