"""The page of all rules, `checks/RULES.md`, made from the rules themselves: run this module to write it again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import build_tools.checks
import build_tools.judges
import build_tools.lint
from build_tools.findings import RULES, Rule
from build_tools.reports.words import SEVERITIES

PAGE = Path(build_tools.checks.__file__).with_name("RULES.md")
HEAD = """# Rules ・ 点検の規則

Written by `python -m build_tools.reports.reference`; `kanko explain CODE` prints the same of one rule. An edition gives
a rule another severity, or switches it off, in publication.toml. ・ 規則の重さは、publication.toml で変えられます。

    [[checks]]
    rule = "lines.ragged"
    severity = "note"
    reason = "…"
"""


def reference() -> str:
    """The page: rules by the first word of their codes."""
    rules = sorted(RULES.values(), key=lambda rule: rule.code)
    groups = groupby(rules, key=lambda rule: rule.code.partition(".")[0])
    return HEAD + "".join(f"\n## {name}\n{''.join(map(_entry, group))}" for name, group in groups)


def _entry(rule: Rule) -> str:
    return f"\n### {rule.code}\n\n" + "\n".join(_lines(rule)) + "\n"


def _lines(rule: Rule) -> Iterator[str]:
    weight = SEVERITIES[rule.severity]
    yield f"{weight.en} ・ {weight.ja} — {rule.source}\n"
    yield f"{rule.finds.en} {rule.why.en} → {rule.mend.en}\n"
    yield f"{rule.finds.ja}。{rule.why.ja} → {rule.mend.ja}"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
