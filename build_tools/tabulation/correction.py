"""Corrections as a 正誤表: page, place, 誤 and 正, what differs underlined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from build_tools.comparison.rows import Mark
from build_tools.errata.model import Correction, Errata, Stretch
from build_tools.errors import Language, Text
from build_tools.tabulation.division import parted
from build_tools.tabulation.model import Cell, Column, Marks, Part, Row, Sheet, Style, Words, plain
from build_tools.tabulation.wording import edition, pages_of, spoken

TITLE: Final = Text("{title}: errata", "「{title}」正誤表")
HEADS: Final = (
    (Text("Page", "頁"), 6),
    (Text("Place", "箇所"), 20),
    (Text("Wrong", "誤"), 37),
    (Text("Right", "正"), 37),
)
APOLOGY: Final = Text(
    "{edition} is to be corrected as follows.", "{edition}に誤りがありましたので、次のとおり訂正します。"
)
UNDERLINED: Final = Text("What is to be corrected is underlined.", "下線の部分が訂正箇所です。")
NO_PAGES: Final = Text("Pages are not told: they are not known.", "ページが未確定のため、頁は示していません。")
NOTHING: Final = Text("There is nothing to correct.", "訂正はありません。")
NONE: Final = Text("(none)", "（なし）")


def corrected(errata: Errata) -> Sheet:
    """The table of corrections, a part for each document. Without corrections it has no parts."""
    language = spoken(errata.language)
    by_document = groupby(errata.corrections, lambda correction: correction.document)
    titles = {**errata.new.documents, **errata.old.documents}
    parts = tuple(
        Part(titles.get(name, name), tuple(row for each in found for row in _rows(each, errata.paged, language)))
        for name, found in by_document
    )
    heads = [Column(head.say(language), width) for head, width in HEADS]
    title = TITLE.say(language).format(title=errata.old.title)
    return Sheet(
        title=title,
        issuer=errata.new.issuer,
        date=errata.new.date,
        language=errata.language,
        remarks=tuple(_remarks(errata, language)),
        columns=tuple(heads if errata.paged else heads[1:]),
        parts=parts,
    )


def _remarks(errata: Errata, language: Language) -> Iterator[str]:
    if not errata.corrections:
        yield NOTHING.say(language)
        return
    yield APOLOGY.say(language).format(edition=edition(errata.old, errata.language))
    yield UNDERLINED.say(language)
    if not errata.paged:
        yield NO_PAGES.say(language)


def _rows(correction: Correction, paged: bool, language: Language) -> Iterator[Row]:
    """A correction; a very long one in several rows, the first of which says where."""
    page, place = plain(pages_of(correction.pages, language)), plain(correction.words)
    wrong, right = (_marks(side) or plain(NONE.say(language)) for side in (correction.wrong, correction.right))
    for one, other in parted(wrong, right):
        cells: list[Cell] = [_cell(page, "label")] * paged
        yield Row((*cells, _cell(place, "label"), _cell(one), _cell(other)))
        page = place = ()


def _marks(stretches: Sequence[Stretch]) -> Marks:
    return tuple(Mark(stretch.text, stretch.marked) for stretch in stretches)


def _cell(marks: Marks, style: Style = "text") -> Cell:
    return (Words(marks, style),) if marks else ()
