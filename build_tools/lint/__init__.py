"""The sources against the manuscript that was made from them; entry: `lint`. Its rules are about "source"."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from build_tools.findings import RULES, Fault, Rule
from build_tools.lint import rules, wording
from build_tools.manuscript.model import Manuscript

__all__ = ["lint", "rules", "wording"]


def lint(manuscript: Manuscript, folder: Path) -> Iterator[tuple[Rule, Fault]]:
    """What the rules about the source find, for a manuscript and the folder of the edition that it was made from: files
    are named as the manuscript names them, relative to that folder.

    Does not weigh anything: the policy of the manuscript is the caller's to apply.
    """
    from build_tools.lint.sources import Sources  # Markdown is read, which those need not take in who ask for the rules

    sources = Sources(manuscript, folder)
    for rule in RULES.values():
        if rule.about == "source":
            yield from ((rule, fault) for fault in rule.check(sources))
