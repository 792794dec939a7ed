"""The parts of elements, and what they say of themselves: lists, notes, heads, figures, ruby, languages. Of any PDF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from build_tools.checks.tags import BUILD_AGAIN, RETAG, spots_of
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Box, Element, Page, PdfDocument, Structure

SCOPES: Final = ("Row", "Column", "Both")
_LANGUAGE: Final = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")  # RFC 3066
_PARTS_OF_RUBY: Final = ("RB", "RT")
_HALF: Final = 0.5


def _of(pdf: PdfDocument, *roles: str) -> Iterator[Element]:
    """The elements of some types."""
    return (each for each in (pdf.structure.elements if pdf.structure else ()) if each.role in roles)


def _within(structure: Structure, element: Element, *roles: str) -> Iterator[Element]:
    """The elements of some types below one."""
    for child in structure.children(element):
        if child.role in roles:
            yield child
        yield from _within(structure, child, *roles)


@rule(
    "tags.unmarked",
    Severity.ERROR,
    "pdf",
    finds=Text(
        "Text that is neither in the structure nor marked as an artifact (page furniture).",
        "構造（タグ）にも入らず、装飾（アーティファクト）とも記されていない文",
    ),
    why=Text(
        "Each program guesses for itself whether to read it: some pass over text, others read out each page's head.",
        "読むかどうかが読み上げソフト任せになり、本文が飛ばされたり、頁ごとに柱が読まれたりします。",
    ),
    mend=RETAG,
    source=Source("ISO 14289-1", "7.1"),
)
def unmarked(pdf: PdfDocument) -> Iterator[Fault]:
    if pdf.structure is None:
        return
    contents = (kid for each in pdf.structure.elements for kid in each.kids if not isinstance(kid, int))
    held = {(kid.page, getattr(kid, "mcid", None)) for kid in contents}
    for page in pdf.pages:
        if found := [run for run in page.runs if _is_nowhere(page.number, run.mcid, held) and not run.is_artifact]:
            said = found[0].text.strip()[:20]
            what = Text(f"“{said}” is in no element and no artifact.", f"「{said}」がタグにも装飾にもなっていません。")
            yield Fault(what, spots=(Spot(page.number, page.label, tuple(run.boxes.bounds() for run in found)),))


def _is_nowhere(page: int, mcid: int | None, held: set[tuple[int | None, int | None]]) -> bool:
    return mcid is None or (page, mcid) not in held


@rule(
    "tags.list-parts",
    Severity.ERROR,
    "pdf",
    finds=Text(
        "An item of a list without a body, or without a label though its list says that it has marks.",
        "本体（LBody）のない箇条書きの項目、または行頭記号があるはずなのに Lbl のない項目",
    ),
    why=Text(
        "A screen reader cannot tell the number of an item from its text.",
        "項目の番号と本文とが読み分けられません。",
    ),
    mend=RETAG,
    source=Source("ISO 32000-1", "14.8.4.3.3"),
)
def list_parts(pdf: PdfDocument) -> Iterator[Fault]:
    for each in _of(pdf, "L"):
        items = [kid for kid in pdf.structure.children(each) if kid.role == "LI"] if pdf.structure else []
        is_marked = each.attribute("ListNumbering") not in (None, "None")
        for item in items:
            roles = {kid.role for kid in pdf.structure.children(item)} if pdf.structure else set()
            lacks = [role for role, wanted in (("LBody", True), ("Lbl", is_marked)) if wanted and role not in roles]
            if lacks:
                what = Text(f"An item has no {lacks[0]}.", f"箇条書きの項目に {lacks[0]} がありません。")
                yield Fault(what, spots=spots_of(pdf, item))


@rule(
    "tags.scope",
    Severity.ERROR,
    "pdf",
    finds=Text(
        "A head cell that does not say whether it is of a row or a column, in a table whose cells name no heads.",
        "行・列どちらの見出しか（Scope）が分からず、セルからも指されていない表の見出し",
    ),
    why=Text(
        "A screen reader guesses which cells belong to it.",
        "どのセルの見出しなのかが、読み上げソフトの推測になります。",
    ),
    mend=RETAG,
    source=Source("ISO 14289-1", "7.5"),
)
def scope(pdf: PdfDocument) -> Iterator[Fault]:
    for table in _of(pdf, "Table"):
        cells = [*_within(pdf.structure, table, "TH", "TD")] if pdf.structure else []
        named = any(cell.attribute("Headers") for cell in cells)
        for head in (cell for cell in cells if cell.role == "TH" and not named):
            if head.attribute("Scope") not in SCOPES:
                what = Text("A head cell has no scope.", "表の見出しセルに Scope がありません。")
                yield Fault(what, spots=spots_of(pdf, head))
                break


@rule(
    "tags.identifier",
    Severity.ERROR,
    "pdf",
    finds=Text(
        "A footnote without an identifier, or an identifier that two elements have.",
        "識別子（ID）のない脚注、または重なっている識別子",
    ),
    why=Text(
        "What refers to it leads nowhere, or to another one.", "参照先が分からないか、別のものを指してしまいます。"
    ),
    mend=RETAG,
    source=Source("ISO 14289-1", "7.9"),
)
def identifier(pdf: PdfDocument) -> Iterator[Fault]:
    elements = pdf.structure.elements if pdf.structure else ()
    times = Counter(each.identifier for each in elements if each.identifier)
    for each in elements:
        if each.role == "Note" and not each.identifier:
            what = Text("A footnote has no identifier.", "脚注のタグに識別子がありません。")
            yield Fault(what, spots=spots_of(pdf, each))
        elif each.identifier and times.pop(each.identifier, 0) > 1:
            what = Text(
                f"Two elements are called “{each.identifier}”.", f"識別子「{each.identifier}」が重なっています。"
            )
            yield Fault(what, spots=spots_of(pdf, each))


@rule(
    "tags.box",
    Severity.ERROR,
    "pdf",
    finds=Text("A figure's tag that says that it stands where it does not.", "実際の場所と違う位置を記した図のタグ"),
    why=Text(
        "Programs that magnify or reflow show another part of the page.",
        "拡大や流し込みの表示で、別の場所が示されます。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "14.8.5.4.3"),
)
def box(pdf: PdfDocument) -> Iterator[Fault]:
    for figure in _of(pdf, "Figure"):
        said = _box(figure)
        page = pdf.pages[figure.page] if figure.page is not None and figure.page < len(pdf.pages) else None
        drawn = [*_drawn(pdf, figure, page)] if page else []
        if said is not None and page is not None and drawn and not any(_covers(said, each) for each in drawn):
            what = Text("A figure's tag gives another place.", "図のタグの位置が、実際の図の位置と違います。")
            yield Fault(what, spots=(Spot(page.number, page.label, tuple(drawn)),))


def _box(figure: Element) -> Box | None:
    found = figure.attribute("BBox")
    try:
        values = [float(value) for value in found or ()]
    except ValueError:
        return None
    return Box(*values) if len(values) == len("ltrb") else None


def _drawn(pdf: PdfDocument, figure: Element, page: Page) -> Iterator[Box]:
    """Where the images of a figure stand on its page."""
    contents = pdf.structure.contents(figure) if pdf.structure else ()
    marked = {content.mcid for content in contents if content.page == page.number}
    yield from (image.box for image in page.images if image.mcid in marked)


def _covers(said: Box, drawn: Box) -> bool:
    """Whether two boxes have more than half of each in common."""
    width = min(said.right, drawn.right) - max(said.left, drawn.left)
    height = min(said.top, drawn.top) - max(said.bottom, drawn.bottom)
    return min(width, height) > 0 and width * height > _HALF * max(map(_area, (said, drawn)))


def _area(found: Box) -> float:
    return (found.right - found.left) * (found.top - found.bottom)


@rule(
    "tags.ruby",
    Severity.ERROR,
    "pdf",
    finds=Text("Ruby without its base or without its reading.", "親文字（RB）または読み（RT）のないルビのタグ"),
    why=Text(
        "A screen reader runs word and reading together, or reads one of them alone.",
        "親文字と読みが続けて読まれたり、片方が抜けたりします。",
    ),
    mend=RETAG,
    source=Source("ISO 32000-1", "14.8.4.4.3"),
)
def ruby(pdf: PdfDocument) -> Iterator[Fault]:
    for each in _of(pdf, "Ruby"):
        roles = [kid.role for kid in pdf.structure.children(each)] if pdf.structure else []
        if lacks := _missing(roles, _PARTS_OF_RUBY):
            what = Text(f"Ruby has no {lacks}.", f"ルビのタグに {lacks} がありません。")
            yield Fault(what, spots=spots_of(pdf, each))


def _missing(roles: Iterable[str], wanted: Iterable[str]) -> str:
    found = set(roles)
    return next((role for role in wanted if role not in found), "")


@rule(
    "tags.language",
    Severity.ERROR,
    "pdf",
    finds=Text("A tag whose language is no language's code.", "言語の符号として正しくない Lang を持つタグ"),
    why=Text("It is read out in the wrong voice.", "誤った言語の音声で読み上げられます。"),
    mend=Text("Give it a code such as ja, en or zh-Hant.", "ja、en、zh-Hant のような符号にしてください。"),
    source=Source("ISO 32000-1", "14.9.2"),
)
def language(pdf: PdfDocument) -> Iterator[Fault]:
    for each in pdf.structure.elements if pdf.structure else ():
        if each.language and _LANGUAGE.fullmatch(each.language) is None:
            what = Text(f"“{each.language}” is no language.", f"「{each.language}」は言語の符号ではありません。")
            yield Fault(what, spots=spots_of(pdf, each))
