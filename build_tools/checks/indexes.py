"""The index: each term stands where the index sends readers, and is there with all of its places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from unicodedata import normalize

from build_tools.checks.body import FOLIO, Body
from build_tools.checks.contents import BUILD_AGAIN, HOUSE
from build_tools.checks.leads import OFF, Leads, is_dead
from build_tools.checks.ledger import Pages, stretch_at
from build_tools.checks.naming import line_of
from build_tools.checks.subject import Subject
from build_tools.checks.vocabulary import PAGE, PAGES
from build_tools.concordance import Extra
from build_tools.concordance.reading import Stretch, solid
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Spot, rule
from build_tools.inspection.document import Box, Link
from build_tools.manuscript.model import Block

# A term with those that it stands under, from the outermost, solid.
Terms = tuple[str, ...]
# What stands behind a term: pages, and a sign with the terms that it refers to.
BEHIND = re.compile(f"({PAGES.pattern})?(?:[^\\w,].*)?", re.DOTALL)


@dataclass(frozen=True)
class Number:
    """The number of a page behind a term: as printed, on which page (from 0) and where, and the link on it."""

    text: str
    page: int
    box: Box
    link: Link | None


@dataclass(frozen=True)
class Line:
    """A line of the index: its term, the numbers behind it, and where it stands in the reading."""

    terms: Terms
    numbers: tuple[Number, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Standing:
    """A place of a term: the block that holds it (None: an image without a caption), how many characters of it stand
    before the term, and where it is on paper (None: that is not known).
    """

    block: Block | None
    at: int
    stretch: Stretch | None


class Index:
    """The index of a document, beside the places that the manuscript names: `wanted` by term, none of a term under
    which others stand or that refers to another one alone. There are no lines where the file has no structure.
    """

    def __init__(self, subject: Subject) -> None:
        self._subject, self._reading = subject, subject.concordance.reading
        self._links = subject.once(Pages)
        self.wanted = dict[Terms, list[Standing]]()
        self.lines = tuple[Line, ...]()
        is_there = "index" in subject.document.layout.back and "index" in subject.document.lists
        if is_there and subject.pdf.structure is not None:
            self._want()
            self.lines = tuple(self._lines())

    def _want(self) -> None:
        blocks = {block.id: block for _, block in self._subject.blocks()}
        places = self._subject.concordance.places
        for chapter in self._subject.document.chapters:
            behind = {anchor: passage.at for passage in chapter.passages for anchor in passage.anchors}
            for entry in chapter.index:
                terms = tuple(map(solid, entry.terms))
                for depth in range(1, len(terms) + 1):
                    self.wanted.setdefault(terms[:depth], [])
                if not entry.see:
                    block, at = places.get(entry.anchor, ""), behind.get(entry.anchor, 0)
                    stretch = stretch_at(self._subject.concordance, block, at)
                    self.wanted[terms].append(Standing(blocks.get(block), at, stretch))

    def _lines(self) -> Iterator[Line]:
        above: Terms = ()
        last = self._subject.once(Body).last
        for extra in self._subject.concordance.extras:
            depth = self._depth(extra) if self._reading.page(extra.start) > last else 0
            if depth:
                above = (*above[: depth - 1], self._term(above[: depth - 1], extra))
                start = extra.start + len(above[-1])
                yield Line(above, tuple(self._numbers(start, extra.end)), extra.start, extra.end)

    def _depth(self, extra: Extra) -> int:
        """In how many items of lists a text stands."""
        structure, found, element = self._subject.pdf.structure, 0, extra.element
        while structure and element is not None:
            found += structure.elements[element].role == "LI"
            element = structure.elements[element].parent
        return found

    def _term(self, above: Terms, extra: Extra) -> str:
        """The term of a line: a known one that leaves nothing but pages, else what is before them. Terms may end in
        numbers: of several, the one that ends where the first link begins, or where a run does; else the longest.
        """
        known = (term for term in self._below[above] if extra.text.startswith(term))
        fitting = [term for term in known if BEHIND.fullmatch(extra.text, len(term))]
        if not fitting:
            return re.sub(f"({PAGES.pattern})?$", "", extra.text)
        linked = self._linked(extra) if len(fitting) > 1 else 0

        def likely(term: str) -> tuple[bool, bool, int]:
            end = extra.start + len(term)
            return end == linked, end in self._reading.parts, len(term)

        return max(fitting, key=likely)

    def _linked(self, extra: Extra) -> int:
        """Where in a line the first link stands; its end where none does."""
        for piece in self._reading.pieces_of(extra.start, extra.end):
            if self._links.on(piece.page, piece.run.boxes.bounds()):
                return max(piece.start, extra.start)
        return extra.end

    @cached_property
    def _below(self) -> dict[Terms, list[str]]:
        """The terms that stand under another, or under none."""
        found = defaultdict[Terms, list[str]](list)
        for terms in self.wanted:
            found[terms[:-1]].append(terms[-1])
        return found

    def _numbers(self, start: int, end: int) -> Iterator[Number]:
        behind = BEHIND.match(self._reading.text, start, end)
        if behind and behind[1]:
            for found in PAGE.finditer(self._reading.text, start, behind.end(1)):
                stretch = next(self._reading.stretches(*found.span()))
                links = self._links.on(stretch.page, stretch.box)
                yield Number(found[0], stretch.page, stretch.box, links[0] if links else None)

    def names(self, standing: Standing) -> set[str]:
        """What may be printed as the number of the page on which a term stands."""
        return self._subject.once(Body).names(standing.stretch.page) if standing.stretch else set()

    def leads(self, number: Number, standing: Standing) -> bool:
        """Whether a number can be clicked and leads to a term. One that leads nowhere is told by links.dead."""
        if number.link is None or standing.stretch is None or standing.block is None:
            return False
        found = number.link.actions[0].destination if number.link.actions else None
        if is_dead(number.link.actions):
            return True
        if found is None or found.page != standing.stretch.page:
            return False
        if standing.at == 0 or found.top is None:
            return self._subject.once(Leads).stands(self._subject.document.id, standing.block.id, found)
        box = standing.stretch.box
        return box.top - OFF <= found.top <= box.top + box.height

    def spots(self, line: Line) -> tuple[Spot, ...]:
        """A line on paper."""
        return self._subject.concordance.spots(line.start, line.end)


@rule(
    "contents.index",
    Severity.ERROR,
    "document",
    finds=Text(
        "A page number in the index on whose page the term does not stand, or that does not lead to it.",
        "索引で、その語のないページを示すページ番号、押しても語の所に飛ばないページ番号",
    ),
    why=Text(
        "Who looks a term up is sent to the wrong page, on paper or on a screen.",
        "語を引いた人が、紙か画面で、違うページに導かれます。",
    ),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def index(subject: Subject) -> Iterator[Fault]:
    found = subject.once(Index)
    for line in found.lines:
        standing = found.wanted.get(line.terms, [])
        known = all(each.stretch for each in standing)
        for number in line.numbers if known and (standing or line.terms in found.wanted) else ():
            if not any(number_of(number) in found.names(each) and found.leads(number, each) for each in standing):
                yield _astray(subject, line, number, standing)
    if not found.lines:
        yield from _differing(subject)


def number_of(number: Number) -> str:
    """A number in plain signs."""
    return normalize("NFKC", number.text)


def _astray(subject: Subject, line: Line, number: Number, standing: Iterable[Standing]) -> Fault:
    concordance, term = subject.concordance, "　".join(line.terms)
    pages = ", ".join(dict.fromkeys(concordance.label(each.stretch.page) for each in standing if each.stretch))
    action = number.link.actions[0] if number.link and number.link.actions else None
    there = action.destination.page if action and action.destination else None
    leads = "–" if there is None else concordance.label(there)
    what = Text(
        f"The index says {number.text} for “{term}” and leads to page {leads}; the term stands on {pages or '–'}.",
        f"索引の「{term}」は {number.text}ページを示し、押すと {leads}ページに飛びますが、"
        f"語があるのは {pages or '–'}ページです。",
    )
    source = next((line_of(each.block) for each in standing if each.block), None)
    return Fault(what, source, (Spot(number.page, concordance.label(number.page), (number.box,)),))


def _differing(subject: Subject) -> Iterator[Fault]:
    """Where nothing tells lines: numbers that are not that of the page to which they lead."""
    body = subject.once(Body)
    for each in numbers_behind(subject):
        found = each.actions[0].destination
        if found and found.page is not None and normalize("NFKC", solid(each.text)) not in body.names(found.page):
            right = subject.concordance.label(found.page)
            what = Text(
                f"The index says {each.text} and leads to page {right}.",
                f"索引の「{each.text}」が {right}ページに飛びます。",
            )
            yield Fault(what, spots=(Spot(each.page, subject.concordance.label(each.page), (each.rectangle,)),))


def numbers_behind(subject: Subject) -> Iterator[Link]:
    """Links behind the chapters on what may be the number of a page: those of the index."""
    last = subject.once(Body).last
    for each in subject.pdf.links:
        if each.page > last and each.actions and each.actions[0].kind == "GoTo" and FOLIO.fullmatch(solid(each.text)):
            yield each


@rule(
    "contents.index-missing",
    Severity.ERROR,
    "document",
    finds=Text(
        "A term that the index should name and does not, or a page of it that it leaves out.",
        "索引に載っていない語、または索引に抜けている、その語のページ",
    ),
    why=Text("Who looks it up there takes it not to exist.", "索引で探した人は、ないものと思います。"),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def index_missing(subject: Subject) -> Iterator[Fault]:
    found = subject.once(Index)
    printed: dict[Terms, list[Number]] = {}
    for line in found.lines:
        printed.setdefault(line.terms, []).extend(line.numbers)
    for terms, standing in found.wanted.items():
        term = "　".join(terms)
        if terms not in printed:
            source = next((line_of(each.block) for each in standing if each.block), None)
            yield Fault(Text(f"“{term}” is not in the index.", f"「{term}」が索引にありません。"), source)
            continue
        for each in standing:
            if each.block and each.stretch and not any(_names(found, number, each) for number in printed[terms]):
                page = subject.concordance.label(each.stretch.page)
                what = Text(
                    f"The index leaves out page {page} of “{term}”.", f"索引の「{term}」に {page}ページがありません。"
                )
                yield Fault(what, line_of(each.block), subject.concordance.spots_of(each.block.id))


def _names(index: Index, number: Number, standing: Standing) -> bool:
    """Whether a number is meant for a place: its own, or one that leads there."""
    return number_of(number) in index.names(standing) or index.leads(number, standing)


@rule(
    "contents.index-extra",
    Severity.ERROR,
    "document",
    finds=Text("A term of the index that no place of the text is marked with.", "索引にあって、本文のどこにもない語"),
    why=Text("It sends readers to what is not there.", "ないものを探させることになります。"),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def index_extra(subject: Subject) -> Iterator[Fault]:
    found = subject.once(Index)
    for line in found.lines:
        if line.numbers and line.terms not in found.wanted:
            term = "　".join(line.terms)
            what = Text(
                f"Nothing in the text is indexed as “{term}”.", f"索引の「{term}」に当たる所が本文にありません。"
            )
            yield Fault(what, spots=found.spots(line))
