"""What a judge is given, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from build_tools.concordance import Concordance
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.inspection.document import PdfDocument


@dataclass(frozen=True)
class Exhibit:
    """A PDF, read, beside its manuscript where there is one."""

    path: Path
    pdf: PdfDocument
    concordance: Concordance | None = None


@dataclass(frozen=True)
class Verdict:
    """What a judge finds: the code of the rule, the fault, and the file (None: it is about none)."""

    code: str
    fault: Fault
    path: Path | None = None


@rule(
    "judge.skipped",
    Severity.ERROR,
    "judge",
    finds=Text("A judge that was asked for and could not judge.", "頼まれたのに判定できなかった外部の判定"),
    why=Text("What was not judged has not passed.", "判定していないものは、合格ではありません。"),
    mend=Text("Give it what it lacks, or do not ask for it.", "足りないものを用意するか、その判定を外してください。"),
    source=Source("Kanko"),
)
def skipped(said: str, mend: Text | None = None) -> list[Fault]:
    return [Fault(Text(f"The judge could not be asked: {said}", f"判定できませんでした: {said}"), mend=mend)]


INSTALL = Text(
    "Install the judges: .venv/bin/pip install '.[judges]' and, as root, apt-get install default-jdk-headless.",
    "判定ソフトを入れてください: .venv/bin/pip install '.[judges]'、管理者は apt-get install default-jdk-headless",
)
