"""Whether words are parted on the page where the manuscript parts them, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.checks.naming import AROUND, line_of
from build_tools.checks.subject import Subject
from build_tools.concordance import Printed
from build_tools.concordance.reading import UNSEEN, Piece, Reading, solid
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.manuscript.model import Block

SPACE = re.compile("\\s")
# A gap that spreading a line may leave between characters (JLREQ 3.8.4), in ems, and the sign for it.
SPREAD, THIN = 0.5, "\N{THIN SPACE}"


@rule(
    "text.spaces",
    Severity.ERROR,
    "document",
    finds=Text(
        "A space of the manuscript that the page does not show, or one on the page that the manuscript does not have.",
        "原稿にあって紙面にない空白、原稿になくて紙面にある空白",
    ),
    why=Text(
        "Words run together, or a word falls apart: it is not found in a search and is read out wrongly.",
        "語がつながったり切れたりして、検索にかからず、読み上げも誤ります。",
    ),
    mend=Text(
        "Look at the line of the source. If it is right, build again.",
        "原稿の行を確かめてください。原稿が正しければ、もう一度作ってください。",
    ),
    source=Source("Kanko"),
)
def spaces(subject: Subject) -> Iterator[Fault]:
    for printed in subject.concordance.printed.values():
        if printed.how != "altered":
            wanted, there = _wanted(printed), dict(_printed(subject.concordance.reading, printed))
            if wanted or there:
                yield from _compared(subject, printed, wanted, there)


def _compared(subject: Subject, printed: Printed, wanted: set[int], there: dict[int, str]) -> Iterator[Fault]:
    length = sum(end - start for start, end in printed.spans)
    lost = sorted(at for at in wanted - there.keys() if 0 < at < length)
    more = sorted(at for at, white in there.items() if at not in wanted and "\n" not in white and white != THIN)
    for at, en, ja in [(at, "has no space", "空白がありません") for at in lost[:1]] + [
        (at, "has a space that the manuscript does not have", "原稿にない空白があります") for at in more[:1]
    ]:
        left, right = _beside(subject.concordance.reading, printed, at)
        what = Text(f"Between “{left}” and “{right}” the page {en}.", f"「{left}」と「{right}」の間に、{ja}。")
        place = _place(printed, at)
        yield Fault(what, line_of(printed.block), subject.concordance.spots(place - 1, place + 1))


def _wanted(printed: Printed) -> set[int]:
    """Before which characters of the text, counted solid, the manuscript has white space."""
    text = _filled(printed.block, printed.holes) if printed.holes else printed.block.text
    return {at for at, white in _whites(text) if SPACE.search(white)} if UNSEEN.search(text) else set()


def _filled(block: Block, holes: tuple[str, ...]) -> str:
    """The text of a block with what was printed in its holes."""
    found = iter(holes)
    return "".join(part if isinstance(part, str) else next(found, "") for part in block.parts)


def _whites(text: str) -> Iterator[tuple[int, str]]:
    """What is not seen in a text, each with the count of what is seen before it."""
    gone = 0
    for white in UNSEEN.finditer(text):
        yield white.start() - gone, white[0]
        gone += len(white[0])


def _printed(reading: Reading, printed: Printed) -> Iterator[tuple[int, str]]:
    """White space on the page: signs, ends of lines, and gaps within one marked content."""
    behind, last = 0, None
    for start, end in printed.spans:
        for piece in reading.pieces_of(start, end):
            at = behind + piece.start - start
            if at > 0 and piece.run.before and (piece.run.before == "\n" or _same(piece, last)):
                yield at, THIN if last and _is_thin(last, piece) else piece.run.before
            if len(piece.run.text) != piece.end - piece.start:
                yield from _inner(piece, at, behind, behind + end - start)
            last = piece
        behind += end - start


def _same(piece: Piece, last: Piece | None) -> bool:
    """Whether a gap lies in the text itself: between two elements it is the stylesheet's affair."""
    return last is not None and piece.element == last.element


def _is_thin(before: Piece, piece: Piece) -> bool:
    """Whether a gap is no wider than a line that is spread may have."""
    gap = piece.run.boxes[0].left - before.run.boxes[-1].right
    return piece.run.before == " " and piece.line == before.line and gap <= SPREAD * piece.run.size


def _inner(piece: Piece, at: int, start: int, end: int) -> Iterator[tuple[int, str]]:
    for offset, white in _whites(piece.run.text):
        if start < at + offset < end and SPACE.search(white):
            yield at + offset, white


def _place(printed: Printed, at: int) -> int:
    """A place of the text in the reading."""
    for start, end in printed.spans:
        if at < end - start:
            return start + at
        at -= end - start
    return printed.spans[-1][1] - 1


def _beside(reading: Reading, printed: Printed, at: int) -> tuple[str, str]:
    text = "".join(solid(reading.text[start:end]) for start, end in printed.spans)
    return text[max(0, at - AROUND) : at], text[at : at + AROUND]
