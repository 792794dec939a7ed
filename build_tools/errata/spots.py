"""Where in an edition a text stands, as a reader counts: the section, and which paragraph, item, cell or note there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from build_tools.edition.japanese import full_width
from build_tools.errata.model import Spot
from build_tools.errors import Language, Text
from build_tools.manuscript.model import Chapter, Figure, Manuscript, Table

_NTH: Final[Mapping[str, Text]] = {
    "heading": Text("heading", "見出し"),
    "paragraph": Text("paragraph {nth}", "第{nth}段落"),
    "item": Text("item {nth}", "箇条書きの{nth}番目"),
    "term": Text("term {nth}", "用語の{nth}番目"),
    "definition": Text("definition {nth}", "用語の説明の{nth}番目"),
    "cell": Text("row {row}, column {column}", "上から{row}行目・左から{column}列目"),
    "caption": Text("caption", "題"),
    "legend": Text("legend", "図の説明"),
    "footnote": Text("note {number}", "注{number}"),
    "image": Text("image", "図"),
    "link": Text("address of a link", "リンク先"),
}
_OTHER: Final = Text("{kind} {nth}", "（{kind}）{nth}番目")
_TABLE: Final = Text("table {nth}", "{nth}番目の表")
# A heading and what stands in it; the table and the cell.
_BETWEEN: Final = Text(", ", "　")


class Spots:
    """The places of the blocks of one edition."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.language: Language = "ja" if manuscript.edition.language == "ja" else "en"
        self.blocks: dict[tuple[str, str], Spot] = {}
        self.sections: dict[tuple[str, str], str] = {}
        for document in manuscript.documents:
            for chapter in document.chapters:
                self.sections.update(
                    ((document.id, each.id), f"{each.number} {each.title}".strip()) for each in chapter.sections
                )
                self.blocks.update(((document.id, name), spot) for name, spot in self._of_chapter(document.id, chapter))

    def of(self, document: str, section: str, block: str) -> Spot:
        """The place of a block, by ids."""
        return self.blocks.get((document, block), Spot(kind="paragraph", section=self.title(document, section)))

    def title(self, document: str, section: str) -> str:
        """A section by number and title; "" for what stands in none."""
        return self.sections.get((document, section), "")

    def words(self, spot: Spot) -> str:
        """A place in words."""
        said = spot.model_dump()
        if self.language == "ja":
            said |= {name: full_width(said[name]) for name in ("nth", "row", "column")}
        own = _NTH.get(spot.kind, _OTHER).say(self.language).format(**said)
        table = spot.number or (_TABLE.say(self.language).format(**said) if spot.kind == "cell" else "")
        shown = table if spot.kind in ("cell", "caption", "image") else ""
        return _BETWEEN.say(self.language).join(filter(None, (spot.section, shown, own)))

    def _of_chapter(self, document: str, chapter: Chapter) -> Iterator[tuple[str, Spot]]:
        captioned: tuple[Figure | Table, ...] = (*chapter.figures, *chapter.tables)
        numbers = {each.caption: each.number for each in captioned if each.caption}
        cells, notes = dict(_cells(chapter)), _notes(chapter)
        counted: Counter[tuple[str, str]] = Counter()
        for block in chapter.blocks:
            section = self.title(document, block.section)
            if block.id in cells:
                yield block.id, cells[block.id].model_copy(update={"section": section})
            elif block.id in notes:
                yield block.id, Spot(kind="footnote", section=section, number=notes[block.id])
            else:
                counted[block.section, block.kind] += 1
                nth = counted[block.section, block.kind]
                yield block.id, Spot(kind=block.kind, section=section, number=numbers.get(block.id, ""), nth=nth)


def _notes(chapter: Chapter) -> dict[str, str]:
    return {name: note.label for note in chapter.footnotes for name in note.blocks}


def _cells(chapter: Chapter) -> Iterator[tuple[str, Spot]]:
    """Blocks in cells with their table; one without number is counted in its section. Rows and columns are not told."""
    sections = {block.id: block.section for block in chapter.blocks}
    counted: Counter[str] = Counter()
    for table in chapter.tables:
        names = [name for row in (*table.head, *table.body) for cell in row for name in cell.blocks]
        if names:
            counted[sections[names[0]]] += 1
            spot = Spot(kind="cell", number=table.number, nth=counted[sections[names[0]]])
            yield from ((name, spot) for name in names)
