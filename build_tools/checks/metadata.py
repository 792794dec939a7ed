"""What a PDF says of itself: title, author, language, date, in the information dictionary and in XMP.

What a program that rewrites a file may set anew (Producer, ModDate) is not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from build_tools.checks.addresses import FOLDERS
from build_tools.checks.subject import Subject
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.inspection.document import Metadata, PdfDocument

DC: Final = "http://purl.org/dc/elements/1.1/"
XMP: Final = "http://ns.adobe.com/xap/1.0/"
# Entries of the information dictionary (ISO 32000-1, table 317) and what they are called in XMP.
SAME: Final = {"Title": (DC, "title"), "Author": (DC, "creator"), "Subject": (DC, "description")}
VERSIONS: Final = ("1.3", "1.4", "1.5", "1.6", "1.7", "2.0")
# A path on somebody's machine.
MACHINE: Final = re.compile(rf"file:/|(?<![\w/.:])/(?:{FOLDERS})/\w|\b[A-Za-z]:\\")
DATE: Final = re.compile(r"(?:D:)?([0-9]{4})-?([0-9]{2})?-?([0-9]{2})?")

BUILD_AGAIN = Text("Build the publication again.", "刊行物をもう一度作ってください。")
IN_PROPERTIES = Text(
    "Set it in the program that made the PDF (document properties), and save it again.",
    "PDF を作成したソフトの「文書のプロパティ」で設定し、保存し直してください。",
)


def _title(metadata: Metadata) -> str:
    """The title: that of XMP, else of the dictionary (ISO 14289-1, 7.1)."""
    return next(iter(metadata.values(DC, "title")), "") or metadata.entry("Title") or ""


@rule(
    "metadata.untitled",
    Severity.ERROR,
    "pdf",
    finds=Text("A PDF that does not say its title.", "文書のタイトルが記録されていない PDF"),
    why=Text(
        "Screen readers, browsers and search engines name a document by it; without it they show the file's name.",
        "読み上げソフト、ブラウザー、検索サイトはタイトルで文書を示します。ないとファイル名が出ます。",
    ),
    mend=IN_PROPERTIES,
    source=Source("ISO 14289-1", "7.1"),
)
def untitled(pdf: PdfDocument) -> Iterator[Fault]:
    if not _title(pdf.metadata).strip():
        yield Fault(Text("The PDF has no title.", "PDF にタイトルがありません。"))


@rule(
    "metadata.title",
    Severity.ERROR,
    "document",
    finds=Text(
        "A title in the PDF's properties that is not that of the document.",
        "文書の題名と違うタイトル（PDF のプロパティ）",
    ),
    why=Text(
        "Programs and search engines show this title, not the one on the page.",
        "画面や検索結果に出るのは、紙面の題名ではなくこのタイトルです。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 14289-1", "7.1"),
)
def wrong_title(subject: Subject) -> Iterator[Fault]:
    metadata, title = subject.pdf.metadata, subject.document.title
    said = dict.fromkeys(filter(None, (metadata.entry("Title"), *metadata.values(DC, "title"))))
    for each in said:
        if each != title:
            yield Fault(
                Text(f"The title is “{each}”, not “{title}”.", f"タイトルが「{title}」ではなく「{each}」です。")
            )


@rule(
    "metadata.display-title",
    Severity.WARNING,
    "pdf",
    finds=Text(
        "A PDF that asks viewers to show its file name instead of its title.",
        "タイトルでなくファイル名を表示させる PDF",
    ),
    why=Text(
        "The window's title is the first thing that a screen reader says.",
        "読み上げソフトが最初に読むのは窓の題名です。",
    ),
    mend=Text(
        "Let the properties say “Initial view: show document title”.",
        "プロパティの「開き方」で「文書タイトルを表示」にしてください。",
    ),
    source=Source("ISO 14289-1", "7.1"),
)
def display_title(pdf: PdfDocument) -> Iterator[Fault]:
    if dict(pdf.catalog.viewer_preferences).get("DisplayDocTitle", "").lower() != "true":
        yield Fault(Text("Viewers are not told to show the title.", "タイトルを表示する設定がありません。"))


@rule(
    "metadata.no-language",
    Severity.ERROR,
    "pdf",
    finds=Text("A PDF that does not say its language.", "言語が記録されていない PDF"),
    why=Text(
        "A screen reader does not know in which language to read it aloud.",
        "読み上げソフトがどの言語で読むか分かりません。",
    ),
    mend=IN_PROPERTIES,
    source=Source("ISO 14289-1", "7.2"),
)
def no_language(pdf: PdfDocument) -> Iterator[Fault]:
    if not (pdf.catalog.language or "").strip():
        yield Fault(Text("The PDF does not say its language.", "PDF に言語の記録がありません。"))


@rule(
    "metadata.language",
    Severity.ERROR,
    "document",
    finds=Text("A language in the PDF that is not that of the edition.", "刊行物の言語と違う PDF の言語"),
    why=Text("It is read aloud with the sounds of another language.", "別の言語の発音で読み上げられてしまいます。"),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "14.9.2"),
)
def wrong_language(subject: Subject) -> Iterator[Fault]:
    said, wanted = subject.pdf.catalog.language or "", subject.manuscript.edition.language
    if said.strip() and said.lower().split("-")[0] != wanted.lower().split("-")[0]:
        yield Fault(Text(f"The language is {said}, not {wanted}.", f"言語が {wanted} ではなく {said} です。"))


@rule(
    "metadata.author",
    Severity.ERROR,
    "document",
    finds=Text("An author that is not the issuer of the edition.", "発行者と違う（または記録のない）作成者"),
    why=Text(
        "A machine's or a person's name there goes out with the document.",
        "個人や機器の名前が入ったまま公開されてしまいます。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "14.3.3"),
)
def wrong_author(subject: Subject) -> Iterator[Fault]:
    metadata, issuer = subject.pdf.metadata, subject.manuscript.edition.issuer
    said = dict.fromkeys(filter(None, (metadata.entry("Author"), *metadata.values(DC, "creator"))))
    if not said and issuer:
        yield Fault(Text(f"No author is named; it is {issuer}.", f"作成者の記録がありません（{issuer}）。"))
    for each in said:
        if each != issuer:
            yield Fault(Text(f"The author is “{each}”, not {issuer}.", f"作成者が{issuer}ではなく「{each}」です。"))


@rule(
    "metadata.date",
    Severity.WARNING,
    "document",
    finds=Text("A date of creation that is not the edition's date.", "刊行物の日付と違う（または記録のない）作成日"),
    why=Text(
        "Catalogues and viewers show it as the date of the publication.",
        "目録や閲覧ソフトは、これを刊行の日付として示します。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "14.3.3"),
)
def wrong_date(subject: Subject) -> Iterator[Fault]:
    metadata, date = subject.pdf.metadata, subject.manuscript.edition.date.isoformat()
    said = dict.fromkeys(filter(None, (metadata.entry("CreationDate"), *metadata.values(XMP, "CreateDate"))))
    if not said:
        yield Fault(Text(f"It bears no date; it is of {date}.", f"作成日の記録がありません（{date}）。"))
    for each in said:
        if _day(each) != date:
            yield Fault(Text(f"It is dated {each}, not {date}.", f"作成日が {date} ではなく {each} です。"))


def _day(stamp: str) -> str:
    """The day of a date as PDF (7.9.4) or XMP write it; what is no date is as it is."""
    found = DATE.match(stamp)
    return "-".join(part or "01" for part in found.groups()) if found else stamp


@rule(
    "metadata.differs",
    Severity.WARNING,
    "pdf",
    finds=Text(
        "Title, author or subject that the information dictionary and the XMP metadata give differently.",
        "文書情報と XMP とで食い違うタイトル、作成者、サブタイトル",
    ),
    why=Text("One program shows the one, another the other.", "ソフトによって、違う内容が表示されます。"),
    mend=Text(
        "Save the properties again in one program, so that both are written.",
        "一つのソフトでプロパティを保存し直し、両方を書き直してください。",
    ),
    source=Source("ISO 32000-1", "14.3.2"),
)
def differs(pdf: PdfDocument) -> Iterator[Fault]:
    for key, (namespace, name) in SAME.items():
        info, values = pdf.metadata.entry(key), pdf.metadata.values(namespace, name)
        if info and any(values) and info not in (*values, ", ".join(values), "; ".join(values)):
            yield Fault(
                Text(
                    f"{key}: “{info}” in the dictionary, “{values[0]}” in XMP.",
                    f"{key} が、文書情報では「{info}」、XMP では「{values[0]}」です。",
                )
            )


@rule(
    "metadata.path",
    Severity.ERROR,
    "pdf",
    finds=Text("A path of somebody's machine in the metadata.", "メタデータに残った、作業用パソコン内の場所"),
    why=Text(
        "It tells the public how a ministry's machines and people are called.",
        "職員や機器の名前など、内部の情報が外に出ます。",
    ),
    mend=Text("Remove it from the document's properties.", "文書のプロパティから消してください。"),
    source=Source("Kanko"),
)
def machine_path(pdf: PdfDocument) -> Iterator[Fault]:
    info = [value for _, value in pdf.metadata.info]
    xmp = [value for item in pdf.metadata.xmp or () for _, value in item.values]
    for each in dict.fromkeys((*info, *xmp)):
        if MACHINE.search(each):
            yield Fault(Text(f"The metadata hold “{each}”.", f"メタデータに「{each}」があります。"))


@rule(
    "metadata.version",
    Severity.WARNING,
    "pdf",
    finds=Text(
        "A PDF version that is too old for tags, or that no standard knows.",
        "古すぎる、または規格にない PDF のバージョン",
    ),
    why=Text(
        "Tags need 1.3 or later; programs guess at what they do not know.",
        "タグには 1.3 以降が必要です。規格にないものは、ソフトごとに扱いが違います。",
    ),
    mend=Text("Save it as PDF 1.7.", "PDF 1.7 で保存し直してください。"),
    source=Source("ISO 32000-1", "7.5.2"),
)
def version(pdf: PdfDocument) -> Iterator[Fault]:
    if pdf.file.version not in VERSIONS:
        yield Fault(Text(f"It is PDF {pdf.file.version}.", f"PDF {pdf.file.version} です。"))
