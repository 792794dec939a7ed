"""What a file for the press says of itself, and what it may not hold (ISO 15930-7, PDF/X-4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from build_tools.checks.pressfile import BUILD_AGAIN, PressFile, spot
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule

VERSION: Final = "PDF/X-4"
NEWEST: Final = "1.6"
KIND: Final = "GTS_PDFX"
XMP: Final = "http://ns.adobe.com/xap/1.0/"
MM: Final = "http://ns.adobe.com/xap/1.0/mm/"
PDF: Final = "http://ns.adobe.com/pdf/1.3/"
DC: Final = "http://purl.org/dc/elements/1.1/"
# What ISO 15930-7 wants to be said in XMP.
SAID: Final = (
    (XMP, "CreateDate"),
    (XMP, "ModifyDate"),
    (XMP, "MetadataDate"),
    (MM, "DocumentID"),
    (MM, "VersionID"),
    (MM, "RenditionClass"),
    (DC, "title"),
)
X4: Final = Source("ISO 15930-7")


@rule(
    "press.version",
    Severity.ERROR,
    "press",
    finds=Text("A file for the press that is no PDF/X-4.", "PDF/X-4 でない印刷用ファイル"),
    why=Text("The printing house's programs treat it as any other PDF.", "印刷会社で印刷用データとして扱われません。"),
    mend=BUILD_AGAIN,
    source=X4,
)
def version(file: PressFile) -> Iterator[Fault]:
    if file.printing.versions != {VERSION}:
        said = ", ".join(sorted(file.printing.versions)) or "–"
        yield Fault(Text(f"It says it is {said}, not {VERSION}.", f"{VERSION} ではなく「{said}」と記録されています。"))
    if file.pdf.file.version > NEWEST:
        newer = file.pdf.file.version
        yield Fault(
            Text(f"It is PDF {newer}; {VERSION} is PDF {NEWEST}.", f"PDF {newer} です（{VERSION} は PDF {NEWEST}）。")
        )


@rule(
    "press.intent",
    Severity.ERROR,
    "press",
    finds=Text(
        "A file for the press that does not hold the profile of its printing condition, or holds another one as well.",
        "印刷条件のプロファイルのない、または複数ある印刷用ファイル",
    ),
    why=Text("Nobody knows for which inks and which paper it was made.", "何の用紙とインキのためか分かりません。"),
    mend=Text(
        "Name the profile in publication.toml ([press] profile), and build again.",
        "publication.toml の [press] profile を確かめ、もう一度作ってください。",
    ),
    source=Source("ISO 32000-1", "14.11.5"),
)
def intent(file: PressFile) -> Iterator[Fault]:
    count = sum(each.kind == KIND for each in file.printing.intents)
    if count != 1 or len(file.printing.intents) != 1:
        names = ", ".join(each.kind for each in file.printing.intents) or "–"
        yield Fault(Text(f"Its output intents are: {names}.", f"出力インテントが一つではありません（{names}）。"))
    for each in file.printing.intents:
        if (each.components, each.space, each.device) != (4, "CMYK", "prtr"):
            found = each.space or "–"
            yield Fault(
                Text(
                    f"Its profile is not that of a press with four inks ({found}).",
                    f"４色印刷のプロファイルが入っていません（{found}）。",
                )
            )
        if not each.condition:
            yield Fault(Text("The printing condition has no name.", "印刷条件の名前がありません。"))


@rule(
    "press.identity",
    Severity.ERROR,
    "press",
    finds=Text(
        "A file for the press without identifier, dates or title, or that does not say whether it is trapped.",
        "識別子、日付、題名、またはトラッピングの有無の記録のない印刷用ファイル",
    ),
    why=Text("It is no PDF/X-4, and proofs cannot be told apart.", "PDF/X-4 にならず、校正刷りの区別も付きません。"),
    mend=BUILD_AGAIN,
    source=X4,
)
def identity(file: PressFile) -> Iterator[Fault]:
    metadata = file.pdf.metadata
    missing = [name for space, name in SAID if not any(metadata.values(space, name))]
    missing += [key for key in ("CreationDate", "ModDate", "Title") if not metadata.entry(key)]
    if len(file.printing.identifier) != 2 or not all(file.printing.identifier):
        missing.append("ID")
    said = {file.printing.trapped, *metadata.values(PDF, "Trapped")}
    if len(said) != 1 or not said <= {"True", "False"}:
        missing.append("Trapped")
    for name in missing:
        yield Fault(Text(f"It does not say, or not clearly: {name}.", f"{name} の記録がないか、食い違っています。"))


@rule(
    "press.annotation",
    Severity.ERROR,
    "press",
    finds=Text("A link, comment or form field on a page for the press.", "印刷用のページにあるリンク、注釈、入力欄"),
    why=Text("It may be printed, and the file is no PDF/X-4.", "印刷されるおそれがあり、PDF/X-4 にもなりません。"),
    mend=BUILD_AGAIN,
    source=Source("ISO 15930-7"),
)
def annotation(file: PressFile) -> Iterator[Fault]:
    for page, printed in file.pages:
        left, bottom, right, top = page.bleed
        for each in printed.annotations:
            box = each.box
            if box[0] < right and left < box[2] and box[1] < top and bottom < box[3]:
                what = Text(f"An annotation ({each.kind}) lies on the page.", f"注釈（{each.kind}）があります。")
                yield Fault(what, spots=spot(page, box))


@rule(
    "press.action",
    Severity.ERROR,
    "press",
    finds=Text(
        "A file for the press that does something of its own, or carries other files.",
        "動作や添付ファイルを含む印刷用ファイル",
    ),
    why=Text(
        "What is printed must not depend on it; a file that goes to the press holds nothing else.",
        "印刷には不要で、印刷会社に渡すべきものでもありません。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 15930-7"),
)
def action(file: PressFile) -> Iterator[Fault]:
    for each in file.pdf.hazards:
        where = () if each.page is None else (Spot(each.page, file.pdf.pages[each.page].label),)
        yield Fault(
            Text(f"It holds: {each.kind} ({each.where}).", f"{each.kind}（{each.where}）があります。"), spots=where
        )
