"""Faults of what the design prints of itself: facts that are gone, spellings that the house has replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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


def _said(text: str, chapter: str = "report/funding") -> Callable[[Good], None]:
    """A paragraph, typed by hand, at the end of a chapter."""

    def change(source: Path) -> None:
        file = source / f"{chapter}.md"
        file.write_text(file.read_text("utf-8") + f"\n{text}\n", "utf-8")

    return lambda edition: rebuilt(edition, change)


_TYPED = {
    "a telephone number that is mistyped": ("電話は、03-5253-8112である。", "facts.near"),
    "an address with another path": ("<https://www.mlit.go.jp/toshi/toshi_tosiko_tk_000063.html>", "facts.near"),
    "a title that leads to another address": (
        "[スマートシティ・ガイドブック](https://www8.cao.go.jp/cstp/other.html)を見る。",
        "facts.near",
    ),
    "a given name with another character": ("座長の石田東正委員が述べた。", "facts.near"),
    "a family name with a variant": ("委員の白阪成功教授が述べた。", "facts.near"),
    "the name of the committee without a sign": ("スマートシティモデル事業推進有識者委員会で検討した。", "facts.near"),
    "the day of a fact a year off": ("2020年４月９日に公表された。", "facts.near"),
    "the day of a fact by the western year": ("2021年4月9日に公表された。", "facts.form"),
    "a telephone number in full width": ("電話は、０３－５２５３－８４１１である。", "facts.form"),
    "an address without its security": (
        "<http://www.mlit.go.jp/toshi/tosiko/toshi_tosiko_tk_000063.html>",
        "facts.form",
    ),
    "an era and a western year that differ": ("令和４年（2021年）に始めた。", "facts.calendar"),
    "a wrong weekday": ("令和４年４月８日（木）に始めた。", "facts.calendar"),
    "a day that there is not": ("令和４年２月30日に始めた。", "facts.calendar"),
}
INJECTED = [
    *(Injected(name, _said(text), {code}) for name, (text, code) in _TYPED.items()),
    Injected(
        "an address of another page",
        _said("<https://www.mlit.go.jp/toshi/tosiko/toshi_tosiko_tk_000036.html>"),
        {"facts.near", "set.numbers"},
    ),
    Injected(
        "a version that another document has otherwise",
        _said("ガイドブックはver.1.01による。", "press-release/release"),
        {"set.value"},
    ),
    Injected("a cover without its issuer", _gone("report", _ISSUER), {"text.fact-missing"}),
    Injected(
        "a colophon without its licence", _gone("report", "原典の内容は、公共データ利用規約"), {"text.fact-missing"}
    ),
    Injected("a press release without its issuer", _gone("press-release", _ISSUER), {"text.fact-missing"}),
    Injected("a press release of another day", _another_day, {"text.fact-missing", "text.unexpected"}),
    Injected("a spelling in a template", _spelling, {"facts.spelling"}),
]
