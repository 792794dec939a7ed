"""What rules are given: a document beside its manuscript, and the set of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from build_tools.concordance import Concordance
from build_tools.concordance.reading import Stretch
from build_tools.errors import Place
from build_tools.inspection.document import PdfDocument
from build_tools.manuscript.model import Block, Chapter, Document, Figure, Manuscript, Section, Target

Made = TypeVar("Made")


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

    @cached_property
    def subjects(self) -> Mapping[str, Subject]:
        """The documents that are there, as rules look at them, by id."""
        return {name: Subject(self, concordance) for name, concordance in self.documents.items()}

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

    def blocks(self) -> Iterator[tuple[Chapter, Block]]:
        """Its blocks in order, each with its chapter."""
        return ((chapter, block) for chapter in self.document.chapters for block in chapter.blocks)

    def sections(self) -> Iterator[tuple[Chapter, Section]]:
        """Its sections in order, each with its chapter."""
        return ((chapter, section) for chapter in self.document.chapters for section in chapter.sections)

    def in_place(self, block: Block) -> tuple[int, int] | None:
        """The pages on which a block begins and ends; None where it stands apart, as footnotes do, or in another place
        than the manuscript has it.
        """
        printed = self.concordance.printed.get(block.id)
        apart = printed is None or printed.how == "moved" or "footnote" in block.inside
        return None if apart else self.concordance.pages(block.id)

    def once(self, make: Callable[[Subject], Made]) -> Made:
        """What a function makes of it: made when it is first asked for, and kept for all rules."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(Made, self._made[make])

    @cached_property
    def _made(self) -> dict[object, object]:
        return {}


def line_of(thing: Block | Section | Figure) -> Place:
    """The line of the source that a finding about a block, section or image names."""
    return Place(thing.place.file, thing.place.line)
