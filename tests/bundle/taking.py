"""Sections of editions' folders as MyST, without typesetting: every block is said to be printed on page 77."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from build_tools.bundle.catalogue import Written
from build_tools.concordance.locations import Locations, PrintedDocument, PrintedSection, Spot
from build_tools.edition import Edition, load_edition
from build_tools.manuscript.model import Document, Manuscript
from build_tools.sphinx_run import Run, run_sphinx
from tests.comparison.manuscripts import take

PAGE = Spot(page=79, label="77", box=(0, 0, 1, 1))


@dataclass(frozen=True)
class Taken:
    """The sections of an edition, what its manuscript says of them, and where they were printed."""

    edition: Edition
    manuscript: Manuscript
    locations: Locations
    sections: dict[str, Written]


def offprints(source: Path, work: Path) -> Taken:
    """The sections of an edition; `work` is a folder of its own for what comes of that."""
    edition, manuscript = load_edition(source), take(source, work)
    documents = {document.id: _printed(document) for document in manuscript.documents}
    locations = Locations(manuscript="", documents=documents)

    def prepare(app, *_):
        app.builder.manuscript, app.builder.locations = manuscript, locations

    allowed = frozenset(each.warning for each in edition.allow)
    run = Run("offprint", source, work / "offprint", work / "doctrees", {}, {"env-updated": prepare}, allowed)
    builder = run_sphinx(run).builder
    assert not builder.changed
    return Taken(edition, manuscript, locations, builder.written)


def _printed(document: Document) -> PrintedDocument:
    sections = {section.id: section for chapter in document.chapters for section in chapter.sections}
    return PrintedDocument(
        file=document.file,
        sha256="",
        pages=99,
        sections={name: PrintedSection(title=each.title, heading=PAGE) for name, each in sections.items()},
        blocks={block.id: (PAGE,) for chapter in document.chapters for block in chapter.blocks},
    )
