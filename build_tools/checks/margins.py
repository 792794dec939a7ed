"""Whether text keeps out of the margins at the head and the foot of the page.

Nothing is known of the stylesheet. A page's number tells where its margin is; beside it, the lines with which other
pages of the same design begin and end, where enough of them agree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from build_tools.checks.body import Body
from build_tools.checks.composition import Composed, Composition, Line
from build_tools.checks.subject import Subject
from build_tools.checks.typearea import ABOVE, BELOW, BODY, NARROWER, design
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.inspection.document import Run

# In ems: how much farther than all other pages a line must reach, and how far those that agree may be from each other.
# A page may end a line or two early, so that no line stands alone on the next one.
FARTHER, AGREE = 2.0, 2.0
# So many pages, and so many of them that agree, tell where the type area ends.
ENOUGH, AGREEING = 6, 3
# A page's number stands in so much of the page at its head or foot.
EDGE: Final = 0.25
_Pages = dict[int, list[tuple[Composed, Line]]]


@rule(
    "area.foot",
    Severity.WARNING,
    "document",
    finds=Text(
        "Text of the body that reaches into the margin at the head or the foot of the page.",
        "ページの天または地の余白に入り込んでいる本文",
    ),
    why=Text(
        "It runs into the page number or off what printers and binders leave; it looks like a fault.",
        "ページ番号に重なったり、印刷や製本で欠けたりします。誤りにも見えます。",
    ),
    mend=NARROWER,
    source=Source("JLREQ", "2.5.1"),
)
def beyond_head_or_foot(subject: Subject) -> Iterator[Fault]:
    composition = subject.once(Composition)
    # Without a structure, heads and numbers of pages stand in the midst of texts.
    for upwards in (False, True) if subject.pdf.structure else ():
        for block, line in _out(subject, upwards):
            where = ("head", "天") if upwards else ("foot", "地")
            what = Text(
                f"“{line.text[:20]}” stands in the margin at the {where[0]} of the page.",
                f"「{line.text[:20]}」が{where[1]}の余白に入っています。",
            )
            yield Fault(what, block.source, composition.spots(line))


def _out(subject: Subject, upwards: bool) -> Iterator[tuple[Composed, Line]]:
    """Lines of the body beyond the number of their page, or beyond what the pages of their design agree on."""
    for pages in subject.once(_designs):
        reach = {page: max(_reach(line, upwards) for _, line in lines) for page, lines in pages.items()}
        size = Counter(line.size for lines in pages.values() for _, line in lines).most_common(1)[0][0]
        ranked = sorted(reach.values())
        for page, lines in pages.items():
            bound = min(_folio(subject, page, upwards), _others(ranked, reach[page], size))
            yield from (
                (block, line) for block, line in lines if _reach(line, upwards) > bound and block.block.kind in BODY
            )


def _designs(subject: Subject) -> list[_Pages]:
    """The lines of blocks by page, for each design by itself."""
    found: dict[object, _Pages] = defaultdict(lambda: defaultdict(list))
    designs = [design(subject, page) for page in subject.pdf.pages]
    for block in subject.once(Composition).blocks:
        for line in block.lines:
            found[block.chapter.layout, designs[line.page]][line.page].append((block, line))
    return list(found.values())


def _reach(line: Line, upwards: bool) -> float:
    """How far a line reaches, up or down."""
    return line.baseline + ABOVE * line.size if upwards else BELOW * line.size - line.baseline


def _others(ranked: Sequence[float], own: float, size: float) -> float:
    """How far a page may reach by what others do: `ranked` is how far all of them do, in order, it included."""
    if len(ranked) <= ENOUGH:
        return float("inf")
    farthest = ranked[-2] if own == ranked[-1] else ranked[-1]
    agree = len(ranked) - bisect_left(ranked, farthest - AGREE * size) - (own >= farthest - AGREE * size)
    return farthest + FARTHER * size if agree >= AGREEING else float("inf")


def _folio(subject: Subject, page: int, upwards: bool) -> float:
    """How far a page may reach by where its number stands; anywhere, where that is at its other end."""
    box = subject.pdf.pages[page].trim
    ends = (_edge(run, upwards) for _, run in subject.once(Body).folios.get(page, ()))
    edge = box.top - EDGE * box.height if upwards else -(box.bottom + EDGE * box.height)
    return min((end for end in ends if end > edge), default=float("inf"))


def _edge(run: Run, upwards: bool) -> float:
    """The side of a number that is turned to the text."""
    return run.baseline - BELOW * run.size if upwards else -(run.baseline + ABOVE * run.size)
