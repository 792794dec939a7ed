"""The sheets of a file for the press: boxes, crop marks, and what runs into the bleed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from build_tools.checks.pressfile import BUILD_AGAIN, PressFile, spot
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.inspection.document import Box, Page
from build_tools.inspection.printing import Extent, Rectangle

MILLIMETRE: Final = 72 / 25.4
BLEED: Final = 3 * MILLIMETRE
# Points: what rounding may do, how near to the edge something reaches it, how thin a line is.
OFF, NEAR, THIN = 0.5, 1.0, 1.0
# Crop marks are seen from so many points on, and the sheet must have room for them.
SEEN, ROOM = 5 * MILLIMETRE, 8 * MILLIMETRE
# How far text keeps from where the page is cut.
SAFE: Final = 3 * MILLIMETRE - OFF
SIDES: Final = (
    ("left", "左", 0, -1),
    ("bottom", "下", 1, -1),
    ("right", "右", 2, 1),
    ("top", "上", 3, 1),
)
BOXES: Final = Source("ISO 32000-1", "14.11.2")


@rule(
    "press.boxes",
    Severity.ERROR,
    "press",
    finds=Text(
        "A page for the press that does not say where it is cut, without 3 mm of bleed, or without room for marks.",
        "仕上がりの枠、３ミリの塗り足し、トンボの余白のない印刷用ページ",
    ),
    why=Text("The printing house cannot tell what the page is.", "どこで断つのか、印刷会社で分かりません。"),
    mend=BUILD_AGAIN,
    source=BOXES,
)
def boxes(file: PressFile) -> Iterator[Fault]:
    for page in file.pdf.pages:
        for what in _wrong_boxes(page, _size_for_people(file, page)):
            yield Fault(what, spots=spot(page))


def _size_for_people(file: PressFile, page: Page) -> Box | None:
    pages = file.web.pages if file.web else ()
    return pages[page.number].shown if page.number < len(pages) else None


def _wrong_boxes(page: Page, web: Box | None) -> Iterator[Text]:
    if not {"TrimBox", "BleedBox"} <= {*page.declared}:
        yield Text("It has no trim box, or no bleed box.", "仕上がりか塗り足しの枠がありません。")
        return
    if {"CropBox", "ArtBox"} & {*page.declared}:
        yield Text("It has a crop box or an art box.", "CropBox か ArtBox があります。")
    if web and not (_like(page.trim.width, web.width) and _like(page.trim.height, web.height)):
        size = f"{page.trim.width / MILLIMETRE:.1f} × {page.trim.height / MILLIMETRE:.1f} mm"
        yield Text(f"It is cut to another size ({size}).", f"仕上がりの大きさが違います（{size}）。")
    if not all(_like(each, BLEED) for each in _between(page.trim, page.bleed)):
        wide = ", ".join(f"{each / MILLIMETRE:.1f}" for each in _between(page.trim, page.bleed))
        yield Text(f"Its bleed is not 3 mm on each side ({wide}).", f"塗り足しが各辺３ミリではありません（{wide}）。")
    if min(_between(page.bleed, page.media)) < ROOM:
        yield Text("There is no room for crop marks.", "トンボの余白がありません。")
    if page.rotation or page.user_unit != 1:
        yield Text("It is turned, or not measured in points.", "回転しているか、長さの単位がポイントではありません。")


def _between(inner: Box, outer: Box) -> tuple[float, float, float, float]:
    """How far a box is from the one around it, on each side."""
    return inner.left - outer.left, inner.bottom - outer.bottom, outer.right - inner.right, outer.top - inner.top


def _like(one: float, other: float) -> bool:
    return abs(one - other) <= OFF


@rule(
    "press.marks",
    Severity.ERROR,
    "press",
    finds=Text("A page for the press without its crop marks.", "トンボの欠けた印刷用ページ"),
    why=Text("It is cut by them, and plates are laid over each other by them.", "断裁と版の見当合わせができません。"),
    mend=BUILD_AGAIN,
    source=Source("Kanko"),
)
def marks(file: PressFile) -> Iterator[Fault]:
    for page, printed in file.pages:
        lines = [Box(*each.box) for each in printed.extents if _is_mark(each, page.bleed)]
        missing = [*_missing(lines, page, page.trim), *_missing(lines, page, page.bleed)]
        if missing:
            places = len(missing)
            yield Fault(
                Text(f"{places} of 16 crop marks are missing.", f"トンボが {places} か所欠けています（16 か所中）。"),
                spots=spot(page),
            )


def _missing(lines: list[Box], page: Page, box: Box) -> Iterator[tuple[float, str]]:
    """The corners of a box for which no mark stands above, below, left or right of the bleed."""
    upright = [each for each in lines if each.height >= SEEN]
    level = [each for each in lines if each.width >= SEEN]
    for x in (box.left, box.right):
        mine = [each for each in upright if _like((each.left + each.right) / 2, x)]
        if not any(each.bottom >= page.bleed.top - OFF for each in mine):
            yield x, "top"
        if not any(each.top <= page.bleed.bottom + OFF for each in mine):
            yield x, "bottom"
    for y in (box.bottom, box.top):
        mine = [each for each in level if _like((each.bottom + each.top) / 2, y)]
        if not any(each.right <= page.bleed.left + OFF for each in mine):
            yield y, "left"
        if not any(each.left >= page.bleed.right - OFF for each in mine):
            yield y, "right"


def _is_mark(extent: Extent, bleed: Box) -> bool:
    """Whether something is a thin line that does not touch the bleed."""
    box = Box(*extent.box)
    inside = Box(bleed.left + OFF, bleed.bottom + OFF, bleed.right - OFF, bleed.top - OFF)
    return extent.kind == "path" and min(box.width, box.height) <= THIN and not inside.meets(box)


@rule(
    "press.slug",
    Severity.ERROR,
    "press",
    finds=Text(
        "Something beside crop marks that is printed beyond the bleed.",
        "塗り足しの外に出ているもの（トンボを除く）",
    ),
    why=Text("It stands among the crop marks, and hides them.", "トンボに重なり、見えなくします。"),
    mend=BUILD_AGAIN,
    source=BOXES,
)
def slug(file: PressFile) -> Iterator[Fault]:
    for page, printed in file.pages:
        for each in printed.extents:
            beyond = max(_between(page.bleed, Box(*each.box))) > OFF
            if beyond and not _is_mark(each, page.bleed):
                what = Text("Something is printed beyond the bleed.", "塗り足しの外に印刷されるものがあります。")
                yield Fault(what, spots=spot(page, each.box))


@rule(
    "press.bleed",
    Severity.ERROR,
    "press",
    finds=Text(
        "An area, line or image that ends where the page is cut, or a little short of it.",
        "仕上がりの端で終わっている塗り、線、画像（塗り足しの不足）",
    ),
    why=Text(
        "Paper is cut a millimetre off here and there: a white line is left at the edge.",
        "断裁の誤差で、端に白い筋が出ます。",
    ),
    mend=Text(
        "In the layout's stylesheet, let it reach 3 mm past the page's edge (a negative margin), or keep it away;"
        " a background of @page does so of itself.",
        "体裁のスタイルシートで、ページの端から３ミリはみ出させるか（負の margin）、端から離してください。"
        "@page の背景は自動ではみ出します。",
    ),
    source=BOXES,
)
def bleed(file: PressFile) -> Iterator[Fault]:
    for page, printed in file.pages:
        for each in printed.extents:
            if each.kind != "text" and (sides := [*_short(each.box, page)]):
                en, ja = ", ".join(one for one, _ in sides), "、".join(other for _, other in sides)
                what = Text(f"Its bleed is missing ({en}).", f"塗り足しが足りません（{ja}）。")
                yield Fault(what, spots=spot(page, each.box))


def _short(box: Rectangle, page: Page) -> Iterator[tuple[str, str]]:
    """The sides on which a box reaches the edge of the page and not the end of the bleed."""
    if not Box(*box).meets(page.trim):
        return
    for en, ja, side, outwards in SIDES:
        past_trim = (box[side] - page.trim[side]) * outwards
        past_bleed = (box[side] - page.bleed[side]) * outwards
        if past_trim > -NEAR and past_bleed < -OFF:
            yield en, ja


@rule(
    "press.margin",
    Severity.WARNING,
    "press",
    finds=Text("Text that stands less than 3 mm from where the page is cut.", "断裁の位置から３ミリ以内にある文字"),
    why=Text("It may be cut off.", "断裁のずれで切れるおそれがあります。"),
    mend=Text(
        "In the layout's stylesheet, keep text away from the page's edges.",
        "体裁のスタイルシートで、文字をページの端から離してください。",
    ),
    source=Source("Kanko"),
)
def margin(file: PressFile) -> Iterator[Fault]:
    for page in file.pdf.pages:
        for line in page.lines:
            if line.text and min(_between(line.box, page.trim)) < SAFE:
                near = line.text[:30]
                what = Text(f"“{near}” stands at the edge.", f"「{near}」が端に寄りすぎています。")
                yield Fault(what, spots=spot(page, line.box))
