"""A comparison as a 新旧対照表: 改正後 beside 改正前, what differs underlined on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Final

from build_tools.comparison.model import Change, Comparison, Section, SectionSide
from build_tools.comparison.rows import Row as RowOfComparison
from build_tools.comparison.rows import rows
from build_tools.errors import Language, Text
from build_tools.tabulation.cells import Pictures, cell, grids, headed, note
from build_tools.tabulation.division import parted
from build_tools.tabulation.model import Cell, Column, Marks, Part, Row, Sheet, Style, Words, plain
from build_tools.tabulation.wording import editions, pages_of, spoken

TITLE: Final = Text("{title}: table of changes", "「{title}」新旧対照表")
PAGE: Final = Text("Page", "頁")
NEW: Final = Text("New", "改正後（新）")
OLD: Final = Text("Old", "改正前（旧）")
UNDERLINED: Final = Text("What was changed is underlined.", "傍線の部分は改正部分である。")
SAME: Final = Text("Nothing was changed in the text.", "本文に変更はない。")
NO_PAGES: Final[Mapping[frozenset[str], Text]] = {
    frozenset(): Text(
        "Pages are not told: they are known of neither edition.", "双方のページが未確定のため、頁は示していない。"
    ),
    frozenset({"old"}): Text(
        "Pages of the new edition are not told: they are not known.", "改正後はページが未確定のため、頁を示していない。"
    ),
    frozenset({"new"}): Text(
        "Pages of the old edition are not told: they are not known.", "改正前はページが未確定のため、頁を示していない。"
    ),
}
_PAGE_WIDTH = 5


def juxtaposed(comparison: Comparison, pictures: Mapping[str, Pictures], paged: frozenset[str], language: str) -> Sheet:
    """The table of a comparison; `pictures` gives the images of the `new` and the `old` edition by their names, and
    `paged` names those of the two of which pages are known.

    A section stands below the headings of those in which it lies. Without changes there are no parts.
    """
    speech = spoken(language)
    making = _Juxtaposition(comparison, pictures, bool(paged), speech)
    parts = tuple(making.parts())
    remarks = [*editions(comparison.old, comparison.new, language)]
    if not parts:
        remarks.append(SAME.say(speech))
    else:
        remarks += [text.say(speech) for text in (UNDERLINED, NO_PAGES.get(paged)) if text]
    title = TITLE.say(speech).format(title=comparison.new.title)
    new = comparison.new
    return Sheet(title, new.issuer, new.date, language, tuple(remarks), making.columns, parts)


@dataclass
class _Juxtaposition:
    comparison: Comparison
    pictures: Mapping[str, Pictures]
    paged: bool
    language: Language
    shown: set[tuple[str, str]] = field(default_factory=set)
    captioned: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        text = (100 - 2 * _PAGE_WIDTH * self.paged) // 2
        page = [Column(PAGE.say(self.language), _PAGE_WIDTH)] * self.paged
        new, old = (Column(head.say(self.language), text) for head in (NEW, OLD))
        return (*page, new, *page, old)

    def parts(self) -> Iterator[Part]:
        by_document = groupby(self.comparison.changed, lambda section: (section.new or section.old)[0].document)
        of_sections = self._rows_by_section()
        titles = {**self.comparison.old.documents, **self.comparison.new.documents}
        for document, sections in by_document:
            found = [row for section in sections for row in self._section(section, of_sections[id(section)])]
            yield Part(titles.get(document, document), tuple(found))

    def _rows_by_section(self) -> dict[int, list[RowOfComparison]]:
        found: dict[int, list[RowOfComparison]] = {}
        for row in rows(self.comparison):
            found.setdefault(id(row.section), []).append(row)
        return found

    def _section(self, section: Section, found: Sequence[RowOfComparison]) -> Iterator[Row]:
        yield from self._above(section)
        self.shown.update((side.document, side.id) for side in (*section.new, *section.old))
        for _, group in groupby(found, _block):
            block = [*group]
            yield from self._block(block)
            self.captioned = isinstance(block[0].block, Change) and block[0].block.kind == "caption"

    # Headings

    def _above(self, section: Section) -> Iterator[Row]:
        """The headings of the sections in which one lies, where they have not been shown."""
        sides, which = (section.new, "new") if section.new else (section.old, "old")
        known = self._by_id[which]
        chain: list[Section] = []
        above = known.get((sides[0].document, sides[0].above))
        while above and above not in chain and not self._is_shown(above):
            chain.append(above)
            side = (above.new if which == "new" else above.old)[0]
            above = known.get((side.document, side.above))
        for one in reversed(chain):
            self.shown.update((side.document, side.id) for side in (*one.new, *one.old))
            first = [each[0] if each else None for each in (one.new, one.old)]
            cells = [_heading(side) if side else () for side in first]
            yield self._row(cells, [side.pages[:1] if side else () for side in first], heading=True)
            if one.blocks:
                yield self._row([(note("omitted", self.language),)] * 2)

    def _is_shown(self, section: Section) -> bool:
        return all((side.document, side.id) in self.shown for side in section.new or section.old)

    @cached_property
    def _by_id(self) -> dict[str, dict[tuple[str, str], Section]]:
        known: dict[str, dict[tuple[str, str], Section]] = {"new": {}, "old": {}}
        for section in self.comparison.sections:
            for which, sides in (("new", section.new), ("old", section.old)):
                known[which].update(((side.document, side.id), section) for side in sides)
        return known

    # Rows

    def _block(self, group: Sequence[RowOfComparison]) -> Iterator[Row]:
        row = group[0]
        if isinstance(row.block, Change) and row.block.what == "table":
            yield from self._table(row.block, group)
            return
        cells = [cell(row, which, self.pictures[which], self.language) for which in ("new", "old")]
        new, old = map(_only_text, cells)
        if row.what == "text" and new and old:
            yield from self._parted(row, new, old)
        elif row.what == "heading":
            yield self._row(cells, [row.new.pages[:1], row.old.pages[:1]], heading=True)
        else:
            yield self._row(cells, [] if row.what == "omitted" else [row.new.pages, row.old.pages])

    def _table(self, table: Change, group: Sequence[RowOfComparison]) -> Iterator[Row]:
        """The rows of a table that changed; its pages stand beside the first of them."""
        pages = [side.pages if side else () for side in (table.new, table.old)]
        for cells in grids(group, not self.captioned, self.language):
            yield self._row(cells, pages)
            pages = []

    def _parted(self, row: RowOfComparison, new: Words, old: Words) -> Iterator[Row]:
        """A text, in as many rows as it needs; its pages stand beside the first."""
        pages = [row.new.pages, row.old.pages]
        for sides in parted(new.marks, old.marks):
            styles = (new.style, old.style)
            yield self._row([_said(marks, style) for marks, style in zip(sides, styles, strict=True)], pages)
            pages = []

    def _row(self, sides: Sequence[Cell], pages: Sequence[Sequence[str]] = (), heading: bool = False) -> Row:
        """A row of both sides, new and old, with their pages if there are any."""
        cells: list[Cell] = []
        for content, labels in zip(sides, pages or ((), ()), strict=True):
            label = plain(pages_of(labels, self.language))
            cells += [_said(label, "label")] * self.paged
            cells.append(content)
        return Row(tuple(cells), heading)


def _said(marks: Marks, style: Style) -> Cell:
    return (Words(marks, style),) if marks else ()


def _heading(side: SectionSide) -> Cell:
    return _said(headed(side.number, plain(side.title)), "heading")


def _block(row: RowOfComparison) -> int:
    return id(row.block) if row.block is not None else id(row)


def _only_text(side: Cell) -> Words | None:
    """The one text of a cell."""
    return side[0] if len(side) == 1 and isinstance(side[0], Words) else None
