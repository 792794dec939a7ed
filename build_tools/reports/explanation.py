"""What rules say of themselves: for `kanko explain`, and as a page of the docs."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.errors import Language, Text
from build_tools.findings import Rule
from build_tools.reports.words import SEVERITIES

WHY, MEND, SOURCE = Text("Why", "理由"), Text("What to do", "直し方"), Text("Source", "出典")


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
