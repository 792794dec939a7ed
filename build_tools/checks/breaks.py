"""What must not stand alone where a page ends or begins: headings, and the first and last lines of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from build_tools.checks.subject import Subject, line_of
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.manuscript.model import Block, Chapter

RUNNING = ("paragraph", "item", "definition")
REWORD = Text(
    "Change the text before it by a line, or build with a layout that keeps two lines together (orphans, widows).",
    "その前の文章を一行分だけ増減させるか、二行を一緒に送る体裁（orphans、widows）にしてください。",
)


@rule(
    "lines.stranded-heading",
    Severity.ERROR,
    "document",
    finds=Text(
        "A heading at the foot of a page whose text starts on the next one.",
        "本文が次のページから始まる、ページの終わりの見出し",
    ),
    why=Text("It is read as the end of what stands above it.", "上の文章の終わりのように読めてしまいます。"),
    mend=Text(
        "Do not break the page between a heading and its text (break-after: avoid).",
        "見出しと本文の間で改ページしない体裁（break-after: avoid）にしてください。",
    ),
    source=Source("JLREQ", "4.1.7"),
)
def stranded_heading(subject: Subject) -> Iterator[Fault]:
    for chapter in subject.document.chapters:
        for heading, following in _headings(subject, chapter):
            if _is_parted(subject, heading, following) and not (chapter.turns and following.landscape):
                text = heading.text
                what = Text(
                    f"The heading “{text}” stands alone at the foot of its page.",
                    f"見出し「{text}」だけがページの終わりに残っています。",
                )
                yield Fault(what, line_of(heading), subject.concordance.spots_of(heading.id))


def _is_parted(subject: Subject, heading: Block, following: Block) -> bool:
    """Whether what follows a heading starts on a later page, and no picture stands below it on its own."""
    here, there = subject.concordance.pages(heading.id), subject.concordance.pages(following.id)
    return here is not None and there is not None and there[0] > here[1] and not _followed(subject, heading, here[1])


def _headings(subject: Subject, chapter: Chapter) -> Iterator[tuple[Block, Block]]:
    """Headings, each with what follows it."""
    printed = subject.concordance.printed
    running = [block for block in chapter.blocks if block.id in printed and "footnote" not in block.inside]
    for heading, following in pairwise(running):
        if heading.kind in ("heading", "rubric"):
            yield heading, following


def _followed(subject: Subject, heading: Block, page: int) -> bool:
    """Whether a picture stands below a heading on its page."""
    line = subject.concordance.last(heading.id)
    images = subject.pdf.pages[page].images
    return line is not None and any(image.box.bottom < line.box.bottom and not image.is_artifact for image in images)


@rule(
    "lines.widow",
    Severity.WARNING,
    "document",
    finds=Text(
        "The last line of a paragraph alone at the head of a page.", "段落の最後の一行だけがページの初めにあるところ"
    ),
    why=Text(
        "A line by itself, often of two or three characters, looks lost.",
        "一行だけ、ときには二、三字だけが離れて見えます。",
    ),
    mend=REWORD,
    source=Source("CSS Fragmentation Module Level 3", "3.3"),
)
def widow(subject: Subject) -> Iterator[Fault]:
    for block, lines in _broken(subject):
        if len(lines[-1]) == 1:
            yield _alone(subject, block, -1, Text("last", "最後"), Text("head", "初め"))


@rule(
    "lines.orphan",
    Severity.WARNING,
    "document",
    finds=Text(
        "The first line of a paragraph alone at the foot of a page.", "段落の最初の一行だけがページの終わりにあるところ"
    ),
    why=Text(
        "The thought starts on one page and is read on the next.", "文章の始まりと続きが、ページで切り離されます。"
    ),
    mend=REWORD,
    source=Source("CSS Fragmentation Module Level 3", "3.3"),
)
def orphan(subject: Subject) -> Iterator[Fault]:
    for block, lines in _broken(subject):
        if len(lines[0]) == 1:
            yield _alone(subject, block, 0, Text("first", "最初"), Text("foot", "終わり"))


def _broken(subject: Subject) -> Iterator[tuple[Block, Sequence[Sequence[float]]]]:
    """Paragraphs that run over a page's end, with the heights of their lines page by page."""
    for _chapter, block in subject.blocks():
        reach = subject.concordance.pages(block.id) if block.kind in RUNNING else None
        if reach and reach[0] != reach[1] and "table" not in block.inside:
            lines = subject.concordance.lines(block.id)
            yield block, [_lines(subject, [*on]) for _page, on in groupby(lines, key=lambda line: line[0])]


def _lines(subject: Subject, on: Sequence[tuple[int, int]]) -> list[float]:
    """The lines of a page by their height: what overlaps, as the mark of a footnote does, is one line."""
    found: list[float] = []
    for page, number in on:
        box = subject.pdf.pages[page].lines[number].box
        middle = (box.bottom + box.top) / 2
        if all(abs(middle - other) > box.height / 2 for other in found):
            found.append(middle)
    return found


def _alone(subject: Subject, block: Block, which: int, line: Text, end: Text) -> Fault:
    spot = subject.concordance.spots_of(block.id)[which]
    return Fault(
        Text(
            f"The {line.en} line of a paragraph stands alone at the {end.en} of page {spot.label}.",
            f"段落の{line.ja}の一行だけが、{spot.label}ページの{end.ja}にあります。",
        ),
        line_of(block),
        (spot,),
    )
