"""Measure whole commands on the corpus, every row in the same run; README.md beside this file tells what the rows are.

`make bench [SIZE=PAGES]` or `python -m tests.benchmarks.bench [--size PAGES]`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from tests.benchmarks.corpus import PAGES_OF_A_CHAPTER, Corpus, characters, corpus, lengthened, reworded
from tests.benchmarks.measure import FailedError, Usage, measure
from tests.benchmarks.peers import PEERS, ROOT, SIMPLEPDF
from tests.benchmarks.writings import write_edition

# The code measured is this repository's, wherever the environment's own link leads to.
PYTHON = ("env", f"PYTHONPATH={ROOT}", sys.executable, "-m")
KANKO = (*PYTHON, "build_tools", "build", "--only", "pdf", "--lang", "en")
MONOLITH = (*PYTHON, "tests.benchmarks.monolith", "source", "corpus", "monolith.pdf")
PAGES = 300
COLD, ONE_RUN = "cold", "one WeasyPrint run"
SIMPLEPDF_GOAL, SIZE_GOAL = 0.35, 1.10

# Runs a command; what it used, and where its PDF should be.
Job = Callable[[], tuple[Usage, Path]]


@dataclass(frozen=True)
class Row:
    """What a job used, and the PDF that it made: its pages, and its size in bytes."""

    usage: Usage
    pages: int
    size: int


def row(job: Job, least: int) -> Row:
    """Run a job and look into its PDF: some builders end well without one.

    Raises FailedError where the command fails, writes no PDF, or one with fewer than `least` characters in it.
    """
    usage, pdf = job()
    if not pdf.is_file():
        raise FailedError("it ended well, but wrote no PDF")
    with pypdfium2.PdfDocument(pdf) as document:
        texts = (page.get_textpage().get_text_bounded() for page in document)
        found = sum(len("".join(text.split())) for text in texts)
        if found < least:
            raise FailedError(f"{found} of {least} characters are in its PDF")
        return Row(usage, len(document), pdf.stat().st_size)


class Table:
    """Prints rows as they come, and keeps them."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.failed = False
        print(f"{'':34}{'wall s':>8}{'/ cold':>8}{'CPU s':>8}{'peak MB':>9}{'pages':>7}{'PDF MB':>8}")

    def measure(self, jobs: Mapping[str, Job], chapters: Corpus) -> None:
        """A row for each job; one that fails is told of, and the others go on."""
        for name, job in jobs.items():
            try:
                self._add(name, row(job, characters(chapters)))
            except FailedError as error:
                self.failed = True
                print(f"{name}: FAILED: {error}", flush=True)

    def _add(self, name: str, new: Row) -> None:
        self.rows[name] = new
        wall, cpu, peak = new.usage.wall, new.usage.cpu, new.usage.peak
        ratio = f"{wall / self.rows[COLD].usage.wall:8.2f}" if COLD in self.rows else f"{'–':>8}"
        print(f"{name:34}{wall:8.1f}{ratio}{cpu:8.1f}{peak:9.0f}{new.pages:7}{new.size / 1e6:8.2f}", flush=True)

    def compare(self, name: str, other: str, measured: str, of: Callable[[Row], float], goal: float) -> None:
        """One figure of a row as a ratio to another row's."""
        if name in self.rows and other in self.rows:
            ratio = of(self.rows[name]) / of(self.rows[other])
            print(f"{measured}, {name} / {other}: {ratio:.2f} (goal: at most {goal:.2f})")


def kanko(folder: Path, chapters: Corpus) -> tuple[Usage, Path]:
    """Build the corpus in a folder, which may have built before."""
    write_edition(folder / "source", chapters)
    return measure(KANKO, folder), folder / "dist" / "corpus.pdf"


def one_run(folder: Path, chapters: Corpus) -> tuple[Usage, Path]:
    """The same pages from a single WeasyPrint run."""
    write_edition(folder / "source", chapters)
    return measure(MONOLITH, folder), folder / "monolith.pdf"


def builds(folder: Path, chapters: Corpus) -> dict[str, Job]:
    """Kanko's rows: builds one after the other in the same folder."""
    changed = reworded(chapters)
    versions = {
        COLD: chapters,
        "nothing changed": chapters,
        "one paragraph reworded": changed,
        "six paragraphs more in chapter 2": lengthened(changed),
    }
    return {name: partial(kanko, folder, version) for name, version in versions.items()}


def with_peers(folder: Path) -> Table:
    """Kanko, a single run of its typesetter, and the peers that are installed."""
    chapters, table = corpus(PAGES // PAGES_OF_A_CHAPTER), Table()
    table.measure(builds(folder / "kanko", chapters), chapters)
    table.measure({ONE_RUN: partial(one_run, folder / "one-run", chapters)}, chapters)
    add_peers(table, folder, chapters)
    table.compare(COLD, SIMPLEPDF.name, "wall time", lambda row: row.usage.wall, SIMPLEPDF_GOAL)
    table.compare(COLD, ONE_RUN, "size", lambda row: row.size, SIZE_GOAL)
    return table


def add_peers(table: Table, folder: Path, chapters: Corpus) -> None:
    """A row for each peer that is installed, a line for each that is not."""
    for number, peer in enumerate(PEERS):
        if peer.is_installed():
            table.measure({peer.name: partial(peer.build, folder / f"peer-{number}", chapters)}, chapters)
        else:
            print(f"{peer.name}: not installed, so not measured; to install it: make bench-peers")


def growing(folder: Path, pages: int) -> Table:
    """Cold builds of the usual size and of about so many pages."""
    table = Table()
    for name, size in ((COLD, PAGES), (f"cold, {pages} pages", pages)):
        chapters = corpus(max(2, round(size / PAGES_OF_A_CHAPTER)))
        table.measure({name: partial(kanko, folder / str(size), chapters)}, chapters)
    if not table.failed:
        small, large = table.rows.values()
        per_page = [1000 * each.usage.cpu / each.pages for each in (small, large)]
        print(f"CPU per page: {per_page[0]:.1f} ms, {per_page[1]:.1f} ms; ratio {per_page[1] / per_page[0]:.2f}")
        peaks = small.usage.peak, large.usage.peak
        print(f"peak of the largest process: {peaks[0]:.0f} MB, {peaks[1]:.0f} MB; ratio {peaks[1] / peaks[0]:.2f}")
    return table


def main() -> None:
    """Print the table; exit code 1 where a row failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, metavar="PAGES", help="a cold build of so many pages beside the usual one")
    size = parser.parse_args().size
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    with TemporaryDirectory() as name:
        table = growing(Path(name), size) if size else with_peers(Path(name))
    sys.exit(table.failed)


if __name__ == "__main__":
    main()
