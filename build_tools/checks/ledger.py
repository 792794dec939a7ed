"""The ledger of links: each link of the manuscript beside the annotations that stand on its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from build_tools.checks.leads import Leads
from build_tools.checks.subject import Subject, line_of
from build_tools.concordance import Concordance, Printed
from build_tools.concordance.reading import Stretch, solid
from build_tools.errors import Place
from build_tools.findings import Spot
from build_tools.inspection.document import Box, Link
from build_tools.manuscript.model import Block
from build_tools.manuscript.model import Link as LinkOfManuscript

# So much of an end of a link's text need not be clickable, in points; and of the height of a line.
OFF = 1.5
SHARE = 0.25


@dataclass
class Line:
    """The text of a link on one line of a page (from 0), and the annotation that stands on it."""

    page: int
    text: str
    box: Box
    link: Link | None = None

    def covered(self) -> bool:
        """Whether all of it can be clicked, and nothing beside it."""
        areas = areas_of(self.link) if self.link else ()
        slack = SHARE * self.box.height
        return any(
            area.left <= self.box.left + OFF
            and self.box.right - OFF <= area.right
            and area.bottom <= self.box.bottom + slack
            and self.box.top - slack <= area.top
            for area in areas
        )


@dataclass
class Entry:
    """A link of the manuscript: where in the source, the block that holds it ("": none), its text as printed, and its
    lines; none where an image is the link, or the block was not found as it is (`known`: it was).
    """

    source: Place
    block: str
    link: LinkOfManuscript
    text: str = ""
    lines: tuple[Line, ...] = ()
    stray: Link | None = None
    known: bool = True

    def spots(self, concordance: Concordance) -> tuple[Spot, ...]:
        """Its text on paper; the block, where it has none."""
        if not self.lines:
            return concordance.spots_of(self.block)
        pages = dict.fromkeys(line.page for line in self.lines)
        return tuple(
            Spot(page, concordance.label(page), tuple(line.box for line in self.lines if line.page == page))
            for page in pages
        )


def areas_of(link: Link) -> tuple[Box, ...]:
    """Where a link can be clicked."""
    return link.quads or (link.rectangle,)


def under(links: Sequence[Link], box: Box) -> list[Link]:
    """The links that stand on the middle of a rectangle."""
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return [link for link in links if any(area.holds(x, y) for area in areas_of(link))]


@dataclass
class Ledger:
    """Links of the manuscript, and of the document those that no link of the manuscript accounts for."""

    entries: list[Entry] = field(default_factory=list)
    others: list[Link] = field(default_factory=list)


class Pages:
    """The links of a document by page."""

    def __init__(self, subject: Subject) -> None:
        self.of: dict[int, list[Link]] = {}
        for link in subject.pdf.links:
            self.of.setdefault(link.page, []).append(link)

    def on(self, page: int, box: Box) -> list[Link]:
        """The links that stand on the middle of a rectangle."""
        return under(self.of.get(page, ()), box)


def ledger(subject: Subject) -> Ledger:
    """Each link of the manuscript with the annotations on its text, those that lead where they should first."""
    found, taken = Ledger(), set[int]()
    leads, pages = subject.once(Leads), subject.once(Pages)
    found.entries += _all_entries(subject)
    for entry in found.entries:
        for line in entry.lines:
            here = pages.on(line.page, line.box)
            right = [link for link in here if leads.right(entry.link, link.actions)] or here[:1]
            line.link = right[0] if right else None
            taken.update(map(id, right))
    for entry in found.entries:
        _search(subject, entry, taken)
    found.others = [link for link in subject.pdf.links if id(link) not in taken]
    return found


def _search(subject: Subject, entry: Entry, taken: set[int]) -> None:
    """Look for what leads where a link should where its text is not known, or nothing stands on it."""
    reach = subject.concordance.pages(entry.block) if entry.lines or not entry.known else None
    if all(line.link for line in entry.lines) and entry.lines:
        return
    leads, pages = subject.once(Leads), subject.once(Pages)
    of = range(reach[0], reach[1] + 1) if reach else pages.of
    there = (link for page in of for link in pages.of.get(page, ()))
    for link in there:
        if id(link) not in taken and leads.right(entry.link, link.actions):
            taken.add(id(link))
            entry.stray = link


def _all_entries(subject: Subject) -> Iterator[Entry]:
    for chapter in subject.document.chapters:
        for block in chapter.blocks:
            yield from _entries(subject.concordance, block) if block.links else ()
        for figure in chapter.figures:
            if figure.link:
                yield Entry(line_of(figure), figure.caption, figure.link)


def _entries(concordance: Concordance, block: Block) -> Iterator[Entry]:
    printed = concordance.printed.get(block.id)
    whole = printed is not None and printed.how != "altered"
    units = [*_units(block, printed)] if printed and whole else []
    at = 0
    for link in block.links:
        if not link.parts:
            continue  # Images are told of by themselves.
        if not whole or printed is None:
            yield Entry(line_of(block), block.id, link, known=False)
            continue
        at, end = _extent(link, units, at)
        text, lines = "", list[tuple[int, Line]]()
        for start, stop in _spans(printed, at, end):
            text += concordance.reading.text[start:stop]
            lines += _lines(concordance, start, stop)
        yield Entry(line_of(block), block.id, link, text, tuple(_joined(lines)))
        at = end


@dataclass(frozen=True)
class _Unit:
    """A part of a block: where it begins in the block's text with nothing in the holes, and in that which is printed,
    solid; how long it is there.
    """

    part: object
    at: int
    start: int
    length: int


def _units(block: Block, printed: Printed) -> Iterator[_Unit]:
    at, start, holes = 0, 0, iter(printed.holes)
    for part in block.parts:
        length = len(solid(part) if isinstance(part, str) else next(holes, ""))
        yield _Unit(part, at, start, length)
        at, start = at + (len(part) if isinstance(part, str) else 0), start + length


def _extent(link: LinkOfManuscript, units: Sequence[_Unit], after: int) -> tuple[int, int]:
    """Where a link begins and ends in the solid text of its block; not before where the last one ended."""
    first = link.parts[0]
    own = [unit for unit in units if unit.part == first and unit.at == link.at and unit.start >= after]
    start = own[0].start if own and not isinstance(first, str) else max(after, _place(link.at, units))
    holes = [unit for unit in units if not isinstance(unit.part, str) and unit.start >= start]
    length = 0
    for part in link.parts:
        length += len(solid(part)) if isinstance(part, str) else holes.pop(0).length if holes else 0
    return start, start + length


def _place(at: int, units: Sequence[_Unit]) -> int:
    """Where a place in the text of a block stands in its solid text, behind the holes that stand there."""
    found = 0
    for unit in units:
        if isinstance(unit.part, str) and unit.at <= at:
            found = unit.start + len(solid(unit.part[: at - unit.at]))
        elif unit.at <= at:
            found = unit.start + unit.length
    return found


def stretch_at(concordance: Concordance, block: str, at: int) -> Stretch | None:
    """The sign of a block behind so many characters of its text; None where it was not found as it is."""
    printed = concordance.printed.get(block)
    if printed is None or printed.how == "altered":
        return None
    start = _place(at, [*_units(printed.block, printed)])
    stretches = (each for span in _spans(printed, start, start + 1) for each in concordance.reading.stretches(*span))
    return next(stretches, None)


def _spans(printed: Printed, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A piece of a block's solid text in the reading, which footnotes may interrupt."""
    for first, last in printed.spans:
        length = last - first
        if start < length and end > 0:
            yield first + max(0, start), first + min(length, end)
        start, end = start - length, end - length


def _lines(concordance: Concordance, start: int, stop: int) -> Iterator[tuple[int, Line]]:
    """The text between two places of the reading, run by run, each with the number of its line."""
    for piece in concordance.reading.pieces_of(start, stop):
        text = concordance.reading.text[max(start, piece.start) : min(stop, piece.end)]
        yield piece.line, Line(piece.page, text, piece.boxes(start, stop).bounds())


def _joined(lines: Sequence[tuple[int, Line]]) -> Iterator[Line]:
    """Runs of one line as one."""
    found: dict[tuple[int, int], list[Line]] = {}
    for number, line in lines:
        found.setdefault((line.page, number), []).append(line)
    for (page, _number), runs in found.items():
        boxes = [run.box for run in runs]
        around = Box(
            min(box.left for box in boxes),
            min(box.bottom for box in boxes),
            max(box.right for box in boxes),
            max(box.top for box in boxes),
        )
        yield Line(page, "".join(run.text for run in runs), around)
