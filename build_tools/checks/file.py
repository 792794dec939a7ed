"""What a publication's file may not hold: programs, forms, media, files that nobody declared, a lock; and its size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from build_tools.checks.subject import Subject
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Hazard, PdfDocument

# Bytes: what a visitor of a website waits for, and what many mail systems take.
LARGEST: Final = 20_000_000
SCRIPTS: Final = frozenset(("JavaScript", "Rendition"))
LAUNCHES: Final = frozenset(("Launch",))
FORMS: Final = frozenset(("AcroForm", "XFA", "SubmitForm", "ResetForm", "ImportData"))
MEDIA: Final = frozenset(("RichMedia", "Screen", "Movie", "Sound", "3D", "RichMediaExecute", "GoTo3DView"))
# What the standard lets happen on opening is the document's to say; attachments have a rule of their own.
KNOWN: Final = SCRIPTS | LAUNCHES | FORMS | MEDIA | {"OpenAction", "EmbeddedFile", "AssociatedFile", "FileAttachment"}

REMOVE = Text(
    "Make the PDF again without it, from a source that you trust.",
    "信頼できる元データから、これを含まない PDF を作り直してください。",
)


def _told(pdf: PdfDocument, hazards: Iterable[Hazard], en: str, ja: str) -> Iterator[Fault]:
    """A fault for each; {} stands for what it is."""
    for each in hazards:
        what = f"{each.kind}, {each.where}" + (f": {each.detail[:60]}" if each.detail else "")
        page = [] if each.page is None else [Spot(each.page, pdf.pages[each.page].label)]
        yield Fault(Text(en.format(what), ja.format(what)), spots=tuple(page))


@rule(
    "file.script",
    Severity.ERROR,
    "pdf",
    finds=Text("A program (JavaScript) in the PDF.", "PDF の中のプログラム（JavaScript）"),
    why=Text(
        "It runs on the reader's machine; mail filters refuse such files, and rightly.",
        "読む人のパソコンで動きます。メールの検疫でも止められます。",
    ),
    mend=REMOVE,
    source=Source("ISO 32000-1", "12.6.4.16"),
)
def script(pdf: PdfDocument) -> Iterator[Fault]:
    found = (each for each in pdf.hazards if each.kind in SCRIPTS)
    yield from _told(pdf, found, "The PDF holds a program ({}).", "PDF にプログラムがあります（{}）。")


@rule(
    "file.launch",
    Severity.ERROR,
    "pdf",
    finds=Text(
        "An action that starts a program or opens a file of the reader's machine.",
        "読む人のパソコンのプログラムやファイルを開く動作",
    ),
    why=Text("It can do harm, and viewers warn of it.", "害を及ぼしうるもので、閲覧ソフトが警告を出します。"),
    mend=REMOVE,
    source=Source("ISO 32000-1", "12.6.4.5"),
)
def launch(pdf: PdfDocument) -> Iterator[Fault]:
    found = (each for each in pdf.hazards if each.kind in LAUNCHES)
    yield from _told(pdf, found, "Something is started from the PDF ({}).", "PDF から何かが起動されます（{}）。")


@rule(
    "file.form",
    Severity.ERROR,
    "pdf",
    finds=Text("Form fields, or an action that sends or takes in data.", "入力欄、またはデータを送信・取込みする動作"),
    why=Text(
        "A publication is read, not filled in; what is typed there is lost, or goes where nobody expects.",
        "刊行物は読むものです。入力した内容は失われるか、思わぬ所へ送られます。",
    ),
    mend=REMOVE,
    source=Source("ISO 32000-1", "12.7"),
)
def form(pdf: PdfDocument) -> Iterator[Fault]:
    found = (each for each in pdf.hazards if each.kind in FORMS)
    yield from _told(pdf, found, "The PDF holds a form ({}).", "PDF に入力欄や送信の動作があります（{}）。")


@rule(
    "file.media",
    Severity.ERROR,
    "pdf",
    finds=Text("Film, sound or other media in the PDF.", "PDF に埋め込まれた動画、音声など"),
    why=Text(
        "Few viewers play them, some refuse the file, and on paper there is a hole.",
        "再生できる閲覧ソフトは少なく、開けないこともあり、紙では空白になります。",
    ),
    mend=Text("Put it on the website and link to it.", "ウェブサイトに置き、リンクしてください。"),
    source=Source("ISO 32000-1", "13"),
)
def media(pdf: PdfDocument) -> Iterator[Fault]:
    found = (each for each in pdf.hazards if each.kind in MEDIA)
    yield from _told(pdf, found, "The PDF holds media ({}).", "PDF に動画や音声などがあります（{}）。")


@rule(
    "file.action",
    Severity.WARNING,
    "pdf",
    finds=Text("An action that does more than lead to a place.", "場所へ移る以外のことをする動作"),
    why=Text("A reader does not expect a document to act.", "文書が勝手に動くことを、読む人は予期していません。"),
    mend=REMOVE,
    source=Source("ISO 32000-1", "12.6.4"),
)
def action(pdf: PdfDocument) -> Iterator[Fault]:
    found = (each for each in pdf.hazards if each.kind not in KNOWN)
    yield from _told(pdf, found, "The PDF does something of its own ({}).", "PDF が独自の動作をします（{}）。")


@rule(
    "file.encrypted",
    Severity.ERROR,
    "pdf",
    finds=Text(
        "A PDF that is encrypted, even if it opens without a password.",
        "暗号化された PDF（パスワードなしで開けるものを含む）",
    ),
    why=Text(
        "Screen readers and search engines are kept out, and it cannot be archived.",
        "読み上げや検索が妨げられ、長期保存もできません。",
    ),
    mend=Text("Save it without security settings.", "セキュリティ設定なしで保存し直してください。"),
    source=Source("ISO 14289-1", "7.16"),
)
def encrypted(pdf: PdfDocument) -> Iterator[Fault]:
    if pdf.file.is_encrypted:
        yield Fault(Text("The PDF is encrypted.", "PDF が暗号化されています。"))


@rule(
    "file.attachment",
    Severity.ERROR,
    "document",
    finds=Text(
        "An attached file that the edition does not declare, or a declared one that is not there or is another.",
        "刊行物に宣言のない添付ファイル、宣言されたのに無い、または中身の違う添付ファイル",
    ),
    why=Text(
        "Whatever is attached goes out with the publication.", "添付されたものは、すべて刊行物とともに公開されます。"
    ),
    mend=Text(
        "Declare it in publication.toml (attachments), or build again without it.",
        "publication.toml の attachments に書くか、含めずに作り直してください。",
    ),
    source=Source("ISO 32000-1", "7.11.4"),
)
def attachment(subject: Subject) -> Iterator[Fault]:
    declared = {each.name: each.sha256 for each in subject.document.attachments}
    there = {each.name: each.sha256 for each in subject.pdf.attachments}
    for name in there.keys() - declared.keys():
        yield Fault(
            Text(f"“{name}” is attached, and not declared.", f"宣言のないファイル「{name}」が添付されています。")
        )
    for name, digest in declared.items():
        if name not in there:
            yield Fault(Text(f"“{name}” is not attached.", f"「{name}」が添付されていません。"))
        elif there[name] != digest:
            yield Fault(
                Text(
                    f"“{name}” is not the file that was declared.", f"添付の「{name}」は宣言されたファイルと違います。"
                )
            )


@rule(
    "file.size",
    Severity.WARNING,
    "pdf",
    finds=Text(f"A file of more than {LARGEST // 1_000_000} MB.", f"{LARGEST // 1_000_000} MB を超えるファイル"),
    why=Text(
        "It takes long to load, and mail systems refuse it.", "読み込みに時間がかかり、メールで送れないこともあります。"
    ),
    mend=Text("Make its images smaller, or divide it.", "画像を小さくするか、文書を分けてください。"),
    source=Source("Kanko"),
)
def size(pdf: PdfDocument) -> Iterator[Fault]:
    if pdf.file.size > LARGEST:
        megabytes = f"{pdf.file.size / 1_000_000:.1f} MB"
        yield Fault(Text(f"The file has {megabytes}.", f"ファイルが {megabytes} あります。"))


@rule(
    "file.budget",
    Severity.ERROR,
    "document",
    finds=Text(
        "A file that is larger than the edition says it may be.", "版の設定で決めた大きさの上限を超えたファイル"
    ),
    why=Text(
        "Where a limit is set, somebody waits for it to load, or a system refuses more.",
        "上限には、読み込みの時間や受け付ける側の制限など、わけがあります。",
    ),
    mend=Text(
        "Let images be kept smaller ([images] of publication.toml: dpi, quality), or change `budget` of the document.",
        "publication.toml の [images]（dpi、quality）で画像を小さくするか、その文書の budget を改めてください。",
    ),
    source=Source("Kanko"),
)
def budget(subject: Subject) -> Iterator[Fault]:
    limit, size = subject.document.budget, subject.pdf.file.size
    if limit is not None and size > limit:
        said = f"{size / 1_000_000:.2f} MB", f"{limit / 1_000_000:.2f} MB"
        yield Fault(
            Text("It has {}; its budget is {}.".format(*said), "{} あります（上限 {}）。".format(*said)),
        )


@rule(
    "file.damaged",
    Severity.WARNING,
    "pdf",
    finds=Text(
        "A file that breaks the rules of PDF, so that a reader has to guess.",
        "PDF の規則に反し、推測して読むほかないファイル",
    ),
    why=Text(
        "What one program guesses well, another shows wrongly or not at all.",
        "あるソフトで読めても、別のソフトでは崩れたり開けなかったりします。",
    ),
    mend=Text("Make the PDF again.", "PDF を作り直してください。"),
    source=Source("ISO 32000-1", "7"),
)
def damaged(pdf: PdfDocument) -> Iterator[Fault]:
    for complaint in pdf.complaints:
        yield Fault(Text(f"The file is damaged: {complaint}", f"ファイルに傷みがあります：{complaint}"))
