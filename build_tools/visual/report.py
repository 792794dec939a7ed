"""A folder to open in a browser: both pages side by side and one over the other, with what changed and why.

All that it needs is in it; it reads nothing from a network. Pages that are the same have no pictures.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build_tools.errors import KankoError, Language, Text, typed
from build_tools.findings import Sheet as Seen
from build_tools.reports.plain import plain
from build_tools.reports.proof.frames import Frame, frame
from build_tools.reports.whole import replaceable, whole
from build_tools.resources import templates_root
from build_tools.visual import messages, sentences
from build_tools.visual.compare import Request, compare_pages
from build_tools.visual.model import KINDS, Cause, PageComparison, Pair, Rectangle, Sheet
from build_tools.visual.pictures import FOLDER, names
from build_tools.visual.plainly import pages_json
from build_tools.visual.words import KEYS, WORDS

PAGE: Final = "index.html"
DATA: Final = "pages.json"
MARK: Final = '<meta name="generator" content="Kanko pages">'
# How far apart, in points, two boxes of lines may be that are drawn as one.
_APART: Final = 14.0


@dataclass(frozen=True)
class Card:
    """A cause with its number in the report (from 1), and where it is seen on either page."""

    number: int
    cause: Cause
    old: tuple[Frame, ...]
    new: tuple[Frame, ...]


@dataclass(frozen=True)
class Spread:
    """A pair that differs, its cards, and the names of its pictures."""

    pair: Pair
    cards: tuple[Card, ...]
    pictures: tuple[str, str, str]


def write_pages(
    request: Request, out: Path, language: Language, progress: Callable[[int, int], None] = lambda done, total: None
) -> PageComparison:
    """Compare two PDFs and write the folder, whole or not at all; a folder that is no such report is left alone.

    Raises KankoError as `compare_pages` does, and for a place that can't be written to.
    """
    if out.exists() and not replaceable(out, PAGE, MARK):
        raise KankoError([messages.in_the_way(typed(out))])
    try:
        with whole(out) as beside:
            (beside / FOLDER).mkdir(parents=True)
            comparison = compare_pages(request, beside, progress)
            _make(comparison, language, beside)
            return comparison
    except OSError as error:
        raise KankoError([messages.not_written(typed(out), error.strerror or str(error))]) from error


def _make(comparison: PageComparison, language: Language, folder: Path) -> None:
    templates = templates_root()
    for file in ("proof/proof.css", "pages/pages.css", "pages/pages.js"):
        shutil.copyfile(templates / file, folder / Path(file).name)
    (folder / DATA).write_text(pages_json(comparison), encoding="utf-8", newline="\n")
    environment = Environment(
        loader=FileSystemLoader(templates / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["say"] = lambda text: plain(text.say(language))
    environment.filters["plain"] = plain
    with (folder / PAGE).open("w", encoding="utf-8", newline="\n") as stream:
        for piece in environment.get_template(PAGE).generate(**_shown(comparison, language)):
            stream.write(piece)


def _shown(comparison: PageComparison, language: Language) -> dict[str, object]:
    """What the template is given."""
    counts = comparison.counts()
    return {
        "language": language,
        "mark": MARK,
        "comparison": comparison,
        "words": {name: text.say(language) for name, text in WORDS.items()},
        "keys": KEYS,
        "kinds": [(kind, sentences.NAMES[kind], sentences.EXPLAINED[kind], counts[kind]) for kind in KINDS],
        "names": sentences.NAMES,
        "verdict": _verdict(comparison),
        "whole": [*sentences.whole(comparison)],
        "tally": sentences.tally(comparison),
        "spreads": [*_spreads(comparison)],
        "sentences": sentences,
    }


def _verdict(comparison: PageComparison) -> Text:
    count = sum(pair.kind != "same" for pair in comparison.pairs)
    if not count:
        return Text("No page differs", "違うページはありません")
    total = len(comparison.pairs)
    return Text(f"{count:,} of {total:,} pages differ", f"{total:,}ページ中{count:,}ページに違い")


def _spreads(comparison: PageComparison) -> Iterator[Spread]:
    number = 0
    for pair in comparison.pairs:
        if pair.kind != "same":
            cards = tuple(_card(number + at, cause, pair) for at, cause in enumerate(pair.causes, 1))
            number += len(cards)
            yield Spread(pair, cards, names(pair.number))


def _card(number: int, cause: Cause, pair: Pair) -> Card:
    return Card(number, cause, tuple(_frames(cause.old, pair.old)), tuple(_frames(cause.new, pair.new)))


def _frames(boxes: tuple[Rectangle, ...], sheet: Sheet | None) -> Iterator[Frame]:
    if sheet is not None:
        for box in _joined(boxes):
            yield frame(box, Seen(sheet.label, sheet.box, sheet.rotation))


def _joined(boxes: tuple[Rectangle, ...]) -> list[Rectangle]:
    """Lines of one column that follow each other, as one box."""
    found: list[Rectangle] = []
    for box in sorted(boxes, key=lambda box: -box[3]):
        near = next((at for at, other in enumerate(found) if _follows(other, box)), None)
        if near is None:
            found.append(box)
        else:
            other = found[near]
            found[near] = (min(other[0], box[0]), min(other[1], box[1]), max(other[2], box[2]), max(other[3], box[3]))
    return found


def _follows(other: Rectangle, box: Rectangle) -> bool:
    across = min(other[2], box[2]) - max(other[0], box[0])
    return across > 0 and other[1] - box[3] <= _APART
