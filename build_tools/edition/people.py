"""Who stands behind an edition: the committee that advised on it, and where readers ask."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from build_tools.edition.fields import Flag, Help, Line, Model
from build_tools.edition.japanese import reading_key


class Member(Model):
    """A member of the committee."""

    family: Annotated[Line, Help("Family name.", "姓", '"石田"')]
    given: Annotated[Line, Help("Given name.", "名", '"東生"')]
    reading: Annotated[
        Line,
        Help(
            "Reading in hiragana; for ordering, never printed.",
            "読み（並べ替え用。印刷しない）",
            '"いしだ はるお"',
        ),
    ]
    affiliation: Annotated[Line, Help("University, faculty, office.", "所属", '"筑波大学"')]
    post: Annotated[Line, Help("Post held there.", "役職", '"名誉教授"')]
    chair: Annotated[Flag, Help("Whether this member chairs the committee.", "座長であれば true", "true")] = False

    @property
    def name(self) -> str:
        """Family and given name without a space between, as running text has it."""
        return self.family + self.given


class Committee(Model):
    """The committee that advised on the publication."""

    name: Annotated[Line, Help("The committee's name.", "委員会の名称", '"有識者委員会"')]
    members: Annotated[
        tuple[Member, ...],
        Field(min_length=1),
        Help("Its members, in any order.", "委員（順不同でよい）", '[{ family = "石田", … }]'),
    ]

    @property
    def ordered(self) -> tuple[Member, ...]:
        """The members as a roster lists them: chair first, then by reading."""
        return tuple(sorted(self.members, key=lambda member: (not member.chair, reading_key(member.reading))))

    @property
    def chair(self) -> Member | None:
        """The first member who chairs, if any does."""
        return next((member for member in self.ordered if member.chair), None)


class Phone(Model):
    """A telephone number."""

    number: Annotated[Line, Help("The number, half width.", "電話番号（半角）", '"03-5253-8111"')]
    note: Annotated[
        str,
        Help("Extension or kind, printed in brackets.", "内線・直通の別（括弧内に印刷）", '"直通"'),
    ] = ""


class Contact(Model):
    """Where readers ask."""

    office: Annotated[Line, Help("The office to ask.", "問い合わせ先の部署", '"広報室"')]
    persons: Annotated[tuple[Line, ...], Help("The persons in charge.", "担当者", '["大嶋", "坂本"]')] = ()
    phones: Annotated[tuple[Phone, ...], Help("Telephone numbers.", "電話番号の一覧", '[{ number = "…" }]')] = ()
    fax: Annotated[str, Help("Fax number, half width.", "ファクシミリ番号（半角）", '"03-5253-1590"')] = ""
