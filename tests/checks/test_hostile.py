"""Damaged PDFs are checked, or told of, in time."""

from __future__ import annotations

from pathlib import Path

from tests.checks.injection import Good
from tests.checks.mutate import check_all


def test_mutations(good: dict[str, Good], tmp_path: Path):
    """The same every time; `python -m tests.checks.mutate 1000` makes more of them."""
    outcomes = check_all(good["first edition"], range(40), tmp_path)
    assert sum(outcomes.values()) == 40
    assert {"good", "findings", "inspection.damaged"} <= outcomes.keys()
