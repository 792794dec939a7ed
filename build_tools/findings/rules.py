"""Rules: one function each, with code, severity, source and mend; `kanko explain` prints what stands here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from build_tools.errors import Text
from build_tools.findings.finding import Fault, Severity


@dataclass(frozen=True)
class Source:
    """What a rule rests on: a standard with its clause, a guide, or the house itself."""

    standard: str
    clause: str = ""

    def __str__(self) -> str:
        return f"{self.standard}, {self.clause}" if self.clause else self.standard


@dataclass(frozen=True)
class Rule:
    """A rule: what it finds, why that matters, how to mend it, where it comes from, and the function that looks.

    `about` is what the function is given: "pdf" a `PdfDocument`, "press" one for the press beside the one for people,
    "document" one document of the set beside its
    manuscript, "set" all of them, "source" the manuscript and the files it was made from, "judge" what a judge from
    outside takes.
    """

    code: str
    severity: Severity
    about: str
    finds: Text
    why: Text
    mend: Text
    source: Source
    check: Callable[..., Iterable[Fault]]


RULES: Final[dict[str, Rule]] = {}
Check = TypeVar("Check", bound=Callable[..., Iterable[Fault]])


def rule(
    code: str, severity: Severity, about: str, *, finds: Text, why: Text, mend: Text, source: Source
) -> Callable[[Check], Check]:
    """Register a function as a rule; a code that is taken is a fault of the program (ValueError)."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"two rules are called {code}")
        RULES[code] = Rule(code, severity, about, finds, why, mend, source, check)
        return check

    return register
