"""Faults in what a file holds beside its pages."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.checks.injection import Good, Injected


def _report(change: Callable[[pikepdf.Pdf], object]) -> Callable[[Good], object]:
    return lambda edition: edition.spoil("report", change)


def _on_opening(**action: Any) -> Callable[[Good], object]:
    """An action that happens when the first page is opened."""
    return _report(lambda pdf: pdf.pages[0].__setitem__("/AA", Dictionary(O=Dictionary(**action))))


def _annotate(pdf: pikepdf.Pdf) -> None:
    film = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Movie, Rect=[100, 100, 200, 200]))
    pdf.pages[1]["/Annots"] = Array([*pdf.pages[1].get("/Annots", []), film])


def _locked(edition: Good) -> None:
    path = edition.dist / "report.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="owner", user="", R=3, aes=False, metadata=False))


def _heavy(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/KankoWeight"] = pdf.make_stream(random.Random(1).randbytes(21_000_000))


def _torn(edition: Good) -> None:
    path = edition.dist / "report.pdf"
    data = path.read_bytes()
    path.write_bytes(data.replace(b"startxref\n", b"startxref\n1", 1))


def _reattach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["counts.csv"] = "区分,件数\n甲区,1235\n".encode()


INJECTED = [
    Injected(
        "a script on opening",
        _report(lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)"))),
        {"file.script"},
    ),
    Injected("a program that is started", _on_opening(S=Name.Launch, F="calc.exe"), {"file.launch"}),
    Injected("data that are sent", _on_opening(S=Name.SubmitForm, F="https://example.jp/take"), {"file.form"}),
    Injected("layers that are switched", _on_opening(S=Name.SetOCGState, State=[]), {"file.action"}),
    Injected(
        "a form", _report(lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(Fields=Array([])))), {"file.form"}
    ),
    Injected("a film", _report(_annotate), {"file.media"}),
    Injected("a lock with an empty password", _locked, {"file.encrypted"}),
    Injected(
        "a file that nobody declared",
        _report(lambda pdf: pdf.attachments.__setitem__("memo.txt", "内部の覚え".encode())),
        {"file.attachment"},
    ),
    Injected(
        "another file of the same name",
        lambda edition: edition.spoil("pages", _reattach),
        {"file.attachment"},
        "composed",
    ),
    Injected(
        "a declared file that is not there",
        lambda edition: edition.spoil("pages", lambda pdf: pdf.attachments.__delitem__("counts.csv")),
        {"file.attachment"},
        "composed",
    ),
    Injected("a file of 21 MB", _report(_heavy), {"file.size", "file.budget"}),
    Injected(
        "a file that is larger than its budget",
        lambda edition: edition.spoil_manuscript(lambda data: data["documents"][1].update(budget=100_000)),
        {"file.budget"},
    ),
    Injected("a file whose table of objects is not where it says", _torn, {"file.damaged"}),
]
