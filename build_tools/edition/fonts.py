"""The fonts that an edition is set in, in the place of those of its layouts."""

from __future__ import annotations

from typing import Annotated

from build_tools.edition.fields import FontFamily, Help, Model


class Fonts(Model):
    """Installed font families, face by face; what is not named is set as the layout has it."""

    text: Annotated[FontFamily, Help("Running text.", "本文の書体", '"Noto Serif CJK JP"')] = ""
    heading: Annotated[
        FontFamily,
        Help(
            "Headings, captions, tables, and what is strong; it must have a bold face.",
            "見出し・表・図表の題・強調の書体（太字のあるもの）",
            '"BIZ UDGothic"',
        ),
    ] = ""
    latin: Annotated[
        FontFamily,
        Help(
            "Latin letters and figures in running text; its signs (quotation marks, dashes) go with them.",
            "本文の欧字と数字の書体（引用符・ダッシュなどもこれになる）",
            '"Nimbus Roman"',
        ),
    ] = ""
    heading_latin: Annotated[
        FontFamily,
        Help(
            "Latin letters and figures in headings; it must have a bold face.",
            "見出しの欧字と数字の書体（太字のあるもの）",
            '"Nimbus Sans"',
        ),
    ] = ""
    mono: Annotated[FontFamily, Help("Listings.", "プログラムなどの等幅の書体", '"DejaVu Sans Mono"')] = ""
    fallback: Annotated[
        tuple[FontFamily, ...],
        Help(
            "Families that may set the characters that the others lack, in order; the checks report them.",
            "上の書体にない文字を組む書体（この順に探す。点検で知らせる）",
            '["Noto Serif CJK JP"]',
        ),
    ] = ()
