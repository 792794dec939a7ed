"""What rules are given: a document beside its manuscript, and the set of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from build_tools.checks.composition import Composition
from build_tools.concordance import Concordance
from build_tools.concordance.reading import Stretch
from build_tools.inspection.document import PdfDocument
from build_tools.manuscript.model import Block, Chapter, Document, Manuscript, Section, Target


@dataclass(frozen=True)
class Publication:
    """The set: its manuscript with the SHA-256 of its file, and each document that is there beside its PDF, by id.

    `whole` where none may be missing.
    """

    manuscript: Manuscript
    documents: Mapping[str, Concordance] = field(default_factory=dict)
    digest: str = ""
    whole: bool = False

    def place(self, target: Target) -> Stretch | None:
        """Where a place of the set begins on paper; None where the document is not there or that is not known."""
        concordance = self.documents.get(target.document)
        return concordance.place(target) if concordance else None

    def document(self, name: str) -> Document | None:
        """A document of the manuscript by id."""
        return next((each for each in self.manuscript.documents if each.id == name), None)


@dataclass(frozen=True)
class Subject:
    """One document of a set that is looked at."""

    publication: Publication
    concordance: Concordance

    @property
    def pdf(self) -> PdfDocument:
        """The PDF."""
        return self.concordance.pdf

    @property
    def document(self) -> Document:
        """What the manuscript says of it."""
        return self.concordance.document

    @property
    def manuscript(self) -> Manuscript:
        """The manuscript of the set."""
        return self.publication.manuscript

    @cached_property
    def composition(self) -> Composition:
        """Its blocks line by line."""
        return Composition(self.concordance)

    def blocks(self) -> Iterator[tuple[Chapter, Block]]:
        """Its blocks in order, each with its chapter."""
        return ((chapter, block) for chapter in self.document.chapters for block in chapter.blocks)

    def sections(self) -> Iterator[tuple[Chapter, Section]]:
        """Its sections in order, each with its chapter."""
        return ((chapter, section) for chapter in self.document.chapters for section in chapter.sections)
