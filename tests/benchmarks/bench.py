"""Measure whole commands on the corpus, every row in the same run; README.md beside this file tells what the rows are.

`make bench [SIZE=PAGES] [RUNS=N]` or `python -m tests.benchmarks.bench [--size PAGES] [--runs N]`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
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
CHECKED = (*PYTHON, "build_tools", "build", "--only", "pdf", "--lang", "en")
KANKO = (*CHECKED, "--no-check")
COMPARISON = (*PYTHON, "tests.benchmarks.comparing")
MONOLITH = (*PYTHON, "tests.benchmarks.monolith", "source", "corpus", "monolith.pdf")
PAGES = 300
COLD, CHECK, NOTHING, REWORDED = "cold", "cold, with its check", "nothing changed", "one paragraph reworded"
MOVED, KEPT = "six paragraphs more in chapter 2", "one reworded, process kept"
COMPARED = "comparison of two editions"
PLAIN = "cold, lines not composed"
ONE_RUN, LARGE = "one WeasyPrint run", "cold, the larger one"
SIZE_GOAL = 1.10

# Runs a command; what it used, and where its PDF should be.
Job = Callable[[], tuple[Usage, Path]]
# Jobs in an empty folder, one after the other.
Jobs = Callable[[Path], Mapping[str, Job]]


@dataclass(frozen=True)
class Row:
    """What a job used, the PDF that it made (its pages, and its size in bytes), and the load before."""

    usage: Usage
    pages: int
    size: int
    load: float


@dataclass(frozen=True)
class Goal:
    """A figure of a row, as a ratio to that of another row."""

    measured: str
    of: Callable[[Row], float]
    row: str
    other: str
    at_most: float


def wall(row: Row) -> float:
    """Seconds of the command."""
    return row.usage.wall


def cpu(row: Row) -> float:
    """CPU seconds of all processes."""
    return row.usage.cpu


def peak(row: Row) -> float:
    """MB of the largest process."""
    return row.usage.peak


GOALS = (
    Goal("wall time", wall, COLD, SIMPLEPDF.name, 0.35),
    Goal("wall time", wall, CHECK, COLD, 1.33),
    Goal("wall time", wall, NOTHING, COLD, 0.05),
    Goal("wall time", wall, REWORDED, COLD, 0.25),
    Goal("wall time", wall, MOVED, COLD, 0.25),
    Goal("wall time", wall, COMPARED, COLD, 0.20),
    Goal("peak of the largest process", peak, COLD, SIMPLEPDF.name, 0.5),
    Goal("size", lambda row: row.size, COLD, ONE_RUN, SIZE_GOAL),
    Goal("CPU", cpu, COLD, PLAIN, 1.15),
    Goal("CPU per page", lambda row: row.usage.cpu / row.pages, LARGE, COLD, 1.1),
    Goal("peak of the largest process", peak, LARGE, COLD, 1.5),
)


def row(job: Job, least: int) -> Row:
    """Run a job and look into its PDF: some builders end well without one.

    Raises FailedError where the command fails, writes no PDF, or one with fewer than `least` characters in it.
    """
    load = os.getloadavg()[0]
    usage, pdf = job()
    if not pdf.is_file():
        raise FailedError("it ended well, but wrote no PDF")
    with pypdfium2.PdfDocument(pdf) as document:
        texts = (page.get_textpage().get_text_bounded() for page in document)
        found = sum(len("".join(text.split())) for text in texts)
        if found < least:
            raise FailedError(f"{found} of {least} characters are in its PDF")
        return Row(usage, len(document), pdf.stat().st_size, load)


class Table:
    """Prints the best of so many runs of each row, and keeps it."""

    def __init__(self, runs: int = 1) -> None:
        self.runs = runs
        self.rows: dict[str, Row] = {}
        self.failed = False
        print(f"{'':34}{'wall s':>8}{'/ cold':>8}{'CPU s':>8}{'peak MB':>9}{'pages':>7}{'PDF MB':>8}{'load':>6}")

    def measure(self, jobs: Jobs, chapters: Corpus) -> None:
        """A row for each job; one that fails is told of, and the others go on."""
        found: dict[str, list[Row]] = {}
        for _ in range(self.runs):
            with TemporaryDirectory() as folder:
                for name, job in jobs(Path(folder)).items():
                    try:
                        found.setdefault(name, []).append(row(job, characters(chapters)))
                    except FailedError as error:
                        self.failed = True
                        print(f"{name}: FAILED: {error}", flush=True)
        for name, rows in found.items():
            if rows:
                self._add(name, min(rows, key=wall))

    def _add(self, name: str, new: Row) -> None:
        self.rows[name] = new
        ratio = f"{wall(new) / wall(self.rows[COLD]):8.2f}" if COLD in self.rows else f"{'–':>8}"
        print(f"{name:34}{wall(new):8.2f}{ratio}{new.usage.cpu:8.1f}{peak(new):9.0f}", end="")
        print(f"{new.pages:7}{new.size / 1e6:8.2f}{new.load:6.1f}", flush=True)

    def compare(self, goals: Iterable[Goal]) -> None:
        """The goals of which both rows are there."""
        for goal in goals:
            if goal.row in self.rows and goal.other in self.rows:
                ratio = goal.of(self.rows[goal.row]) / goal.of(self.rows[goal.other])
                missed = "" if ratio <= goal.at_most else ": missed"
                names = f"{goal.measured}, {goal.row} / {goal.other}"
                print(f"{names}: {ratio:.3f} (goal: at most {goal.at_most:.2f}){missed}")


def kanko(folder: Path, chapters: Corpus) -> tuple[Usage, Path]:
    """Build the corpus in a folder, which may have built before."""
    write_edition(folder / "source", chapters)
    return measure(KANKO, folder), folder / "dist" / "corpus.pdf"


def plain(folder: Path, chapters: Corpus) -> tuple[Usage, Path]:
    """Build the corpus with lines that are spread evenly, as the typesetter finds them."""
    write_edition(folder / "source", chapters, composed=False)
    return measure(KANKO, folder), folder / "dist" / "corpus.pdf"


def checked(folder: Path, chapters: Corpus) -> tuple[Usage, Path]:
    """Build the corpus in an empty folder, and prove it."""
    write_edition(folder / "source", chapters)
    return measure(CHECKED, folder), folder / "dist" / "corpus.pdf"


def compared(folder: Path, old: Corpus, new: Corpus) -> tuple[Usage, Path]:
    """The comparison of what was built in a folder, with its pages, with an edition before it."""
    for name, chapters in (("old", old), ("new", new)):
        write_edition(folder / name / "source", chapters)
        measure(CHECKED, folder / name)
        for file in ("manuscript.json", "locations.json"):
            (folder / name / "dist" / file).replace(folder / name / file)
    return measure(COMPARISON, folder), folder / "new" / "dist" / "corpus.pdf"


def kept(folder: Path, chapters: Corpus) -> tuple[Usage, Path]:
    """A build in a process that has built before; its wall seconds are those of that build alone."""
    usage = measure((*PYTHON, "tests.benchmarks.kept", str(len(chapters))), folder)
    return replace(usage, wall=float((folder / "seconds").read_text())), folder / "dist" / "corpus.pdf"


def one_run(folder: Path, chapters: Corpus) -> tuple[Usage, Path]:
    """The same pages from a single WeasyPrint run."""
    write_edition(folder / "source", chapters)
    return measure(MONOLITH, folder), folder / "monolith.pdf"


def builds(chapters: Corpus, folder: Path) -> dict[str, Job]:
    """Kanko's rows: builds one after the other in the same folder, and a cold one that is checked."""
    changed = reworded(chapters)
    versions = {COLD: chapters, NOTHING: chapters, REWORDED: changed, MOVED: lengthened(changed)}
    rows: dict[str, Job] = {name: partial(kanko, folder, version) for name, version in versions.items()}
    comparison = partial(compared, folder, chapters, lengthened(changed))
    return {COLD: rows[COLD], CHECK: partial(checked, folder / "checked", chapters), **rows, COMPARED: comparison}


