"""What a document prints beside its chapters: cover, contents, heads, marks of lists; and what is none of that."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from string import ascii_uppercase

from build_tools.checks.naming import chapters_of
from build_tools.checks.vocabulary import PAGE, ROWS, Vocabulary
from build_tools.concordance import Concordance, Extra
from build_tools.concordance.reading import Piece, solid
from build_tools.findings import Spot
from build_tools.inspection.document import Box
from build_tools.manuscript.model import Block, Chapter, Manuscript, PageOf, Part, Table

# A number or letter in front of an item (CSS Counter Styles 3), and the signs that browsers put there.
COUNTER = re.compile(
    "[（(]?(?:[0-9０-９]{1,4}|[ivxlcdmIVXLCDM]{1,12}|[A-Za-zａ-ｚＡ-Ｚ]{1,2}|[一二三四五六七八九十百]{1,6}|[①-⑳㉑-㊿]|[ぁ-ゖァ-ヺ])[)）.．、]?"
)
SIGNS = frozenset("•◦▪‣○●■□◯・－–—-")


@dataclass(frozen=True)
class Stray:
    """A line of a page, or a part of it, that the structure does not name."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Its text, solid."""
        return "".join(solid(piece.run.text) for piece in self.pieces)

    @property
    def page(self) -> int:
        """The page, from 0."""
        return self.pieces[0].page

    @property
    def is_artifact(self) -> bool:
        """Whether all of it is told to be no text."""
        return all(piece.run.is_artifact for piece in self.pieces)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Where it stands."""
        return tuple(piece.run.boxes.bounds() for piece in self.pieces)


class Furniture:
    """Tells furniture from what should not be there. Around chapters it is made of the layout's words, facts, titles
    with pages and terms; within a chapter there are marks of lists and notes, and heads of tables once more.
    """

    def __init__(self, manuscript: Manuscript, concordance: Concordance) -> None:
        self.manuscript, self.concordance = manuscript, concordance
        self.document = concordance.document
        self._spans = sorted((s, e, name) for name, each in concordance.printed.items() for s, e in each.spans)
        self._starts = [start for start, _, _ in self._spans]
        self._chapters = chapters_of(self.document)
        self._notes = dict(_notes(self.document.chapters))

    @cached_property
    def strange(self) -> tuple[Extra, ...]:
        """Text in the structure that is neither a block's nor furniture."""
        return tuple(extra for extra in self.concordance.extras if not self._known(extra))

    @cached_property
    def astray(self) -> tuple[Stray, ...]:
        """Text outside of the structure that is no head and no folio of a page, nor the head of a table once more."""
        return tuple(stray for stray in self._loose() if not self._is_head(stray) and not self._is_repeated(stray))

    def around(self, extra: Extra) -> tuple[str | None, str | None]:
        """The ids of the blocks before and behind a text."""
        at = bisect_right(self._starts, extra.start)
        before = self._spans[at - 1][2] if at else None
        return before, self._spans[at][2] if at < len(self._spans) else None

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What templates print of themselves, and facts, solid."""
        edition, documents = self.manuscript.edition, self.manuscript.documents
        titles = (text for each in documents for text in (each.title, each.name))
        rows = (*ROWS, *ascii_uppercase) if "index" in self.document.layout.back else ()
        texts = (*self.document.layout.words, *edition.facts.values(), *titles, edition.title, edition.issuer, *rows)
        return tuple(dict.fromkeys(filter(None, map(solid, texts))))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Of what stands around chapters."""
        named = (entry for chapter in self.document.chapters for entry in chapter.index)
        terms = [solid(term) for entry in named for term in (*entry.terms, entry.see)]
        return Vocabulary(self.words, self._entries, terms, self._patterns)

    @cached_property
    def lists(self) -> Vocabulary:
        """Of contents and lists alone: titles and captions with their pages."""
        return Vocabulary((), self._entries, (), self._patterns)

    @property
    def _captions(self) -> Iterator[Block]:
        return (block for chapter in self.document.chapters for block in chapter.blocks if block.kind == "caption")

    @property
    def _entries(self) -> list[str]:
        """Titles and captions, solid."""
        chapters = self.document.chapters
        entries = [solid(f"{each.number}{each.title}") for chapter in chapters for each in chapter.sections]
        return entries + [solid(block.text) for block in self._captions if not _has_pages(block)]

    @property
    def _patterns(self) -> list[re.Pattern[str]]:
        """Captions that name pages."""
        return [_entry(block) for block in self._captions if _has_pages(block)]

    @cached_property
    def heads(self) -> Vocabulary:
        """Of the heads of pages."""
        sections = [section for chapter in self.document.chapters for section in chapter.sections]
        titles = [solid(text) for section in sections for text in (section.number, section.title)]
        return Vocabulary((*self.words, *titles))

    def _known(self, extra: Extra) -> bool:
        before, behind = self.around(extra)
        chapter = self._chapters.get(before or "")
        if chapter is None or behind is None or chapter is not self._chapters.get(behind):
            return self.vocabulary.makes(extra.text) or self._is_mark(extra, behind)
        return self._is_mark(extra, behind) or self._is_table_head(extra, chapter)

    def _is_mark(self, extra: Extra, behind: str | None) -> bool:
        """The mark of an item or a note, or a sign that a stylesheet sets."""
        if extra.text in self._signs:
            return True
        follows = behind is not None and self._begins(behind) == extra.end
        if not follows or behind is None:
            return False
        if label := self._notes.get(behind):
            return re.fullmatch(f"\\W?[注註]?{re.escape(label)}[)）]?", extra.text) is not None
        return self._role(extra) == "Lbl" and (extra.text in SIGNS or COUNTER.fullmatch(extra.text) is not None)

    @cached_property
    def _signs(self) -> frozenset[str]:
        return frozenset(map(solid, self.document.layout.words))

    def _begins(self, block: str) -> int:
        return self.concordance.printed[block].start

    def _role(self, extra: Extra) -> str:
        structure = self.concordance.pdf.structure
        return "" if extra.element is None or structure is None else structure.elements[extra.element].role

    def _is_table_head(self, extra: Extra, chapter: Chapter) -> bool:
        """A head of the table in whose midst it stands, printed once more: the table goes on over a page."""
        before, _ = self.around(extra)
        at = bisect_left(self._starts, extra.start)
        return any(
            extra.text in self._heads_of(table)
            for table in chapter.tables
            if before in (cells := _cells(table)) and any(name in cells for _, _, name in self._spans[at : at + 1])
        )

    def _is_repeated(self, stray: Stray) -> bool:
        """Whether an artifact is a line of the heads of a table that goes on, on its page, from the one before."""
        tables = self._going_on.get(stray.page, ()) if stray.is_artifact else ()
        return any(all(_is_in(piece, heads) for piece in stray.pieces) for heads in map(self._heads_of, tables))

    @cached_property
    def _going_on(self) -> dict[int, list[Table]]:
        """The tables that go on over pages, by each page but the first."""
        found: dict[int, list[Table]] = {}
        for table in (table for chapter in self.document.chapters for table in chapter.tables if table.head):
            spans = (self.concordance.printed[name].spans for name in _cells(table) & self.concordance.printed.keys())
            pieces = (piece for each in spans for span in each for piece in self.concordance.reading.pieces_of(*span))
            for page in sorted({piece.page for piece in pieces})[1:]:
                found.setdefault(page, []).append(table)
        return found

    def _heads_of(self, table: Table) -> set[str]:
        blocks = (block for row in table.head for cell in row for block in cell.blocks)
        return {self._printed(block) for block in blocks if block in self.concordance.printed}

    def _printed(self, block: str) -> str:
        return "".join(self.concordance.reading.text[s:e] for s, e in self.concordance.printed[block].spans)

    def _loose(self) -> Iterator[Stray]:
        pieces = self.concordance.reading.loose
        for _, line in groupby(pieces, key=lambda piece: (piece.page, piece.line)):
            yield Stray(tuple(line))

    def _is_head(self, stray: Stray) -> bool:
        """Whether it is made of titles and a page's number, the right one or not, and stands beside the page's text."""
        area = self._areas.get(stray.page)
        if area is not None and any(area.holds(*_middle(box)) for box in stray.boxes):
            return False
        around = [("", stray.text), *_without_page(stray.text)]
        return any(self.heads.makes(left) and self.heads.makes(right) for left, right in around)

    @cached_property
    def _areas(self) -> dict[int, Box]:
        """By page, the rectangle around the text that the structure names."""
        found: dict[int, list[Box]] = {}
        for piece in self.concordance.reading.pieces:
            found.setdefault(piece.page, []).append(self.concordance.pdf.pages[piece.page].lines[piece.line].box)
        return {page: _hull(boxes) for page, boxes in found.items()}


