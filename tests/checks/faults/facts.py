"""Faults of what the design prints of itself: facts that are gone, spellings that the house has replaced."""

from __future__ import annotations

from tests.checks.contents import each_marked, places
from tests.checks.injection import Good, Injected
from tests.checks.rebuilding import rebuilt, with_layout

_COVER = "<header><p>{{ document.title }}</p><p>取り組みの記録</p></header>"


def _no_issuer(edition: Good) -> None:
    found = places(edition, "report", "国土交通省スマートシティプロジェクトチーム事務局")
    edition.spoil("report", lambda pdf: each_marked(pdf, found, lambda marked: []))


def _no_licence(edition: Good) -> None:
    found = places(edition, "report", "原典の内容は、公共データ利用規約")
    edition.spoil("report", lambda pdf: each_marked(pdf, found, lambda marked: []))


def _spelling(edition: Good) -> None:
    rebuilt(edition, lambda source: with_layout(source, {"cover.html": _COVER}))


INJECTED = [
    Injected("a cover without its issuer", _no_issuer, {"text.fact-missing"}),
    Injected("a colophon without its licence", _no_licence, {"text.fact-missing"}),
    Injected("a spelling in a template", _spelling, {"facts.spelling"}),
]
