"""Write a report: into a stream, or whole into a file or a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from build_tools.errors import KankoError, Language, Place, Problem, Text, typed
from build_tools.findings import Proof
from build_tools.reports.form import FolderForm, TextForm, form_named
from build_tools.reports.plain import plainly
from build_tools.reports.whole import replaceable, whole


def write_report(proof: Proof, form: str, out: Path | TextIO, language: Language) -> Path | None:
    """Write a proof in a form (one of `FORMS`), and return the file that people open; None for a stream.

    `out` is a stream, which stays open, or the path of a file; for a form that is a folder, the path of a folder. What
    is there is replaced, when all is written; a folder that is not such a report is left alone. Paths of sources are
    taken from the current folder, as findings name them. Raises KankoError for a form that there is none of, and
    for a place that can't be written to.
    """
    shape = form_named(form)
    if isinstance(shape, FolderForm):
        return _folder(shape, form, plainly(proof), out, language)
    if not isinstance(out, Path):
        shape.write(plainly(proof), language, out)
        return None
    return _file(shape, plainly(proof), out, language)


def _file(form: TextForm, proof: Proof, out: Path, language: Language) -> Path:
    if out.is_dir():
        raise KankoError([_in_the_way(out)])
    try:
        with whole(out) as beside, beside.open("w", encoding="utf-8", newline="\n") as stream:
            form.write(proof, language, stream)
    except OSError as error:
        raise KankoError([_not_written(out, error)]) from error
    return out


def _folder(form: FolderForm, name: str, proof: Proof, out: Path | TextIO, language: Language) -> Path:
    if not isinstance(out, Path):
        what = Text(f"The form {name} is a folder.", f"形式 {name} はフォルダに書き出すものです。")
        remedy = Text("Name a folder with --out.", "--out でフォルダを指定してください。")
        raise KankoError([Problem("report.needs-folder", what, None, remedy)])
    if out.exists() and not replaceable(out, form.opened, form.mark):
        raise KankoError([_in_the_way(out)])
    try:
        with whole(out) as beside:
            beside.mkdir()
            form.make(proof, language, beside)
    except OSError as error:
        raise KankoError([_not_written(out, error)]) from error
    return out / form.opened


def _in_the_way(out: Path) -> Problem:
    what = Text("Something else is there; it was not replaced.", "別のものがあるため、書き出しませんでした。")
    remedy = Text("Name another place with --out.", "--out で別の場所を指定してください。")
    return Problem("report.in-the-way", what, Place(typed(out)), remedy)


def _not_written(out: Path, error: OSError) -> Problem:
    reason = error.strerror or str(error)
    what = Text(f"The report cannot be written ({reason}).", f"報告を書き出せません（{reason}）。")
    remedy = Text("Check the path and the room on the disk.", "パスとディスクの空きを確かめてください。")
    return Problem("report.not-written", what, Place(typed(out)), remedy)
