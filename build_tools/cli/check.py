"""`kanko check` and `kanko explain`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from build_tools.cli.folders import default_source, manuscript_beside, pdfs_of
from build_tools.cli.speaking import COULD_NOT, lang_option, language_of, progress, speaking_plainly, tell
from build_tools.errors import KankoError, Place, Problem, Text, typed

if TYPE_CHECKING:
    from build_tools.proving import Request

REJECTED = 1
NOT_CHECKED = Text("Could not check", "点検できませんでした")
PUBLICATION = "publication.toml"
FORMS = ("terminal", "json", "junit", "sarif", "github", "proof")
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("files", nargs=-1, type=_PATH, metavar="[FILE …]")
@click.option("--manuscript", type=_PATH, help="The manuscript to hold them against (default: beside them). 原稿データ")
@click.option("--source", type=_PATH, help="Folder of the edition (default: source, or here). 版のフォルダ")
@click.option("--format", "forms", multiple=True, type=click.Choice(FORMS), help="Form of the report. 報告の形式")
@click.option("--out", "outs", multiple=True, type=_PATH, help="Where to write it, one for each --format. 報告の出力先")
@click.option(
    "--bar",
    type=click.Choice(["error", "warning", "note"]),
    default="error",
    help="The severity from which findings count. 不合格とする重さ",
    show_default=True,
)
@click.option("--judge", "judges", multiple=True, metavar="NAME", help="Ask a judge from outside as well. 外部の判定")
@click.option("--online", is_flag=True, help="See whether the addresses on the web answer. リンク先の応答も確かめる")
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
def check(
    files: tuple[Path, ...],
    manuscript: Path | None,
    source: Path | None,
    forms: tuple[str, ...],
    outs: tuple[Path, ...],
    bar: str,
    judges: tuple[str, ...],
    online: bool,
    seconds: float,
    megabytes: int,
    lang: str | None,
) -> None:
    """Hold PDFs against their manuscript: dist/, a folder, or FILEs, of other makers too. PDF を点検します。

    The manuscript is the manuscript.json beside them. Of several --format, each has its --out in order; one without
    is printed. Exit code 0: good; 1: findings; 2: could not check.
    """
    from build_tools.pipeline import Step
    from build_tools.proving import prove
    from build_tools.reports import write_report

    language = language_of(lang)
    named = (*judges, *(("addresses",) if online else ()))
    with speaking_plainly(language, NOT_CHECKED):
        reports = [*_paired(forms or ("terminal",), outs)]
        request = _request(files, manuscript, source, bar, named, (seconds, megabytes))
        with progress(language) as told:
            proof = prove(request, lambda file: told(Step("check", file))).proof
        for form, out in reports:
            write_report(proof, form, out or sys.stdout, language)
    sys.exit(REJECTED if proof.rejected else 0)


def _request(
    files: Sequence[Path],
    manuscript: Path | None,
    source: Path | None,
    bar: str,
    judges: tuple[str, ...],
    limits: tuple[float, int],
) -> Request:
    from build_tools.findings import Severity
    from build_tools.inspection import Limits
    from build_tools.proving import Request

    paths, whole = pdfs_of(files)
    return Request(
        files=paths,
        manuscript=manuscript or manuscript_beside(paths),
        source=_edition(source),
        whole=whole,
        bar=Severity.named(bar),
        judges=judges,
        limits=Limits(*limits),
    )


def _paired(forms: Sequence[str], outs: Sequence[Path]) -> list[tuple[str, Path | None]]:
    """Forms with the places where they are written, in order; the last ones may have none, the proof must."""
    if len(outs) > len(forms):
        raise click.UsageError("more --out than --format")
    pairs = list(zip(forms, [*outs, *[None] * (len(forms) - len(outs))], strict=True))
    if ("proof", None) in pairs:
        raise click.UsageError("--format proof needs --out FOLDER")
    return pairs


def _edition(source: Path | None) -> Path | None:
    """The edition's folder, as named, else where it usually is; raises KankoError for one that is named and is none."""
    folder = source or default_source()
    if (folder / PUBLICATION).is_file():
        return folder
    if source is None:
        return None
    what = Text(f"There is no {PUBLICATION} in this folder.", f"このフォルダには {PUBLICATION} がありません。")
    raise KankoError([Problem("check.no-edition", what, Place(typed(folder)))])


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE …]")
@lang_option
def explain(codes: tuple[str, ...], lang: str | None) -> None:
    """Say what rules find, why it matters, how to mend it; without CODE, a line for each. 規則の説明。"""
    from build_tools.proving import rules
    from build_tools.reports.rules import explained, listed

    language = language_of(lang)
    known = rules()
    unknown = [code for code in codes if code not in known]
    for code in unknown:
        tell(
            f"There is no rule {code}. See them all with: kanko explain",
            f"規則「{code}」はありません。一覧は kanko explain で見られます。",
            language,
            err=True,
        )
    for code in codes:
        if code in known:
            click.echo(explained(known[code], language))
    if not codes:
        click.echo(listed(known.values(), language))
    sys.exit(COULD_NOT if unknown else 0)
