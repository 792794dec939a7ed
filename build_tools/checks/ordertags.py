"""Tags beside the manuscript: its sections, its contents, its notes and captions, each where it belongs in the tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.checks.body import Body
from build_tools.checks.lists import listings
from build_tools.checks.subject import Subject, line_of
from build_tools.checks.tags import BUILD_AGAIN, ancestors
from build_tools.errors import Place, Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Element, Link, ObjectReference, Structure
from build_tools.manuscript.model import Footnote, Section

GROUPS = ("Part", "Sect", "Art")


@dataclass(frozen=True)
class Tree:
    """The structure of a document with its links: which element holds which annotation."""

    structure: Structure
    holders: dict[int, Element]
    links: dict[int, Link]

    def links_in(self, element: Element) -> Iterator[Link]:
        """The links that an element holds, and those in it."""
        for kid in element.kids:
            if isinstance(kid, ObjectReference) and kid.number in self.links:
                yield self.links[kid.number]
            elif isinstance(kid, int):
                yield from self.links_in(self.structure.elements[kid])


def tree(subject: Subject) -> Tree | None:
    """The structure of a document: `subject.once(tree)` for all rules; None where it has none."""
    structure = subject.pdf.structure
    if structure is None:
        return None
    holders = {
        kid.number: each
        for each in structure.elements
        for kid in each.kids
        if isinstance(kid, ObjectReference) and kid.number is not None
    }
    return Tree(structure, holders, {each.number: each for each in subject.pdf.links if each.number is not None})


def _element(subject: Subject, block: str) -> Element | None:
    """The element in which a block begins."""
    printed, structure = subject.concordance.printed.get(block), subject.pdf.structure
    index = subject.concordance.reading.element(printed.start) if printed else None
    return structure.elements[index] if structure and index is not None else None


@rule(
    "tags.section",
    Severity.ERROR,
    "document",
    finds=Text(
        "A section whose tag does not lie in that of the section above it.",
        "上の節のタグの中に入っていない節のタグ",
    ),
    why=Text(
        "Who is told the structure hears another one than the manuscript has, and cannot skip a section as a whole.",
        "読み上げや変換で章節の入れ子が原稿と変わり、節をまとめて飛ばすこともできません。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "14.8.4.2"),
)
def section(subject: Subject) -> Iterator[Fault]:
    structure = subject.pdf.structure
    for chapter in subject.document.chapters if structure else ():
        known = {each.id: each for each in chapter.sections}
        for each in chapter.sections:
            above = known.get(each.above)
            if structure and above is not None and not _lies_in(subject, structure, each, above):
                what = Text(
                    f"“{each.title}” is not tagged as a section of “{above.title}”.",
                    f"「{each.title}」のタグが「{above.title}」の中にありません。",
                )
                yield Fault(what, line_of(each), subject.concordance.spots_of(each.heading))


def _lies_in(subject: Subject, structure: Structure, below: Section, above: Section) -> bool:
    """Whether the group of one heading lies in the other's; true where one of them is lost, of which others tell."""
    heads = [_element(subject, each.heading) for each in (below, above)]
    if None in heads:
        return True
    inner, outer = (_groups(structure, each) for each in heads)
    return bool(outer) and outer[0] in inner[1:]


def _groups(structure: Structure, element: Element | None) -> list[int]:
    """The groups in which an element lies, from inside."""
    found = ancestors(structure, element.index if element else None)
    return [each.index for each in found if each.role in GROUPS]


@rule(
    "tags.contents",
    Severity.ERROR,
    "document",
    finds=Text(
        "A line of the contents or of a list of figures that is tagged as none.",
        "目次の項目（TOC・TOCI）のタグに入っていない目次や一覧の項目",
    ),
    why=Text("A screen reader does not offer it as a table of contents.", "読み上げソフトが目次として扱えません。"),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "14.8.4.3.3"),
)
def contents(subject: Subject) -> Iterator[Fault]:
    found = subject.once(tree)
    for listing in subject.once(listings) if found else ():
        for line in listing.lines:
            numbers = [link.number for link in line.links if link and link.number is not None]
            holder = (
                next((found.holders[number] for number in numbers if number in found.holders), None) if found else None
            )
            if found and holder is not None:
                roles = {each.role for each in ancestors(found.structure, holder.index)}
                if not {"TOC", "TOCI"} <= roles and "Index" not in roles:
                    what = Text(
                        f"“{line.text}” is tagged as no line of it.", f"「{line.text}」が目次の項目のタグにありません。"
                    )
                    yield Fault(what, spots=(line.spot(subject),))


@rule(
    "tags.note",
    Severity.ERROR,
    "document",
    finds=Text(
        "A footnote that is not tagged as one, or that does not lead to its call and back.",
        "脚注のタグ（Note）がない、または本文の注番号との間を行き来できない脚注",
    ),
    why=Text(
        "Who listens hears a stray sentence, or cannot go to the note and back.",
        "聞く人には脈絡のない文になるか、注へ移って戻ることができません。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 14289-1", "7.9"),
)
def note(subject: Subject) -> Iterator[Fault]:
    found = subject.once(tree)
    for chapter in subject.document.chapters if found else ():
        for each in chapter.footnotes:
            if found and each.blocks and (what := _wrong_note(subject, found, each)):
                spots = subject.concordance.spots_of(each.blocks[0])
                yield Fault(what, Place(each.place.file, each.place.line), spots)


