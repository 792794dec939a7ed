"""Tags: the structure that a screen reader reads says what the manuscript says.

Only what is there is judged: how a table's heads are scoped, what is an artifact, is left to the judges of PDF/UA.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from build_tools.checks.figures import shown
from build_tools.checks.subject import Subject, line_of
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Element, ObjectReference, PdfDocument, Structure

HEADINGS: Final = {f"H{rank}": rank for rank in range(1, 7)}
BUILD_AGAIN = Text("Build the publication again.", "刊行物をもう一度作ってください。")
RETAG = Text(
    "Make the PDF again from its source, with tags.", "元のファイルから、タグ付き PDF として作り直してください。"
)


def spots_of(pdf: PdfDocument, element: Element) -> tuple[Spot, ...]:
    """The page of an element."""
    known = element.page is not None and element.page < len(pdf.pages)
    return (Spot(element.page, pdf.pages[element.page].label),) if known and element.page is not None else ()


@rule(
    "tags.untagged",
    Severity.ERROR,
    "pdf",
    finds=Text(
        "A PDF without tags, or one that does not say that it is tagged.",
        "タグのない PDF、またはタグ付きと記されていない PDF",
    ),
    why=Text(
        "A screen reader does not know what is a heading, a table or a list, nor in what order to read.",
        "読み上げソフトが、見出し、表、箇条書きも、読む順序も判断できません。",
    ),
    mend=RETAG,
    source=Source("ISO 14289-1", "7.1"),
)
def untagged(pdf: PdfDocument) -> Iterator[Fault]:
    if pdf.structure is None or not pdf.structure.elements:
        yield Fault(Text("The PDF has no structure tree.", "PDF にタグ（構造ツリー）がありません。"))
    elif not pdf.catalog.is_marked:
        yield Fault(Text("The PDF does not say that it is tagged.", "PDF にタグ付きの印（Marked）がありません。"))


@rule(
    "tags.suspect",
    Severity.ERROR,
    "pdf",
    finds=Text("Tags that the program which wrote them calls suspect.", "作成したソフト自身が疑わしいとしているタグ"),
    why=Text("They were guessed, and nobody has looked.", "推測で付けられたまま、確かめられていません。"),
    mend=RETAG,
    source=Source("ISO 14289-1", "7.1"),
)
def suspect(pdf: PdfDocument) -> Iterator[Fault]:
    if pdf.catalog.is_suspect:
        yield Fault(Text("The tags are marked as suspect.", "タグに「疑わしい」の印（Suspects）があります。"))


@rule(
    "tags.no-alt",
    Severity.ERROR,
    "pdf",
    finds=Text("A figure without a text in its stead.", "代替テキストのない図"),
    why=Text("Who cannot see it learns nothing of it.", "見えない人には何も伝わりません。"),
    mend=Text("Give the figure an `:alt:`.", "図に :alt: を書いてください。"),
    source=Source("ISO 14289-1", "7.3"),
)
def no_alt(pdf: PdfDocument) -> Iterator[Fault]:
    for element in pdf.structure.elements if pdf.structure else ():
        if element.role == "Figure" and not (element.alternate or element.actual_text or "").strip():
            yield Fault(
                Text("A figure has no alternate text.", "図に代替テキストがありません。"), spots=spots_of(pdf, element)
            )


@rule(
    "tags.no-box",
    Severity.WARNING,
    "pdf",
    finds=Text("A figure's tag that does not say where the figure stands.", "図の位置（BBox）が記されていない図のタグ"),
    why=Text(
        "Programs that reflow or magnify a page cannot find it.", "拡大や流し込みの表示で、図の位置が分かりません。"
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "14.8.5.4.3"),
)
def no_box(pdf: PdfDocument) -> Iterator[Fault]:
    for element in pdf.structure.elements if pdf.structure else ():
        if element.role == "Figure" and len(element.attribute("BBox") or ()) != 4:
            yield Fault(
                Text("A figure's tag has no bounding box.", "図のタグに位置がありません。"),
                spots=spots_of(pdf, element),
            )


@rule(
    "tags.figure",
    Severity.ERROR,
    "document",
    finds=Text(
        "A figure of the manuscript that no tag has with its text.", "原稿どおりの代替テキストを持つタグがない図"
    ),
    why=Text(
        "A screen reader says nothing of it, or something else.", "読み上げでは図が抜けるか、別の説明になります。"
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 14289-1", "7.3"),
)
def figure(subject: Subject) -> Iterator[Fault]:
    for each in subject.once(shown) if subject.pdf.structure else ():
        if each.element is None and each.figure.alt:
            what = Text(
                f"No figure has the text “{each.figure.alt[:40]}”.",
                f"代替テキスト「{each.figure.alt[:40]}」の図がありません。",
            )
            yield Fault(what, each.source)


@rule(
    "tags.heading",
    Severity.ERROR,
    "document",
    finds=Text(
        "A heading whose tag is none of a heading, or does not stand as far below the one above as it should.",
        "見出しのタグでない見出し、または上の見出しとの段の差が原稿と違う見出し",
    ),
    why=Text(
        "Screen readers go from heading to heading by these tags.", "読み上げソフトは、このタグで見出しを移動します。"
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 14289-1", "7.4"),
)
def heading(subject: Subject) -> Iterator[Fault]:
    structure = subject.pdf.structure
    if structure is None:
        return
    for chapter in subject.document.chapters:
        ranks: dict[str, tuple[int, int]] = {}
        for section in chapter.sections:
            role = _role(subject, structure, section.heading)
            rank, wanted = HEADINGS.get(role), _wanted(section.level, ranks.get(section.above))
            ranks[section.id] = section.level, rank or wanted or max(1, section.level)
            if role and (rank or 0) != (wanted or rank):
                what = Text(f"“{section.title}” is tagged as {role}.", f"「{section.title}」のタグが {role} です。")
                yield Fault(what, line_of(section), subject.concordance.spots_of(section.heading))


def _role(subject: Subject, structure: Structure, block: str) -> str:
    """The type of the element round a block; "" where the block is lost, or its tag names no rank (H)."""
    printed = subject.concordance.printed.get(block)
    element = subject.concordance.reading.element(printed.start) if printed else None
    role = "" if element is None else structure.elements[element].role
    return "" if role == "H" else role


def _wanted(level: int, above: tuple[int, int] | None) -> int | None:
    """The rank of a heading, by level and rank of the section above it; None where nothing is above."""
    return None if above is None else min(6, above[1] + level - above[0])


@rule(
    "tags.heading-gap",
    Severity.ERROR,
    "pdf",
    finds=Text("A heading more than one rank below the one before it.", "前の見出しから段を飛ばしている見出し"),
    why=Text("Readers who go by headings think that one is missing.", "見出しをたどる人は、抜けがあると思います。"),
    mend=Text("Let no level of headings be left out.", "見出しの段を飛ばさないでください。"),
    source=Source("ISO 14289-1", "7.4.2"),
)
def heading_gap(pdf: PdfDocument) -> Iterator[Fault]:
    last = 0
    for element in pdf.structure.elements if pdf.structure else ():
        rank = HEADINGS.get(element.role)
        if rank is not None:
            if rank > last + 1:
                follows = Text(f"{element.role} follows H{last}.", f"H{last} の次が {element.role} です。")
                first = Text(f"The first heading is {element.role}.", f"最初の見出しが {element.role} です。")
                yield Fault(follows if last else first, spots=spots_of(pdf, element))
            last = rank


@rule(
    "tags.list",
    Severity.ERROR,
    "document",
    finds=Text("An item of a list whose tag is in no list.", "箇条書きのタグに入っていない箇条書きの項目"),
    why=Text(
        "A screen reader does not say how many items there are, nor where they end.",
        "読み上げで項目の数も終わりも分かりません。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "14.8.4.3.3"),
)
def list_item(subject: Subject) -> Iterator[Fault]:
    structure = subject.pdf.structure
    for _, block in subject.blocks() if structure else ():
        printed = subject.concordance.printed.get(block.id)
        if structure and printed and block.kind == "item":
            roles = [each.role for each in ancestors(structure, subject.concordance.reading.element(printed.start))]
            own = roles[: roles.index("L")] if "L" in roles else []
            if "LI" not in own or roles.count("L") < block.inside.count("list"):
                what = Text(
                    f"“{block.text[:20]}” is tagged in no list.", f"「{block.text[:20]}」が箇条書きのタグにありません。"
                )
                yield Fault(what, line_of(block), subject.concordance.spots_of(block.id))


def ancestors(structure: Structure, index: int | None) -> Iterator[Element]:
    """An element, and those that it lies in, from inside."""
    while index is not None:
        yield structure.elements[index]
        index = structure.elements[index].parent


@rule(
    "tags.link",
    Severity.ERROR,
    "pdf",
    finds=Text(
        "A link that the structure does not name, or without a text of its own.",
        "タグに結び付いていない、または説明（Contents）のないリンク",
    ),
    why=Text(
        "A screen reader does not find it, or reads an address out.",
        "読み上げでリンクが見つからないか、アドレスがそのまま読まれます。",
    ),
    mend=RETAG,
    source=Source("ISO 14289-1", "7.18.5"),
)
def link(pdf: PdfDocument) -> Iterator[Fault]:
    if pdf.structure is None:
        return
    kids = (kid for element in pdf.structure.elements for kid in element.kids if isinstance(kid, ObjectReference))
    named = {kid.number for kid in kids}
    for each in pdf.links:
        spot = (Spot(each.page, pdf.pages[each.page].label, (each.rectangle,)),)
        if each.number not in named:
            what = Text(f"The link “{each.text[:30]}” has no tag.", f"リンク「{each.text[:30]}」にタグがありません。")
            yield Fault(what, spots=spot)
        elif not (each.contents or "").strip():
            what = Text(
                f"The link “{each.text[:30]}” has no description.", f"リンク「{each.text[:30]}」に説明がありません。"
            )
            yield Fault(what, spots=spot)
