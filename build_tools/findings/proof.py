"""What a check of a publication comes to: the files that were looked at, page by page, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.errors import Place, typed
from build_tools.findings.finding import Finding, Rectangle, Severity


@dataclass(frozen=True)
class Printed:
    """A rectangle of a page (points in its user space) and the line of the source that is printed there."""

    box: Rectangle
    source: Place


@dataclass(frozen=True)
class Sheet:
    """A page as it is shown: its label, what is seen of it (left, bottom, right, top), how far it is turned clockwise,
    and what is printed where (which may be worked out when somebody asks for it).
    """

    label: str
    box: Rectangle
    rotation: int = 0
    printed: Sequence[Printed] = ()


@dataclass(frozen=True)
class Examined:
    """A PDF that was looked at: its path, as findings name it, the document of the set that it is ("": none is known),
    and its pages.
    """

    path: Path
    file: str
    document: str = ""
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True)
class Proof:
    """The outcome: files, findings in order, and the codes of the rules that looked.

    `bar` is the severity from which findings count against the publication.
    """

    examined: tuple[Examined, ...]
    findings: tuple[Finding, ...]
    rules: tuple[str, ...] = ()
    bar: Severity = Severity.ERROR

    @property
    def rejected(self) -> bool:
        """Whether anything counts against the publication."""
        return any(finding.severity >= self.bar for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def with_(self, other: Proof) -> Proof:
        """This and another one, of other files, as one."""
        examined, findings = (*self.examined, *other.examined), in_order((*self.findings, *other.findings))
        return Proof(examined, findings, tuple(sorted({*self.rules, *other.rules})), max(self.bar, other.bar))

    def renamed(self, paths: Mapping[Path, Path]) -> Proof:
        """The same of files that lie somewhere else now."""
        names = {typed(old): typed(new) for old, new in paths.items()}
        examined = tuple(
            replace(each, path=paths.get(each.path, each.path), file=names.get(each.file, each.file))
            for each in self.examined
        )
        findings = tuple(replace(each, file=names.get(each.file, each.file)) for each in self.findings)
        return replace(self, examined=examined, findings=findings)


class Rejected(Exception):
    """A build whose PDFs are not what the source says: the proof, and the folder in which it lies beside them."""

    def __init__(self, proof: Proof, folder: Path) -> None:
        super().__init__(f"{len(proof.findings)} findings, see {folder}")
        self.proof, self.folder = proof, folder


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order in which they are told, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.order))
