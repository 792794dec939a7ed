"""What changed from one edition to another: plain data, section by section in the order of the new edition.

Sections and blocks are named by the ids that they have in their manuscripts; pages are the labels printed on them,
where the locations of the edition are known. `at` counts characters of a block's text, in which holes (page numbers,
calls of footnotes) count none, as in the manuscript.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from build_tools.manuscript.model import BlockKind, Place

FILE: Final = "comparison.json"
# Counts the changes of the format that a reader of the file must know of.
VERSION: Final = 1

SectionKind = Literal["same", "edited", "moved", "renamed", "renumbered", "split", "merged", "new", "deleted"]
BlockKindOfChange = Literal["edited", "moved", "renumbered", "new", "deleted"]
RunKind = Literal["same", "deleted", "inserted"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(_Model):
    """A stretch of text, and where it stands in the old text, in the new one, or in both.

    Of what is the same, `text` is the new edition's; `was` is the old one's where it prints another number of a page or
    of a footnote, which is no change of content. What a hole prints is in the text: the page's label where it is known,
    else ○.
    """

    kind: RunKind
    text: str
    was: str = ""
    old_at: int | None = None
    new_at: int | None = None


class Side(_Model):
    """A block, table or image as one edition has it: its ids (a table's: of its cells; an image's: none), the section
    in which it stands, the number printed before it, the pages on which it is printed.
    """

    document: str
    section: str
    place: Place
    blocks: tuple[str, ...] = ()
    number: str = ""
    pages: tuple[str, ...] = ()


class Link(_Model):
    """A link that leads elsewhere, came or went: its text, where it led and where it leads: an address, a place of the
    set as `DOCUMENT#ANCHOR`, "" for nowhere.
    """

    text: str
    old: str = ""
    new: str = ""


class Image(_Model):
    """An image: its files, whether what they show is the same, and the runs of the text in its stead."""

    old: str = ""
    new: str = ""
    same: bool = False
    alt: tuple[Run, ...] = ()


class Cell(_Model):
    """A cell: the columns in which it begins (from 0) in either edition, and its text."""

    old: int | None = None
    new: int | None = None
    runs: tuple[Run, ...] = ()


class Row(_Model):
    """A row that changed, head and body counted through from 0; `moved` is one that stands elsewhere in the table."""

    kinds: tuple[BlockKindOfChange, ...]
    old: int | None = None
    new: int | None = None
    cells: tuple[Cell, ...] = ()


class Change(_Model):
    """A block, table or image that is not the same. `what` says which of `runs` (text), `rows` (table) and `image` is
    filled; a table names the rows that changed alone, of `of_rows` in all (old, new).

    `renumbered` is what has another number before it, or other numbers in its references to the same places. What moved
    to another section stands in both; there the side of the other edition is that of where it stands now, or stood.
    """

    what: Literal["text", "table", "image"]
    kinds: tuple[BlockKindOfChange, ...]
    kind: BlockKind | Literal["table", "image"]
    old: Side | None = None
    new: Side | None = None
    runs: tuple[Run, ...] = ()
    rows: tuple[Row, ...] = ()
    of_rows: tuple[int, int] = (0, 0)
    image: Image | None = None
    links: tuple[Link, ...] = ()


class Omitted(_Model):
    """Blocks, tables and images in a row that are the same (略): how many, of how many characters, and the first of
    each edition.
    """

    what: Literal["omitted"]
    count: int
    characters: int
    old: Side
    new: Side


Block = Annotated[Change | Omitted, Field(discriminator="what")]


class SectionSide(_Model):
    """A section as one edition has it; `pages`: the labels of its first and its last page, those below it included."""

    document: str
    id: str
    title: str
    level: int
    number: str = ""
    above: str = ""
    place: Place
    pages: tuple[str, ...] = ()


class Section(_Model):
    """What became of a section: one of each edition; one and several where it was split, several and one where they
    were merged; none of one edition where it is new or deleted.

    `title` are the runs of the titles' words and `links` those of the headings that changed, where there is one section
    of each edition. `blocks` are of the section itself, not of those below.
    """

    kinds: tuple[SectionKind, ...]
    old: tuple[SectionSide, ...] = ()
    new: tuple[SectionSide, ...] = ()
    title: tuple[Run, ...] = ()
    links: tuple[Link, ...] = ()
    blocks: tuple[Block, ...] = ()


class EditionSide(_Model):
    """An edition: what it calls itself, and its documents' titles by id."""

    id: str
    title: str
    date: datetime.date
    subtitle: str = ""
    issuer: str = ""
    documents: dict[str, str] = Field(default_factory=dict)


class Comparison(_Model):
    """What changed from one edition to another. The same two manuscripts always make the same."""

    version: Annotated[Literal[1], Field(description="Counts the changes of this format.")] = VERSION
    old: EditionSide
    new: EditionSide
    sections: tuple[Section, ...] = ()

    @property
    def changed(self) -> tuple[Section, ...]:
        """The sections that are not the same in everything."""
        return tuple(section for section in self.sections if section.kinds != ("same",))

    def counts(self) -> Counter[str]:
        """How many sections are of each kind; one of several kinds counts for each."""
        return Counter(kind for section in self.sections for kind in section.kinds)

    def block_counts(self) -> Counter[str]:
        """How many blocks, tables and images are of each kind (`same`: nothing changed); what moved between sections
        counts once.
        """
        found: Counter[str] = Counter()
        for section in self.sections:
            for block in section.blocks:
                found.update({"same": block.count} if isinstance(block, Omitted) else _kinds_in(section, block))
        return found


def _kinds_in(section: Section, block: Change) -> tuple[str, ...]:
    """The kinds of a block, none where it stands only because it stood here once."""
    new = block.new
    here = new is None or any((new.document, new.section) == (side.document, side.id) for side in section.new)
    return block.kinds if here else ()
