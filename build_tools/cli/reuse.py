"""`kanko reuse status` and `kanko reuse update`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from build_tools.cli.speaking import lang_option, language_of, speaking_plainly, tell
from build_tools.errors import Text

DECIDE = 1
NOT_TOLD = Text("Could not tell", "調べられませんでした")
_PROJECT = click.Path(path_type=Path)


@click.group()
def reuse() -> None:
    """Sections of other editions in a Sphinx project. ほかの刊行物から転載した節を確かめ、更新します。"""


@reuse.command()
@click.argument("project", type=_PROJECT, default=Path())
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form. 形式")
@lang_option
def status(project: Path, form: str, lang: str | None) -> None:
    """Say of each section taken over what became of it; PROJECT is the folder of conf.py. 転載した節の現状。

    Exit code 0: nothing to decide; 1: something was changed, moved or withdrawn, or is not in reuse.lock; 2: could not
    tell.
    """
    from build_tools.reuse.status import status as run
    from build_tools.reuse.telling import lines, status_json

    language = language_of(lang)
    with speaking_plainly(language, NOT_TOLD):
        fates = run(project)
    if form == "json":
        click.echo(status_json(fates, language))
    else:
        for line in lines(fates, language):
            click.echo(line)
        count = sum(fate.decision for fate in fates)
        tell(
            f"{len(fates)} sections, {count} to decide on.",
            f"節 {len(fates)} 件、要判断 {count} 件",
            language,
            err=True,
        )
    sys.exit(DECIDE if any(fate.decision for fate in fates) else 0)


@reuse.command()
@click.argument("sections", nargs=-1, metavar="[SECTION …]")
@click.option("--project", type=_PROJECT, default=Path(), help="Folder of conf.py (default: here). conf.py のフォルダ")
@click.option("--keep", is_flag=True, help="Keep the text as it is, and note that it was decided. 今の文章を使い続ける")
@click.option("--prune", is_flag=True, help="Drop from the lock what is not used any more. 使っていない控えを消す")
@lang_option
def update(sections: tuple[str, ...], project: Path, keep: bool, prune: bool, lang: str | None) -> None:
    """Take SECTIONs (EDITION:SECTION, or as they are called there), or all, from the latest edition. 転載した節の更新。

    It writes reuse.lock, and says what may be changed in the sources. Exit code 0: done; 1: something stays to be
    decided; 2: could not, and nothing was written.
    """
    from build_tools.reuse.telling import step_lines
    from build_tools.reuse.update import update as run

    language = language_of(lang)
    with speaking_plainly(language, NOT_TOLD):
        steps = run(project, sections, keep, prune)
    for line in step_lines(steps, language):
        click.echo(line)
    sys.exit(DECIDE if any(step.decision for step in steps) else 0)