def spots_of(stray: Stray, label: str) -> tuple[Spot, ...]:
    """A stray on paper."""
    return (Spot(stray.page, label, stray.boxes),)


def _notes(chapters: Iterable[Chapter]) -> Iterator[tuple[str, str]]:
    """The labels of notes by the blocks with which they begin."""
    for chapter in chapters:
        yield from ((note.blocks[0], solid(note.label)) for note in chapter.footnotes if note.blocks)


def _has_pages(block: Block) -> bool:
    return any(isinstance(part, PageOf) for part in block.parts)


def _entry(block: Block) -> re.Pattern[str]:
    """A caption as a list of figures has it: with its pages, without its notes."""
    return re.compile("".join(map(_pattern, block.parts)))


def _pattern(part: Part) -> str:
    if isinstance(part, str):
        return re.escape(solid(part))
    return f"(?:{PAGE.pattern})" if isinstance(part, PageOf) else ""


def _cells(table: Table) -> set[str]:
    return {block for row in (*table.head, *table.body) for cell in row for block in cell.blocks}


def _without_page(text: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind each thing in a text that may be a page's number."""
    return ((text[: found.start()], text[found.end() :]) for found in PAGE.finditer(text))


def _is_in(piece: Piece, texts: Iterable[str]) -> bool:
    return any(solid(piece.run.text) in text for text in texts)


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.bottom + box.top) / 2


def _hull(boxes: Iterable[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))
