"""The rules that a proof speaks of, with what they say of themselves."""

from __future__ import annotations

from build_tools.findings import RULES, Proof, Rule


def codes(proof: Proof) -> tuple[str, ...]:
    """The codes of the rules that looked and of those that found something, in order.

    A finding may come of something that is no rule: a file that could not be read.
    """
    return tuple(sorted({*proof.rules, *(finding.code for finding in proof.findings)}))


def known(code: str) -> Rule | None:
    """What is registered under a code; None for what is no rule of this program."""
    return RULES.get(code)