def _wrong_note(subject: Subject, found: Tree, note: Footnote) -> Text | None:
    """What is wrong with the tags of a footnote; nothing of one that is lost."""
    element = _element(subject, note.blocks[0])
    caller = _element(subject, note.called)
    if element is None or caller is None:
        return None
    tagged = next((each for each in ancestors(found.structure, element.index) if each.role == "Note"), None)
    if tagged is None:
        return Text(f"Footnote {note.label} is not tagged as one.", f"脚注{note.label}のタグが Note ではありません。")
    pages = subject.concordance.pages(note.called)
    there = any(_leads(link, tagged.page, tagged.page) for link in found.links_in(caller))
    back = pages is not None and any(_leads(link, *pages) for link in found.links_in(tagged))
    if there and back:
        return None
    return Text(
        f"Footnote {note.label} {'does not lead back' if there else 'cannot be reached from its call'}.",
        f"脚注{note.label}{'から本文に戻れません' if there else 'へ注番号から移れません'}。",
    )


def _leads(link: Link, first: int | None, last: int | None) -> bool:
    """Whether a link leads to one of some pages."""
    if first is None or last is None:
        return False
    places = (action.destination for action in link.actions if action.destination)
    return any(place.page is not None and first <= place.page <= last for place in places)


@rule(
    "tags.caption",
    Severity.ERROR,
    "document",
    finds=Text(
        "A caption whose tag does not stand with that of its figure or table.", "図表のタグと離れている題のタグ"
    ),
    why=Text("A screen reader does not say what the figure is.", "どの図表の題なのかが伝わりません。"),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "14.8.4.3"),
)
def caption(subject: Subject) -> Iterator[Fault]:
    structure = subject.pdf.structure
    for _, block in subject.blocks() if structure else ():
        element = _element(subject, block.id) if block.kind == "caption" else None
        if structure is None or element is None:
            continue
        own = next((each for each in ancestors(structure, element.index) if each.role == "Caption"), None)
        if own is not None and own.parent is not None and not _names(structure, structure.elements[own.parent]):
            what = Text(
                f"“{block.text[:20]}” stands with no figure or table.",
                f"「{block.text[:20]}」のタグが図表と離れています。",
            )
            yield Fault(what, line_of(block), subject.concordance.spots_of(block.id))


def _names(structure: Structure, around: Element) -> bool:
    """Whether an element is a table or a figure, or holds one or what else a caption may name (code)."""
    others = [kid.role for kid in structure.children(around) if kid.role != "Caption"]
    return around.role in ("Table", "Figure") or (around.role not in GROUPS and bool(others))


@rule(
    "tags.broken",
    Severity.ERROR,
    "document",
    finds=Text("A text over two pages that is tagged as two.", "頁をまたぐところで二つに分けてタグ付けされた文"),
    why=Text(
        "It is read out with a pause, as two paragraphs or two cells.",
        "読み上げで途切れ、二つの段落やセルとして伝わります。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "14.7.4.2"),
)
def broken(subject: Subject) -> Iterator[Fault]:
    reading = subject.concordance.reading
    for printed in subject.concordance.printed.values() if subject.pdf.structure else ():
        pieces = [piece for start, end in printed.spans for piece in reading.pieces_of(start, end)]
        if printed.how == "exact" and pieces and pieces[0].page != pieces[-1].page:
            ends = [reading.around(piece.element) for piece in (pieces[0], pieces[-1])]
            if None not in ends and ends[0] != ends[1]:
                what = Text(
                    f"“{printed.block.text[:20]}” is tagged as two texts.",
                    f"「{printed.block.text[:20]}」が頁の境で二つにタグ付けされています。",
                )
                yield Fault(what, line_of(printed.block), subject.concordance.spots_of(printed.block.id))


@rule(
    "tags.link-says",
    Severity.ERROR,
    "document",
    finds=Text(
        "A link to a page of the document whose description does not name the page, or that says an anchor.",
        "行き先のページ番号が説明（Contents）にない文書内のリンク",
    ),
    why=Text(
        "Who cannot see the page hears a link and not where it goes.",
        "行き先が分からないリンクとして読み上げられます。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 14289-1", "7.18.5"),
)
def link_says(subject: Subject) -> Iterator[Fault]:
    for link in subject.pdf.links if subject.pdf.structure else ():
        for action in link.actions:
            place = action.destination
            if action.name is None or place is None or place.page is None or not (link.contents or "").strip():
                continue
            label = subject.concordance.label(place.page)
            if not any(name in (link.contents or "") for name in subject.once(Body).names(place.page)):
                what = Text(
                    f"The link “{link.contents}” does not say that it leads to page {label}.",
                    f"リンク「{link.contents}」の説明に、行き先（{label}ページ）がありません。",
                )
                page = subject.pdf.pages[link.page]
                yield Fault(what, spots=(Spot(page.number, page.label, (link.rectangle,)),))
