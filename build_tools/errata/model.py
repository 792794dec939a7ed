"""The corrections to an edition: plain data, in the order of the edition that is corrected."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from build_tools.comparison.model import EditionSide
from build_tools.manuscript.model import BlockKind, Place

FILE: Final = "errata.json"
# Counts the changes of the format that a reader of the file must know of.
VERSION: Final = 1


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stretch(_Model):
    """A stretch of text, and whether it is what is wrong, or right instead."""

    text: str
    marked: bool = False


class Spot(_Model):
    """Where a correction is to be made, as a reader counts: section with number and title; number of the table or
    figure, or label of the footnote; which one of its kind in the section, row and column of a table (from 1; 0: none).
    """

    kind: BlockKind | Literal["image", "link"]
    section: str = ""
    number: str = ""
    nth: int = 0
    row: int = 0
    column: int = 0


class Correction(_Model):
    """A correction: the pages of the edition that is corrected on which the text stands (in the one that is correct,
    where it stands in no other), its place, wrong and right. Empty on one side: what is too much, or was left out.

    `document`, `section` and `block` are ids of the manuscript of that edition, `place` is where its source has it.
    `words` says the spot in the edition's language.
    """

    document: str
    section: str
    block: str = ""
    place: Place
    pages: tuple[str, ...] = ()
    spot: Spot
    words: str
    wrong: tuple[Stretch, ...] = ()
    right: tuple[Stretch, ...] = ()


class Errata(_Model):
    """All corrections from one edition to another; `paged`: whether the pages are known."""

    version: Annotated[Literal[1], Field(description="Counts the changes of this format.")] = VERSION
    old: EditionSide
    new: EditionSide
    language: str = "ja"
    paged: bool = False
    corrections: tuple[Correction, ...] = ()
