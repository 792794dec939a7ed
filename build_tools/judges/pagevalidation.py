"""A second judge of PDF/UA-1 and PDF/A by another author: `page-validation`, without Java. What it says is a warning:
where it differs from veraPDF somebody must look, and ARCHITECTURE.md says where it is known to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, Final

from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.inspection.document import PdfDocument
from build_tools.judges.exhibit import INSTALL, Exhibit, Verdict, skipped

_MODULE: Final = "page"
_PDFA: Final = "http://www.aiim.org/pdfa/ns/id/"
# It takes the line feed before `endstream` for a part of content that ends with a carriage return.
_FALSE_ALARMS: Final = ("STREAM-LENGTH",)


@rule(
    "page-validation.differs",
    Severity.WARNING,
    "judge",
    finds=Text(
        "What the validator page-validation finds against PDF/UA-1 or PDF/A.",
        "検証ソフト page-validation が PDF/UA-1 または PDF/A に反するとするところ",
    ),
    why=Text(
        "Two judges by two authors rarely err alike: where one objects, somebody should look.",
        "作者の違う二つの検証が同じ誤りをすることはまれです。一方が指摘したら、人が見る必要があります。",
    ),
    mend=Text("See what veraPDF says of the same file.", "同じファイルについての veraPDF の判定と見比べてください。"),
    source=Source("ISO 14289-1"),
)
def differs(failures: Sequence[Any]) -> Iterator[Fault]:
    told = dict.fromkeys((each.rule_id, each.message) for each in failures if not _is_false(each.rule_id))
    for name, message in told:
        yield Fault(Text(f"{name}: {message}", f"{name} に反します: {message}"))


def judge(exhibits: Sequence[Exhibit]) -> Iterator[Verdict]:
    """What it finds in each file; a file for the press (PDF/X) is none for the web, and not judged."""
    try:
        page = import_module(_MODULE)
    except ImportError as error:
        yield from (Verdict("judge.skipped", fault) for fault in skipped(f"page-validation ({error})", INSTALL))
        return
    for exhibit in exhibits:
        if exhibit.pdf.metadata.entry("GTS_PDFXVersion") is None:
            yield from _verdicts(page, exhibit)


def _verdicts(page: Any, exhibit: Exhibit) -> Iterator[Verdict]:
    try:
        failures = [
            failure
            for profile in ("ua1", _part(exhibit.pdf))
            for failure in page.validate_pdf(str(exhibit.path), profile=profile).failures
        ]
    except page.PageError as error:
        yield from (Verdict("judge.skipped", fault, exhibit.path) for fault in skipped(f"page-validation ({error})"))
        return
    yield from (Verdict("page-validation.differs", fault, exhibit.path) for fault in differs(failures))


def _part(pdf: PdfDocument) -> str:
    return "3a" if pdf.metadata.values(_PDFA, "part") == ("3",) else "2a"


def _is_false(name: str) -> bool:
    return any(part in name for part in _FALSE_ALARMS)
