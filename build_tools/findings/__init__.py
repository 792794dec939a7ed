"""What is found where something is not as it should be: rules, what they report, and the findings that come of it."""

from build_tools.findings.finding import Fault, Finding, Severity, Spot
from build_tools.findings.proof import Examined, Printed, Proof, Rejected, Sheet, in_order
from build_tools.findings.rules import RULES, Rule, Source, rule

__all__ = [
    "RULES",
    "Examined",
    "Fault",
    "Finding",
    "Printed",
    "Proof",
    "Rejected",
    "Rule",
    "Severity",
    "Sheet",
    "Source",
    "Spot",
    "in_order",
    "rule",
]
