"""The lists that a document prints of itself: contents, figures, tables, and the chapters of each part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from build_tools.checks.body import FOLIO, Body
from build_tools.checks.ledger import Pages
from build_tools.checks.sequence import Compared, compared
from build_tools.checks.subject import Subject
from build_tools.concordance import Extra
from build_tools.concordance.concord import PAGE
from build_tools.concordance.reading import Stretch, solid
from build_tools.errors import Text
from build_tools.findings import Spot
from build_tools.inspection.document import Link
from build_tools.manuscript.model import Block, Chapter, PageOf

CONTENTS = Text("the contents", "目次")
FIGURES = Text("the list of figures", "図一覧")
TABLES = Text("the list of tables", "表一覧")
PART = Text("the part's list of chapters", "部の扉の章一覧")
# More digits than a page number has.
DIGITS = 8


@dataclass(frozen=True)
class Wanted:
    """A line that a list must have: that of a heading or caption, with its text, solid, as the list prints it."""

    list: Text
    block: Block
    text: str
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Line:
    """A line of a list as printed: its text without the page number, the number, those that its text names, its lines
    on paper with the links that stand on them.
    """

    text: str
    number: str
    holes: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    links: tuple[Link | None, ...]

    @property
    def page(self) -> int:
        """The page that it stands on."""
        return self.stretches[0].page

    def spot(self, subject: Subject) -> Spot:
        """Where it stands on paper."""
        boxes = tuple(stretch.box for stretch in self.stretches if stretch.page == self.page)
        return Spot(self.page, subject.concordance.label(self.page), boxes)


@dataclass
class Listing:
    """Lines that are wanted beside those that are printed in one place of the document."""

    name: Text
    wanted: Sequence[Wanted]
    lines: Sequence[Line]
    compared: Compared = field(init=False)

    def __post_init__(self) -> None:
        self.compared = compared([each.text for each in self.wanted], [line.text for line in self.lines])
        listed = {j for j in self.compared.extra if self.lines[j].number or any(self.lines[j].links)}
        self.compared.extra = [j for j in self.compared.extra if j in listed]

    def pairs(self) -> Iterator[tuple[Wanted, Line]]:
        """Lines that are wanted with those that are printed for them, whatever these say."""
        for found in (self.compared.same, self.compared.altered, self.compared.moved):
            yield from ((self.wanted[i], self.lines[j]) for i, j in found)


def listings(subject: Subject) -> list[Listing]:
    """The lists of a document: those before the chapters, those of its parts, those behind the chapters."""
    body, blocks = subject.once(Body), {block.id: block for _chapter, block in subject.blocks()}
    layout, pages = subject.document.layout, len(subject.pdf.pages)
    extras = _by_page(subject)
    found = []
    for templates, of in ((layout.front, range(body.first)), (layout.back, range(body.last + 1, pages))):
        wanted = [line for template in templates for line in _wanted(subject, template, blocks)]
        if wanted:
            lines = _lines(subject, (extra for page in of for extra in extras.get(page, ())), wanted)
            found.append(Listing(wanted[0].list, wanted, lines))
    parts = [*_of_parts(subject, extras, blocks)]
    # A layout whose parts list their chapters does so in each of them.
    return found + (parts if any(listing.lines for listing in parts) else [])


def _by_page(subject: Subject) -> dict[int, list[Extra]]:
    found: dict[int, list[Extra]] = {}
    for extra in subject.concordance.extras:
        found.setdefault(subject.concordance.reading.page(extra.start), []).append(extra)
    return found


def _wanted(subject: Subject, template: str, blocks: dict[str, Block]) -> Iterator[Wanted]:
    depth, lists = subject.document.layout.contents_depth, subject.document.lists
    if template == "contents":
        headings = (section.heading for _, section in subject.sections() if section.level <= depth)
        yield from (_line(CONTENTS, blocks[name]) for name in headings if name in blocks)
    elif template in ("figures", "tables") and template in lists:
        for chapter in subject.document.chapters:
            captions = (each.caption for each in (chapter.figures if template == "figures" else chapter.tables))
            name = FIGURES if template == "figures" else TABLES
            yield from (_line(name, blocks[caption]) for caption in captions if caption in blocks)


def _of_parts(subject: Subject, extras: dict[int, list[Extra]], blocks: dict[str, Block]) -> Iterator[Listing]:
    starts = {chapter.docname: page for chapter, page in subject.once(Body).starts()}
    for part, chapters in _parts(subject.document.chapters):
        headings = (each.sections[0].heading for each in chapters if each.sections)
        following = min((starts[each.docname] for each in chapters if each.docname in starts), default=0)
        of = range(starts.get(part.docname, following), following)
        wanted = [_line(PART, blocks[heading]) for heading in headings if heading in blocks]
        yield Listing(PART, wanted, _lines(subject, (each for page in of for each in extras.get(page, ())), wanted))


def _parts(chapters: Iterable[Chapter]) -> Iterator[tuple[Chapter, list[Chapter]]]:
    """Each part with its chapters."""
    found: list[tuple[Chapter, list[Chapter]]] = []
    for chapter in chapters:
        if chapter.level == 0:
            found.append((chapter, []))
        elif found:
            found[-1][1].append(chapter)
    return ((part, below) for part, below in found if part.kind == "part" and below)


def _line(name: Text, block: Block) -> Wanted:
    """The line of a heading or caption: lists print no footnotes, but the numbers of pages that the text names."""
    parts = [solid(part) if isinstance(part, str) else part for part in block.parts]
    pattern = None
    if any(isinstance(part, PageOf) for part in parts):
        pattern = re.compile(
            "".join(re.escape(p) if isinstance(p, str) else PAGE * isinstance(p, PageOf) for p in parts)
        )
    return Wanted(name, block, solid(block.text), pattern)


def _lines(subject: Subject, extras: Iterable[Extra], wanted: Sequence[Wanted]) -> list[Line]:
    """What may be a line of a list: text that is wanted, or on which a link within the document stands."""
    known = {each.text for each in wanted}
    patterns = [each for each in wanted if each.pattern]
    texts = [*_whole(subject, extras, known)]
    found = []
    for text, spans in texts:
        title, number, holes = _split(text, known, patterns)
        stretches = tuple(each for start, end in spans for each in subject.concordance.reading.stretches(start, end))
        links = tuple(_link(subject, each) for each in stretches)
        if title in known or any(link and _inside(link) for link in links):
            found.append(Line(title, number, holes, stretches, links))
    return found


def _whole(subject: Subject, extras: Iterable[Extra], known: set[str]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Texts with their spans: those of one line where there is no structure, and a number with the title before it."""
    reading = subject.concordance.reading

    def line(extra: Extra) -> tuple[int, int]:
        piece = next(reading.pieces_of(extra.start, extra.end))
        return (extra.start, 0) if extra.element is not None else (-1 - piece.page, piece.line)

    waiting: tuple[str, list[tuple[int, int]]] | None = None
    for _, group in groupby(extras, key=line):
        parts = [*group]
        text, spans = "".join(part.text for part in parts), [(part.start, part.end) for part in parts]
        if waiting and waiting[0] in known and FOLIO.fullmatch(text):
            text, spans = waiting[0] + text, waiting[1] + spans
            waiting = None
        if waiting:
            yield waiting
        waiting = text, spans
    if waiting:
        yield waiting


def _split(text: str, known: set[str], patterns: Sequence[Wanted]) -> tuple[str, str, tuple[str, ...]]:
    """The title of a line, as the manuscript has it where it is known, the page number behind it, and those in it."""
    ends = range(len(text), max(0, len(text) - DIGITS), -1)
    titles = [text[:end] for end in ends if text[:end] in known and _ends(text, end)]
    if titles:
        title = min(titles, key=lambda title: len(title) == len(text))
        return title, text[len(title) :], ()
    for each in patterns:
        found = each.pattern.match(text) if each.pattern else None
        if found and _ends(text, found.end()):
            return each.text, text[found.end() :], found.groups()
    number = re.search("([0-9]{1,7}|[ivxlcdm]{1,15})$", text)
    return (text[: number.start()], number.group(), ()) if number else (text, "", ())


def _ends(text: str, at: int) -> bool:
    """Whether nothing but the number of a page follows a place of a text."""
    return at == len(text) or FOLIO.fullmatch(text, at) is not None


def _link(subject: Subject, stretch: Stretch) -> Link | None:
    return next(iter(subject.once(Pages).on(stretch.page, stretch.box)), None)


def _inside(link: Link) -> bool:
    return bool(link.actions) and link.actions[0].kind == "GoTo"
