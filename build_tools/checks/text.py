"""Whether every text of the manuscript is printed, once, whole and in order, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby

from build_tools.checks.account import Altered, account
from build_tools.checks.furniture import spots_of
from build_tools.checks.naming import AROUND, line_of, quoted
from build_tools.checks.subject import Subject
from build_tools.concordance.reading import solid
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.manuscript.model import Block

HOUSE = Source("Kanko")
READING_ORDER = Source("ISO 32000-1", "14.8.2.3")
BUILD = Text(
    "Build again. If it comes back, look for a stylesheet or a template that does it.",
    "もう一度作ってください。それでも直らないときは、体裁（スタイルシートかテンプレート）を確かめてください。",
)


@rule(
    "text.lost",
    Severity.ERROR,
    "document",
    finds=Text("A text of the manuscript that is not in the PDF.", "原稿にあって、PDF にない文"),
    why=Text(
        "What was approved is not what is published, and a reader cannot see that something is missing.",
        "決裁を受けた内容と公表する内容が違い、読む人は抜けていることに気付けません。",
    ),
    mend=BUILD,
    source=HOUSE,
)
def lost(subject: Subject) -> Iterator[Fault]:
    """Texts that follow each other are told of at once."""
    order = {block.id: at for at, block in enumerate(subject.concordance.blocks)}
    blocks = account(subject).lost
    for _, group in groupby(enumerate(blocks), key=lambda each: order[each[1].id] - each[0]):
        yield _lost(subject, [block for _, block in group])


def _lost(subject: Subject, blocks: list[Block]) -> Fault:
    first, more = quoted(blocks[0].text), len(blocks) - 1
    what = Text(f"{first.en} is not in the PDF.", f"{first.ja}が PDF にありません。")
    if more:
        what = Text(
            f"{first.en} and {more} more texts after it are not in the PDF.",
            f"{first.ja}と、続く{more}か所の文が PDF にありません。",
        )
    if spots := _outside(subject, blocks[0]):
        what = Text(
            f"{first.en} is shown, but not as text of the document: whoever listens to it or searches misses it.",
            f"{first.ja}は紙面に見えますが、文書の文として記録されていません。読み上げや検索では抜けます。",
        )
    return Fault(what, line_of(blocks[0]), spots or _before(subject, blocks[0]))


def _outside(subject: Subject, block: Block) -> tuple[Spot, ...]:
    """Where a text stands outside of the structure."""
    reading, text = subject.concordance.reading, solid(block.text)
    at = reading.loose_text.find(text)
    if at < 0:
        return ()
    pieces = [piece for piece in reading.loose if piece.start < at + len(text) and piece.end > at]
    boxes = tuple(piece.run.boxes.bounds() for piece in pieces if piece.page == pieces[0].page)
    return (Spot(pieces[0].page, subject.concordance.label(pieces[0].page), boxes),)


def _before(subject: Subject, block: Block) -> tuple[Spot, ...]:
    """The end of what stands before a text that is lost: there it should follow."""
    blocks = subject.concordance.blocks
    before = (subject.concordance.stretches(each.id) for each in reversed(blocks[: blocks.index(block)]))
    lines = next((lines for lines in before if lines), ())
    return (Spot(lines[-1].page, subject.concordance.label(lines[-1].page), (lines[-1].box,)),) if lines else ()


@rule(
    "text.altered",
    Severity.ERROR,
    "document",
    finds=Text("A text that is not in the PDF as the manuscript has it.", "原稿と PDF とで、文言が違う文"),
    why=Text(
        "A single character can change a name, an amount or a date.",
        "一字の違いで、氏名や金額や日付が変わってしまいます。",
    ),
    mend=Text(
        "Compare the two texts; build again from the manuscript that is right.",
        "二つの文を見比べ、正しい原稿からもう一度作ってください。",
    ),
    source=HOUSE,
)
def altered(subject: Subject) -> Iterator[Fault]:
    for each in account(subject).altered:
        yield Fault(_difference(each), line_of(each.block), subject.concordance.spots(each.start, each.end))


def _difference(altered: Altered) -> Text:
    """Both texts around the first place in which they differ."""
    wanted, found, holes = solid(altered.block.text), altered.text, _holes(altered.block)
    codes = SequenceMatcher(None, wanted, found, False).get_opcodes()
    wrong = (code for code in codes if code[0] != "equal" and not (code[0] == "insert" and code[1] in holes))
    _, a, b, c, d = next(wrong, ("", 0, len(wanted), 0, len(found)))
    there, instead = _excerpt(found, c, d), _excerpt(wanted, a, b)
    return Text(
        f"The PDF says “{there}” where the manuscript says “{instead}”.",
        f"原稿では「{instead}」の所が、PDF では「{there}」になっています。",
    )


def _holes(block: Block) -> set[int]:
    """Where in the text of a block, solid, something is filled in."""
    found, at = set(), 0
    for part in block.parts:
        if isinstance(part, str):
            at += len(solid(part))
        else:
            found.add(at)
    return found


def _excerpt(text: str, start: int, end: int) -> str:
    """A part of a text with what stands around it, shortened in the middle."""
    part = text[start:end]
    short = part if len(part) <= 4 * AROUND else f"{part[: 2 * AROUND]}…{part[-2 * AROUND :]}"
    left, right = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return f"{'…' if start > AROUND else ''}{left}{short}{right}{'…' if end + AROUND < len(text) else ''}"


@rule(
    "text.moved",
    Severity.ERROR,
    "document",
    finds=Text("A text that is read in another place than the manuscript has it.", "原稿と順序が違う文"),
    why=Text(
        "Whoever listens to the document, or copies from it, gets the sentences in the wrong order.",
        "読み上げや文字の写し取りで、文の順序が入れ替わります。",
    ),
    mend=BUILD,
    source=READING_ORDER,
)
def moved(subject: Subject) -> Iterator[Fault]:
    for printed in account(subject).moved:
        text = quoted(printed.block.text)
        yield Fault(
            Text(f"{text.en} stands out of order.", f"{text.ja}の順序が原稿と違います。"),
            line_of(printed.block),
            subject.concordance.spots_of(printed.block.id),
        )


@rule(
    "text.doubled",
    Severity.ERROR,
    "document",
    finds=Text("A text of the manuscript that the PDF has once more.", "PDF に余分にもう一度ある、原稿の文"),
    why=Text(
        "The manuscript has it once; a heading or sentence that stands there twice is taken for two.",
        "原稿には一度しかない見出しや文が二度あると、別のものと受け取られます。",
    ),
    mend=BUILD,
    source=HOUSE,
)
def doubled(subject: Subject) -> Iterator[Fault]:
    for extra, block in account(subject).doubled:
        text = quoted(block.text)
        yield Fault(
            Text(f"{text.en} stands there once more.", f"{text.ja}が余分にもう一度あります。"),
            line_of(block),
            subject.concordance.spots(extra.start, extra.end),
        )


@rule(
    "text.unexpected",
    Severity.ERROR,
    "document",
    finds=Text(
        "A text that is neither in the manuscript nor part of the design: no title, fact, page number or mark.",
        "原稿にも体裁（表題、事実、ページ番号、記号など）にもない文",
    ),
    why=Text(
        "Nobody has approved what nobody wrote in the manuscript.",
        "原稿にない文は、だれも確かめていません。",
    ),
    mend=Text(
        "Find where it comes from: the layout, or a change of the finished PDF. What should be there, write in the "
        "manuscript or in the layout.",
        "体裁や、出来上がった PDF への加工など、出所を確かめてください。必要な文なら、原稿か体裁に書いてください。",
    ),
    source=HOUSE,
)
def unexpected(subject: Subject) -> Iterator[Fault]:
    found = account(subject)
    for extra in found.unexpected:
        beside = found.beside(extra)
        source = line_of(beside) if beside else None
        yield Fault(_strange(extra.text), source, subject.concordance.spots(extra.start, extra.end))
    for stray in found.astray:
        if stray.is_artifact:
            yield Fault(_strange(stray.text), spots=spots_of(stray, subject.concordance.label(stray.page)))


def _strange(text: str) -> Text:
    said = quoted(text, 40)
    return Text(f"{said.en} is not in the manuscript.", f"{said.ja}は原稿にありません。")
