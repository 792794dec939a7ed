"""The colours of a file for the press: four inks and nothing else, black text in black, not too much of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from build_tools.checks.pressfile import BUILD_AGAIN, PressFile, spot
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.inspection.document import Page
from build_tools.inspection.printing import Paint

INKS: Final = "DeviceCMYK"
# Registration colour, which prints on all plates, is for crop marks alone.
REGISTRATION: Final = f"Separation(All)/{INKS}"
# What paints in a pattern's own colours, which are looked at by themselves.
PATTERN: Final = "Pattern"
# A luminosity mask is no ink.
MASKING: Final = ("DeviceGray",)
IMAGES: Final = ("image", "inline image")
# Per cent of four inks, where the file does not say what it was made for.
USUAL_LIMIT: Final = 320
# Shares of ink: from the first on cyan, magenta and yellow are seen; what differs by less is gray.
SEEN, APART = 0.1, 0.3
SHARP: Final = 350.0
TINY: Final = 8
COLOURS: Final = Source("ISO 32000-1", "8.6")
WHERE: Final = {"page": "ページ", "form": "フォーム", "pattern": "パターン", "glyph": "文字の形", "mask": "マスク"}
WHAT: Final = {
    "text": "文字",
    "fill": "塗り",
    "stroke": "線",
    "shading": "グラデーション",
    "image": "画像",
    "inline image": "埋め込み画像",
}


def _paints(file: PressFile) -> Iterator[tuple[Page, Paint]]:
    for page, printed in file.pages:
        for paint in sorted(printed.paints, key=str):
            yield page, paint


def _in_inks(paint: Paint) -> bool:
    if paint.where == "mask" and paint.space in MASKING:
        return True
    if paint.what == "stroke" and paint.space == REGISTRATION:
        return True
    if paint.what == "image":
        return paint.space in (INKS, f"Indexed/{INKS}")
    return paint.space in (INKS, PATTERN)


def _said(paint: Paint) -> tuple[str, str]:
    values = " ".join(f"{each:g}" for each in paint.values)
    space = f"{paint.space or '?'} {values}".strip()
    return f"{paint.what}, {paint.where}: {space}", f"{WHERE[paint.where]}の{WHAT[paint.what]}：{space}"


@rule(
    "press.colour",
    Severity.ERROR,
    "press",
    finds=Text(
        "Text, lines, areas or gradients in colours of a screen (RGB, gray, profiles) instead of the four inks.",
        "４色のインキ以外の色（RGB、グレー、ICC など）による文字、線、塗り、グラデーション",
    ),
    why=Text(
        "The printing house's machine converts it as it likes: colours change, and black text gets coloured edges.",
        "印刷機の側で変換されて色が変わり、黒い文字に色の縁が出ます。",
    ),
    mend=BUILD_AGAIN,
    source=COLOURS,
)
def colour(file: PressFile) -> Iterator[Fault]:
    for page, paint in _paints(file):
        if paint.what not in IMAGES and not _in_inks(paint):
            en, ja = _said(paint)
            yield Fault(Text(f"Not in the four inks: {en}.", f"４色のインキではありません（{ja}）。"), spots=spot(page))


@rule(
    "press.image-colour",
    Severity.ERROR,
    "press",
    finds=Text("An image in colours of a screen instead of the four inks.", "４色のインキに変換されていない画像"),
    why=Text("The printing house's machine converts it as it likes.", "印刷機の側で変換され、色が変わります。"),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "8.9.5"),
)
def image_colour(file: PressFile) -> Iterator[Fault]:
    for page, paint in _paints(file):
        if paint.what in IMAGES and not _in_inks(paint):
            space = paint.space or "?"
            what = Text(f"The image is in {space}, not in inks.", f"画像の色が {space} で、インキではありません。")
            yield Fault(what, spots=spot(page))


@rule(
    "press.black-text",
    Severity.ERROR,
    "press",
    finds=Text("Black or gray text that is printed in several inks.", "複数のインキを重ねた黒や灰色の文字"),
    why=Text(
        "As soon as a plate is off by a hair, small letters have coloured edges.",
        "版がわずかにずれると、小さな文字がにじみ、色の縁が出ます。",
    ),
    mend=Text(
        "Let black and gray text be black alone: a gray of sRGB, or device-cmyk(0 0 0 K).",
        "黒や灰色の文字は墨一色（無彩色か device-cmyk(0 0 0 K)）にしてください。",
    ),
    source=Source("Kanko"),
)
def black_text(file: PressFile) -> Iterator[Fault]:
    for page, paint in _paints(file):
        if paint.what == "text" and paint.space == INKS and len(paint.values) == 4:
            coloured = paint.values[:3]
            if min(coloured) > SEEN and max(coloured) - min(coloured) < APART:
                _, said = _said(paint)
                what = Text(f"Gray text in several inks: {paint.values}.", f"墨一色でない灰色の文字です（{said}）。")
                yield Fault(what, spots=spot(page))


@rule(
    "press.ink",
    Severity.ERROR,
    "press",
    finds=Text(
        "More ink in one place than the printing condition bears (without what lies over each other).",
        "インキの総量の上限を超える箇所（重ね合わせを除く）",
    ),
    why=Text("The ink does not dry, and comes off on the next sheet.", "インキが乾かず、裏移りします。"),
    mend=Text(
        "Use a profile with less ink, or change `ink_limit` of [press] if the printing house allows more.",
        "インキ総量の少ないプロファイルを使うか、印刷会社に確かめて [press] の ink_limit を改めてください。",
    ),
    source=Source("ISO 12647-2"),
)
def ink(file: PressFile) -> Iterator[Fault]:
    limit = file.printing.ink_limit or USUAL_LIMIT
    for page, paint in _paints(file):
        if paint.ink is not None and paint.ink > limit + 0.5:
            en, ja = _said(paint)
            yield Fault(
                Text(
                    f"{paint.ink:g} % of ink, {limit} % are allowed ({en}).",
                    f"インキの総量が {paint.ink:g} % です（上限 {limit} %、{ja}）。",
                ),
                spots=spot(page),
            )
        elif paint.ink is None and paint.space.endswith(INKS) and paint.what in ("image", "shading"):
            yield Fault(Text("Its ink cannot be measured.", "インキの量を測れません。"), spots=spot(page))


@rule(
    "press.resolution",
    Severity.WARNING,
    "press",
    finds=Text(f"An image of less than {SHARP:g} dpi.", f"解像度が {SHARP:g} dpi に満たない画像"),
    why=Text("On paper it looks soft, or pixels are seen.", "紙では、ぼやけたり粒が見えたりします。"),
    mend=Text(
        "Take the image in more pixels, or show it smaller (`:width:`).",
        "画素数の多い画像に替えるか、小さく示して（:width:）ください。",
    ),
    source=Source("Kanko"),
)
def resolution(file: PressFile) -> Iterator[Fault]:
    for page in file.pdf.pages:
        for each in page.images:
            least = min(each.dpi)
            if min(each.width, each.height) >= TINY and 0 < least < SHARP:
                what = Text(f"The image has {least:.0f} dpi.", f"画像の解像度が {least:.0f} dpi です。")
                yield Fault(what, spots=spot(page, each.box))


@rule(
    "press.transparency",
    Severity.ERROR,
    "press",
    finds=Text("Transparency that is not blended in the four inks.", "４色のインキで合成されない透明効果"),
    why=Text(
        "Colours that shine through each other come out as nobody has seen them.",
        "重なった色が、誰も見たことのない色で印刷されます。",
    ),
    mend=BUILD_AGAIN,
    source=Source("ISO 32000-1", "11.6.6"),
)
def transparency(file: PressFile) -> Iterator[Fault]:
    for page, printed in file.pages:
        others = sorted(printed.groups - {INKS})
        if printed.shines and printed.group != INKS:
            others.append(printed.group or "–")
        for space in others:
            what = Text(f"Transparency is blended in: {space}.", f"透明効果の合成がインキではありません（{space}）。")
            yield Fault(what, spots=spot(page))