def one(name: str, build: Callable[[Path, Corpus], tuple[Usage, Path]], chapters: Corpus) -> Jobs:
    """A single job."""
    return lambda folder: {name: partial(build, folder, chapters)}


def with_peers(table: Table) -> None:
    """Kanko, a single run of its typesetter, and the peers that are installed."""
    chapters = corpus(PAGES // PAGES_OF_A_CHAPTER)
    table.measure(partial(builds, chapters), chapters)
    table.measure(one(KEPT, kept, chapters), chapters)
    table.measure(one(PLAIN, plain, chapters), chapters)
    table.measure(one(ONE_RUN, one_run, chapters), chapters)
    add_peers(table, chapters)


def add_peers(table: Table, chapters: Corpus) -> None:
    """A row for each peer that is installed, a line for each that is not."""
    for peer in PEERS:
        if peer.is_installed():
            table.measure(one(peer.name, peer.build, chapters), chapters)
        else:
            print(f"{peer.name}: not installed, so not measured; to install it: make bench-peers")


def growing(table: Table, pages: int) -> None:
    """Cold builds of the usual size and of about so many pages."""
    for name, size in ((COLD, PAGES), (LARGE, pages)):
        chapters = corpus(max(2, round(size / PAGES_OF_A_CHAPTER)))
        table.measure(one(name, kanko, chapters), chapters)


def main() -> None:
    """Print the table; exit code 1 where a row failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, metavar="PAGES", help="a cold build of so many pages beside the usual one")
    parser.add_argument("--runs", type=int, default=1, metavar="N", help="the best of so many runs of each row")
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, best of {given.runs}, load {os.getloadavg()[0]:.1f} before")
    table = Table(given.runs)
    if given.size:
        growing(table, given.size)
    else:
        with_peers(table)
    table.compare(GOALS)
    sys.exit(table.failed)


if __name__ == "__main__":
    main()
