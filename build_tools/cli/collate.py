"""`kanko collate`."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from build_tools.cli.folders import default_source, manuscript_beside, pdfs_of
from build_tools.cli.speaking import lang_option, language_of, speaking_plainly
from build_tools.errors import KankoError, Language, Place, Problem, Text, typed

if TYPE_CHECKING:
    from build_tools.collation.model import Collation, Source

DIFFERENT = 1
NOT_COLLATED = Text("Could not collate", "照合できませんでした")
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("approved", type=_PATH)
@click.argument("files", nargs=-1, type=_PATH, metavar="[FILE …]")
@click.option("--manuscript", type=_PATH, help="The manuscript of the FILEs (default: beside them). 原稿データ")
@click.option("--source", type=_PATH, help="Folder of the edition (default: source, or here). 版のフォルダ")
@click.option("--encoding", help="Encoding of a plain text (default: found out). テキストの文字コード")
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    help="Form of the report. 報告の形式",
)
@click.option("--out", type=_PATH, help="Where to write it. 報告の出力先")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1),
    default=60,
    show_default=True,
    help="What reading a PDF may take. 制限時間（秒）",
)
@click.option(
    "--megabytes",
    type=click.IntRange(100),
    default=2000,
    show_default=True,
    help="What reading a PDF may take. メモリー上限（MB）",
)
@lang_option
def collate(
    approved: Path,
    files: tuple[Path, ...],
    manuscript: Path | None,
    source: Path | None,
    encoding: str | None,
    form: str,
    out: Path | None,
    seconds: float,
    megabytes: int,
    lang: str | None,
) -> None:
    """Hold built PDFs against the APPROVED text (.txt, .docx, .pdf): dist/, or FILEs. 決裁を受けた文と照合します。

    Every difference is told but those of line breaks and spacing, and of what the edition's [collation] counts as the
    same. Exit code 0: none; 1: differences; 2: could not collate.
    """
    language = language_of(lang)
    with speaking_plainly(language, NOT_COLLATED):
        found = _collated(approved, files, manuscript, encoding, (seconds, megabytes))
        _write(found, form, out, language, source or default_source())
    sys.exit(DIFFERENT if found.differences else 0)


def _collated(
    approved: Path, files: tuple[Path, ...], manuscript: Path | None, encoding: str | None, limits: tuple[float, int]
) -> Collation:
    from build_tools.collation.approved import read_approved
    from build_tools.collation.built import built_documents
    from build_tools.collation.collate import collate
    from build_tools.inspection import Limits
    from build_tools.manuscript.write import read_manuscript
    from build_tools.proving import sha256_of

    paths, _ = pdfs_of(files)
    path = manuscript or manuscript_beside(paths)
    if path is None:
        raise KankoError([_no_manuscript(paths[0])])
    data, text = read_manuscript(path), read_approved(approved, encoding, Limits(*limits))
    return collate(text, built_documents(paths, data, sha256_of(path), Limits(*limits)), data)


def _no_manuscript(path: Path) -> Problem:
    what = Text(
        "There is no manuscript.json beside this PDF.", "この PDF の隣に、原稿データ（manuscript.json）がありません。"
    )
    remedy = Text(
        "Name it by --manuscript; kanko build writes it beside the PDFs.",
        "--manuscript で指定してください。kanko build が PDF の隣に書き出します。",
    )
    return Problem("collate.no-manuscript", what, Place(typed(path)), remedy)


def _write(found: Collation, form: str, out: Path | None, language: Language, folder: Path) -> None:
    from build_tools.cli.collated import write_collation
    from build_tools.collation.write import collation_json

    def named(source: Source) -> str:
        file = folder / source.file
        return str(Place(typed(file) if file.is_file() else source.file, source.line or None))

    if form == "json":
        text = collation_json(found).decode()
    else:
        stream = sys.stdout if out is None else io.StringIO()
        write_collation(found, stream, language, named)
        text = stream.getvalue() if isinstance(stream, io.StringIO) else ""
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
