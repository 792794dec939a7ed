"""Words that tables say of themselves, in the language of the edition."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from build_tools.comparison.model import EditionSide
from build_tools.edition import era_date
from build_tools.edition.japanese import FIRST_DAY
from build_tools.errors import Language, Text

_NEW, _OLD = Text("New: {}", "改正後：{}"), Text("Old: {}", "改正前：{}")
_EDITION = Text("{title} {subtitle} ({date})", "「{title}」{subtitle}（{date}）")
_BETWEEN = Text("–", "～")


def spoken(language: str) -> Language:
    """In which of the languages of the house an edition's tables speak."""
    return "ja" if language == "ja" else "en"


def day(date: datetime.date, language: str) -> str:
    """A date as it is printed."""
    return era_date(date) if language == "ja" and date >= FIRST_DAY else date.isoformat()


def edition(side: EditionSide, language: str) -> str:
    """An edition by title, subtitle and date."""
    said = _EDITION.say(spoken(language)).format(
        title=side.title, subtitle=side.subtitle, date=day(side.date, language)
    )
    return " ".join(said.split(" ")).replace("  ", " ")


def editions(old: EditionSide, new: EditionSide, language: str) -> tuple[str, str]:
    """Which editions are beside each other."""
    sides = ((_NEW, new), (_OLD, old))
    first, second = (text.say(spoken(language)).format(edition(side, language)) for text, side in sides)
    return first, second


def pages_of(labels: Sequence[str], language: Language) -> str:
    """The first page of several, and the last one."""
    if len(labels) <= 1:
        return "".join(labels)
    return f"{labels[0]}{_BETWEEN.say(language)}{labels[-1]}"
