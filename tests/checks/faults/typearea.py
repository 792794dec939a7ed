"""Faults in where text stands, how lines fill the measure, and how cells are set."""

from __future__ import annotations

from functools import partial

from tests.checks.injection import Good, Injected
from tests.checks.spoiling import before, edit, marked, moved, restyle, rewrite, state

FIRST_LINE = "その結果を公表した。これ"
INSIDE = "乙市は、先に小さな取組を幾つか試み"


def _at(text: str, change: object):  # type: ignore[no-untyped-def]
    return lambda edition: edit(edition, "pages", marked(edition, "pages", text), change)  # type: ignore[arg-type]


def _on_another(edition: Good) -> None:
    """The line under a table comes to lie on the first line of the list below."""
    edit(edition, "pages", marked(edition, "pages", "表の見方は、次の"), moved(down=26))


def _one_character(edition: Good) -> None:
    """39 characters without a full stop: the first line takes 38."""
    line = "試験局は、甲市と乙市の取組を比べた。その結果、件数の増加は平均で12％となり、前の年度を上回った。"
    rewrite(edition, "lines.md", line, "甲" + "乙" * 37 + "丙")


def _long_cell(edition: Good) -> None:
    """A cell that is higher than a page."""
    rewrite(edition, "blocks.md", "全体の計画を立てる。", "全体の計画を立てる。" * 24)
    restyle(edition, "report", ".kind-chapter td { line-height: 80pt }")


INJECTED = [
    Injected("a line in the margin", _at(FIRST_LINE, moved(right=30)), {"area.type"}, "composed"),
    Injected(
        "a line over the edge of the page", _at(FIRST_LINE, moved(right=120)), {"area.page", "area.type"}, "composed"
    ),
    Injected(
        "a line below the page",
        _at(FIRST_LINE, moved(down=800)),
        {"area.page", "text.hidden", "text.untagged"},
        "composed",
    ),
    Injected("a paragraph on top of a list", _on_another, {"area.overlap", "text.overprinted"}, "composed"),
    Injected(
        "a cell that is clipped",
        _at("取組の目的、進め方、費用及び成果を、", before("BT", ([300, 300, 200, 900], "re"), ([], "W"), ([], "n"))),
        {"area.clipped"},
        "composed",
    ),
    Injected("a line that ends too early", _at("先に小さな取組を", state("Tz", 95, 100)), {"lines.ragged"}, "composed"),
    Injected(
        "a line that runs over",
        _at("先に小さな取組を", state("Tz", 105, 100)),
        {"lines.overfull", "area.type"},
        "composed",
    ),
    Injected(
        "a line that is letter-spaced", _at("前の年度を上回った", state("Tc", 11, 0)), {"lines.stretched"}, "composed"
    ),
    Injected(
        "text that is not justified",
        partial(restyle, layout="report", css="p, li { text-align: left }"),
        {"lines.ragged"},
        "composed",
    ),
    Injected("a last line of one character", _one_character, {"lines.last"}, "composed"),
    Injected(
        "columns too narrow for their words",
        partial(rewrite, file="blocks.md", old=":widths: 15 15 70\n", new=""),
        {"tables.narrow"},
        "composed",
    ),
    Injected(
        "a row over two pages",
        partial(restyle, layout="report", css=".kind-chapter td { line-height: 330pt }"),
        {"contents.link", "contents.page", "tables.row-split", "text.altered", "text.moved", "text.split"},
        "composed",
    ),
    Injected(
        "a cell over two pages, the head of its table in its midst",
        _long_cell,
        {"tables.row-split"},
        "composed",
    ),
]
