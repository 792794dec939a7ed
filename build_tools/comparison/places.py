"""Where things stand in an edition: on which pages they were printed, and which section an anchor names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from build_tools.comparison.contents import Edition, Key, Portion, Unit
from build_tools.comparison.model import SectionSide, Side
from build_tools.concordance.locations import PrintedDocument
from build_tools.manuscript.model import Block, Chapter, Figure, PageOf, Table, Target

# What stands for the number of a page that is not known.
UNKNOWN = "○"


class Places:
    """The places of one edition."""

    def __init__(self, edition: Edition) -> None:
        printed = edition.locations.documents if edition.locations else {}
        self.printed: Mapping[str, PrintedDocument] = printed
        self.sections: dict[Key, Key] = {}
        self.blocks: dict[Key, Key] = {}
        self.headings: set[Key] = set()
        for document in edition.manuscript.documents:
            for chapter in document.chapters:
                self._note(document.id, chapter)

    def _note(self, document: str, chapter: Chapter) -> None:
        """By anchor, the section that it names, or the one in which it lies and the first block there."""
        sections = {block.id: block.section for block in chapter.blocks}
        for section in chapter.sections:
            self.sections.update(((document, anchor), (document, section.id)) for anchor in section.anchors)
            self.headings.update((document, anchor) for anchor in section.anchors)
        for anchor, blocks in _anchored(chapter):
            if blocks:
                self.blocks.setdefault((document, anchor), (document, blocks[0]))
                self.sections.setdefault((document, anchor), (document, sections[blocks[0]] or f"{chapter.docname}~"))

    def section_of(self, target: Target) -> Key | None:
        """The section that a place is, or in which it lies."""
        return self.sections.get((target.document, target.anchor))

    def is_section(self, target: Target) -> bool:
        """Whether a place is a section, not one in it."""
        return (target.document, target.anchor) in self.headings

    def page_of(self, hole: PageOf) -> str:
        """What is printed where a text names a page."""
        place = (hole.page_of.document, hole.page_of.anchor)
        document = self.printed.get(place[0])
        if document is None:
            return UNKNOWN
        block = self.blocks.get(place)
        spots = document.blocks.get(block[1], ()) if block else ()
        section = document.sections.get(self.sections.get(place, ("", ""))[1])
        heading = section.heading if section else None
        return spots[0].label if spots else heading.label if heading else UNKNOWN

    def pages(self, document: str, blocks: Sequence[Block]) -> tuple[str, ...]:
        """The pages on which blocks are printed."""
        printed = self.printed.get(document)
        if printed is None:
            return ()
        spots = (spot for block in blocks for spot in printed.blocks.get(block.id, ()))
        return tuple(dict.fromkeys(spot.label for spot in spots))

    def side(self, unit: Unit) -> Side:
        """A unit as this edition has it."""
        document, section = unit.section
        return Side(
            document=document,
            section=section,
            place=unit.place,
            blocks=tuple(block.id for block in unit.blocks) if unit.what != "image" else (),
            number=unit.number,
            pages=self.pages(document, unit.blocks),
        )

    def section_side(self, portion: Portion) -> SectionSide:
        """A section as this edition has it."""
        section = portion.section
        return SectionSide(
            document=portion.document,
            id=section.id,
            title=section.title,
            level=section.level,
            number=section.number,
            above=section.above,
            place=section.place,
            pages=self._reach(portion),
        )

    def _reach(self, portion: Portion) -> tuple[str, ...]:
        printed = self.printed.get(portion.document)
        found = printed.sections.get(portion.section.id) if printed else None
        if found is None:
            return self.pages(portion.document, [block for unit in portion.units for block in unit.blocks])
        labels = (found.heading.label if found.heading else "", found.last_label)
        return tuple(dict.fromkeys(filter(None, labels)))


def _anchored(chapter: Chapter) -> Iterator[tuple[str, Sequence[str]]]:
    """Anchors with the blocks that stand there: passages, captions of figures and tables."""
    for passage in chapter.passages:
        yield from ((anchor, passage.blocks) for anchor in passage.anchors)
    captioned: tuple[Figure | Table, ...] = (*chapter.figures, *chapter.tables)
    for each in captioned:
        yield from ((anchor, (each.caption,)) for anchor in each.anchors if each.caption)
