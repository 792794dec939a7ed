"""Whether text that is there can be seen: on the page, in a colour of its own, not covered, not on other text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby, pairwise, product

from build_tools.checks.naming import line_of, quoted
from build_tools.checks.subject import Subject
from build_tools.concordance import Concordance
from build_tools.concordance.reading import Piece
from build_tools.errors import Place, Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Box, Ink, Line, Page, Run
from build_tools.manuscript.model import Block

WHITE: Ink = (255, 255, 255, 255)
# Two colours that differ by less than this, in all, are one to the eye; so much of 255 is opaque.
ALIKE = 30
OPAQUE = 250
FAINT = 5
# Text modes that clip alone (ISO 32000-1, 9.3.6).
CLIPS = 7
# So much of a glyph, in parts of its size, may lie on another: boxes are larger than ink.
LAPS = 0.35
MARGIN = 0.15
# Full-width signs of which one half is white (JLREQ, cl-01, cl-02, cl-06, cl-07).
OPENS = frozenset("（「『【〔［｛〈《“‘")
CLOSES = frozenset("）」』】〕］｝〉》”’、。，．")


@rule(
    "text.hidden",
    Severity.ERROR,
    "document",
    finds=Text(
        "Text that is in the file and cannot be seen: invisible, in the colour of its ground, covered, off the page.",
        "ファイルにあって見えない文（不可視、地と同じ色、塗りや画像の下、紙の外）",
    ),
    why=Text(
        "Who prints the document misses it; what was meant to be taken out can be read by anyone who copies it.",
        "印刷すると抜け、消したつもりの文は写し取れば読めてしまいます。",
    ),
    mend=Text(
        "Take the text out of the source, or mend the stylesheet that hides it.",
        "不要なら原稿から削り、必要なら、隠しているスタイルシートを直してください。",
    ),
    source=Source("ISO 32000-1", "9.3.6"),
)
def hidden(subject: Subject) -> Iterator[Fault]:
    """Lines of a text that are hidden alike are told of at once."""
    for (how, number, source), group in groupby(_hidden(subject), key=lambda each: each[1:]):
        pieces, page = [each[0] for each in group], subject.pdf.pages[number]
        said = quoted("".join(piece.run.text for piece in pieces))
        what = Text(f"{said.en} cannot be seen: {how.en}.", f"{said.ja}が見えません（{how.ja}）。")
        yield Fault(what, source, (Spot(page.number, page.label, tuple(piece.run.boxes.bounds() for piece in pieces)),))


def _hidden(subject: Subject) -> Iterator[tuple[Piece, Text, int, Place | None]]:
    """Runs that cannot be seen: why, on which page, and where they come from."""
    for piece in chain(subject.concordance.reading.pieces, subject.concordance.reading.loose):
        if how := _how(subject.pdf.pages[piece.page], piece):
            yield piece, how, piece.page, _source(subject, piece)


def _how(page: Page, piece: Piece) -> Text | None:
    """What keeps a run from being seen."""
    run, line = piece.run, page.lines[piece.line]
    if run.invisible or run.mode == CLIPS:
        return Text("it is set to be invisible", "不可視の指定")
    if not _within(line.box, page.crop) and not run.boxes.bounds().meets(page.crop):
        return Text("it stands off the page", "紙の外")
    if run.covered:
        return Text("an image lies over it", "上に画像がある")
    over = [fill for fill in page.fills if fill.box.meets(line.box)]
    if run.ink is None or (not over and not _alike(run.ink, WHITE)):
        return None
    middle = _middle(run)
    over = [fill for fill in over if fill.box.holds(*middle) and fill.ink[3] >= OPAQUE]
    if any(fill.order > run.order and _within(run.boxes.bounds(), fill.box) for fill in over):
        return Text("something is painted over it", "上から塗られている")
    ground = max((fill for fill in over if fill.order < run.order), key=lambda fill: fill.order, default=None)
    if run.mode == 0 and _alike(run.ink, ground.ink if ground else WHITE):
        return Text("it has the colour of its ground", "地と同じ色")
    return None


@lru_cache(1000)
def _alike(ink: Ink, ground: Ink) -> bool:
    """Whether a colour does not stand out from another one."""
    differs = sum(abs(one - other) for one, other in zip(ink[:3], ground[:3], strict=True))
    return ink[3] <= FAINT or differs <= ALIKE


def _within(inner: Box, outer: Box) -> bool:
    return (
        outer.left <= inner.left
        and inner.right <= outer.right
        and outer.bottom <= inner.bottom
        and inner.top <= outer.top
    )


def _middle(run: Run) -> tuple[float, float]:
    box = run.boxes[len(run.boxes) // 2]
    return (box.left + box.right) / 2, run.baseline + 0.3 * run.size if _is_level(run) else (box.bottom + box.top) / 2


def _is_level(run: Run) -> bool:
    """Whether its glyphs stand on the baseline that is told, as those of text that is not turned do."""
    box = run.boxes[0]
    return box.bottom <= run.baseline + 0.3 * run.size <= box.top


def _source(subject: Subject, piece: Piece) -> Place | None:
    """The line of the source of a text that the structure names."""
    if piece.element is None:
        return None
    found = _block(subject.concordance, piece)
    return line_of(found) if found else None


def _block(concordance: Concordance, piece: Piece) -> Block | None:
    """The block to which a run belongs."""
    for printed in concordance.printed.values():
        if any(start < piece.end and piece.start < end for start, end in printed.spans):
            return printed.block
    return None


@rule(
    "text.overprinted",
    Severity.ERROR,
    "document",
    finds=Text("Text that is set on other text.", "ほかの文に重なって印刷された文"),
    why=Text("Neither can be read.", "どちらも読めなくなります。"),
    mend=Text(
        "Shorten the text, widen its column, or mend the stylesheet that places it.",
        "文を短くするか、欄を広げるか、配置しているスタイルシートを直してください。",
    ),
    source=Source("Kanko"),
)
def overprinted(subject: Subject) -> Iterator[Fault]:
    pieces = _by_run(subject.concordance)
    for page in subject.pdf.pages:
        for one, other in _lapping(page):
            left, right = quoted(one.text), quoted(other.text)
            what = Text(f"{left.en} and {right.en} lie on each other.", f"{left.ja}と{right.ja}が重なっています。")
            boxes = (one.boxes.bounds(), other.boxes.bounds())
            found = (pieces.get(id(each)) for each in (other, one))
            source = next((place for each in found if each and (place := _source(subject, each))), None)
            yield Fault(what, source, (Spot(page.number, page.label, boxes),))


def _by_run(concordance: Concordance) -> dict[int, Piece]:
    return {id(piece.run): piece for piece in concordance.reading.pieces}


def _lapping(page: Page) -> Iterator[tuple[Run, Run]]:
    """Runs of a page that lie on each other: side by side on a line, or on two lines that are too near."""
    beside = (pair for line in page.lines if len(line.runs) > 1 for pair in pairwise(line.runs))
    above = (pair for one, other in _near(page.lines) for pair in product(one.runs, other.runs))
    return (pair for pair in chain(beside, above) if _reaches(*pair) and _lap(*pair))


def _reaches(one: Run, other: Run) -> bool:
    """Whether one run reaches into the other from left to right."""
    least = LAPS * min(one.size, other.size)
    return min(one.boxes[-1].right, other.boxes[-1].right) - max(one.boxes[0].left, other.boxes[0].left) > least


def _near(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Lines of which one reaches into the other."""
    waiting: list[Line] = []
    for line in sorted(lines, key=lambda each: each.box.bottom):
        waiting = [each for each in waiting if each.box.top - line.box.bottom > LAPS * (line.box.top - line.box.bottom)]
        yield from ((line, each) for each in waiting if each.box.meets(line.box))
        waiting.append(line)


def _lap(one: Run, other: Run) -> bool:
    """Whether glyphs of two runs cover each other by more than their boxes do where they stand well."""
    size = min(one.size, other.size)
    first, second = list(_ink_boxes(one)), list(_ink_boxes(other))
    return any(_shared(a, b, LAPS * size) for a in first for b in second)


def _ink_boxes(run: Run) -> Iterator[Box]:
    """About what glyphs cover of their boxes, which are as high as the font; of signs that open or close, a half."""
    for character, box in zip(run.text, run.boxes, strict=True):
        margin, half = box.height * MARGIN, box.width / 2
        left = box.left + (half if character in OPENS else 0)
        right = box.right - (half if character in CLOSES else 0)
        if not character.isspace():
            yield Box(left, box.bottom + margin, right, box.top - margin)


def _shared(a: Box, b: Box, least: float) -> bool:
    across = min(a.right, b.right) - max(a.left, b.left)
    return across > least and min(a.top, b.top) - max(a.bottom, b.bottom) > least
