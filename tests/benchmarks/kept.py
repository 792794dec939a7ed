"""Builds in one process, as an editor's program or a server makes them: the corpus, then the corpus with a paragraph
reworded. The seconds of the second build go into the file `seconds`.

`python -m tests.benchmarks.kept CHAPTERS` in an empty folder.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from build_tools.pipeline import Order, Resident
from tests.benchmarks.corpus import corpus, reworded
from tests.benchmarks.writings import write_edition


def main(chapters: int) -> None:
    """Build twice; the modules and the workers are kept."""
    order = Order(Path("source").resolve(), Path("dist").resolve(), ("pdf",), os.cpu_count() or 1, check=False)
    with Resident(order) as resident:
        for version in (corpus(chapters), reworded(corpus(chapters))):
            write_edition(order.source, version)
            started = time.perf_counter()
            resident.build()
            Path("seconds").write_text(str(time.perf_counter() - started))


if __name__ == "__main__":
    main(int(sys.argv[1]))
