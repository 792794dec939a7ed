"""A good edition, and faults put into it one at a time: into its PDFs, its manuscript, or the way it is set."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from build_tools.findings import Finding
from build_tools.inspection import begin
from build_tools.manuscript import MANUSCRIPT
from build_tools.pipeline import Order, build
from build_tools.proving import Request, prove
from tests.checks.pictures import paint

ROOT = Path(__file__).parents[2]
EDITIONS = {
    "first edition": ROOT / "source",
    **{n: ROOT / "tests/cases" / n / "source" for n in ("places", "facing", "set", "specimen")},
    "composed": ROOT / "tests/checks/editions/composed",
    "printed": ROOT / "tests/checks/editions/printed",
}


@dataclass(frozen=True)
class Good:
    """An edition as it was built: the folder of its products, and of its sources."""

    dist: Path
    source: Path

    def copied(self, folder: Path) -> Good:
        """The same somewhere else, where it may be spoilt."""
        shutil.copytree(self.dist, folder / "dist")
        return Good(folder / "dist", self.source)

    def findings(self) -> tuple[Finding, ...]:
        """What a check of the whole edition finds, with sources of its own where it has them beside its products."""
        manuscript, own = self.dist / MANUSCRIPT, self.dist.with_name("source")
        files = (*sorted(self.dist.glob("*.pdf")), *sorted(self.dist.glob("press/*.pdf")))
        source = own if own.exists() else self.source
        begun = {path: begin(path, trusted=True) for path in files}
        return prove(Request(files, manuscript, source, whole=True, begun=begun)).proof.findings

    def spoil(self, document: str, change: Callable[[pikepdf.Pdf], object]) -> None:
        """Change a PDF; everything that is not changed stays as it is."""
        path = self.dist / f"{document}.pdf"
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            change(pdf)
            pdf.save(path)

    def spoil_manuscript(self, change: Callable[[Any], object]) -> None:
        """Change the manuscript's JSON, and let the PDFs name what it is now: so it is what they say that differs."""
        path = self.dist / MANUSCRIPT
        data = json.loads(path.read_text("utf-8"))
        change(data)
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        self.name_manuscript()

    def name_manuscript(self) -> None:
        """Let the PDFs name the manuscript that lies beside them."""
        import hashlib

        digest = hashlib.sha256((self.dist / MANUSCRIPT).read_bytes()).hexdigest()
        for path in self.dist.glob("*.pdf"):
            self.spoil(path.stem, lambda pdf: pdf.docinfo.__setitem__("/KankoManuscript", digest))


def built(source: Path, folder: Path, *, press: bool = False) -> Good:
    """An edition, built into a folder, for the press as well where that is wanted."""
    build(Order(source, folder / "dist", only=("pdf",), check=False, press=press))
    return Good(folder / "dist", source)


def printed(folder: Path) -> Good:
    """The edition that goes to the press, its pictures painted for it."""
    source = folder / "printed"
    shutil.copytree(EDITIONS["printed"], source)
    paint(source / "img")
    return built(source, folder, press=True)


def codes(findings: Iterable[Finding]) -> set[str]:
    """The rules that found something."""
    return {finding.code for finding in findings}


@dataclass(frozen=True)
class Injected:
    """A fault by name, how it is put into a good edition, and the codes of all the rules that should find it."""

    name: str
    inject: Callable[[Good], object]
    codes: set[str]
    edition: str = "first edition"
