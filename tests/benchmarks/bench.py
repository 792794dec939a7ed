"""Measure whole commands on the corpus, every row in the same run, and print ratios against the cold build.

`make bench` or `python tests/benchmarks/bench.py [CHAPTERS [SECTIONS]]`. Where `SIMPLEPDF` names the sphinx-build of an
environment with sphinx-simplepdf and myst-parser, its build of the same prose is a row of its own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import corpus
import pypdf

KANKO = [sys.executable, "-m", "build_tools", "build", "--only", "pdf", "--lang", "en"]


@dataclass(frozen=True)
class Row:
    """A measured command: wall seconds, CPU seconds with its children, and the peak of its own process in MB."""

    name: str
    wall: float
    cpu: float
    peak: float


def measure(name: str, command: list[str], folder: Path) -> Row:
    """Run a command and measure it; a failure ends the benchmark."""
    started, before = time.perf_counter(), os.times()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{name}: failed")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Row(name, time.perf_counter() - started, cpu, usage.ru_maxrss / 1000)


def reword(folder: Path) -> None:
    """One paragraph of chapter 5 (or the last) reworded."""
    file = sorted(folder.glob("c*.md"))[:5][-1]
    text = file.read_text("utf-8")
    file.write_text(text.replace("が求められている。", "が強く求められている。", 1), "utf-8")


def lengthen(folder: Path) -> None:
    """Six paragraphs more in chapter 2, so that all later pages move."""
    file = sorted(folder.glob("c*.md"))[1]
    dice = corpus.random.Random(1)
    file.write_text(
        file.read_text("utf-8") + "\n" + "\n\n".join(corpus.paragraph(dice) for _ in range(6)) + "\n", "utf-8"
    )


CHANGES: list[tuple[str, Callable[[Path], None]]] = [
    ("nothing changed", lambda folder: None),
    ("one paragraph reworded", reword),
    ("six paragraphs more in chapter 2", lengthen),
]


def rows(folder: Path) -> Iterator[Row]:
    """The rows of the table, measured one after the other."""
    yield measure("cold", KANKO, folder)
    for name, change in CHANGES:
        change(folder / "source")
        yield measure(name, KANKO, folder)
    if peer := os.environ.get("SIMPLEPDF"):
        plain(folder / "source", folder / "peer")
        yield measure("sphinx-simplepdf, cold", [peer, "-q", "-b", "simplepdf", "peer", "peer-out"], folder)


def plain(source: Path, target: Path) -> None:
    """The same prose as a Sphinx project that knows nothing of Kanko."""
    target.mkdir()
    files = sorted(source.glob("c*.md"))
    for file in files:
        (target / file.name).write_text(re.sub(r"、\{pageref\}`[^`]*`", "", file.read_text("utf-8")), "utf-8")
    names = "\n".join(file.stem for file in files)
    (target / "index.md").write_text(f"# 計測用の文書\n\n```{{toctree}}\n{names}\n```\n", "utf-8")
    (target / "conf.py").write_text('extensions = ["myst_parser", "sphinx_simplepdf"]\nlanguage = "ja"\n', "utf-8")


def main(chapters: int = 20, sections: int = 12) -> None:
    """Print the table."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        corpus.write(folder / "source", chapters, sections)
        measured = list(rows(folder))
        pages = len(pypdf.PdfReader(folder / "dist" / "corpus.pdf").pages)
    print(f"{chapters} chapters, {pages} pages, {os.cpu_count()} cores; wall s, ratio to cold, CPU s, peak MB")
    for row in measured:
        print(f"{row.name:34} {row.wall:7.1f} {row.wall / measured[0].wall:6.2f} {row.cpu:7.1f} {row.peak:7.0f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
