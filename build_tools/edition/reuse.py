"""What an edition says to those who take over its sections: how to name it, what not to use, what has a new name."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from build_tools.edition.fields import AttributionForm, Help, Line, Model


class Attribution(Model):
    """How others must name this edition; `{title}`, `{subtitle}`, `{issuer}`, `{date}`, `{section}`, `{address}` are
    filled in for each section. Empty: as the Public Data License (公共データ利用規約) has it.
    """

    plain: Annotated[
        AttributionForm,
        Help(
            "Of what is taken over as it is.",
            "そのまま転載するときの出典の記載",
            '"出典：「{title}」（{issuer}、{date}）{section}（{address}）"',
        ),
    ] = ""
    edited: Annotated[
        AttributionForm,
        Help(
            "Of what is edited.",
            "編集・加工して利用するときの記載",
            '"「{title}」（{issuer}、{date}）{section}を編集・加工して作成"',
        ),
    ] = ""


class Withdrawn(Model):
    """A section that others must not use any more, of this edition or of an earlier one."""

    id: Annotated[
        Line, Help("The section's id in the manuscript.", "節の名前（原稿データの id）", '"report/aim:costs"')
    ]
    reason: Annotated[Line, Help("Why.", "取り下げる理由（空欄不可）", '"費用の集計に誤りがあったため"')]
    instead: Annotated[
        str, Help("The section of this edition to use instead.", "代わりに用いる、この版の節", '"report/aim:figures"')
    ] = ""


class Replaced(Model):
    """A section of this edition that stands in the place of others: what cites those is led to it."""

    id: Annotated[Line, Help("The id of the section of this edition.", "この版の節の名前", '"report/aim:goals"')]
    earlier: Annotated[
        tuple[Line, ...],
        Field(min_length=1),
        Help("The ids that earlier editions had for it.", "前の版までの名前", '["report/purpose:goals"]'),
    ]
