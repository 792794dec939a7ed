"""What each section holds of its own: the sections of an edition in reading order, each with the texts, tables and
images that stand in it and not in a section below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from build_tools.comparison.grid import Grid, grid
from build_tools.comparison.resemblance import shingles, sketch
from build_tools.concordance.locations import Locations
from build_tools.manuscript.model import Block, Chapter, Document, Figure, Manuscript, Place, Section, Table
from build_tools.manuscript.text import digest

# A section of the set: the id of its document, and its own.
Key = tuple[str, str]


@dataclass(frozen=True)
class Edition:
    """One edition to compare: its manuscript, and the locations that were made of it, if there are any."""

    manuscript: Manuscript
    locations: Locations | None = None


@dataclass(frozen=True, eq=False)
class Unit:
    """What is compared as one: a text, a whole table, or an image. `hash` is of content alone, `text` without the own
    number.
    """

    what: Literal["text", "table", "image"]
    hash: str
    text: str
    number: str
    section: Key
    place: Place
    blocks: tuple[Block, ...] = ()
    figure: Figure | None = None
    grid: Grid | None = None


@dataclass(frozen=True, eq=False)
class Portion:
    """A section with what it holds of its own. What stands before the first heading of a chapter is a section without
    title (`DOCNAME~`).
    """

    document: str
    section: Section
    units: tuple[Unit, ...]
    heading: Block | None = None

    @property
    def key(self) -> Key:
        """What it is called in the set."""
        return self.document, self.section.id

    @cached_property
    def hash(self) -> str:
        """The hash of its own content, without title."""
        return digest([unit.hash for unit in self.units])

    @cached_property
    def text(self) -> str:
        """All that it says, without title."""
        return "\n".join(unit.text for unit in self.units)

    @cached_property
    def shingles(self) -> frozenset[str]:
        """The shingles of its text."""
        return shingles(self.text)

    @cached_property
    def sketch(self) -> frozenset[str]:
        """A part of them that can be held against those of all other sections."""
        return sketch(self.shingles)


def portions(manuscript: Manuscript) -> tuple[Portion, ...]:
    """The sections of an edition in reading order."""
    return tuple(
        portion
        for document in manuscript.documents
        for chapter in document.chapters
        for portion in _Contents(document, chapter).portions()
    )


class _Contents:
    def __init__(self, document: Document, chapter: Chapter) -> None:
        self.document, self.chapter = document.id, chapter
        self.blocks = {block.id: block for block in chapter.blocks}
        self.order = {block.id: place for place, block in enumerate(chapter.blocks)}
        captioned: tuple[Figure | Table, ...] = (*chapter.figures, *chapter.tables)
        self.numbers = {each.caption: each.number for each in captioned if each.caption}
        self.before = f"{chapter.docname}~"

    def portions(self) -> Iterator[Portion]:
        held: dict[str, list[Unit]] = {}
        for unit in self.units():
            held.setdefault(unit.section[1], []).append(unit)
        if self.before in held:
            yield Portion(self.document, self._without_title(), tuple(held[self.before]))
        for section in self.chapter.sections:
            units = tuple(held.get(section.id, ()))
            yield Portion(self.document, section, units, self.blocks.get(section.heading))

    def _without_title(self) -> Section:
        level, place = self.chapter.level, Place(file=self.chapter.file)
        return Section(id=self.before, title="", level=level, hash="", place=place)

    def units(self) -> Iterator[Unit]:
        """What the chapter holds, in order; headings left out, for they are their sections'."""
        headings = {section.heading for section in self.chapter.sections}
        tables, images = self._tables(), self._images()
        yield from images.get(-1, ())
        for place, block in enumerate(self.chapter.blocks):
            table = tables.get(block.id)
            if table and table.blocks[0] is block:
                yield table
            elif not table and block.id not in headings:
                yield self._text(block)
            yield from images.get(place, ())

    def _text(self, block: Block) -> Unit:
        number = self.numbers.get(block.id, "")
        said = block.text.removeprefix(f"{number} ") if number else block.text
        return Unit("text", block.hash, said, number, self._key(block.section), block.place, (block,))

    def _key(self, section: str) -> Key:
        return self.document, section or self.before

    def _tables(self) -> Mapping[str, Unit]:
        """By block, the table in whose cells it stands; of tables in tables, the outer one, which comes last."""
        found: dict[str, Unit] = {}
        for table in reversed(self.chapter.tables):
            ids = [name for row in (*table.head, *table.body) for cell in row for name in cell.blocks]
            if ids and ids[0] not in found:
                unit = self._table(table, [self.blocks[name] for name in ids])
                found.update(dict.fromkeys(ids, unit))
        return found

    def _table(self, table: Table, blocks: Sequence[Block]) -> Unit:
        cells = grid(table, self.blocks)
        return Unit(
            "table", cells.hash, cells.text, table.number, self._key(blocks[0].section), table.place, tuple(blocks),
            grid=cells,
        )  # fmt: skip

    def _images(self) -> Mapping[int, list[Unit]]:
        """Images by the place of the block behind which they stand (-1: before the first)."""
        found: dict[int, list[Unit]] = {}
        for figure in self.chapter.figures:
            caption = self.blocks.get(figure.caption)
            place = self.order[caption.id] - 1 if caption else self._behind(figure.place)
            section = caption.section if caption else self.chapter.blocks[place].section if place >= 0 else ""
            content = digest(figure.hash or figure.file, figure.alt)
            said = caption.text.removeprefix(f"{figure.number} ") if caption else figure.alt
            unit = Unit(
                "image", content, said, figure.number, self._key(section), figure.place,
                (caption,) if caption else (), figure,
            )  # fmt: skip
            found.setdefault(place, []).append(unit)
        return found

    def _behind(self, place: Place) -> int:
        """The block that stands last before a line of the source."""
        lines = (
            (block.place.line, order)
            for order, block in enumerate(self.chapter.blocks)
            if block.place.file == place.file and (block.place.line or 0) <= (place.line or 0)
        )
        return max(((line or 0, order) for line, order in lines), default=(0, -1))[1]
