"""A Japanese corpus of any size: invented prose as plain data, the same for the same size.

20 chapters of 12 sections make about 300 pages. `writings` writes it as MyST and as Typst.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

SUBJECTS = [
    "施策",
    "計画",
    "制度",
    "基盤",
    "取組",
    "事業",
    "調査",
    "評価",
    "課題",
    "方針",
    "体制",
    "連携",
    "人材",
    "財源",
    "地域",
    "住民",
    "情報",
    "技術",
    "環境",
    "交通",
]
ACTIONS = ["推進", "整備", "検討", "実施", "確保", "改善", "把握", "共有", "見直し", "検証", "支援", "強化"]
PARTICLES = ["の", "を", "に", "は", "が", "と", "や", "から", "まで", "について", "における", "に関する"]
ENDINGS = ["が求められている。", "を図ることが重要である。", "について検討を進めた。", "に取り組むこととしている。"]
TITLE = "計測用の文書"
PAGES_OF_A_CHAPTER = 15


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Reference:
    """A sentence that ends with the title of a section elsewhere and, where the writing can, the page it stands on."""

    text: str
    place: str


@dataclass(frozen=True)
class Items:
    """A list without numbers."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of two columns, the second one numbers."""

    head: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


Block = Paragraph | Reference | Items | Table


@dataclass(frozen=True)
class Section:
    """A section, its label unique in the corpus."""

    label: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter: an opening paragraph, then sections."""

    label: str
    title: str
    opening: Paragraph
    sections: tuple[Section, ...]


Corpus = tuple[Chapter, ...]


def corpus(chapters: int = 20, sections: int = 12) -> Corpus:
    """So many chapters of so many sections each."""
    return tuple(_chapter(number, chapters, sections) for number in range(1, chapters + 1))


def _chapter(number: int, chapters: int, sections: int) -> Chapter:
    dice = random.Random(number)
    title = f"{dice.choice(SUBJECTS)}の{dice.choice(ACTIONS)}"
    opening = paragraph(dice)
    found = tuple(_section(dice, number, section, chapters, sections) for section in range(sections))
    return Chapter(f"c{number}", title, opening, found)


def _section(dice: random.Random, chapter: int, number: int, chapters: int, sections: int) -> Section:
    """Three paragraphs, a reference to a place elsewhere, and a table or a list in turn."""
    title = f"{dice.choice(SUBJECTS)}{dice.choice(SUBJECTS)}の{dice.choice(ACTIONS)}"
    prose = [paragraph(dice) for _ in range(3)]
    place = f"c{dice.randint(1, chapters)}s{dice.randint(0, sections - 1)}"
    reference = Reference(_sentence(dice), place)
    last = Items(tuple(_sentence(dice) for _ in range(4))) if number % 2 else _table(dice)
    return Section(f"c{chapter}s{number}", title, (*prose, reference, last))


def paragraph(dice: random.Random) -> Paragraph:
    """Four to eight sentences."""
    return Paragraph("".join(_sentence(dice) for _ in range(dice.randint(4, 8))))


def _sentence(dice: random.Random) -> str:
    """A sentence that says nothing, about as long as an official one."""
    words = [dice.choice(SUBJECTS) + dice.choice(ACTIONS) + dice.choice(PARTICLES) for _ in range(dice.randint(4, 9))]
    number = f"{dice.randint(1990, 2026)}年度" if dice.random() < 0.2 else ""
    return number + "".join(words) + dice.choice(SUBJECTS) + dice.choice(ENDINGS)


def _table(dice: random.Random) -> Table:
    rows = [(dice.choice(SUBJECTS) + dice.choice(ACTIONS), f"{dice.randint(1, 99999):,}") for _ in range(8)]
    return Table(("区分", "件数"), tuple(rows))


def reworded(chapters: Corpus) -> Corpus:
    """One paragraph of chapter 5 (or the last) reworded."""
    number = min(4, len(chapters) - 1)
    chapter = chapters[number]
    opening = Paragraph("なお、" + chapter.opening.text)
    return (*chapters[:number], replace(chapter, opening=opening), *chapters[number + 1 :])


def lengthened(chapters: Corpus) -> Corpus:
    """Six paragraphs more in chapter 2, so that all later pages move."""
    first, second, *rest = chapters
    dice = random.Random(1)
    last = second.sections[-1]
    longer = replace(last, blocks=(*last.blocks, *(paragraph(dice) for _ in range(6))))
    return (first, replace(second, sections=(*second.sections[:-1], longer)), *rest)


def characters(chapters: Corpus) -> int:
    """How many characters the corpus prints, no title counted twice: a PDF with fewer of them is not whole."""
    return sum(len(text) for chapter in chapters for text in _texts(chapter))


def _texts(chapter: Chapter) -> Iterator[str]:
    yield chapter.title
    yield chapter.opening.text
    for section in chapter.sections:
        yield section.title
        for block in section.blocks:
            yield from _texts_of(block)


def _texts_of(block: Block) -> Iterator[str]:
    match block:
        case Items(texts):
            yield from texts
        case Table(head, rows):
            for row in (head, *rows):
                yield from row
        case _:
            yield block.text
