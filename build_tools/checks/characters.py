"""Whether the characters of the PDF are those of the manuscript, and characters that every reader can show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from build_tools.checks.account import account
from build_tools.checks.naming import line_of, listed, quoted
from build_tools.checks.subject import Subject
from build_tools.concordance.reading import solid
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Font, PdfDocument, Run
from build_tools.manuscript.model import Manuscript

UNICODE = Source("ISO 32000-1", "9.10")
REPLACED = re.compile("[\ufffd\ufdd0-\ufdef\uffff]")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
# Not U+0002, by which pdfium tells a hyphen that ends a line, and none that text is parted with.
CONTROL = re.compile("[\0\x01\x03-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
RADICAL = re.compile("[\u2e80-\u2fdf]")
COMPATIBILITY = re.compile("[\uf900-\ufaff\uff61-\uff9f\uffa0-\uffdc\uffe8-\uffee\U0002f800-\U0002fa1f]")
# The ideographs among the compatibility characters that are none (The Unicode Standard, 23.1).
UNIFIED = frozenset("﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩")
SPELLING = Text(
    "Write the character itself in the source, then build again; the font may have taken it for another one.",
    "原稿の文字を確かめ、もう一度作ってください。フォントが別の文字と取り違えていることもあります。",
)
FONT = Text(
    "Let the layout use a font that has the character, or write it another way.",
    "その文字のあるフォントを体裁で使うか、別の書き方にしてください。",
)


@rule(
    "characters.missing",
    Severity.ERROR,
    "pdf",
    finds=Text("Characters for which the font has no glyph.", "フォントに字形のない文字"),
    why=Text("A blank or a box is printed in their place.", "その文字の所が、空白や四角になります。"),
    mend=FONT,
    source=Source("ISO 14289-1", "7.21.8"),
)
def missing(pdf: PdfDocument) -> Iterator[Fault]:
    for font in pdf.fonts:
        characters = solid(font.missing)
        if characters:
            what = Text(
                f"{font.name} has no glyph for {listed(characters)}.",
                f"{font.name} に字形がありません：{listed(characters)}",
            )
            yield Fault(what, spots=_spots_of(pdf, characters, font))


def _spots_of(pdf: PdfDocument, characters: Iterable[str], font: Font) -> tuple[Spot, ...]:
    """Where characters are set in a font."""
    pattern = re.compile(f"[{re.escape(''.join(characters))}]")
    return _spots(pdf, pattern, font.name)


@rule(
    "characters.unknown",
    Severity.ERROR,
    "pdf",
    finds=Text("Text of which the file does not say what characters it is.", "何の文字か記録されていない文字"),
    why=Text(
        "It cannot be searched for, copied or read out.",
        "検索も、写し取りも、読み上げもできません。",
    ),
    mend=FONT,
    source=UNICODE,
)
def unknown(pdf: PdfDocument) -> Iterator[Fault]:
    yield from _told(pdf, REPLACED, "stand for no character", "何の文字か分かりません")


@rule(
    "characters.private",
    Severity.ERROR,
    "pdf",
    finds=Text("Private characters (外字), which mean something on one machine alone.", "外字（私用領域の文字）"),
    why=Text(
        "On another machine, or in another font, they are something else or nothing.",
        "ほかの機械やフォントでは、別の文字になるか、表示されません。",
    ),
    mend=Text(
        "Write the character that Unicode has for it, or set a picture of it.",
        "Unicode にある文字で書くか、図にしてください。",
    ),
    source=UNICODE,
)
def private(pdf: PdfDocument) -> Iterator[Fault]:
    yield from _told(pdf, PRIVATE, "are private characters", "外字です")


@rule(
    "characters.control",
    Severity.ERROR,
    "pdf",
    finds=Text("Control characters in text.", "文の中の制御文字"),
    why=Text(
        "Programs that read the document stumble over what nobody sees.",
        "目に見えない文字で、読み取るソフトが誤ります。",
    ),
    mend=Text("Take them out of the source.", "原稿から取り除いてください。"),
    source=UNICODE,
)
def control(pdf: PdfDocument) -> Iterator[Fault]:
    yield from _told(pdf, CONTROL, "are control characters", "制御文字です")


def _told(pdf: PdfDocument, pattern: re.Pattern[str], en: str, ja: str) -> Iterator[Fault]:
    characters = [character for run in _runs(pdf) for character in pattern.findall(run.text)]
    if characters:
        what = Text(f"{listed(characters)} {en}.", f"{listed(characters)} は{ja}。")
        yield Fault(what, spots=_spots(pdf, pattern))


def _runs(pdf: PdfDocument) -> Iterator[Run]:
    return (run for page in pdf.pages for line in page.lines for run in line.runs)


def _spots(pdf: PdfDocument, pattern: re.Pattern[str], font: str = "") -> tuple[Spot, ...]:
    """Where characters stand: for each page its glyphs; in one font, if it is named."""
    found = []
    for page in pdf.pages:
        runs = (run for line in page.lines for run in line.runs if pattern.search(run.text) and font in ("", run.font))
        if boxes := tuple(run.boxes[match.start()] for run in runs for match in pattern.finditer(run.text)):
            found.append(Spot(page.number, page.label, boxes))
    return tuple(found)


@rule(
    "characters.radical",
    Severity.ERROR,
    "document",
    finds=Text(
        "Radicals (U+2E80–U+2FDF) that the manuscript does not have: they look like characters and are none.",
        "原稿にない部首の文字（U+2E80～U+2FDF）。漢字に見えて、別の文字です",
    ),
    why=Text(
        "A name that holds one is not found by whoever searches for it.",
        "氏名などに紛れ込むと、検索にかかりません。",
    ),
    mend=SPELLING,
    source=UNICODE,
)
def radical(subject: Subject) -> Iterator[Fault]:
    yield from _more(subject, RADICAL, "radicals, not characters", "漢字ではなく部首の文字です")


@rule(
    "characters.compatibility",
    Severity.ERROR,
    "document",
    finds=Text(
        "Compatibility characters and half-width kana that the manuscript does not have.",
        "原稿にない互換文字と半角カナ",
    ),
    why=Text(
        "They are other characters than those that were written, however much they look alike.",
        "形が似ていても、書いた文字とは別の文字です。",
    ),
    mend=SPELLING,
    source=UNICODE,
)
def compatibility(subject: Subject) -> Iterator[Fault]:
    yield from _more(subject, COMPATIBILITY, "compatibility characters", "互換文字です")


def _more(subject: Subject, pattern: re.Pattern[str], en: str, ja: str) -> Iterator[Fault]:
    """Characters of a kind that the manuscript has nowhere."""
    there = set(pattern.findall(subject.concordance.reading.text + subject.concordance.reading.loose_text)) - UNIFIED
    more = there - set(_manuscript(subject.manuscript)) if there else set()
    if more:
        only = re.compile(f"[{re.escape(''.join(sorted(more)))}]")
        what = Text(f"{listed(sorted(more))} are {en}.", f"{listed(sorted(more))} は{ja}。")
        altered = (each.block for each in account(subject).altered if only.search(each.text))
        source = next((line_of(block) for block in altered), None)
        yield Fault(what, source, _spots(subject.pdf, only))


def _manuscript(manuscript: Manuscript) -> str:
    """All that the manuscript says."""
    blocks = (block for document in manuscript.documents for chapter in document.chapters for block in chapter.blocks)
    return "".join((*(block.text for block in blocks), *manuscript.edition.facts.values()))


@rule(
    "characters.width",
    Severity.ERROR,
    "document",
    finds=Text(
        "A text whose characters have another form than in the manuscript, as half-width digits for full-width ones.",
        "原稿と字形（全角と半角など）だけが違う文",
    ),
    why=Text(
        "House style decides where digits are full width; a program that changes them changes approved text.",
        "数字の全角・半角は表記の決まりです。決裁を受けた文が変わってしまいます。",
    ),
    mend=SPELLING,
    source=Source("公用文作成の考え方", "Ⅰ－４"),
)
def width(subject: Subject) -> Iterator[Fault]:
    for each in account(subject).altered:
        if normalize("NFKC", each.text) == normalize("NFKC", solid(each.block.text)):
            said = quoted(each.text)
            what = Text(f"{said.en} has other forms of its characters.", f"{said.ja}の字形が原稿と違います。")
            yield Fault(what, line_of(each.block), subject.concordance.spots(each.start, each.end))
