"""A corpus that is hard to compare: in every chapter the same titles, short texts, and sentences that all have."""

from __future__ import annotations

import random

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
)

_TITLES = ["背景", "現状", "課題", "目的", "取組の内容", "推進体制", "財源", "スケジュール", "評価", "今後の進め方"]
_OPENINGS = [
    "この節では、{0}について述べる。",
    "{0}は、次のとおりである。",
    "{0}については、関係機関と連携して進める。",
]
_ENDINGS = ["詳しくは、担当に問い合わせること。", "必要に応じて見直しを行う。", "実施に当たっては、住民の意見を聴く。"]


def formulaic(chapters: int = 24, sections: int = 10) -> Corpus:
    """So many chapters of so many sections each, at most 10."""
    return tuple(_chapter(number, sections) for number in range(1, chapters + 1))


def _chapter(number: int, sections: int) -> Chapter:
    dice = random.Random(number)
    subject = f"{dice.choice(SUBJECTS)}{dice.choice(SUBJECTS)}の{dice.choice(ACTIONS)}"
    found = tuple(_section(dice, number, place, subject) for place in range(sections))
    return Chapter(f"c{number}", subject, Paragraph(f"この章では、{subject}について述べる。"), found)


def _section(dice: random.Random, chapter: int, place: int, subject: str) -> Section:
    label = f"c{chapter}s{place}"
    opening = Paragraph(dice.choice(_OPENINGS).format(subject) + _sentence(dice))
    ending = Paragraph(_sentence(dice) + dice.choice(_ENDINGS))
    reference = Reference(_sentence(dice), f"c{chapter}s{dice.randrange(place + 1)}")
    last: Block = Items(tuple(_words(dice) for _ in range(3))) if place % 2 else _table(dice)
    return Section(label, _TITLES[place], (opening, reference, last, ending))


def _table(dice: random.Random) -> Table:
    return Table(("区分", "件数"), tuple((_words(dice), f"{dice.randint(1, 999)}") for _ in range(4)))


def _words(dice: random.Random) -> str:
    return dice.choice(SUBJECTS) + dice.choice(ACTIONS)


def _sentence(dice: random.Random) -> str:
    return f"{_words(dice)}は{_words(dice)}を通じて{dice.choice(SUBJECTS)}を図る。"
