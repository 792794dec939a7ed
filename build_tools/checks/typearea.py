"""Whether text stands where it can be read: on the page, in the type area, whole, and not on top of other text.

A glyph is taken to reach from a tenth of its size below the baseline to seven tenths above it: what every face fills.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from struct import unpack_from
from typing import Final, NamedTuple

from build_tools.checks.composition import Composed, Composition, Line
from build_tools.checks.subject import Subject
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Box, Page, PdfDocument, Run

# In points: what rounding may do at the edge of a page.
ROUNDING: Final = 1.0
# In ems: how far a glyph reaches below and above its baseline, and what may hang over an edge of the type area (a full
# stop; or, where lines are ragged, the character that only just found room).
BELOW, ABOVE, HANGS = 0.1, 0.7, 1.1
# In ems: so much of a glyph may be clipped (air round the ink).
AIR: Final = 0.3
# In ems: what two texts share where they stand on top of each other. Single glyphs overlap by design: accents, marks,
# brackets of half an em, ornaments.
ACROSS, UP, GLYPHS = 1.0, 0.4, 2
# In so many blocks lines begin, or lines that others follow end, at the same place: it is an edge of the type area.
BEGIN, END = 2, 3
# So many of them it takes to tell a type area at all.
ENOUGH: Final = 8
# Titles and captions may reach into the margin: layouts decorate them.
BODY: Final = frozenset(("paragraph", "item", "term", "definition", "cell", "code", "line", "footnote"))

NARROWER = Text(
    "Find in the stylesheet what moves or widens it; break a long word or address, or give a table fewer columns.",
    "スタイルシートで位置や幅を動かしているものを探してください。長い語やアドレスは分け、表は列を減らしてください。",
)


class _Ink(NamedTuple):
    """Where a run's glyphs are, about; one that does not run to the right is not known from its ends."""

    bottom: float
    left: float
    right: float
    top: float
    run: Run
    runs_right: bool

    @property
    def box(self) -> Box:
        return Box(self.left, self.bottom, self.right, self.top)


def _ink(run: Run) -> _Ink:
    """By its first and last glyph."""
    numbers = run.boxes.numbers
    first, _, first_end, _ = unpack_from("4f", numbers)
    last, _, last_end, _ = unpack_from("4f", numbers, len(numbers) - 16)
    left, right = min(first, last), max(first_end, last_end)
    return _Ink(run.baseline - BELOW * run.size, left, right, run.baseline + ABOVE * run.size, run, last >= first)


def _seen(page: Page) -> Iterator[_Ink]:
    """The runs of a page that show something."""
    return (_ink(run) for run in page.runs if _shows(run))


def _shows(run: Run) -> bool:
    return not run.invisible and not run.text.isspace()


def _spot(page: Page, *inks: _Ink) -> tuple[Spot, ...]:
    return (Spot(page.number, page.label, tuple(ink.box for ink in inks)),)


@rule(
    "area.page",
    Severity.ERROR,
    "pdf",
    finds=Text(
        "Text that stands beyond the edge of the page, in whole or in part.", "用紙の外に（一部でも）出ている文字"
    ),
    why=Text("It is cut when the page is printed and trimmed.", "印刷して裁ち落とすと切れてしまいます。"),
    mend=NARROWER,
    source=Source("ISO 32000-1", "14.11.2"),
)
def beyond_page(pdf: PdfDocument) -> Iterator[Fault]:
    for page in pdf.pages:
        out = [ink for line in page.lines if not _well_inside(line.box, page.trim) for ink in _out(page, line.runs)]
        if out:
            words = " ".join(ink.run.text.strip() for ink in out)[:30]
            yield Fault(
                Text(f"“{words}” stands beyond the edge of the page.", f"「{words}」が用紙の外に出ています。"),
                spots=_spot(page, *out),
            )


def _well_inside(box: Box, page: Box) -> bool:
    return box.left >= page.left and box.right <= page.right and box.bottom >= page.bottom and box.top <= page.top


def _out(page: Page, runs: Iterable[Run]) -> Iterator[_Ink]:
    """Runs beyond the trimmed page; printers' information, wholly outside of a declared trim box, is meant to be."""
    trim, marked = page.trim, page.trim != page.media
    for run in runs:
        ink = _ink(run)
        across = max(trim.left - ink.left, ink.right - trim.right)
        up = max(trim.bottom - ink.bottom, ink.top - trim.top)
        apart = not trim.meets(ink.box)
        if max(across, up) > ROUNDING and _shows(run) and not (marked and apart):
            yield ink


@rule(
    "area.clipped",
    Severity.ERROR,
    "pdf",
    finds=Text("Text of which a part is cut away by a clipping path.", "枠で切り取られて一部が見えない文字"),
    why=Text(
        "A program still finds the text; who reads the page does not see all of it.",
        "検索では見つかりますが、紙面では一部が見えません。",
    ),
    mend=Text(
        "Look in the stylesheet for `overflow: hidden` or a fixed height, and give the text the room that it needs.",
        "スタイルシートの overflow: hidden や固定の高さを探し、文字に必要な広さを与えてください。",
    ),
    source=Source("ISO 32000-1", "8.5.4"),
)
def clipped(pdf: PdfDocument) -> Iterator[Fault]:
    for page in pdf.pages:
        cut = [_ink(run) for run in page.runs if run.clip is not None and _shows(run) and _is_cut(run, run.clip)]
        if cut:
            words = " ".join(ink.run.text.strip() for ink in cut)[:30]
            yield Fault(
                Text(f"“{words}” is cut at an edge.", f"「{words}」が枠で切れています。"), spots=_spot(page, *cut)
            )


