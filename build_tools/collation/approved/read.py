"""Which reader an approved text wants."""

from __future__ import annotations

from pathlib import Path

from build_tools.collation.approved.docx import read_docx
from build_tools.collation.approved.pdf import read_pdf
from build_tools.collation.approved.text import Approved
from build_tools.collation.approved.txt import read_txt
from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.inspection import Limits

WORD, PDF, PLAIN = ".docx", ".pdf", (".txt", ".text", ".md", "")


def read_approved(path: Path, encoding: str | None = None, limits: Limits | None = None) -> Approved:
    """The approved text of a file; raises KankoError for one that cannot be read, or that has no text.

    `encoding` is that of a plain text (None: it is found out), `limits` what reading a PDF may take.
    """
    approved = _read(path, encoding, limits)
    if not any(segment.text.strip() for segment in approved.segments):
        what = Text("There is no text in the approved file.", "決裁版のファイルに、文字がありません。")
        remedy = Text(
            "A scan is a picture: take the file that it was printed from.",
            "読み取った画像には文字がありません。印刷元のファイルを指定してください。",
        )
        raise KankoError([Problem("collate.no-text", what, Place(typed(path)), remedy)])
    return approved


def _read(path: Path, encoding: str | None, limits: Limits | None) -> Approved:
    suffix = path.suffix.lower()
    if suffix == PDF:
        return read_pdf(path, limits or Limits())
    if suffix == WORD:
        return read_docx(path)
    if suffix in PLAIN:
        return read_txt(path, encoding)
    what = Text(f"An approved text cannot be read from a {suffix} file.", f"{suffix} の決裁版は読めません。")
    remedy = Text(
        "Save it as .docx, .pdf or .txt (a .doc file: from Word, as .docx).",
        ".docx、.pdf、.txt のどれかで保存し直してください（.doc は Word で .docx に）。",
    )
    raise KankoError([Problem("collate.form", what, Place(typed(path)), remedy)])
