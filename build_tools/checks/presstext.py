"""A file for the press beside the one for people: the same text and images in the same places, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from build_tools.checks.pressfile import BUILD_AGAIN, PressFile, spot
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.inspection.document import Box, Page

HOUSE: Final = Source("Kanko")
# Points: what rounding may do.
OFF: Final = 0.05
MANUSCRIPT: Final = "KankoManuscript"


@rule(
    "press.unpaired",
    Severity.ERROR,
    "press",
    finds=Text(
        "A file for the press beside which the one for people is not there, or is another edition.",
        "公開用ファイルのない、またはそれと版の違う印刷用ファイル",
    ),
    why=Text(
        "Only the file for people is held against the source: what it is not compared with may say anything.",
        "原稿と照合されるのは公開用ファイルです。比べるものがなければ、正しさを確かめられません。",
    ),
    mend=Text(
        "Build both (kanko build --press), and leave press/ beside the files for people.",
        "両方を作り（kanko build --press）、press フォルダを公開用ファイルの隣に置いてください。",
    ),
    source=HOUSE,
)
def unpaired(file: PressFile) -> Iterator[Fault]:
    if file.web is None:
        yield Fault(Text("There is no file for people to compare it with.", "比べる公開用ファイルがありません。"))
    elif file.web.metadata.entry(MANUSCRIPT) != file.pdf.metadata.entry(MANUSCRIPT):
        yield Fault(
            Text("It was made from another manuscript than the file for people.", "公開用ファイルと原稿が違います。")
        )


def _pairs(file: PressFile) -> Iterator[tuple[Page, Page]]:
    """The pages of both, the one for people first."""
    return zip(file.web.pages if file.web else (), file.pdf.pages, strict=False)


@rule(
    "press.pages",
    Severity.ERROR,
    "press",
    finds=Text("A file for the press of another length than that for people.", "公開用とページ数の違う印刷用ファイル"),
    why=Text("A page is missing on paper.", "印刷物にページの過不足が出ます。"),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def pages(file: PressFile) -> Iterator[Fault]:
    if file.web and len(file.web.pages) != len(file.pdf.pages):
        one, other = len(file.pdf.pages), len(file.web.pages)
        yield Fault(Text(f"It has {one} pages, not {other}.", f"{one} ページあります（公開用は {other} ページ）。"))


@rule(
    "press.text",
    Severity.ERROR,
    "press",
    finds=Text("A page for the press with another text than the one for people.", "公開用と文字の違う印刷用ページ"),
    why=Text("What was approved is not what is printed.", "決裁を受けたものと違うものが印刷されます。"),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def text(file: PressFile) -> Iterator[Fault]:
    for web, press in _pairs(file):
        for one, other in zip_longest((line.text for line in web.lines), (line.text for line in press.lines)):
            if one != other:
                found, wanted = (other or "–")[:40], (one or "–")[:40]
                what = Text(f"“{found}” is printed, not “{wanted}”.", f"「{wanted}」が「{found}」になっています。")
                yield Fault(what, spots=spot(press))
                break


@rule(
    "press.place",
    Severity.ERROR,
    "press",
    finds=Text(
        "Text or an image that does not stand where it stands in the file for people.",
        "公開用と位置の違う印刷用の文字や画像",
    ),
    why=Text("Line ends and page ends were looked at there, not here.", "行末や改ページの点検は公開用で行っています。"),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def place(file: PressFile) -> Iterator[Fault]:
    for web, press in _pairs(file):
        if [line.text for line in web.lines] != [line.text for line in press.lines]:
            continue
        moved = next((box for one, box in zip(_places(web), _places(press), strict=False) if _apart(one, box)), None)
        if moved is not None:
            yield Fault(Text("It stands elsewhere.", "位置が違います。"), spots=spot(press, moved))
        elif len(web.images) != len(press.images):
            yield Fault(Text("An image is missing, or one too many.", "画像に過不足があります。"), spots=spot(press))


def _places(page: Page) -> Iterator[Box]:
    """Where lines and images stand."""
    yield from (line.box for line in page.lines)
    yield from (image.box for image in page.images)


def _apart(one: Box, other: Box) -> bool:
    return any(abs(here - there) > OFF for here, there in zip(one, other, strict=True))
