"""What an edition says of its files: how the press prints it, how large they may be, how images are kept."""

from __future__ import annotations

from typing import Annotated

from build_tools.edition.fields import Dots, Help, Line, Model, Percent, Quality


class Press(Model):
    """How the printing house prints: `kanko build --press` makes files for it (PDF/X-4)."""

    profile: Annotated[
        Line,
        Help(
            "The ICC profile of its inks and paper (CMYK): a file of the edition, or one of the system's profiles.",
            "印刷条件を表す ICC プロファイル（CMYK）。版フォルダからの相対パスか、システムのプロファイルの名前",
            '"press/JapanColor2011Coated.icc"',
        ),
    ]
    condition: Annotated[
        str,
        Help(
            "The printing condition as the printing house calls it; the profile's own name when empty.",
            "印刷条件の名前（空ならプロファイルの名前）",
            '"JC201103"',
        ),
    ] = ""
    ink_limit: Annotated[
        Percent,
        Help(
            "The most ink in one place, in per cent of the four inks together.",
            "一か所に重なるインキの総量の上限（％。４色の合計）",
            "320",
        ),
    ] = 320


class Images(Model):
    """How images are kept in the files for people; the files for the press have them as they were given."""

    dpi: Annotated[
        Dots | None,
        Help(
            "The most pixels an inch; what has more is made smaller.",
            "解像度の上限（dpi）。これより細かい画像は縮める",
            "200",
        ),
    ] = None
    quality: Annotated[
        Quality | None,
        Help(
            "How photographs (JPEG) are compressed: from 1 to 100.",
            "写真（JPEG）の圧縮の品質（1～100）",
            "85",
        ),
    ] = None

    @property
    def are_reduced(self) -> bool:
        """Whether anything may be made smaller."""
        return self.dpi is not None or self.quality is not None
