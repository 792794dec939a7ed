"""Pages: how many, how large, which way they are turned, in which order, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from build_tools.checks.body import Body, roman
from build_tools.checks.subject import Subject, line_of
from build_tools.errors import Place, Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Box, Content, Page, PdfDocument
from build_tools.manuscript.model import Chapter, Orientation

HOUSE = Source("Kanko")
# 210 × 297 mm, and how far a page may be off: what programs round away.
A4 = (595.276, 841.89)
OFF = 1.0
BUILD_AGAIN = Text(
    "Build the publication again; do not cut, turn, add or take out pages of the finished PDF.",
    "刊行物をもう一度作ってください。できた PDF のページを切り抜いたり、回したり、足したり、抜いたりしないでください。",
)


@rule(
    "pages.count",
    Severity.ERROR,
    "document",
    finds=Text(
        "A document with more or fewer pages than the edition says it may have.",
        "版の設定で決めたページ数の範囲を外れた文書",
    ),
    why=Text(
        "A press release of three pages has usually lost or gained something on the way.",
        "決めた枚数と違うときは、たいてい何かが欠けたか、余計に入ったかです。",
    ),
    mend=Text(
        "Shorten or complete the text, or change `pages` of the document in publication.toml.",
        "本文を直すか、publication.toml のその文書の pages を改めてください。",
    ),
    source=HOUSE,
)
def count(subject: Subject) -> Iterator[Fault]:
    pages, bounds = len(subject.pdf.pages), subject.document.pages
    if pages < (bounds.at_least or 0) or pages > (bounds.at_most or pages):
        least = "" if bounds.at_least is None else f"{bounds.at_least}"
        most = "" if bounds.at_most is None else f"{bounds.at_most}"
        yield Fault(
            Text(
                f"It has {pages} pages, not {least}–{most}.",
                f"{pages}ページあります（決まりは{least}～{most}ページ）。",
            )
        )


@rule(
    "pages.size",
    Severity.ERROR,
    "document",
    finds=Text("A page that is not A4, or of which a part is cut off.", "A4 判でないページ、一部が切り取られたページ"),
    why=Text(
        "A page of another size is printed smaller, or cut at the edge.",
        "大きさの違うページは、縮めて印刷されるか、端が切れます。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "14.11.2"),
)
def size(subject: Subject) -> Iterator[Fault]:
    for page in subject.pdf.pages:
        if not (_is_a4(page, page.trim) and _within(page.trim, page.crop)):
            shown = page.crop if _is_a4(page, page.trim) else page.trim
            width, height = (round(side * page.user_unit / 72 * 25.4) for side in (shown.width, shown.height))
            what = Text(
                f"The page is {width} × {height} mm, not A4 (210 × 297 mm).",
                f"ページの大きさが {width}×{height}ミリで、A4 判（210×297ミリ）ではありません。",
            )
            yield Fault(what, spots=(Spot(page.number, page.label),))


def _is_a4(page: Page, box: Box) -> bool:
    sides = sorted((box.width * page.user_unit, box.height * page.user_unit))
    return all(abs(side - wanted) <= OFF for side, wanted in zip(sides, A4, strict=True))


def _within(inner: Box, outer: Box) -> bool:
    return (
        outer.left <= inner.left + OFF
        and outer.bottom <= inner.bottom + OFF
        and inner.right <= outer.right + OFF
        and inner.top <= outer.top + OFF
    )


@rule(
    "pages.boxes",
    Severity.WARNING,
    "pdf",
    finds=Text(
        "A page that is measured in another unit than points, or whose trim or crop box does not lie on its sheet.",
        "長さの単位がポイントでないページ、仕上がりや表示の枠が用紙からはみ出したページ",
    ),
    why=Text(
        "Viewers and printers disagree about such pages: one shows the whole, another a part of it.",
        "このようなページは、見る道具や印刷機によって、全部が出たり一部しか出なかったりします。",
    ),
    mend=Text(
        "Make the file again with the page's real size as its media box.",
        "ページの実際の大きさを用紙の枠（MediaBox）にして、PDF を作り直してください。",
    ),
    source=Source("ISO 32000-1", "7.7.3.3, 14.11.2"),
)
def boxes(pdf: PdfDocument) -> Iterator[Fault]:
    for page in pdf.pages:
        spots = (Spot(page.number, page.label),)
        if page.user_unit != 1:
            unit = f"{page.user_unit:g}"
            yield Fault(
                Text(f"Its unit of length is {unit} points.", f"長さの単位が {unit}ポイントです。"), spots=spots
            )
        if not (_within(page.trim, page.media) and _within(page.crop, page.media)):
            yield Fault(
                Text(
                    "Its trim or crop box reaches beyond the sheet.", "仕上がりか表示の枠が用紙からはみ出しています。"
                ),
                spots=spots,
            )


@rule(
    "pages.rotation",
    Severity.ERROR,
    "document",
    finds=Text("A page that is shown turned.", "回転して表示されるページ"),
    why=Text(
        "Pages are made upright, landscape ones too: what is turned was turned later, and its text lies on its side.",
        "この刊行物のページは正しい向きで作られます。回転の指定があるページは後から回されたもので、文字が横倒しになります。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "7.7.3.3"),
)
def rotation(subject: Subject) -> Iterator[Fault]:
    for page in subject.pdf.pages:
        if page.rotation:
            what = Text(
                f"The page is turned by {page.rotation} degrees.", f"ページが {page.rotation}度 回転しています。"
            )
            yield Fault(what, spots=(Spot(page.number, page.label),))


@rule(
    "pages.orientation",
    Severity.ERROR,
    "document",
    finds=Text(
        "A page that is upright where its layout or text asks for landscape, or the reverse.",
        "縦置きと横置きが、体裁や本文の指定と逆のページ",
    ),
    why=Text(
        "A wide table on an upright page is squeezed or cut; an upright text on a wide page is hard to read.",
        "横に広い表を縦のページに置くと、つぶれたり切れたりします。",
    ),
    mend=Text(
        "Give the table or figure that needs it the class landscape, or take it away; then build again.",
        "横置きが要る表や図に landscape クラスを付ける（要らなければ外す）かして、もう一度作ってください。",
    ),
    source=HOUSE,
)
def orientation(subject: Subject) -> Iterator[Fault]:
    wanted = _orientations(subject, subject.once(Body))
    for page in subject.pdf.pages:
        given: Orientation = "landscape" if page.trim.width > page.trim.height else "portrait"
        meant, place = wanted.get(page.number, (given, None))
        if meant != given and not page.rotation:
            names = {"portrait": "縦置き", "landscape": "横置き"}
            what = Text(
                f"The page is {given}, and is meant to be {meant}.",
                f"ページが{names[given]}です（{names[meant]}のはずです）。",
            )
            yield Fault(what, place, (Spot(page.number, page.label),))


def _orientations(subject: Subject, body: Body) -> dict[int, tuple[Orientation, Place | None]]:
    """What pages are meant to be; of those without a chapter's text, where the layout of the document is known."""
    found: dict[int, tuple[Orientation, Place | None]] = {}
    own = [each.orientation for each in subject.document.chapters if each.layout == subject.document.layout.name]
    total = len(subject.pdf.pages)
    # A turned picture without a caption may stand behind the last text.
    figures = (figure for chapter in subject.document.chapters for figure in chapter.figures)
    behind = total if any(figure.landscape and not figure.caption for figure in figures) else body.last + 1
    outside = {*range(body.first), *range(behind, total)} if own else ()
    found.update((page, (own[0], None)) for page in outside)
    for chapter, pages in zip(subject.document.chapters, body.of, strict=True):
        for page in pages:
            turned: Orientation = "landscape" if chapter.turns and page in body.turned else chapter.orientation
            found[page] = turned, Place(chapter.file)
    return found


