"""Faults of which document it is."""

from __future__ import annotations

from tests.checks.injection import Good, Injected


def _other_manuscript(edition: Good) -> None:
    edition.spoil("report", lambda pdf: pdf.docinfo.__setitem__("/KankoManuscript", "0" * 64))


def _no_manuscript(edition: Good) -> None:
    edition.spoil("press-release", lambda pdf: pdf.docinfo.__delitem__("/KankoManuscript"))


def _no_report(edition: Good) -> None:
    (edition.dist / "report.pdf").unlink()


INJECTED = [
    Injected("a PDF of another manuscript", _other_manuscript, {"set.other-manuscript"}),
    Injected("a PDF that names no manuscript", _no_manuscript, {"set.other-manuscript"}),
    Injected("a document that is not there", _no_report, {"set.missing-document"}),
]
