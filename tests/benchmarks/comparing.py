"""`kanko compare old new`, which ends with 1 where editions differ: here that is right, and all else is a failure.

`python -m tests.benchmarks.comparing` in a folder that holds both.
"""

from __future__ import annotations

import sys

from build_tools.cli import main

if __name__ == "__main__":
    try:
        main(["compare", "old", "new", "--out", "comparison.json", "--lang", "en"])
    except SystemExit as ended:
        sys.exit(ended.code != 1)
