"""Whether text is set in the fonts that the layout names, and whether the file holds them (ISO 32000-1, 9.9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.checks.naming import listed
from build_tools.checks.subject import Subject
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Box, Font, Page, PdfDocument, Run

# Encodings that say nothing of characters (ISO 32000-1, 9.6.6, 9.7.5.2).
MUTE = frozenset(("", "Identity-H", "Identity-V"))
# Filled and stroked (9.3.6).
BOLD = 2
LEANS = 0.05
FONTS = Text(
    "Name a font that has these characters in layout.toml, or write them another way.",
    "layout.toml の fonts か fallback_fonts にその文字のあるフォントを加えるか、別の書き方にしてください。",
)
EMBED = Text(
    "Build again. If a picture brought the font in, save the picture with its text as outlines.",
    "もう一度作ってください。図に含まれるフォントなら、図の文字をアウトラインにして保存してください。",
)


@rule(
    "fonts.unlisted",
    Severity.ERROR,
    "document",
    finds=Text("Text in a font that the layout does not name.", "体裁で定めていないフォントの文字"),
    why=Text(
        "Where those lack a character, some font of the machine steps in; another machine has another one.",
        "定めたフォントにない文字は、機械にある別のフォントで組まれ、機械が変わると字形も変わります。",
    ),
    mend=FONTS,
    source=Source("Kanko"),
)
def unlisted(subject: Subject) -> Iterator[Fault]:
    allowed = set(subject.document.layout.faces)
    for font in subject.pdf.fonts if allowed else ():
        runs = list(_set_in(subject.pdf, font)) if font.name not in allowed else []
        if runs:
            characters = listed(character for _, run in runs for character in run.text)
            what = Text(f"{font.name} sets {characters}.", f"{font.name} で組まれています：{characters}")
            yield Fault(what, spots=_spots(runs))


@rule(
    "fonts.fallback",
    Severity.NOTE,
    "document",
    finds=Text(
        "Characters that the fonts of the text lack, set in a font that is declared for such.",
        "本文の書体になく、予備として定めた書体で組まれた文字",
    ),
    why=Text(
        "They are of another design than the characters round them: someone should have seen them.",
        "まわりの文字と字形の設計が違います。目で確かめておく必要があります。",
    ),
    mend=Text(
        "Look at them on the page. If they do not do, choose a font that has them ([fonts] in publication.toml).",
        "紙面で確かめてください。合わなければ、その文字のある書体を選んでください（publication.toml の [fonts]）。",
    ),
    source=Source("Kanko"),
)
def fallback(subject: Subject) -> Iterator[Fault]:
    for font in subject.pdf.fonts:
        runs = list(_set_in(subject.pdf, font)) if font.name in subject.document.layout.fallbacks else []
        if runs:
            characters = listed(character for _, run in runs for character in run.text)
            what = Text(f"{font.name} sets {characters}.", f"予備の {font.name} で組まれています：{characters}")
            yield Fault(what, spots=_spots(runs))


def _set_in(pdf: PdfDocument, font: Font) -> Iterator[tuple[Page, Run]]:
    for number in font.pages:
        page = pdf.pages[number]
        yield from ((page, run) for line in page.lines for run in line.runs if run.font == font.name)


def _spots(runs: Iterable[tuple[Page, Run]]) -> tuple[Spot, ...]:
    found: dict[tuple[int, str], list[Box]] = {}
    for page, run in runs:
        found.setdefault((page.number, page.label), []).append(run.boxes.bounds())
    return tuple(Spot(number, label, tuple(boxes)) for (number, label), boxes in found.items())


@rule(
    "fonts.not-embedded",
    Severity.ERROR,
    "pdf",
    finds=Text("A font that the file does not hold.", "PDF に埋め込まれていないフォント"),
    why=Text(
        "Who does not have the font sees another one, or nothing; a printer refuses the file.",
        "そのフォントのない機械では別の字形になり、印刷所では受け付けられません。",
    ),
    mend=EMBED,
    source=Source("ISO 14289-1", "7.21.4.1"),
)
def not_embedded(pdf: PdfDocument) -> Iterator[Fault]:
    for font in pdf.fonts:
        if not font.is_embedded:
            yield Fault(
                Text(f"{font.name} is not in the file.", f"{font.name} が埋め込まれていません。"),
                spots=_pages(pdf, font),
            )


@rule(
    "fonts.no-characters",
    Severity.ERROR,
    "pdf",
    finds=Text(
        "A font that does not say which characters its glyphs are (no ToUnicode).",
        "字形がどの文字かの記録（ToUnicode）のないフォント",
    ),
    why=Text("Its text cannot be searched, copied or read out.", "検索も、写し取りも、読み上げもできません。"),
    mend=EMBED,
    source=Source("ISO 14289-1", "7.21.7"),
)
def no_characters(pdf: PdfDocument) -> Iterator[Fault]:
    for font in pdf.fonts:
        if not font.has_tounicode and font.encoding in MUTE:
            yield Fault(
                Text(f"{font.name} does not say what its glyphs are.", f"{font.name} に文字の記録がありません。"),
                spots=_pages(pdf, font),
            )


@rule(
    "fonts.not-subset",
    Severity.NOTE,
    "pdf",
    finds=Text("A font that is in the file with glyphs that nothing shows.", "使わない字形まで埋め込まれたフォント"),
    why=Text("A Japanese font takes megabytes.", "日本語のフォントは、全体では数メガバイトになります。"),
    mend=EMBED,
    source=Source("ISO 32000-1", "9.6.4"),
)
def not_subset(pdf: PdfDocument) -> Iterator[Fault]:
    for font in pdf.fonts:
        if font.is_embedded and not font.is_subset and font.kind != "Type3":
            yield Fault(
                Text(f"{font.name} is in the file as a whole.", f"{font.name} の全体が埋め込まれています。"),
                spots=_pages(pdf, font),
            )


@rule(
    "fonts.synthesised",
    Severity.WARNING,
    "pdf",
    finds=Text(
        "Bold or italics that are made of an upright font: glyphs with a line around them, or leaning.",
        "合成された太字・斜体（輪郭を太らせた字、傾けた字）",
    ),
    why=Text(
        "Strokes clot and lean as no type designer drew them; Japanese has no italics.",
        "字がつぶれ、傾きます。和文に斜体はありません。",
    ),
    mend=Text(
        "Let the layout name a face that has it, or emphasise in another way (a Gothic face, marks).",
        "太字のあるフォントを使うか、ゴシック体など別の方法で強調してください。",
    ),
    source=Source("Kanko"),
)
def synthesised(pdf: PdfDocument) -> Iterator[Fault]:
    for page in pdf.pages:
        runs = [run for line in page.lines for run in line.runs if run.mode == BOLD or abs(run.slant) > LEANS]
        if runs:
            fonts = ", ".join(dict.fromkeys(run.font for run in runs))
            what = Text(f"{fonts} is thickened or leans.", f"{fonts} が太らせるか傾けて使われています。")
            yield Fault(what, spots=_spots((page, run) for run in runs))


def _pages(pdf: PdfDocument, font: Font) -> tuple[Spot, ...]:
    """The text in a font, or the pages that may show it."""
    pages = (pdf.pages[number] for number in font.pages)
    return _spots(_set_in(pdf, font)) or tuple(Spot(page.number, page.label) for page in pages)