@rule(
    "pages.blank",
    Severity.ERROR,
    "document",
    finds=Text("A page without text or picture.", "文字も図もないページ"),
    why=Text(
        "Readers take an empty page for a fault of printing, and it moves all numbers behind it. Only in a layout of "
        "facing pages may a left page be empty before what must start on the right.",
        "白いページは印刷の誤りに見えますし、後ろのページ番号もずれます。見開きの体裁で、次が右ページから始まる場合の左ページだけは別です。",
    ),
    mend=Text(
        "Look for a forced page break in the text or stylesheet before it, then build again.",
        "その前の本文やスタイルシートに余計な改ページがないか確かめ、もう一度作ってください。",
    ),
    source=HOUSE,
)
def blank(subject: Subject) -> Iterator[Fault]:
    body = subject.once(Body)
    meant = {page - 1 for chapter, page in body.starts() if _starts_right(subject, chapter) and page % 2 == 0}
    for page in subject.pdf.pages:
        shown = len(page.lines) > len(body.furniture.get(page.number, ())) or page.images
        empty = not shown and page.number not in _pictured(subject)
        if empty and not (page.number in meant and not page.lines):
            yield Fault(
                Text("There is nothing on the page.", "ページに何もありません。"), spots=(body.spot(page.number),)
            )


def _pictured(subject: Subject) -> set[int]:
    """The pages that the structure names for figures: what is drawn in lines is no image."""
    elements = subject.pdf.structure.elements if subject.pdf.structure else ()
    figures = (element for element in elements if element.role == "Figure")
    return {
        kid.page for element in figures for kid in element.kids if isinstance(kid, Content) and kid.page is not None
    }


def _starts_right(subject: Subject, chapter: Chapter) -> bool:
    """In a layout of facing pages, what starts on a right-hand one."""
    first = chapter is subject.document.chapters[0]
    return subject.document.layout.facing and (first or chapter.kind == "part")


