"""Whether cover, colophon and heads of chapters print the facts of their templates, spelled as the house spells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.checks.account import account
from build_tools.checks.body import Body
from build_tools.checks.naming import quoted
from build_tools.checks.subject import Subject
from build_tools.concordance import Concordance
from build_tools.concordance.reading import solid
from build_tools.errors import Place, Text
from build_tools.findings import Fault, Severity, Source, Spot, rule

PUBLICATION = "publication.toml"


@rule(
    "text.fact-missing",
    Severity.ERROR,
    "document",
    finds=Text(
        "A fact of the edition that the cover, the colophon, the head of a chapter or another part of the design "
        "should print, and does not.",
        "表紙や奥付、各章の頭書きなどに印刷されるはずの事実で、ないもの",
    ),
    why=Text(
        "A publication without its date, issuer or licence is not one.",
        "公表日や発行者や利用条件のない刊行物になってしまいます。",
    ),
    mend=Text(
        "Build again; compare the page with publication.toml.",
        "もう一度作り、そのページを publication.toml と見比べてください。",
    ),
    source=Source("Kanko"),
)
def fact_missing(subject: Subject) -> Iterator[Fault]:
    for design in (*_around_chapters(subject), *_of_chapters(subject)):
        for name in design.facts:
            for value in _values(subject, name):
                if not _is_printed(subject, solid(value), design.text):
                    said = quoted(value)
                    what = Text(
                        f"{said.en} ({name}) is not printed ({design.name}).",
                        f"{said.ja}（{name}）が印刷されていません（{design.name}）。",
                    )
                    page = subject.pdf.pages[design.page]
                    yield Fault(what, Place(PUBLICATION), (Spot(page.number, page.label),))


@dataclass(frozen=True)
class _Design:
    """What is printed where a template stands, beside the blocks of chapters: the template's or the chapter's name, the
    facts that it must print, all the text, solid, and a page of it.
    """

    name: str
    facts: tuple[str, ...]
    text: str
    page: int


def _around_chapters(subject: Subject) -> Iterator[_Design]:
    layout = subject.document.layout
    before, behind = _zones(subject.concordance)
    for template, names in layout.prints.items():
        is_front = template in layout.front
        yield _Design(template, names, before if is_front else behind, 0 if is_front else -1)


def _of_chapters(subject: Subject) -> Iterator[_Design]:
    """Chapters by what their templates print on their pages, in the running head or above the text; one that is lost is
    told by other rules.
    """
    found: dict[int, str] = {}
    reading = subject.concordance.reading
    for extra in subject.concordance.extras:
        page = reading.page(extra.start)
        found[page] = found.get(page, "") + extra.text
    for piece in reading.loose:
        found[piece.page] = found.get(piece.page, "") + solid(piece.run.text)
    for chapter, pages in zip(subject.document.chapters, subject.once(Body).of, strict=True):
        if chapter.prints and pages:
            text = "\0".join(found.get(page, "") for page in pages)
            yield _Design(chapter.file, chapter.prints, text, next(iter(pages)))


def _is_printed(subject: Subject, value: str, text: str) -> bool:
    """Whether a value stands in a text otherwise than within another fact, as a date does within the notice."""
    others = {solid(each) for each in subject.manuscript.edition.facts.values()}
    for other in sorted((each for each in others if value in each and each != value), key=len, reverse=True):
        text = text.replace(other, "\0")
    return value in text


def _zones(concordance: Concordance) -> tuple[str, str]:
    """The text before the first chapter, and that behind the last one."""
    spans = [span for printed in concordance.printed.values() for span in printed.spans]
    if not spans:
        return concordance.reading.text, concordance.reading.text
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return concordance.reading.text[:first], concordance.reading.text[last:]


def _values(subject: Subject, name: str) -> list[str]:
    """The values of a fact, or of all facts of a group; none where the edition does not give it."""
    if name == "document.title":
        return [subject.document.title]
    pattern = re.compile(re.escape(name).replace(r"\*", r"\d+") + r"(\.\d+)?")
    return [value for key, value in subject.manuscript.edition.facts.items() if pattern.fullmatch(key)]


@rule(
    "facts.spelling",
    Severity.WARNING,
    "document",
    finds=Text(
        "A spelling that the house has replaced, in what the design prints of itself.",
        "表紙や奥付など、体裁の文にある、統一前の表記",
    ),
    why=Text(
        "The text is looked at where it is written; what templates print is not.",
        "本文は原稿で確かめますが、テンプレートの文は確かめられていません。",
    ),
    mend=Text("Mend the template or the fact.", "テンプレートか、publication.toml の事実を直してください。"),
    source=Source("Kanko", "[[spelling]]"),
)
def spelling(subject: Subject) -> Iterator[Fault]:
    words = [(each.use, wrong) for each in subject.manuscript.spelling for wrong in each.instead_of]
    for extra in subject.concordance.extras if words else ():
        for use, wrong in words:
            if solid(wrong) in extra.text.replace(solid(use), ""):
                what = Text(f"“{wrong}” is written “{use}”.", f"「{wrong}」は「{use}」と書きます。")
                known = account(subject).beside(extra)
                source = Place(known.place.file, known.place.line) if known else None
                yield Fault(what, source, subject.concordance.spots(extra.start, extra.end))
