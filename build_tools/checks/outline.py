"""The outline: the headings of the document, each leading to where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.checks.body import Body
from build_tools.checks.leads import Leads, is_dead
from build_tools.checks.sequence import Compared, compared
from build_tools.checks.subject import Subject, line_of
from build_tools.concordance.reading import solid
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import OutlineItem, PdfDocument
from build_tools.manuscript.model import Chapter, Section

HEADINGS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6"))
OUTLINE = Source("ISO 32000-1", "12.3.3")
BUILD_AGAIN = Text(
    "Build the publication again; do not edit the bookmarks of the finished PDF.",
    "刊行物をもう一度作ってください。できた PDF のしおりに手を加えないでください。",
)


@dataclass(frozen=True)
class Heading:
    """A heading that the outline must have: its title with the number, and its level from 1."""

    section: Section
    title: str
    level: int


class Bookmarks:
    """The outline of a document beside its headings. What names a heading that the layout prints of itself, such as
    that of the contents, is kept apart: `strays` are those of them that lead elsewhere, `lacking` the titles without.
    """

    def __init__(self, subject: Subject) -> None:
        self.headings = tuple(_headings(subject))
        self.items: list[OutlineItem] = []
        self.strays: list[OutlineItem] = []
        self.lacking = _titles_of_layout(subject)
        for item in subject.pdf.outline:
            self._sort(subject, item)
        titles = [solid(heading.title) for heading in self.headings]
        self.compared: Compared = compared(titles, [solid(item.title) for item in self.items])

    def _sort(self, subject: Subject, item: OutlineItem) -> None:
        page, body = _page(item), subject.once(Body)
        outside = page is not None and not body.first <= page <= body.last
        if solid(item.title) in self.lacking:
            stands = self.lacking.pop(solid(item.title))
            self.strays += [] if stands == page else [item]
        elif not (outside and subject.pdf.structure is None and item.title in subject.document.layout.words):
            self.items.append(item)

    def pairs(self) -> Iterator[tuple[Heading, OutlineItem]]:
        """Headings with their bookmarks, whatever these are called."""
        for found in (self.compared.same, self.compared.altered, self.compared.moved):
            yield from ((self.headings[i], self.items[j]) for i, j in found)


def _headings(subject: Subject) -> Iterator[Heading]:
    """The headings in order. One hangs below the last that is of a lower level, whatever lies between the levels."""
    open_levels: list[int] = []
    for chapter, in_part in _with_parts(subject):
        for section in chapter.sections:
            level = section.level if in_part else section.level - chapter.level
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
            yield Heading(section, f"{section.number} {section.title}".strip(), len(open_levels))


def _with_parts(subject: Subject) -> Iterator[tuple[Chapter, bool]]:
    """Chapters, each with whether it stands in a part (which stands in itself)."""
    in_part = False
    for chapter in subject.document.chapters:
        in_part = chapter.kind == "part" if chapter.level == 0 else in_part
        yield chapter, in_part


def _titles_of_layout(subject: Subject) -> dict[str, int]:
    """Headings that the layout sets before and behind the chapters, with their pages: the structure names them."""
    structure, found, body = subject.pdf.structure, dict[str, int](), subject.once(Body)
    for extra in subject.concordance.extras if structure else ():
        role = structure.elements[extra.element].role if structure and extra.element is not None else ""
        page = subject.concordance.reading.page(extra.start)
        if role in HEADINGS and not body.first <= page <= body.last:
            found.setdefault(extra.text, page)
    return found


def _page(item: OutlineItem) -> int | None:
    return item.action.destination.page if item.action and item.action.destination else None


def _spots(subject: Subject, item: OutlineItem) -> tuple[Spot, ...]:
    page = _page(item)
    return () if page is None else (Spot(page, subject.concordance.label(page)),)


@rule(
    "outline.missing",
    Severity.ERROR,
    "document",
    finds=Text("A heading that has no bookmark.", "しおりにない見出し"),
    why=Text(
        "Who navigates by bookmarks, or by a screen reader's list of them, does not find the section.",
        "しおりで移動する人や読み上げソフトの利用者が、その節にたどり着けません。",
    ),
    mend=BUILD_AGAIN,
    source=OUTLINE,
)
def missing(subject: Subject) -> Iterator[Fault]:
    bookmarks = subject.once(Bookmarks)
    for index in bookmarks.compared.missing:
        heading = bookmarks.headings[index]
        what = Text(f"There is no bookmark “{heading.title}”.", f"しおり「{heading.title}」がありません。")
        yield Fault(what, line_of(heading.section), subject.concordance.spots_of(heading.section.heading))
    for title in bookmarks.lacking:
        yield Fault(Text(f"There is no bookmark “{title}”.", f"しおり「{title}」がありません。"))


@rule(
    "outline.extra",
    Severity.ERROR,
    "document",
    finds=Text("A bookmark that is no heading of the document.", "文書の見出しにないしおり"),
    why=Text(
        "It promises something that the document does not hold, or holds a heading twice.",
        "文書にないものを示しているか、同じ見出しが二重になっています。",
    ),
    mend=BUILD_AGAIN,
    source=OUTLINE,
)
def extra(subject: Subject) -> Iterator[Fault]:
    bookmarks = subject.once(Bookmarks)
    for index in bookmarks.compared.extra:
        item = bookmarks.items[index]
        what = Text(
            f"The bookmark “{item.title}” is no heading.", f"しおり「{item.title}」に当たる見出しがありません。"
        )
        yield Fault(what, spots=_spots(subject, item))


@rule(
    "outline.order",
    Severity.ERROR,
    "document",
    finds=Text("A bookmark that stands in another place than its heading.", "見出しと順序の違うしおり"),
    why=Text("The order of bookmarks is the order of reading.", "しおりの並びは、読む順序を示します。"),
    mend=BUILD_AGAIN,
    source=OUTLINE,
)
def order(subject: Subject) -> Iterator[Fault]:
    bookmarks = subject.once(Bookmarks)
    for i, j in bookmarks.compared.moved:
        heading, item = bookmarks.headings[i], bookmarks.items[j]
        what = Text(f"The bookmark “{item.title}” stands out of order.", f"しおり「{item.title}」の順序が違います。")
        yield Fault(what, line_of(heading.section), _spots(subject, item))


@rule(
    "outline.title",
    Severity.ERROR,
    "document",
    finds=Text("A bookmark that reads otherwise than its heading.", "見出しと文言の違うしおり"),
    why=Text("Readers take it for another section.", "別の節だと受け取られます。"),
    mend=BUILD_AGAIN,
    source=OUTLINE,
)
def title(subject: Subject) -> Iterator[Fault]:
    bookmarks = subject.once(Bookmarks)
    for i, j in bookmarks.compared.altered:
        heading, item = bookmarks.headings[i], bookmarks.items[j]
        what = Text(
            f"The bookmark reads “{item.title}”, the heading “{heading.title}”.",
            f"しおりは「{item.title}」、見出しは「{heading.title}」です。",
        )
        yield Fault(what, line_of(heading.section), subject.concordance.spots_of(heading.section.heading))


@rule(
    "outline.level",
    Severity.ERROR,
    "document",
    finds=Text("A bookmark that hangs higher or lower than its heading.", "見出しと階層の違うしおり"),
    why=Text(
        "A section seems to belong to another chapter, or to be one.",
        "節が別の章に属したり、章に見えたりします。",
    ),
    mend=BUILD_AGAIN,
    source=OUTLINE,
)
def level(subject: Subject) -> Iterator[Fault]:
    for heading, item in subject.once(Bookmarks).pairs():
        if item.level != heading.level:
            what = Text(
                f"The bookmark “{item.title}” is of level {item.level}, not {heading.level}.",
                f"しおり「{item.title}」が第{item.level}階層にあります（正しくは第{heading.level}階層）。",
            )
            yield Fault(what, line_of(heading.section), _spots(subject, item))


@rule(
    "outline.place",
    Severity.ERROR,
    "document",
    finds=Text("A bookmark that leads elsewhere than to its heading.", "見出しと違う場所に飛ぶしおり"),
    why=Text("Who clicks it sees another section.", "押した人は、別の節を見ることになります。"),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "12.3.2, 12.3.3"),
)
def place(subject: Subject) -> Iterator[Fault]:
    leads, bookmarks = subject.once(Leads), subject.once(Bookmarks)
    for heading, item in bookmarks.pairs():
        found, block = item.action and item.action.destination, heading.section.heading
        if found and found.page is not None and not leads.stands(subject.document.id, block, found):
            yield Fault(_elsewhere(subject, item), line_of(heading.section), subject.concordance.spots_of(block))
    for item in bookmarks.strays:
        if _page(item) is not None:
            yield Fault(_elsewhere(subject, item), spots=_spots(subject, item))


def _elsewhere(subject: Subject, item: OutlineItem) -> Text:
    where = subject.concordance.label(_page(item) or 0)
    return Text(
        f"The bookmark “{item.title}” leads to another place, on page {where}.",
        f"しおり「{item.title}」が別の場所（{where}ページ）に飛びます。",
    )


@rule(
    "outline.dead",
    Severity.ERROR,
    "pdf",
    finds=Text("A bookmark that leads nowhere.", "どこにも飛ばないしおり"),
    why=Text("Who clicks it is left where they were.", "押しても何も起こりません。"),
    mend=Text(
        "Give the bookmark a place in the document, or take it out.",
        "しおりに飛び先を付けるか、しおりを取り除いてください。",
    ),
    source=OUTLINE,
)
def dead(pdf: PdfDocument) -> Iterator[Fault]:
    levels = [*(item.level for item in pdf.outline[1:]), 0]
    for item, following in zip(pdf.outline, levels, strict=False):
        # One that only holds others together may do nothing itself.
        holds = item.action is None and following > item.level
        if is_dead((item.action,) if item.action else ()) and not holds:
            yield Fault(
                Text(f"The bookmark “{item.title}” leads nowhere.", f"しおり「{item.title}」の飛び先がありません。")
            )
