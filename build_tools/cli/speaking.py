"""How the command speaks: in which language, of problems, of progress, of sizes."""

from __future__ import annotations

import locale
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from build_tools.errors import KankoError, Language, Text
from build_tools.findings import Rejected

if TYPE_CHECKING:
    from build_tools.pipeline import Step

COULD_NOT = 2
NOT_BUILT = Text("Could not build", "作成できませんでした")
lang_option = click.option(
    "--lang", type=click.Choice(["ja", "en"]), help="Language of messages (default: the locale's). 表示の言語"
)


def language_of(chosen: str | None) -> Language:
    """Japanese or English: as chosen, else as the locale says."""
    named = (
        chosen
        or os.environ.get("LC_ALL")
        or os.environ.get("LC_MESSAGES")
        or os.environ.get("LANG")
        or locale.getlocale()[0]
    )
    return "ja" if (named or "").lower().startswith("ja") else "en"


def tell(en: str, ja: str, language: Language, *, err: bool = False) -> None:
    """Say a sentence."""
    click.echo(Text(en, ja).say(language), err=err)


@contextmanager
def speaking_plainly(language: Language, failed: Text = NOT_BUILT) -> Iterator[None]:
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
    except Rejected:
        raise
    except Exception as error:
        if not isinstance(error, OSError):
            traceback.print_exc()
        click.echo(f"{failed.say(language)}: {error}", err=True)
        sys.exit(COULD_NOT)


_STAGES = {
    "pdf": Text("Reading the manuscript", "原稿を読んでいます"),
    "press": Text("Setting", "組版しています"),
    "prepress": Text("Making files for the press", "印刷用ファイルを作っています"),
    "check": Text("Checking", "点検しています"),
    "site": Text("Making the website", "ウェブサイトを作っています"),
}


@contextmanager
def progress(language: Language) -> Iterator[Callable[[Step], None]]:
    """A progress bar on a terminal, a line a stage elsewhere."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def told(step: Step) -> None:
            said = f"{_STAGES[step.stage].say(language)} {step.detail}".strip()
            bar.update(task, description=said, completed=step.done, total=step.total or None)

        yield told


def size_of(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1_000:.0f} kB"
