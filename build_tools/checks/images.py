"""Images: each of the manuscript's is there, in its place, sharp, whole and undistorted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from build_tools.checks.composition import Composition
from build_tools.checks.figures import Shown, shown
from build_tools.checks.subject import Subject
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, Spot, rule
from build_tools.inspection.document import Box, Image, Page, PdfDocument
from build_tools.manuscript.model import Block

# Files of pixels; drawings (SVG) have no resolution, and leave no image in a PDF.
PIXELS: Final = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff"))
# Dots an inch: below the first the pixels are seen, below the second print looks soft.
COARSE, SOFT = 100.0, 150.0
# How much the resolutions along the two sides may differ.
DISTORTED: Final = 0.02
# Pixels: what is smaller is a colour or a line, whatever it is stretched to.
TINY: Final = 8
# Points: what rounding may do at the edge of a page, and how far image and text may reach into each other.
ROUNDING, TOUCHES = 1.5, 3.0
# What covers so much of a page is its background, bleed included; so much of a picture must be left by a clipping path.
BACKGROUND, WHOLE = 0.9, 0.98
# In so many rows of as many points a picture is looked at.
POINTS: Final = 9

SHARPER = Text(
    "Take the image in more pixels, or show it smaller (`:width:`).",
    "画素数の多い画像に替えるか、小さく示して（:width:）ください。",
)
STYLE = Text(
    "Look at the sizes and positions that the stylesheet or `:width:` and `:height:` give it.",
    "スタイルシートや :width: :height: が与えている大きさと位置を確かめてください。",
)


def _spot(page: Page, box: Box) -> tuple[Spot, ...]:
    return (Spot(page.number, page.label, (box,)),)


def _pictures(pdf: PdfDocument) -> Iterator[tuple[Page, Image]]:
    """Images that are part of the text and of some size."""
    for page in pdf.pages:
        for image in page.images:
            if not image.is_artifact and min(image.width, image.height) >= TINY:
                yield page, image


@rule(
    "images.missing",
    Severity.ERROR,
    "document",
    finds=Text(
        "An image of the manuscript that no page shows, or a drawing of which nothing is drawn.",
        "どの頁にも出ていない原稿の画像、何も描かれていない図（SVG）",
    ),
    why=Text("Readers look for what the text speaks of.", "本文が触れている図が見当たりません。"),
    mend=Text("Build the publication again.", "刊行物をもう一度作ってください。"),
    source=Source("Kanko"),
)
def missing(subject: Subject) -> Iterator[Fault]:
    figures = subject.once(shown)
    wanted = [each for each in figures if PurePath(each.figure.file).suffix.lower() in PIXELS]
    if subject.pdf.structure is None:
        there = sum(len(page.images) for page in subject.pdf.pages)
        if there < len(wanted):
            what = Text(
                f"{len(wanted)} images, {there} are shown.", f"画像 {len(wanted)} 点のうち {there} 点しかありません。"
            )
            yield Fault(what, wanted[-1].source)
        return
    for each in figures:
        is_there = each.images or (each.is_drawn and each not in wanted)
        if each.element is not None and not is_there:
            yield Fault(Text(f"{each.name} is not shown.", f"{each.name}の画像が出ていません。"), each.source)


@rule(
    "images.misplaced",
    Severity.ERROR,
    "document",
    finds=Text(
        "An image on another page than its caption, or not between the texts that it stands between.",
        "説明文と別の頁にある画像、または前後の本文の間にない画像",
    ),
    why=Text("It is taken for another figure.", "別の図と取り違えられます。"),
    mend=STYLE,
    source=Source("Kanko"),
)
def misplaced(subject: Subject) -> Iterator[Fault]:
    for each in subject.once(shown):
        for number, image in each.images:
            first, last = _bounds(subject, each)
            if not first <= number <= last:
                page = subject.pdf.pages[number]
                what = Text(
                    f"{each.name} stands on page {number + 1}, its text on page {max(first, min(number, last)) + 1}.",
                    f"{each.name}が {number + 1} 枚目にあります（本文は {max(first, min(number, last)) + 1} 枚目）。",
                )
                yield Fault(what, each.source, _spot(page, image.box))


def _bounds(subject: Subject, each: Shown) -> tuple[int, int]:
    """The pages between which an image stands: its caption's, or those of the texts before and behind it."""
    if line := subject.concordance.first(each.figure.caption):
        return line.page, line.page
    before, behind = 0, len(subject.pdf.pages) - 1
    for block in _beside(each):
        line = subject.concordance.first(block.id)
        if line and (block.place.line or 0) > (each.figure.place.line or 0):
            return before, line.page
        before = line.page if line else before
    return before, behind


