"""Faults in where text stands, how lines fill the measure, and how cells are set."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from build_tools.inspection import inspect
from build_tools.inspection.document import Run
from tests.checks.injection import Good, Injected
from tests.checks.spoiling import before, edit, in_form, marked, moved, restyle, rewrite, state

# Points: where running heads and page numbers stand beyond.
HEAD, FOOT = 760, 100
FIRST_LINE = "その結果を公表した。これ"
CELL = "取組の目的、進め方、費用及び成果を、"
INSIDE = "に小さな取組を幾つか試み"


def _at(text: str, change: object, document: str = "pages"):  # type: ignore[no-untyped-def]
    return lambda edition: edit(edition, document, marked(edition, document, text), change)  # type: ignore[arg-type]


def _on_another(edition: Good) -> None:
    """The line under a table comes to lie on the first line of the list below."""
    edit(edition, "pages", marked(edition, "pages", "表の見方は、次の"), moved(down=26))


def _outermost(page: int, end: Callable[..., Run], down: float, edition: Good) -> None:
    """The last line of the text of a page, or the first, elsewhere."""
    pdf = inspect(edition.dist / "main.pdf", trusted=True)
    runs = (run for run in pdf.pages[page].runs if run.mcid is not None and HEAD > run.baseline > FOOT)
    run = end(runs, key=lambda run: run.baseline)
    edit(edition, "main", (page, run.mcid or 0), moved(down=down))


def _form(box: tuple[float, float, float, float], edition: Good) -> None:
    in_form(edition, "pages", marked(edition, "pages", CELL), box)


def _clipped_form(edition: Good) -> None:
    """A form that holds all of the text, drawn within a clipping path that does not."""
    place = marked(edition, "pages", CELL)
    in_form(edition, "pages", place, (0, 0, 2000, 2000))
    edit(edition, "pages", place, before("Do", ([300, 300, 200, 900], "re"), ([], "W"), ([], "n")))


def _one_character(edition: Good) -> None:
    """A word that is too long for the line before to spare, and a character behind it that has no room there."""
    line = "試験局は、甲市と乙市の取組を比べた。その結果、件数の増加は平均で12％となり、前の年度を上回った。"
    rewrite(edition, "lines.md", line, "甲" + "乙" * 33 + "ABCDEFGH" + "丙")


def _long_cell(edition: Good) -> None:
    """A cell that is higher than a page."""
    rewrite(edition, "blocks.md", "全体の計画を立てる。", "全体の計画を立てる。" * 24)
    restyle(edition, "report", ".kind-chapter td { line-height: 80pt }")


def _narrow(edition: Good) -> None:
    """Columns without widths of their own, and words that may be broken."""
    rewrite(edition, "blocks.md", ":widths: 15 15 70\n", "")
    restyle(edition, "report", ".word { white-space: normal }")


INJECTED = [
    Injected("a line in the margin", _at(FIRST_LINE, moved(right=30)), {"area.type"}, "composed"),
    Injected(
        "a line over the edge of the page", _at(FIRST_LINE, moved(right=120)), {"area.page", "area.type"}, "composed"
    ),
    Injected(
        "a line below the page",
        _at(FIRST_LINE, moved(down=800)),
        {"area.foot", "area.page", "text.hidden", "text.unexpected"},
        "composed",
    ),
    Injected("a paragraph on top of a list", _on_another, {"area.overlap", "text.overprinted"}, "composed"),
    Injected(
        "a cell that is clipped",
        _at(CELL, before("BT", ([300, 300, 200, 900], "re"), ([], "W"), ([], "n"))),
        {"area.clipped"},
        "composed",
    ),
    Injected(
        "a cell that is clipped to a triangle",
        _at(CELL, before("BT", ([0, 0], "m"), ([2000, 2000], "l"), ([2000, 0], "l"), ([], "h"), ([], "W"), ([], "n"))),
        {"area.clipped", "images.cut"},
        "composed",
    ),
    Injected("text that its form cuts", partial(_form, (300, 300, 500, 1200)), {"area.clipped"}, "composed"),
    Injected("text of which its form leaves nothing", partial(_form, (0, 0, 1, 1)), {"area.clipped"}, "composed"),
    Injected("a form that is clipped", _clipped_form, {"area.clipped"}, "composed"),
    Injected(
        "a line at the height of the page number", _at("中にも、アドレス", moved(down=28)), {"area.foot"}, "composed"
    ),
    Injected("a line below where all other pages end", partial(_outermost, 13, min, 24), {"area.foot"}, "places"),
    Injected("a line above where all other pages begin", partial(_outermost, 14, max, -24), {"area.foot"}, "places"),
    Injected("a line that ends too early", _at("に小さな取組を", state("Tz", 95, 100)), {"lines.ragged"}, "composed"),
    Injected(
        "a line of a column that ends too early",
        _at("は、同じ高さに並ぶ。一段", state("Tz", 85, 100), "specimen"),
        {"lines.ragged"},
        "specimen",
    ),
    Injected(
        "a line that runs over",
        _at("に小さな取組を", state("Tz", 105, 100)),
        {"lines.overfull", "area.type"},
        "composed",
    ),
    Injected(
        "a line that is letter-spaced", _at("の年度を上回った", state("Tc", 11, 0)), {"lines.stretched"}, "composed"
    ),
    Injected(
        "text that is not justified",
        partial(restyle, layout="report", css="p, li, .footnote { text-align: left }"),
        {"lines.ragged"},
        "composed",
    ),
    Injected("a last line of one character", _one_character, {"lines.last"}, "composed"),
    Injected(
        "columns too narrow for their words",
        _narrow,
        {"tables.narrow"},
        "composed",
    ),
    Injected(
        "a row over two pages",
        partial(restyle, layout="report", css=".kind-chapter td { line-height: 330pt }"),
        {"contents.link", "contents.page", "pages.order", "tables.row-split"},
        "composed",
    ),
    Injected(
        "a cell over two pages, the head of its table in its midst",
        _long_cell,
        {"tables.row-split"},
        "composed",
    ),
]
