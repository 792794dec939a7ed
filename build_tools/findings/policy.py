"""What an edition decides of the rules: another severity for a rule, or none at all, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from build_tools.errors import Text
from build_tools.findings.finding import Finding, Severity
from build_tools.findings.rules import RULES

OFF: Final = "off"
UNKNOWN: Final = "policy.unknown-rule"


@dataclass(frozen=True)
class Decision:
    """The severity (a word, or off) that an edition gives to the rule of a code."""

    code: str
    severity: str


def under(decisions: Iterable[Decision], findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings with the severity that the edition gives them, without those that it switches off; and an error for each
    decision on a rule that does not exist: it would change nothing, and nobody would know.
    """
    decided: Mapping[str, str] = {each.code: each.severity for each in decisions}
    for finding in findings:
        severity = decided.get(finding.code)
        if severity != OFF:
            yield replace(finding, severity=Severity.named(severity)) if severity else finding
    yield from (_unknown(code) for code in decided if code not in RULES)


def _unknown(code: str) -> Finding:
    return Finding(
        UNKNOWN,
        Severity.ERROR,
        Text(
            f"The edition's [[checks]] name a rule {code}, which does not exist.",
            f"[[checks]] にある規則「{code}」は、ありません。",
        ),
        Text("See the codes with: kanko explain", "規則の一覧は kanko explain で見られます。"),
    )