def _beside(each: Shown) -> Iterator[Block]:
    """The running text of the figure's own file, if it is the chapter's: an excerpt's stands elsewhere."""
    place, blocks = each.figure.place, each.chapter.blocks
    if place.line is not None and place.file == each.chapter.file:
        own = (block for block in blocks if block.place.file == place.file and block.place.line is not None)
        yield from (block for block in own if not {"footnote", "excerpt"} & set(block.inside))


@rule(
    "images.coarse",
    Severity.WARNING,
    "pdf",
    finds=Text(f"An image of fewer than {COARSE:.0f} dots an inch.", f"{COARSE:.0f} dpi に満たない画像"),
    why=Text(
        "Its pixels are seen, and small letters in it cannot be read.", "画素が目立ち、図中の小さな字は読めません。"
    ),
    mend=SHARPER,
    source=Source("Kanko"),
)
def coarse(pdf: PdfDocument) -> Iterator[Fault]:
    yield from _below(pdf, 0.0, COARSE)


@rule(
    "images.soft",
    Severity.NOTE,
    "pdf",
    finds=Text(
        f"An image of {COARSE:.0f} to {SOFT:.0f} dots an inch.", f"{COARSE:.0f} dpi 以上 {SOFT:.0f} dpi 未満の画像"
    ),
    why=Text("On paper it looks soft.", "紙では輪郭が甘く見えます。"),
    mend=SHARPER,
    source=Source("Kanko"),
)
def soft(pdf: PdfDocument) -> Iterator[Fault]:
    yield from _below(pdf, COARSE, SOFT)


def _below(pdf: PdfDocument, least: float, most: float) -> Iterator[Fault]:
    for page, image in _pictures(pdf):
        dpi = min(image.dpi)
        if least <= dpi < most and dpi > 0:
            what = Text(f"An image has {dpi:.0f} dots an inch.", f"画像の解像度が {dpi:.0f} dpi です。")
            yield Fault(what, spots=_spot(page, image.box))


@rule(
    "images.distorted",
    Severity.WARNING,
    "pdf",
    finds=Text("An image that is stretched or squeezed by more than 2 %.", "縦横の比が 2 % を超えて変わっている画像"),
    why=Text("Maps, people and emblems must not be out of shape.", "地図、人物、紋章などの形が崩れてはなりません。"),
    mend=Text("Give it a width or a height, not both.", "幅と高さの両方でなく、どちらか一方を指定してください。"),
    source=Source("Kanko"),
)
def distorted(pdf: PdfDocument) -> Iterator[Fault]:
    for page, image in _pictures(pdf):
        across, up = image.dpi
        if min(across, up) > 0 and abs(across / up - 1) > DISTORTED:
            what = Text(
                f"An image is {up / across:.2f} times as wide as it should be.",
                f"画像の幅が、本来の {up / across:.2f} 倍になっています。",
            )
            yield Fault(what, spots=_spot(page, image.box))


