"""A sheet in the form that the name of a file asks for."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.tabulation.model import Sheet

DATA: Final = ".json"
FORMS: Final = (".pdf", ".html", DATA, ".docx")


def form_of(out: Path) -> str:
    """The form that a file's name asks for; raises KankoError for one that no form has."""
    form = out.suffix.lower()
    if form in FORMS:
        return form
    what = Text(f"There is no form for a file of this name: {out.name}.", f"「{out.name}」という名の形式はありません。")
    remedy = Text(f"Let it end in one of {', '.join(FORMS)}.", f"末尾を {'、'.join(FORMS)} のどれかにしてください。")
    raise KankoError([Problem("tabulation.form", what, Place(typed(out)), remedy)])


def write_sheet(sheet: Sheet, data: bytes, out: Path, jobs: int = 1) -> None:
    """Write a sheet, or as JSON the data of which it was made, whole into a file: beside, then moved into place.

    Raises KankoError for a form that there is not, and for a PDF that can't be proven; then nothing is written.
    """
    form = form_of(out)
    if form == ".pdf":
        data = _pdf(sheet, jobs)
    elif form == ".html":
        from build_tools.tabulation.web import sheet_html

        data = sheet_html(sheet)
    elif form == ".docx":
        from build_tools.tabulation.word import sheet_docx

        data = sheet_docx(sheet)
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = out.with_name(f".{out.name}.part")
    beside.write_bytes(data)
    beside.replace(out)


def _pdf(sheet: Sheet, jobs: int) -> bytes:
    from build_tools.tabulation.printing import printed

    with TemporaryDirectory(prefix="kanko-") as work:
        return printed(sheet, Path(work), jobs)
