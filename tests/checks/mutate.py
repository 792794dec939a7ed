"""Seeded mutations of a good PDF, each checked against its manuscript: `python -m tests.checks.mutate COUNT [FIRST]`.

Of the first edition's report. A mutation must pass, be told of by findings, or by a problem, in time.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from build_tools.manuscript import MANUSCRIPT
from build_tools.proving import Request, prove
from tests.checks.injection import EDITIONS, Good, built
from tests.inspection.mutate import survey


def checked(manuscript: Path, path: Path) -> str:
    """Whether anything is found in a file."""
    return "findings" if prove(Request((path,), manuscript)).proof.findings else "good"


def check_all(edition: Good, seeds: Iterable[int], folder: Path) -> Counter[str]:
    """The outcomes of checks of mutations."""
    return survey(edition.dist / "report.pdf", seeds, folder, partial(checked, edition.dist / MANUSCRIPT))


def main() -> None:
    """Print how often which outcome came."""
    count, *first = map(int, sys.argv[1:])
    start = first[0] if first else 0
    with TemporaryDirectory() as name:
        edition = built(EDITIONS["first edition"], Path(name))
        started = time.monotonic()
        found = check_all(edition, range(start, start + count), Path(name))
    for outcome, times in found.most_common():
        print(f"{times:6} {outcome}")
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