@rule(
    "images.outside",
    Severity.ERROR,
    "pdf",
    finds=Text("An image that reaches beyond the edge of the page.", "用紙の外に出ている画像"),
    why=Text("It is cut when the page is printed and trimmed.", "印刷して裁ち落とすと切れてしまいます。"),
    mend=STYLE,
    source=Source("ISO 32000-1", "14.11.2"),
)
def outside(pdf: PdfDocument) -> Iterator[Fault]:
    for page, image in _pictures(pdf):
        area = page.bleed
        left, bottom, right, top = image.box
        beyond = max(area.left - left, right - area.right, area.bottom - bottom, top - area.top)
        if beyond > ROUNDING and not _is_background(page, image):
            what = Text("An image reaches beyond the edge of the page.", "画像が用紙の外に出ています。")
            yield Fault(what, spots=_spot(page, image.box))


def _is_background(page: Page, image: Image) -> bool:
    return image.box.width >= BACKGROUND * page.trim.width and image.box.height >= BACKGROUND * page.trim.height


@rule(
    "images.cut",
    Severity.ERROR,
    "document",
    finds=Text("A figure of which a part is cut away by a clipping path.", "枠で切り取られて一部が見えない図"),
    why=Text(
        "What is missing may be what matters: a legend, a border, a date.",
        "凡例や境界など、肝心な所が欠けることがあります。",
    ),
    mend=Text(
        "Look in the stylesheet for `overflow: hidden`, `object-fit` or a fixed height.",
        "スタイルシートの overflow: hidden、object-fit、固定の高さを探してください。",
    ),
    source=Source("ISO 32000-1", "8.5.4"),
)
def cut(subject: Subject) -> Iterator[Fault]:
    for each in subject.once(shown):
        for number, image in each.images:
            if image.clip is not None and min(_left(image.box, image.clip), _left_by_shapes(image)) < WHOLE:
                what = Text(f"{each.name} is cut at an edge.", f"{each.name}が枠で切れています。")
                yield Fault(what, each.source, _spot(subject.pdf.pages[number], image.box))


def _left(box: Box, clip: Box) -> float:
    """What a clipping path leaves of an image, by area."""
    across = min(box.right, clip.right) - max(box.left, clip.left)
    up = min(box.top, clip.top) - max(box.bottom, clip.bottom)
    return max(0.0, across) * max(0.0, up) / (box.width * box.height or 1.0)


def _left_by_shapes(image: Image) -> float:
    """What clipping paths that are no rectangles leave of an image, by points of it; rounded corners take none."""
    box, places = image.box, [(at + 0.5) / POINTS for at in range(POINTS)]
    points = [(box.left + across * box.width, box.bottom + up * box.height) for across in places for up in places]
    seen = [all(shape.holds(*point) for shape in image.shapes) for point in points]
    return sum(seen) / len(seen)


@rule(
    "images.over-text",
    Severity.ERROR,
    "document",
    finds=Text("A figure that lies on text.", "本文に重なっている図"),
    why=Text("The text under it cannot be read.", "下の文字が読めません。"),
    mend=STYLE,
    source=Source("Kanko"),
)
def over_text(subject: Subject) -> Iterator[Fault]:
    placed = [(number, image, each) for each in subject.once(shown) for number, image in each.images]
    pages = {number for number, _, _ in placed}
    composition = subject.once(Composition)
    lines = [(line, block) for block in composition.blocks for line in block.lines if line.page in pages]
    for number, image, each in placed:
        under = [(line, block) for line, block in lines if line.page == number and _covers(image.box, line.box)]
        if under:
            what = Text(
                f"{each.name} lies on “{under[0][0].text[:20]}”.",
                f"{each.name}が「{under[0][0].text[:20]}」に重なっています。",
            )
            yield Fault(what, each.source, composition.spots(*(line for line, _ in under)))


def _covers(image: Box, line: Box) -> bool:
    across = min(image.right, line.right) - max(image.left, line.left)
    return across > TOUCHES and min(image.top, line.top) - max(image.bottom, line.bottom) > TOUCHES
