"""What an edition says of its collation with the approved text."""

from __future__ import annotations

from typing import Annotated, Literal

from build_tools.edition.fields import Help, Model, Signs


class Collation(Model):
    """What counts as the same when the printed text is collated with the approved one; everything else is told."""

    same: Annotated[
        tuple[Literal["digits", "letters", "punctuation", "variants", "page-numbers"], ...],
        Help(
            "Kinds of signs: full- and half-width digits, or letters; punctuation by its use (、，, 。．. （( …); "
            "variants that Unicode itself knows (compatibility ideographs, radicals, variation selectors); "
            "page numbers in references.",
            "同じとみなす文字の種類。digits、letters：全角と半角の数字・英字。"
            "punctuation：役割の同じ約物（、，, や 。．. など）。"
            "variants：Unicode の定める異体字（互換漢字、部首、異体字セレクタ）。page-numbers：参照のページ番号",
            '["digits", "punctuation"]',
        ),
    ] = ()
    pairs: Annotated[
        tuple[Signs, ...],
        Help("Signs that stand for each other.", "互いに同じとみなす文字の組", '[["髙", "高"], ["﨑", "崎"]]'),
    ] = ()
