"""Rules: those that a proof speaks of, and what they say of themselves, for `kanko explain` and the forms."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.errors import Language, Text
from build_tools.findings import RULES, Proof, Rule
from build_tools.reports.words import SEVERITIES

WHY, MEND, SOURCE = Text("Why", "理由"), Text("What to do", "直し方"), Text("Source", "出典")


def codes(proof: Proof) -> tuple[str, ...]:
    """The codes of the rules that looked and of those that found something, in order.

    A finding may come of something that is no rule: a file that could not be read.
    """
    return tuple(sorted({*proof.rules, *(finding.code for finding in proof.findings)}))


def known(code: str) -> Rule | None:
    """What is registered under a code; None for what is no rule of this program."""
    return RULES.get(code)


def explained(rule: Rule, language: Language) -> str:
    """A rule with its headings, as lines of text."""
    weight = SEVERITIES[rule.severity].say(language)
    lines = [
        f"{rule.code} ({weight})" if language == "en" else f"{rule.code}（{weight}）",
        rule.finds.say(language),
        "",
    ]
    parts = ((WHY, rule.why.say(language)), (MEND, rule.mend.say(language)), (SOURCE, str(rule.source)))
    return "\n".join([*lines, *(f"{title.say(language)}: {text}" for title, text in parts), ""])


def listed(rules: Iterable[Rule], language: Language) -> str:
    """Rules in a line each, by code."""
    known = sorted(rules, key=lambda rule: rule.code)
    width = max(len(rule.code) for rule in known)
    return "\n".join(f"{rule.code:{width}}  {rule.finds.say(language)}" for rule in known)
