"""The command `kanko`: arguments in, exit code out; the only module that prints."""

from __future__ import annotations

import locale
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from build_tools.errors import KankoError, Language, Place, Problem, Text

if TYPE_CHECKING:
    from build_tools.pipeline import Outcome, Step

BUILT, COULD_NOT = 0, 2
SOURCE, OUT = "source", "dist"


def _language(chosen: str | None) -> Language:
    """Japanese or English: as chosen, else as the locale says."""
    named = (
        chosen
        or os.environ.get("LC_ALL")
        or os.environ.get("LC_MESSAGES")
        or os.environ.get("LANG")
        or locale.getlocale()[0]
    )
    return "ja" if (named or "").lower().startswith("ja") else "en"


_lang = click.option(
    "--lang", type=click.Choice(["ja", "en"]), help="Language of messages (default: the locale's). 表示の言語"
)
_out = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path(OUT),
    help="Folder of what is made. 出力先",
    show_default=True,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kanko", prog_name="kanko")
def main() -> None:
    """Kanko turns MyST Markdown into an official publication: PDFs and a website. 刊行物を作ります。"""


@main.command()
@click.option(
    "--source", type=click.Path(path_type=Path), help="Folder of the edition (default: source, or here). 版のフォルダ"
)
@_out
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
@_lang
def build(
    source: Path | None,
    out: Path,
    only: tuple[str, ...],
    more: tuple[str, ...],
    jobs: int,
    executor: str,
    seconds: float,
    megabytes: int,
    lang: str | None,
) -> None:
    """Build the PDFs and the website of an edition. 版から PDF とウェブサイトを作ります。

    Exit code 0: built (or nothing to do); 2: could not build, and the output folder is as it was.
    """
    from build_tools.pipeline import Order
    from build_tools.pipeline import build as run
    from build_tools.press.executors import Limits

    language = _language(lang)
    os.environ["KANKO_LANG"] = language
    if more and not only:
        raise click.UsageError(f"unexpected: {' '.join(more)} (--only names what to build)")
    names = tuple(name for entry in (*only, *more) for name in entry.replace(",", " ").split())
    limits = Limits(seconds or None, megabytes or None)
    with _speaking_plainly(language), _progress(language) as told:
        outcome = run(Order(source or _default_source(), out, names, jobs, executor, limits), told)
    _show(outcome, language)


@main.command()
@_out
@click.option("--prune", is_flag=True, help="Remove what was used longest ago. 古いものを消す")
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=0,
    help="Megabytes to keep when pruning. 残す大きさ（MB）",
    show_default=True,
)
@_lang
def cache(out: Path, prune: bool, limit: int, lang: str | None) -> None:
    """Show what is kept to build faster, or prune it; nothing of it is needed. 組版の控えを見る・消す。"""
    from build_tools.pipeline import cache_of

    language = _language(lang)
    kept = cache_of(out)
    if prune:
        removed = kept.prune(limit * 1_000_000)
        _tell(
            f"Removed {removed.files} files, {_size(removed.size)}.",
            f"{removed.files} 個（{_size(removed.size)}）を消しました。",
            language,
        )
    usage = kept.usage()
    _tell(
        f"{kept.folder}: {usage.files} files, {_size(usage.size)}.",
        f"{kept.folder}: {usage.files} 個、{_size(usage.size)}",
        language,
    )


def _tell(en: str, ja: str, language: Language) -> None:
    click.echo(Text(en, ja).say(language))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_lang
def new(folder: Path, lang: str | None) -> None:
    """Start an edition of one's own in FOLDER: the least that builds. 新しい版のひな形を作ります。"""
    language = _language(lang)
    with _speaking_plainly(language):
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


def _default_source() -> Path:
    here = Path.cwd()
    return (
        Path(SOURCE)
        if (here / SOURCE / "publication.toml").is_file() or not (here / "publication.toml").is_file()
        else Path()
    )


@contextmanager
def _speaking_plainly(language: Language) -> Iterator[None]:
    """Problems become sentences, one a line, and exit code 2; a fault of the program shows where it is."""
    try:
        yield
    except KankoError as error:
        for problem in error.problems:
            click.echo(problem.say(language), err=True)
        count = len(error.problems)
        click.echo(
            Text(f"{count} problem(s); nothing was changed.", f"問題 {count} 件。出力は変更していません。").say(
                language
            ),
            err=True,
        )
        sys.exit(COULD_NOT)
    except Exception as error:
        if not isinstance(error, OSError):
            traceback.print_exc()
        click.echo(Text(f"Could not build: {error}", f"作成できませんでした: {error}").say(language), err=True)
        sys.exit(COULD_NOT)


_STAGES = {
    "pdf": Text("Reading the manuscript", "原稿を読んでいます"),
    "press": Text("Setting", "組版しています"),
    "site": Text("Making the website", "ウェブサイトを作っています"),
}


@contextmanager
def _progress(language: Language) -> Iterator[Callable[[Step], None]]:
    """A progress bar on a terminal, a line a stage elsewhere."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def tell(step: Step) -> None:
            said = f"{_STAGES[step.stage].say(language)} {step.detail}".strip()
            bar.update(task, description=said, completed=step.done, total=step.total or None)

        yield tell


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
        table.add_row(str(product.path), str(product.pages or "–"), _size(product.size), seconds)
    Console().print(table)


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1_000:.0f} kB"
