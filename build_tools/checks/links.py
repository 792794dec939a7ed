"""The ledger of links: every link of the manuscript is there, leads where it should, and there is no other."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from build_tools.checks.body import names_of
from build_tools.checks.indexes import numbers_behind
from build_tools.checks.leads import Leads, is_dead, normal
from build_tools.checks.ledger import Entry, Line, ledger
from build_tools.checks.lists import listings
from build_tools.checks.subject import Subject, line_of
from build_tools.concordance.reading import solid
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Destination, Link
from build_tools.manuscript.model import Block, Footnote, PageOf, Target

LINKS = Source("ISO 32000-1", "12.5.6.5")
BUILD_AGAIN = Text(
    "Build the publication again; do not edit the links of the finished PDF.",
    "刊行物をもう一度作ってください。できた PDF のリンクに手を加えないでください。",
)


def _called(entry: Entry) -> str:
    """What a finding calls a link."""
    said = "".join(part for part in entry.link.parts if isinstance(part, str)).strip()
    printed = entry.text if any(isinstance(part, PageOf) for part in entry.link.parts) else said
    return printed or said or entry.link.address or (entry.link.target.anchor if entry.link.target else "")


def leads_to(subject: Subject, link: Link) -> Text:
    """Where a link leads, in words."""
    action = link.actions[0] if link.actions else None
    if action and action.destination and action.destination.page is not None:
        page = subject.concordance.label(action.destination.page)
        return Text(f"page {page}", f"{page}ページ")
    where = (action.address or action.name or action.kind) if action else ""
    return Text(where or "nowhere", where or "どこでもない所")


def _spot(subject: Subject, link: Link) -> Spot:
    return Spot(link.page, subject.concordance.label(link.page), link.quads or (link.rectangle,))


@rule(
    "links.missing",
    Severity.ERROR,
    "document",
    finds=Text("A link of the text that cannot be clicked.", "本文にあるのに、PDF では押せないリンク"),
    why=Text(
        "Readers on a screen are told of a place and cannot go there.", "画面で読む人が、示された場所に移れません。"
    ),
    mend=BUILD_AGAIN,
    source=LINKS,
)
def missing(subject: Subject) -> Iterator[Fault]:
    for entry in subject.once(ledger).entries:
        if entry.known and not entry.stray and not any(line.link for line in entry.lines):
            name = _called(entry)
            what = Text(f"The link “{name}” is not there.", f"「{name}」のリンクがありません。")
            yield Fault(what, entry.source, entry.spots(subject.concordance))


@rule(
    "links.target",
    Severity.ERROR,
    "document",
    finds=Text(
        "A link that leads elsewhere than the text says: to another address, another page, or another place on it.",
        "本文と違う飛び先のリンク（別のアドレス、別のページ、同じページの別の場所）",
    ),
    why=Text("Who follows it reads something else, and may not notice.", "押した人が、気付かずに別のものを読みます。"),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "12.3.2, 12.6.4"),
)
def target(subject: Subject) -> Iterator[Fault]:
    leads = subject.once(Leads)
    for entry in subject.once(ledger).entries:
        wrong = (line.link for line in entry.lines if line.link and not leads.right(entry.link, line.link.actions))
        for link in wrong:
            # One that leads nowhere at all is told of by links.dead.
            if not is_dead(link.actions):
                name, where = _called(entry), leads_to(subject, link)
                what = Text(f"The link “{name}” leads to {where.en}.", f"「{name}」のリンクが {where.ja} に飛びます。")
                yield Fault(what, entry.source, (_spot(subject, link),))
                break


@rule(
    "links.area",
    Severity.ERROR,
    "document",
    finds=Text(
        "A link that can be clicked beside its text, or on a part of it alone.", "押せる範囲が文字とずれているリンク"
    ),
    why=Text(
        "Readers click the text and nothing happens, or something else.",
        "文字を押しても反応しないか、別の所に飛びます。",
    ),
    mend=BUILD_AGAIN,
    source=LINKS,
)
def area(subject: Subject) -> Iterator[Fault]:
    for entry in subject.once(ledger).entries:
        there = entry.stray or any(line.link for line in entry.lines)
        if there and not all(_covered(entry, line) for line in entry.lines):
            name = _called(entry)
            what = Text(f"The link “{name}” does not lie on its text.", f"「{name}」のリンクが文字の上にありません。")
            yield Fault(what, entry.source, entry.spots(subject.concordance))


def _covered(entry: Entry, line: Line) -> bool:
    return line.link is not None and line.covered() and solid(line.link.text) in entry.text


@rule(
    "links.extra",
    Severity.ERROR,
    "document",
    finds=Text("A link that is not in the text.", "本文にないリンク"),
    why=Text(
        "Nobody has decided where it leads; it may have been put in by a program or by hand.",
        "どこに飛ぶかを誰も確かめていません。道具や人の手で後から入った恐れがあります。",
    ),
    mend=BUILD_AGAIN,
    source=LINKS,
)
def extra(subject: Subject) -> Iterator[Fault]:
    known = {id(link) for listing in subject.once(listings) for line in listing.lines for link in line.links}
    known.update(map(id, numbers_behind(subject)))
    facts = {normal(value) for value in subject.manuscript.edition.facts.values()}
    for link in subject.once(ledger).others:
        if id(link) not in known and not _is_fact(link, facts) and not _is_of_layout(subject, link):
            where = leads_to(subject, link)
            what = Text(
                f"A link on “{link.text}” leads to {where.en}, and is not in the text.",
                f"「{link.text}」に、本文にないリンク（飛び先: {where.ja}）があります。",
            )
            yield Fault(what, spots=(_spot(subject, link),))


def _is_fact(link: Link, facts: set[str]) -> bool:
    """Whether it leads to an address that the edition names, as cover and colophon print it."""
    address = link.actions[0].address if link.actions and link.actions[0].kind == "URI" else None
    return normal((address or "").removeprefix("mailto:").removeprefix("tel:")) in facts - {""}


def _is_of_layout(subject: Subject, link: Link) -> bool:
    """Whether a running head leads to the heading that it repeats, the call of a footnote to the note, or the mark of a
    note to the text that calls it first.
    """
    found = link.actions[0].destination if link.actions else None
    if not found or found.page is None:
        return False
    text, document, leads = solid(link.text), subject.document.id, subject.once(Leads)
    headed = subject.once(_headings).get(text, ())
    noted = any(_is_of_note(subject, link, found, note) for note in subject.once(_notes).get(text, ()))
    return noted or any(leads.stands(document, heading, found) for heading in headed)


def _is_of_note(subject: Subject, link: Link, found: Destination, note: Footnote) -> bool:
    """Whether the call of a footnote leads to its first line, or the mark in that line to the text that calls it."""
    first, called = subject.concordance.first(note.blocks[0]), subject.concordance.pages(note.called)
    if first is None or called is None or found.page is None:
        return False
    top, bottom = first.box.top + first.size, first.box.bottom
    if first.page == link.page and bottom <= link.rectangle.top and link.rectangle.bottom <= top:
        return called[0] <= found.page <= called[1]
    return first.page == found.page and found.top is not None and bottom <= found.top <= top


def _headings(subject: Subject) -> dict[str, list[str]]:
    """The blocks of headings by their text, solid, with and without number."""
    found: dict[str, list[str]] = {}
    for _chapter, section in subject.sections():
        for title in {section.title, section.number + section.title}:
            found.setdefault(solid(title), []).append(section.heading)
    return found


def _notes(subject: Subject) -> dict[str, list[Footnote]]:
    """Footnotes by what calls them: the label, with a sign before or behind it."""
    found: dict[str, list[Footnote]] = {}
    for note in (note for chapter in subject.document.chapters for note in chapter.footnotes if note.blocks):
        for mark in (sign + note.label + end for sign in ("", "※", "*", "注") for end in ("", ")", "）")):
            found.setdefault(mark, []).append(note)
    return found


@rule(
    "links.page-number",
    Severity.ERROR,
    "document",
    finds=Text(
        "A page number in the text that is not that of the page where the place stands, in this document or another.",
        "本文の「○ページ」で、実際のページ（別の文書のものも含む）と違う番号",
    ),
    why=Text(
        "Readers of the printed publication turn to the wrong page.", "紙で読む人は、違うページを開くことになります。"
    ),
    mend=BUILD_AGAIN,
    source=Source("Kanko"),
)
def page_number(subject: Subject) -> Iterator[Fault]:
    for _chapter, block in subject.blocks():
        for wanted, said in _numbers(subject, block):
            names = names_of(subject, wanted)
            if names and normalize("NFKC", said) not in names:
                right = min(names)
                what = Text(
                    f"It says page {said or '–'}; the place stands on page {right}.",
                    f"「{said}ページ」とありますが、正しくは {right}ページです。",
                )
                yield Fault(what, line_of(block), subject.concordance.spots_of(block.id))


def _numbers(subject: Subject, block: Block) -> Iterator[tuple[Target, str]]:
    """The page numbers that a block prints, each with the place that it names."""
    holes = [part for part in block.parts if not isinstance(part, str)]
    if not holes:
        return
    printed = subject.concordance.printed.get(block.id) if any(isinstance(hole, PageOf) for hole in holes) else None
    for hole, said in zip(holes, printed.holes if printed else (), strict=False):
        if isinstance(hole, PageOf):
            yield hole.page_of, said
