"""What a section holds, by the manuscript: the sections in it, and the hash of its content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools.manuscript.model import Block, Call, Cell, Chapter, Figure, Link, Passage, Section, Table
from build_tools.manuscript.text import digest


@dataclass(frozen=True)
class Content:
    """A section with those below it: all of them in order, the anchors in them, and what they hold. `notes` are the
    blocks of footnotes that are called in it, but first elsewhere in the chapter, and so stand there.
    """

    section: Section
    sections: tuple[Section, ...]
    anchors: frozenset[str]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    notes: tuple[Block, ...] = ()


def contents(chapter: Chapter) -> Iterator[Content]:
    """Every section of a chapter with what it holds, in order."""
    above = {section.id: section.above for section in chapter.sections}
    for section in chapter.sections:
        inside = tuple(each for each in chapter.sections if section.id in _up(each.id, above))
        yield _content(chapter, section, inside)


def content_hash(content: Content) -> str:
    """The hash of a section's text with its readings, tables and figures: BLAKE2b, 128 bits, hexadecimal.

    Own numbers are not in it, nor what is printed for references to places in the section and for pages: all that is
    made anew wherever the section is set.
    """
    numbers = _numbers(content)
    texts = [
        (
            block.kind,
            _said(block, content.anchors).removeprefix(numbers.get(block.id, "")),
            _addresses(block),
            *([[(each.base, each.reading) for each in block.readings]] if block.readings else ()),
        )
        for block in (*content.blocks, *content.notes)
    ]
    position = {block.id: number for number, block in enumerate(content.blocks)}
    tables = [
        (table.columns, table.stubs, _rows(table.head, position), _rows(table.body, position))
        for table in content.tables
    ]
    figures = [(figure.hash, figure.alt, position.get(figure.caption, -1)) for figure in content.figures]
    return digest(content.section.title, texts, tables, figures)


def _up(name: str, above: Mapping[str, str]) -> Iterator[str]:
    while name in above:
        yield name
        name = above[name]


def _content(chapter: Chapter, section: Section, sections: tuple[Section, ...]) -> Content:
    inside = {each.id for each in sections}
    blocks = tuple(block for block in chapter.blocks if block.section in inside)
    ids = {block.id for block in blocks}
    tables = tuple(table for table in chapter.tables if table.section in inside)
    figures = tuple(figure for figure in chapter.figures if figure.section in inside)
    passages = tuple(passage for passage in chapter.passages if ids.intersection(passage.blocks))
    named: tuple[Section | Table | Figure | Passage, ...] = (*sections, *tables, *figures, *passages)
    anchors = frozenset(anchor for each in named for anchor in each.anchors)
    called = {block.id: block for block in _called(chapter, blocks)}  # a note holds the notes that it calls first
    notes = tuple(block for name, block in called.items() if name not in ids)
    return Content(section, sections, anchors, blocks, tables, figures, notes)


def _called(chapter: Chapter, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks of the footnotes that blocks call, and of those that these call, in the order of the calls."""
    known = {block.id: block for block in chapter.blocks}
    notes = {note.label: tuple(known[name] for name in note.blocks) for note in chapter.footnotes}
    calling, seen = list(blocks), set[str]()
    for block in calling:
        for label in (part.footnote for part in block.parts if isinstance(part, Call)):
            if label in notes and label not in seen:
                seen.add(label)
                calling += notes[label]
                yield from notes[label]


def _numbers(content: Content) -> dict[str, str]:
    """The numbers with which headings and captions begin, by their blocks."""
    headings = {section.heading: section.number for section in content.sections}
    captioned: tuple[Table | Figure, ...] = (*content.tables, *content.figures)
    captions = {each.caption: each.number for each in captioned}
    return {name: f"{number} " for name, number in {**headings, **captions}.items() if number}


def _said(block: Block, anchors: frozenset[str]) -> str:
    """The text of a block, without what is printed for references to these anchors."""
    text = block.text
    for link in sorted(block.links, key=lambda link: link.at, reverse=True):
        if link.target and link.target.anchor in anchors:
            text = f"{text[: link.at]}{text[link.at + _length(link) :]}"
    return text


def _length(link: Link) -> int:
    return sum(len(part) for part in link.parts if isinstance(part, str))


def _addresses(block: Block) -> list[str]:
    return [link.address for link in block.links if link.address]


def _rows(rows: tuple[tuple[Cell, ...], ...], position: Mapping[str, int]) -> list[object]:
    return [[(cell.rows, cell.columns, [position[name] for name in cell.blocks]) for cell in row] for row in rows]