@rule(
    "pages.recto",
    Severity.ERROR,
    "document",
    finds=Text(
        "In a layout of facing pages, a part or the first chapter that starts on a left-hand page.",
        "見開きの体裁で、部や最初の章が左ページから始まっているところ",
    ),
    why=Text(
        "Bound, it opens on the wrong side, and the margins for binding are on the wrong edge.",
        "製本すると逆の側に開き、とじしろも反対側になります。",
    ),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def recto(subject: Subject) -> Iterator[Fault]:
    body = subject.once(Body)
    for chapter, page in body.starts():
        if _starts_right(subject, chapter) and page % 2:
            title = chapter.sections[0].title if chapter.sections else chapter.docname
            yield Fault(
                Text(f"“{title}” starts on a left-hand page.", f"「{title}」が左ページから始まっています。"),
                Place(chapter.file),
                (body.spot(page),),
            )


@rule(
    "pages.label",
    Severity.ERROR,
    "document",
    finds=Text(
        "A page whose printed number is not the one by which a viewer calls it.",
        "印刷されたページ番号と、PDF を開いたときに表示されるページ番号が違うページ",
    ),
    why=Text(
        "Who is told “see page 12” and types 12 must land on the page that says 12.",
        "「12ページ参照」と言われて 12 と打てば、12 と印刷されたページが開かなければなりません。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "12.4.2"),
)
def label(subject: Subject) -> Iterator[Fault]:
    body = subject.once(Body)
    for page, folios in body.folios.items():
        called = subject.concordance.label(page)
        if called not in {folio for folio, _run in folios}:
            folio, run = folios[-1]
            yield Fault(
                Text(f"“{folio}” is printed on page {called}.", f"{called}ページに「{folio}」と印刷されています。"),
                spots=(Spot(page, called, (run.boxes.bounds(),)),),
            )


@rule(
    "pages.numbering",
    Severity.ERROR,
    "document",
    finds=Text(
        "A page that is called by another number than its place says: small roman numerals before the first chapter, "
        "and from there on 1, 2, 3.",
        "数え方に合わないページ番号（最初の章より前は小文字のローマ数字、章からは 1、2、3…）",
    ),
    why=Text(
        "Numbers that jump or start anew make references ambiguous.",
        "番号が飛んだり振り直されたりすると、参照先が定まりません。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "12.4.2"),
)
def numbering(subject: Subject) -> Iterator[Fault]:
    body = subject.once(Body)
    if not any(body.of[:1]):
        return  # Where the first chapter is lost, nobody knows where the count begins.
    front = body.first if subject.document.layout.front else 0
    for page in subject.pdf.pages:
        wanted = roman(page.number + 1) if page.number < front else str(page.number - front + 1)
        if page.label != wanted:
            what = Text(
                f"The page is called {page.label}, not {wanted}.", f"{wanted}ページのはずが、{page.label}ページです。"
            )
            yield Fault(what, spots=(Spot(page.number, page.label),))
            return


@rule(
    "pages.order",
    Severity.ERROR,
    "document",
    finds=Text(
        "Text that stands on an earlier page than what comes before it.", "前にあるはずの文より前のページにある文"
    ),
    why=Text(
        "Pages were swapped, or a passage was set in the wrong place.",
        "ページが入れ替わったか、文章が別の場所に組まれています。",
    ),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def order(subject: Subject) -> Iterator[Fault]:
    before, told = 0, set[int]()
    for _chapter, block in subject.blocks():
        reach = subject.in_place(block)
        if reach and reach[0] < before and reach[0] not in told:
            told.add(reach[0])
            yield Fault(
                Text("The page stands before what it should follow.", "先に来るはずのページより前にあります。"),
                line_of(block),
                subject.concordance.spots_of(block.id)[:1],
            )
        before = max(before, *reach) if reach else before


@rule(
    "pages.chapter",
    Severity.ERROR,
    "document",
    finds=Text("A chapter that does not start on a page of its own.", "新しいページから始まっていない章"),
    why=Text(
        "Chapters are set one by one, each on its own pages: one that shares a page was set wrong.",
        "章は一つずつ別のページに組まれます。前の章と同じページにあるのは、組み方の誤りです。",
    ),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def chapter_start(subject: Subject) -> Iterator[Fault]:
    body = subject.once(Body)
    numbered = enumerate(subject.document.chapters)
    there = [(number, chapter) for number, chapter in numbered if body.of[number]]
    for (before, _), (number, chapter) in pairwise(there):
        page = next(iter(body.of[number]))
        if page in body.of[before]:
            title = chapter.sections[0].title if chapter.sections else chapter.docname
            yield Fault(
                Text(
                    f"“{title}” starts on a page of the chapter before.",
                    f"「{title}」が前の章と同じページから始まっています。",
                ),
                Place(chapter.file),
                (body.spot(page),),
            )