def _is_cut(run: Run, clip: Box) -> bool:
    ink = _ink(run)
    beyond = max(clip.left - ink.left, ink.right - clip.right, clip.bottom - ink.bottom, ink.top - clip.top)
    return beyond > AIR * run.size or _is_cut_by_shapes(run)


def _is_cut_by_shapes(run: Run) -> bool:
    """Whether a part of a glyph lies beyond a clipping path that is no rectangle: the middles of its sides tell."""
    low, high = run.baseline + (AIR - BELOW) * run.size, run.baseline + (ABOVE - AIR) * run.size
    for box in run.boxes if run.shapes else ():
        across, air = (box.left + box.right) / 2, min(AIR * run.size, box.width / 2)
        points = ((across, low), (across, high), (box.left + air, low), (box.right - air, low))
        if not all(shape.holds(*point) for shape in run.shapes for point in points):
            return True
    return False


@rule(
    "area.overlap",
    Severity.ERROR,
    "pdf",
    finds=Text("Text on top of other text.", "重なり合っている文字"),
    why=Text("Neither can be read.", "どちらも読めません。"),
    mend=Text(
        "Find in the stylesheet what moves one of them (position, negative margins, fixed heights).",
        "スタイルシートで位置を動かしているもの（position、負の余白、固定の高さ）を探してください。",
    ),
    source=Source("Kanko"),
)
def overlapping(pdf: PdfDocument) -> Iterator[Fault]:
    for page in pdf.pages:
        pairs = list(_overlapping(page))
        if pairs:
            one, other = pairs[0][0].run.text.strip()[:15], pairs[0][1].run.text.strip()[:15]
            yield Fault(
                Text(f"“{one}” and “{other}” stand on top of each other.", f"「{one}」と「{other}」が重なっています。"),
                spots=_spot(page, *dict.fromkeys(ink for pair in pairs for ink in pair)),
            )


def _overlapping(page: Page) -> Iterator[tuple[_Ink, _Ink]]:
    """Pairs of runs, from below: a later one can only meet those that reach up to it. What is drawn twice is bold."""
    open_: list[_Ink] = []
    words = (ink for ink in _seen(page) if ink.runs_right and len(ink.run.text.strip()) >= GLYPHS)
    for ink in sorted(words, key=_bottom):
        open_ = [each for each in open_ if each.top > ink.bottom]
        yield from ((each, ink) for each in open_ if _collide(each, ink) and each.run.text != ink.run.text)
        open_.append(ink)


def _bottom(ink: _Ink) -> float:
    return ink.bottom


def _collide(one: _Ink, other: _Ink) -> bool:
    size = min(one.run.size, other.run.size)
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > ACROSS * size and min(one.top, other.top) - max(one.bottom, other.bottom) > UP * size


@rule(
    "area.type",
    Severity.WARNING,
    "document",
    finds=Text(
        "Text of the body that reaches out of the type area into the margin.", "版面から余白へはみ出している本文"
    ),
    why=Text(
        "Margins are for holding, binding and trimming; text in them looks like a fault and may be lost.",
        "余白は持つ、綴じる、裁つためのものです。はみ出した文字は誤りに見え、欠けるおそれもあります。",
    ),
    mend=NARROWER,
    source=Source("JLREQ", "2.5.1"),
)
def beyond_type_area(subject: Subject) -> Iterator[Fault]:
    composition, groups = subject.once(Composition), defaultdict[object, list[tuple[Composed, Line]]](list)
    designs = [design(subject, page) for page in subject.pdf.pages]
    for block in composition.blocks:
        for line in block.lines:
            groups[block.chapter.layout, designs[line.page]].append((block, line))
    for lines in groups.values():
        if len({block.block.id for block, _ in lines}) < ENOUGH:
            continue
        left = _outermost(((round(line.left), block) for block, line in lines), BEGIN)
        full = ((block, line) for block, line in lines if line is not block.lines[-1])
        right = -_outermost(((-round(line.right), block) for block, line in full), END)
        size = Counter(line.size for _, line in lines).most_common(1)[0][0] or 1.0
        for block, line in lines:
            out = max(left - line.left, line.right - right) / size
            if out > HANGS and block.block.kind in BODY:
                what = Text(
                    f"“{line.text[:20]}” reaches {out:.1f} em into the margin.",
                    f"「{line.text[:20]}」が余白へ {out:.1f} 字分はみ出しています。",
                )
                yield Fault(what, block.source, composition.spots(line))


def design(subject: Subject, page: Page) -> tuple[int, int, int]:
    """What pages of a layout have in common that have the same type area."""
    side = page.number % 2 if subject.document.layout.facing else 0
    return round(page.media.width), round(page.media.height), side


def _outermost(found: Iterable[tuple[float, Composed]], enough: int) -> float:
    """The outermost place, to the left, that enough blocks share; beyond everything where none is."""
    blocks: dict[float, set[str]] = defaultdict(set)
    for place, block in found:
        blocks[place].add(block.block.id)
    return min((place for place, there in blocks.items() if len(there) >= enough), default=-1e6)
