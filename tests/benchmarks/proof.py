"""The check that ends a build, by itself: of the corpus as it was built in the current folder.

`python -m tests.benchmarks.proof`. Its seconds are those of a program of its own; a build has begun already.
"""

from __future__ import annotations

import sys
from pathlib import Path

from build_tools.closing import Closing, close

DIST = Path("dist")


def main() -> None:
    """Exit code 1 where anything is found, of whatever weight."""
    made, manuscript = tuple(sorted(DIST.glob("*.pdf"))), DIST / "manuscript.json"
    proven = close(Closing(made, manuscript, Path("source"), DIST, Path("rejected"), "en"), lambda file: None)
    for finding in proven.proof.findings[:20]:
        print(finding.code, finding.what.en, file=sys.stderr)
    sys.exit(bool(proven.proof.findings))


if __name__ == "__main__":
    main()
