"""Faults of what the design prints of itself: facts that are gone, spellings that the house has replaced."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf

from tests.checks.contents import codes, each_marked, places, written
from tests.checks.injection import Good, Injected
from tests.checks.rebuilding import rebuilt, with_layout

_ISSUER = "国土交通省スマートシティプロジェクトチーム事務局"
_COVER = "<header><p>{{ document.title }}</p><p>取り組みの記録</p></header>"


def _gone(document: str, text: str) -> Callable[[Good], None]:
    """A text of the design that is not there any more."""

    def inject(edition: Good) -> None:
        found = places(edition, document, text)
        edition.spoil(document, lambda pdf: each_marked(pdf, found, lambda marked: []))

    return inject


def _another_day(edition: Good) -> None:
    """The day of the press release, and not that of the sheet behind it."""
    place = places(edition, "press-release", "令和４年３月３１日")[0]

    def change(pdf: pikepdf.Pdf) -> None:
        three, one = codes(pdf, place.page, "BIZUDGothic-Regular", "３１")
        each_marked(pdf, [place], written(lambda found: [one if code == three else code for code in found]))

    edition.spoil("press-release", change)


def _spelling(edition: Good) -> None:
    rebuilt(edition, lambda source: with_layout(source, {"cover.html": _COVER}))


INJECTED = [
    Injected("a cover without its issuer", _gone("report", _ISSUER), {"text.fact-missing"}),
    Injected(
        "a colophon without its licence", _gone("report", "原典の内容は、公共データ利用規約"), {"text.fact-missing"}
    ),
    Injected("a press release without its issuer", _gone("press-release", _ISSUER), {"text.fact-missing"}),
    Injected("a press release of another day", _another_day, {"text.fact-missing", "text.unexpected"}),
    Injected("a spelling in a template", _spelling, {"facts.spelling"}),
]
