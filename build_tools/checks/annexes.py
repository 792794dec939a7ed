"""Whether each annex (別添, 別紙, 別記様式, 別表) that is cited is in the set, and each that is there is cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from build_tools.checks.naming import line_of
from build_tools.checks.subject import Publication
from build_tools.concordance import Concordance
from build_tools.errors import Place, Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.manuscript.model import Block

HOUSE = Source("Kanko")
DIGITS = str.maketrans("一二三四五六七八九", "123456789")
MARK = "(別添|別紙|別記様式|別記|別表)(?:第)?([0-9０-９]{1,2}|[一二三四五六七八九](?![一-龠]))?(?:号)?"
# What another text has annexes of its own is named before them: 「要綱別紙１」, 「指針」別表.
CITED = re.compile(f"(?<![一-龠ァ-ヶー」』】]){MARK}")
MARKED = re.compile(f"[【（(「［]?{MARK}")


@dataclass(frozen=True)
class Annex:
    """An annex that is named: its mark (`別添1`), the document, the line of the source, the spot on paper."""

    mark: str
    document: str
    source: Place | None
    spots: tuple[Spot, ...]


@rule(
    "set.annex-missing",
    Severity.ERROR,
    "set",
    finds=Text("An annex that is cited and is not in the set.", "引用されているのに、ない別添（別紙、別表など）"),
    why=Text("A reader looks for it in vain.", "読む人が探しても見つかりません。"),
    mend=Text(
        "Add the annex, mark it as it is cited, or mend the citation.",
        "別添を加えるか、引用どおりの見出しを付けるか、引用を直してください。",
    ),
    source=HOUSE,
)
def missing(publication: Publication) -> Iterator[Fault]:
    there = {annex.mark for annex in _all(publication, _marked)}
    for annex in _all(publication, _cited):
        if annex.mark not in there and not (annex.mark.isalpha() and _any_of(annex.mark, there)):
            what = Text(f"{annex.mark} is not in the set.", f"{annex.mark}がありません。")
            yield Fault(what, annex.source, annex.spots, document=annex.document)


@rule(
    "set.annex-uncited",
    Severity.WARNING,
    "set",
    finds=Text("An annex that nothing cites.", "どこからも引用されていない別添（別紙、別表など）"),
    why=Text("Nobody is told that it is there.", "あることが、どこにも書かれていません。"),
    mend=Text("Cite it, or take it out.", "本文で引用するか、削ってください。"),
    source=HOUSE,
)
def uncited(publication: Publication) -> Iterator[Fault]:
    cited = {annex.mark for annex in _all(publication, _cited)}
    cited |= {annex.mark for annex in _all(publication, _marked) if annex.mark.rstrip("0123456789") in cited}
    for annex in _all(publication, _marked):
        if annex.mark not in cited and not (annex.mark.isalpha() and _any_of(annex.mark, cited)):
            what = Text(f"Nothing cites {annex.mark}.", f"{annex.mark}が、どこからも引用されていません。")
            yield Fault(what, annex.source, annex.spots, document=annex.document)


def _any_of(mark: str, marks: set[str]) -> bool:
    """Whether one of an annex's kind is there, with a number: 「別添」 means all of them."""
    return any(each.rstrip("0123456789") == mark for each in marks)


def _all(publication: Publication, find: Callable[[Concordance], Iterator[Annex]]) -> Iterator[Annex]:
    return (annex for concordance in publication.documents.values() for annex in find(concordance))


def _marked(concordance: Concordance) -> Iterator[Annex]:
    """Annexes by their headings and captions, and by what their layouts print over them."""
    for block in concordance.blocks:
        if block.kind in ("heading", "caption") and (found := MARKED.match(block.text)):
            yield _of_block(concordance, block, found)
    for extra in concordance.extras:
        if found := MARKED.match(extra.text):
            yield Annex(_mark(found), concordance.document.id, None, concordance.spots(extra.start, extra.end))


def _cited(concordance: Concordance) -> Iterator[Annex]:
    for block in concordance.blocks:
        if "別" not in block.text or (block.kind in ("heading", "caption") and MARKED.match(block.text)):
            continue
        yield from (_of_block(concordance, block, found) for found in CITED.finditer(block.text))


def _of_block(concordance: Concordance, block: Block, found: re.Match[str]) -> Annex:
    return Annex(_mark(found), concordance.document.id, line_of(block), concordance.spots_of(block.id))


def _mark(found: re.Match[str]) -> str:
    return found[1] + normalize("NFKC", found[2] or "").translate(DIGITS)
