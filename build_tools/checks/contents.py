"""Contents, lists of figures and tables, parts' lists of chapters: what they name is there, on that page."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from build_tools.checks.body import Body, names_of
from build_tools.checks.leads import Leads, is_dead
from build_tools.checks.lists import Line, Listing, Wanted, listings
from build_tools.checks.subject import Subject, line_of
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.inspection.document import Link
from build_tools.manuscript.model import PageOf

HOUSE = Source("Kanko")
BUILD_AGAIN = Text(
    "Build the publication again; if it is found again, the template of the list is at fault.",
    "刊行物をもう一度作ってください。それでも出るときは、一覧のテンプレートに誤りがあります。",
)


def _pairs(subject: Subject) -> Iterator[tuple[Wanted, Line]]:
    return (pair for listing in subject.once(listings) for pair in listing.pairs())


def _wanted(listing: Listing, index: int) -> tuple[Wanted, str]:
    wanted = listing.wanted[index]
    return wanted, wanted.block.text


@rule(
    "contents.missing",
    Severity.ERROR,
    "document",
    finds=Text(
        "A heading, figure or table that the contents or a list should name and does not.",
        "目次や図表の一覧に載っていない見出し・図・表",
    ),
    why=Text("Who looks it up there takes it not to exist.", "一覧で探した人は、ないものと思います。"),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def missing(subject: Subject) -> Iterator[Fault]:
    for listing in subject.once(listings):
        for index in listing.compared.missing:
            wanted, text = _wanted(listing, index)
            what = Text(f"“{text}” is not in {wanted.list.en}.", f"「{text}」が{wanted.list.ja}にありません。")
            yield Fault(what, line_of(wanted.block), subject.concordance.spots_of(wanted.block.id))


@rule(
    "contents.extra",
    Severity.ERROR,
    "document",
    finds=Text(
        "A line of the contents or of a list that names nothing in the document.",
        "目次や図表の一覧にあって、文書にない項目",
    ),
    why=Text("It sends readers to what is not there.", "ないものを探させることになります。"),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def extra(subject: Subject) -> Iterator[Fault]:
    for listing in subject.once(listings):
        for index in listing.compared.extra:
            line = listing.lines[index]
            what = Text(
                f"“{line.text}” names nothing in the document.", f"「{line.text}」に当たるものが文書にありません。"
            )
            yield Fault(what, spots=(line.spot(subject),))


@rule(
    "contents.order",
    Severity.ERROR,
    "document",
    finds=Text(
        "A line of the contents or of a list in another place than the text has it.", "本文と順序の違う目次や一覧の項目"
    ),
    why=Text("Readers rely on its order to see what belongs where.", "どこに何があるかは、並びで示されます。"),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def order(subject: Subject) -> Iterator[Fault]:
    for listing in subject.once(listings):
        for i, j in listing.compared.moved:
            wanted, text = _wanted(listing, i)
            what = Text(f"“{text}” stands out of order.", f"「{text}」の順序が違います。")
            yield Fault(what, line_of(wanted.block), (listing.lines[j].spot(subject),))


@rule(
    "contents.title",
    Severity.ERROR,
    "document",
    finds=Text(
        "A line of the contents or of a list that reads otherwise than the heading or caption.",
        "見出しや図表の題と文言の違う目次や一覧の項目",
    ),
    why=Text("Readers do not find what they were promised.", "読者が探す文言と本文の文言が食い違います。"),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def title(subject: Subject) -> Iterator[Fault]:
    for listing in subject.once(listings):
        for i, j in listing.compared.altered:
            wanted, text = _wanted(listing, i)
            line = listing.lines[j]
            what = Text(
                f"It reads “{line.text}” in {wanted.list.en}, and “{text}” in the text.",
                f"{wanted.list.ja}では「{line.text}」、本文では「{text}」です。",
            )
            yield Fault(what, line_of(wanted.block), (line.spot(subject),))


@rule(
    "contents.page",
    Severity.ERROR,
    "document",
    finds=Text(
        "A page number in the contents or in a list that is not that of the page on which the heading, figure or table "
        "stands.",
        "目次や図表の一覧で、実際のページと違うページ番号",
    ),
    why=Text(
        "Readers of the printed publication turn to the wrong page.", "紙で読む人は、違うページを開くことになります。"
    ),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def page(subject: Subject) -> Iterator[Fault]:
    body = subject.once(Body)
    for wanted, line in _pairs(subject):
        reach, text = subject.concordance.pages(wanted.block.id), wanted.block.text
        if reach and normalize("NFKC", line.number) not in body.names(reach[0]):
            said, right = line.number or "–", subject.concordance.label(reach[0])
            what = Text(
                f"“{text}” stands on page {right}, not {said}.",
                f"「{text}」があるのは {right}ページです（{wanted.list.ja}では {said}ページ）。",
            )
            yield Fault(what, line_of(wanted.block), (line.spot(subject),))
        for said, names in _named(subject, wanted, line):
            if names and normalize("NFKC", said) not in names:
                right = min(names)
                what = Text(
                    f"“{text}” names page {right}, and {wanted.list.en} prints {said or '–'}.",
                    f"「{text}」が示すのは {right}ページです（{wanted.list.ja}では {said or '–'}ページ）。",
                )
                yield Fault(what, line_of(wanted.block), (line.spot(subject),))


def _named(subject: Subject, wanted: Wanted, line: Line) -> Iterator[tuple[str, set[str]]]:
    """The page numbers in the text of a line, each with what it may be."""
    places = [part.page_of for part in wanted.block.parts if isinstance(part, PageOf)]
    return ((said, names_of(subject, place)) for said, place in zip(line.holes, places, strict=False))


@rule(
    "contents.link",
    Severity.ERROR,
    "document",
    finds=Text(
        "A line of the contents or of a list that cannot be clicked, or leads elsewhere.",
        "目次や図表の一覧で、押しても飛ばない項目、別の場所に飛ぶ項目",
    ),
    why=Text("On a screen the contents are how people move.", "画面では、目次が移動の手段です。"),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "12.5.6.5"),
)
def link(subject: Subject) -> Iterator[Fault]:
    leads = subject.once(Leads)
    for wanted, line in _pairs(subject):
        if not all(each and _leads(leads, subject.document.id, wanted, each) for each in line.links):
            text = wanted.block.text
            what = Text(f"“{text}” does not lead to its place.", f"「{text}」を押しても、その場所に飛びません。")
            yield Fault(what, line_of(wanted.block), (line.spot(subject),))


def _leads(leads: Leads, document: str, wanted: Wanted, link: Link) -> bool:
    """Whether a link leads to what a line names. One that leads nowhere at all is told of by links.dead."""
    found = link.actions[0].destination if link.actions and link.actions[0].kind == "GoTo" else None
    return is_dead(link.actions) or (found is not None and leads.stands(document, wanted.block.id, found))
