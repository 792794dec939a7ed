"""Editions with seeded edits of which it is known what became of every section and of every text in it.

Each edit takes sections that no other one has touched: what is measured is each of them, amid all that the others do to
numbers and places. Half of the labels that nothing refers to are left out, so that ids come from titles as well.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.benchmarks.corpus import (
    ACTIONS,
    SUBJECTS,
    Block,
    Chapter,
    Corpus,
    Items,
    Paragraph,
    Reference,
    Section,
    Table,
    paragraph,
)
from tests.benchmarks.writings import write_edition

# A section by its chapter and its place in it (-1: the chapter's own), and a text by its section and its place there.
At = tuple[int, int]
TextAt = tuple[int, int, int]


@dataclass(eq=False)
class Edited:
    """A section on its way to the new edition: the sections that it comes from, and its blocks, each with the place in
    the old edition that it comes from (None: new).
    """

    label: str
    title: str
    origins: set[At]
    blocks: list[tuple[Block, TextAt | None]]


@dataclass
class Edits:
    """An old and a new edition, and the truth: which sections and which texts belong together, which of them an edit
    was made to, and the kind that each edit must be told as, of a section of the old edition or the new one.
    """

    old: Corpus
    new: Corpus
    sections: set[tuple[At, At]] = field(default_factory=set)
    texts: set[tuple[TextAt, TextAt]] = field(default_factory=set)
    touched_old: set[At] = field(default_factory=set)
    touched_new: set[At] = field(default_factory=set)
    expected: list[tuple[str, str, At]] = field(default_factory=list)


class Book:
    """An edition while it is edited."""

    def __init__(self, old: Corpus, seed: int) -> None:
        self.old, self.dice = old, random.Random(seed)
        self.chapters = [
            [_edited(section, c, s) for s, section in enumerate(chapter.sections)] for c, chapter in enumerate(old)
        ]
        self.free = [section for chapter in self.chapters for section in chapter]
        self.dice.shuffle(self.free)
        self.relabelled: dict[str, str] = {}
        self.expected: list[tuple[str, Edited | At]] = []
        self.touched: set[Edited] = set()
        self.gone: set[At] = set()
        self.made = 0

    def take(self, neighbour: bool = False) -> Edited:
        """A section that no edit has touched; with the one behind it untouched as well, if that is asked for."""
        for section in self.free:
            chapter, place = self.where(section)
            behind = chapter[place + 1 : place + 2]
            if not neighbour or (behind and behind[0] in self.free):
                self.free = [
                    each for each in self.free if each is not section and (not neighbour or each not in behind)
                ]
                self.touched.add(section)
                return section
        raise ValueError("more edits than sections")

    def where(self, section: Edited) -> tuple[list[Edited], int]:
        """The chapter of a section, and its place in it."""
        chapter = next(chapter for chapter in self.chapters if section in chapter)
        return chapter, chapter.index(section)

    def label(self) -> str:
        """A label that nothing has."""
        self.made += 1
        return f"n{self.made}"

    def relabel(self, section: Edited) -> None:
        """Give a section another label."""
        self.relabelled[section.label] = section.label = self.label()

    def title(self) -> str:
        """A title."""
        return f"{self.dice.choice(SUBJECTS)}{self.dice.choice(SUBJECTS)}の{self.dice.choice(ACTIONS)}について"


def _edited(section: Section, c: int, s: int) -> Edited:
    blocks = [(block, (c, s, b)) for b, block in enumerate(section.blocks)]
    return Edited(section.label, section.title, {(c, s)}, blocks)


# The edits


def move(book: Book) -> Edited:
    """To a place further off in the same chapter, or into another one."""
    section = book.take()
    chapter, place = book.where(section)
    target = book.dice.choice([chapter, book.dice.choice(book.chapters)])
    del chapter[place]
    far = [at for at in range(len(target) + 1) if target is not chapter or abs(at - place) > 1]
    target.insert(book.dice.choice(far), section)
    book.expected.append(("moved", section))
    return section


def rename(book: Book) -> Edited:
    """Another title, and for every other one another label."""
    section = book.take()
    section.title = book.title()
    if book.dice.random() < 0.5:
        book.relabel(section)
    book.expected.append(("renamed", section))
    return section


def relabel(book: Book) -> Edited:
    """Another label alone, so that its id is another one and nothing else."""
    section = book.take()
    book.relabel(section)
    return section


def split(book: Book) -> Edited:
    """The second part of its blocks becomes a section of its own."""
    section = book.take()
    chapter, place = book.where(section)
    cut = book.dice.choice([2, 3])
    part = Edited(book.label(), book.title(), set(section.origins), section.blocks[cut:])
    section.blocks = section.blocks[:cut]
    chapter.insert(place + 1, part)
    book.touched.add(part)
    book.expected.append(("split", section))
    return section


def merge(book: Book) -> Edited:
    """The section behind it is taken into it."""
    section = book.take(neighbour=True)
    chapter, place = book.where(section)
    other = chapter.pop(place + 1)
    section.blocks += other.blocks
    section.origins |= other.origins
    book.expected.append(("merged", section))
    return section


def insert(book: Book) -> Edited:
    """A section that was not there."""
    chapter = book.dice.choice(book.chapters)
    blocks: list[tuple[Block, TextAt | None]] = [(paragraph(book.dice), None) for _ in range(4)]
    section = Edited(book.label(), book.title(), set(), blocks)
    chapter.insert(book.dice.randint(0, len(chapter)), section)
    book.touched.add(section)
    book.expected.append(("new", section))
    return section


def delete(book: Book) -> Edited:
    """A section is no longer there."""
    section = book.take()
    chapter, place = book.where(section)
    del chapter[place]
    book.touched.discard(section)
    book.gone |= section.origins
    book.expected += [("deleted", origin) for origin in section.origins]
    return section


def reword(book: Book) -> Edited:
    """One to three of its blocks say it in other words, or there is one more, one less, or in another order."""
    section = book.take()
    _reword(book, section)
    book.expected.append(("edited", section))
    return section


def move_and_reword(book: Book) -> Edited:
    """Elsewhere and in other words."""
    section = move(book)
    _reword(book, section)
    return section


def rename_and_reword(book: Book) -> Edited:
    """Another title and label, and other words: nothing is left to go by but what is alike."""
    section = rename(book)
    book.relabel(section)
    for place in range(len(section.blocks)):
        _other_words(book, section, place)
    return section


KINDS: tuple[Callable[[Book], Edited], ...] = (
    move, rename, relabel, split, merge, insert, delete, reword, move_and_reword, rename_and_reword,
)  # fmt: skip


def _reword(book: Book, section: Edited) -> None:
    for _ in range(book.dice.randint(1, 3)):
        place = book.dice.randrange(len(section.blocks))
        book.dice.choice([_other_words, _other_words, _one_more, _one_less, _in_other_order])(book, section, place)
    _other_words(book, section, 0)


def _other_words(book: Book, section: Edited, place: int) -> None:
    block, origin = section.blocks[place]
    match block:
        case Items(texts):
            block = Items((_worded(book.dice, texts[0]), *texts[1:]))
        case Table(head, rows):
            first, second, *rest = rows
            block = Table(head, ((first[0], "99"), ("追加した区分", "12"), second, *rest[:-1]))
        case Paragraph(text) | Reference(text):
            block = replace(block, text=_worded(book.dice, text))
    section.blocks[place] = block, origin


def _worded(dice: random.Random, text: str) -> str:
    """The text with a part of its words replaced, and a sentence more or less."""
    part = dice.choice([0.05, 0.15, 0.3])
    words = re.split("(" + "|".join(SUBJECTS + ACTIONS) + ")", text)
    sentences = "".join(
        dice.choice(SUBJECTS) if at % 2 and dice.random() < part else word for at, word in enumerate(words)
    )
    kept = sentences.split("。")
    if len(kept) > 4 and dice.random() < 0.3:
        del kept[dice.randrange(len(kept) - 1)]
    return "なお、" + "。".join(kept)


def _one_more(book: Book, section: Edited, place: int) -> None:
    section.blocks.insert(place, (paragraph(book.dice), None))


def _one_less(book: Book, section: Edited, place: int) -> None:
    if len(section.blocks) > 3:
        del section.blocks[place]


def _in_other_order(book: Book, section: Edited, place: int) -> None:
    section.blocks.insert(0, section.blocks.pop(place))


# What comes of them


def edits(old: Corpus, count: int, seed: int, more_chapters: bool = False) -> Edits:
    """So many edits, of each kind about as many; a chapter before all others, if asked for, renumbers everything."""
    book = Book(old, seed)
    for number in range(count):
        KINDS[number % len(KINDS)](book)
    new = [replace(chapter, sections=()) for chapter in old]
    chapters: list[tuple[Chapter, int | None, list[Edited]]] = [*zip(new, range(len(old)), book.chapters, strict=True)]
    if more_chapters:
        chapters.insert(0, (Chapter("n0", "新しい章", paragraph(book.dice), ()), None, []))
    return _told(book, chapters)


def _told(book: Book, chapters: list[tuple[Chapter, int | None, list[Edited]]]) -> Edits:
    labels = {section.label for _, _, sections in chapters for section in sections}
    made = [
        replace(chapter, sections=tuple(_section(section, labels, book.relabelled) for section in sections))
        for chapter, _, sections in chapters
    ]
    told = Edits(book.old, tuple(made), touched_old=set(book.gone))
    at: dict[Edited, At] = {}
    for c, (_, origin, sections) in enumerate(chapters):
        if origin is not None:
            told.sections.add(((origin, -1), (c, -1)))
            told.texts.add(((origin, -1, 0), (c, -1, 0)))
        for s, section in enumerate(sections):
            at[section] = (c, s)
            told.sections |= {(origin, (c, s)) for origin in section.origins}
            told.texts |= set(_texts(book.old, section, (c, s)))
    told.touched_new = {at[section] for section in book.touched}
    told.touched_old |= {origin for section in book.touched for origin in section.origins}
    told.expected = [
        (kind, "new", at[of]) if isinstance(of, Edited) else (kind, "old", of) for kind, of in book.expected
    ]
    return told


def _section(section: Edited, labels: set[str], relabelled: dict[str, str]) -> Section:
    """A section as it is written; what refers to a label that is gone refers to the first chapter."""

    def mended(block: Block) -> Block:
        if not isinstance(block, Reference):
            return block
        place = relabelled.get(block.place, block.place)
        return replace(block, place=place if place in labels else "c1")

    return Section(section.label, section.title, tuple(mended(block) for block, _ in section.blocks))


def units_of(block: Block) -> int:
    """How many texts are compared for a block."""
    return len(block.texts) if isinstance(block, Items) else 1


def _texts(old: Corpus, section: Edited, at: At) -> Iterator[tuple[TextAt, TextAt]]:
    """Pairs of texts, each counted in its section."""
    new = 0
    for block, origin in section.blocks:
        if origin:
            c, s, b = origin
            before = sum(map(units_of, old[c].sections[s].blocks[:b]))
            yield from (((c, s, before + unit), (*at, new + unit)) for unit in range(units_of(block)))
        new += units_of(block)


def write(folder: Path, told: Edits) -> tuple[Path, Path]:
    """Both editions as MyST; the folders."""
    wanted = {block.place for side in (told.old, told.new) for chapter in side for block in _references(chapter)}
    for name, side in (("old", told.old), ("new", told.new)):
        write_edition(folder / name, side)
        for file in (folder / name).glob("*.md"):
            file.write_text(
                re.sub(r"\((c\d+s\d+|n\d+)\)=\n", lambda label: _kept(label, wanted), file.read_text("utf-8")), "utf-8"
            )
    return folder / "old", folder / "new"


def _kept(label: re.Match[str], wanted: set[str]) -> str:
    return label[0] if label[1] in wanted or random.Random(label[1]).random() < 0.5 else ""


def _references(chapter: Chapter) -> Iterator[Reference]:
    return (block for section in chapter.sections for block in section.blocks if isinstance(block, Reference))
