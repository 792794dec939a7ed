"""`kanko export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from build_tools.cli.folders import OUT
from build_tools.cli.speaking import lang_option, language_of, size_of, speaking_plainly, tell
from build_tools.errors import KankoError, Place, Problem, Text, typed

if TYPE_CHECKING:
    from build_tools.bundle.read import Bundle

NOT_EXPORTED = Text("Could not export", "書き出せませんでした")
_FORMS = ("docx", "html", "md", "txt")
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("section", required=False)
@click.option("--to", "form", type=click.Choice(_FORMS), help="Form of the file (default: that of --out). 形式")
@click.option("--from", "bundle", type=_PATH, help="The bundle (default: the one in dist/). 転載用ファイル")
@click.option("--out", type=_PATH, help="The file to write (default: named like the section). 出力先")
@lang_option
def export(section: str | None, form: str | None, bundle: Path | None, out: Path | None, lang: str | None) -> None:
    """Write a SECTION (id, label or number) of a bundle for an editor's own program. 節を Word などへ書き出します。

    Headings, tables, figures and notes are kept; the attribution that the licence asks for stands at the end. Images
    of Markdown lie beside it, in assets/. Without SECTION, the sections of the bundle are listed.
    """
    from build_tools.bundle.read import read_bundle
    from build_tools.export import beside, chosen
    from build_tools.export import export as made_of
    from build_tools.export.page import name_of

    language = language_of(lang)
    with speaking_plainly(language, NOT_EXPORTED):
        read = read_bundle(bundle or _the_one())
        if section is None:
            _list(read)
            return
        found, form = chosen(read, section), form or _form_of(out)
        path = out or Path(f"{name_of(found)}.{form}")
        content = made_of(read, found, form)
        for name, image in beside(read, found, form).items():
            (path.parent / name).parent.mkdir(parents=True, exist_ok=True)
            (path.parent / name).write_bytes(image)
        path.write_bytes(content)
    title = f"{found.number} {found.title}".strip()
    size = size_of(len(content))
    tell(f"{typed(path)}: {title}, {size}.", f"{typed(path)}: {title}、{size}", language)


def _list(bundle: Bundle) -> None:
    """The sections of a bundle by document: id, number, title, as deep as they lie."""
    document = ""
    for each in bundle.catalogue.sections:
        if each.document != document:
            document = each.document
            click.echo(document)
        click.echo(f"{'  ' * each.level}{each.id}\t{f'{each.number} {each.title}'.strip()}")


def _form_of(out: Path | None) -> str:
    """The form that a file's name asks for; raises UsageError where there is none."""
    form = out.suffix.removeprefix(".") if out else ""
    if form not in _FORMS:
        raise click.UsageError(f"--to {'|'.join(_FORMS)}")
    return form


def _the_one() -> Path:
    """The bundle in dist/; raises KankoError where there is none, or where there are several."""
    found = sorted(Path(OUT).glob("*.kanko"))
    if len(found) != 1:
        what = Text(f"There is not one bundle here, but {len(found)}.", f"転載用ファイルが{len(found)}点あります。")
        if not found:
            what = Text("There is no bundle here.", "転載用ファイルがありません。")
        remedy = Text(
            "Make it (kanko bundle), or name one by --from.", "作るか（kanko bundle）、--from で指定してください。"
        )
        raise KankoError([Problem("export.no-bundle", what, Place(typed(Path(OUT))), remedy)])
    return found[0]
