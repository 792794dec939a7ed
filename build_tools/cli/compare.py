"""`kanko compare` and `kanko errata`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import click

from build_tools.cli.compare_pages import on_pages, tell_pages
from build_tools.cli.folders import default_source
from build_tools.cli.speaking import lang_option, language_of, speaking_plainly, tell
from build_tools.errors import Language, Text

if TYPE_CHECKING:
    from build_tools.comparison.model import Comparison
    from build_tools.retrieval.model import Retrieved
    from build_tools.tabulation.model import Sheet

Command = TypeVar("Command", bound=Callable[..., Any])
DIFFERENT = 1
NOT_COMPARED = Text("Could not compare", "比べられませんでした")
_PATH = click.Path(path_type=Path)
_old = click.argument("old", metavar="OLD")
_new = click.argument("new", metavar="NEW")
_out = click.option("--out", type=_PATH, metavar="FILE.pdf|.html|.json|.docx", help="Write it there. 書き出すファイル")
_source = click.option(
    "--source", type=_PATH, help="The edition's folder in a revision (default: source). 版のフォルダ"
)
_jobs = click.option(
    "--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Workers (default: one a core). 並列数"
)


def _typeset(default: bool) -> Callable[[Command], Command]:
    said = "Typeset what was not built, so that its pages are known. 組版してページを示す"
    return click.option("--typeset/--no-typeset", default=default, help=said, show_default=True)


@click.command()
@_old
@_new
@_out
@_source
@_typeset(False)
@_jobs
@on_pages
@lang_option
def compare(
    old: str,
    new: str,
    out: Path | None,
    source: Path | None,
    typeset: bool,
    jobs: int,
    pages: bool,
    form: str,
    seconds: float,
    megabytes: int,
    lang: str | None,
) -> None:
    """Say what changed from OLD to NEW, or write it as a 新旧対照表. 二つの版を比べます。

    OLD and NEW are bundles (*.kanko), folders that were built into (dist), editions' folders (source), or revisions of
    git. With --pages they are PDFs: it says of each page whether it was edited, moved, or set otherwise (manuscripts
    beside the PDFs name the lines of the Markdown), and --out is a folder for its pictures. Exit code 0: the same; 1:
    different; 2: could not compare.
    """
    if pages:
        tell_pages(Path(old), Path(new), out, form, (seconds, megabytes), language_of(lang))
    from build_tools.comparison.write import comparison_json
    from build_tools.tabulation.juxtaposition import juxtaposed
    from build_tools.tabulation.summary import summary

    language = language_of(lang)
    with _compared(old, new, out, source, typeset, jobs, language) as (comparison, before, after):
        if out is None:
            click.echo("\n".join(summary(comparison, language)))
        else:
            paged = frozenset(name for name, side in (("old", before), ("new", after)) if side.has_pages)
            pictures = {"old": before.picture, "new": after.picture}
            sheet = juxtaposed(comparison, pictures, paged, after.edition.manuscript.edition.language)
            _write(sheet, comparison_json(comparison), out, jobs, language)
        different = bool(comparison.changed) or comparison.old != comparison.new
    sys.exit(DIFFERENT if different else 0)


@click.command()
@_old
@_new
@_out
@_source
@_typeset(True)
@click.option("--anyway", is_flag=True, help="Even if there is more than corrections. 訂正を超える変更があっても作る")
@_jobs
@lang_option
def errata(
    old: str,
    new: str,
    out: Path | None,
    source: Path | None,
    typeset: bool,
    anyway: bool,
    jobs: int,
    lang: str | None,
) -> None:
    """List the corrections from OLD to NEW, or write them as a 正誤表. 正誤表を作ります。

    OLD and NEW are as for `kanko compare`. More than corrections (sections or paragraphs that were added, removed or
    moved, texts written anew) is refused, and named. Exit code 0: nothing to correct; 1: corrections; 2: could not.
    """
    from build_tools.errata.corrections import errata as corrections
    from build_tools.errata.write import errata_json
    from build_tools.tabulation.correction import corrected
    from build_tools.tabulation.summary import listed

    language = language_of(lang)
    with _compared(old, new, out, source, typeset, jobs, language) as (comparison, before, after):
        found = corrections(comparison, before.edition, after.edition, anyway)
        if out is None:
            click.echo("\n".join(listed(found, language)))
        else:
            _write(corrected(found), errata_json(found), out, jobs, language)
    sys.exit(DIFFERENT if found.corrections else 0)


@contextmanager
def _compared(
    old: str, new: str, out: Path | None, source: Path | None, typeset: bool, jobs: int, language: Language
) -> Iterator[tuple[Comparison, Retrieved, Retrieved]]:
    """What changed, and both editions, as long as they are needed; nothing is left of what that took."""
    from build_tools.comparison.compare import compare as compared
    from build_tools.retrieval.model import Means
    from build_tools.retrieval.named import retrieve
    from build_tools.tabulation.writing import form_of

    os.environ["KANKO_LANG"] = language
    with speaking_plainly(language, NOT_COMPARED), TemporaryDirectory(prefix="kanko-") as work:
        if out is not None:
            form_of(out)
        means = Means(Path(work), source or default_source(), typeset, jobs)
        before, after = retrieve(old, means), retrieve(new, means)
        for side in (before, after):
            if not side.has_pages:
                _tell_of_pages(side.named, language)
        yield compared(before.edition, after.edition), before, after


def _tell_of_pages(named: str, language: Language) -> None:
    tell(
        f"{named}: not typeset, so its pages are not known (--typeset has it typeset).",
        f"{named}: 組版していないため、ページは分かりません（--typeset で組版します）。",
        language,
        err=True,
    )


def _write(sheet: Sheet, data: bytes, out: Path, jobs: int, language: Language) -> None:
    from build_tools.tabulation.writing import write_sheet

    write_sheet(sheet, data, out, jobs)
    tell(f"Written: {out}", f"書き出しました: {out}", language)
