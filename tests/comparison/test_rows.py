"""The rows of a 新旧対照表: what stands in each column, what is underlined, what is said in brackets, which pages."""

from __future__ import annotations

from build_tools.comparison.rows import WORDS, Column, rows
from build_tools.concordance.locations import Locations, PrintedDocument, PrintedSection, Spot
from build_tools.manuscript.model import Manuscript, PageOf, Target
from tests.comparison.made import Text, Titled, chapter, compared, manuscript
from tests.comparison.test_changes import TEXT
from tests.comparison.test_matching import CITY, COST, DATA, OTHER, STAFF, top
from tests.manuscript.conftest import DOT


def said(column: Column) -> str:
    """A column as it would be printed, what is underlined in brackets."""
    cells = ("".join(f"[{mark.text}]" if mark.marked else mark.text for mark in cell) for cell in column.cells)
    words = WORDS[column.note].ja if column.note else ""
    return f"{column.number} {'｜'.join(cells)}{words}".strip()


def table(comparison) -> list[tuple[str, str, str]]:
    return [(row.what, said(row.new), said(row.old)) for row in rows(comparison)]


def test_both_sides_are_underlined_where_they_differ_and_what_is_the_same_is_left_out():
    old = top(Titled("計画", [CITY, COST, DATA, STAFF], number="１．"), Titled("安全", [OTHER]))
    new = top(Titled("計画", [CITY, COST, DATA.replace("六月", "七月"), STAFF], number="１．"), Titled("安全", [OTHER]))
    assert table(compared(old, new)) == [
        ("heading", "１． 計画", "１． 計画"),
        ("omitted", "（略）", "（略）"),
        (
            "text",
            "観測した値は統計として整理し、翌年度の[七]月末までに誰でも使える形で公開する。",
            "観測した値は統計として整理し、翌年度の[六]月末までに誰でも使える形で公開する。",
        ),
        ("omitted", "（略）", "（略）"),
    ]


def test_how_much_is_left_out_is_counted():
    old = top(Titled("計画", [CITY, COST, DATA]))
    comparison = compared(old, top(Titled("計画", [CITY, COST, DATA, STAFF])))
    assert [row.count for row in rows(comparison)] == [0, 3, 0]


def test_a_new_section_stands_beside_its_being_new_and_a_deleted_one_likewise():
    comparison = compared(top(Titled("安全", [OTHER])), top(Titled("計画", [CITY])))
    assert table(comparison) == [
        ("heading", "（削除）", "[安全]"),
        ("text", "（削除）", f"[{OTHER}]"),
        ("heading", "[計画]", "（新設）"),
        ("text", f"[{CITY}]", "（新設）"),
    ]


def test_what_moved_is_told_on_both_sides():
    old = top(Titled("計画", [CITY, COST]), Titled("体制", [DATA, STAFF]))
    new = top(Titled("計画", [CITY]), Titled("体制", [DATA, COST, STAFF]))
    assert table(compared(old, new)) == [
        ("heading", "計画", "計画"),
        ("omitted", "（略）", "（略）"),
        ("text", "（移動）", f"{COST}（移動）"),
        ("heading", "体制", "体制"),
        ("omitted", "（略）", "（略）"),
        ("text", f"{COST}（移動）", "（移動）"),
        ("omitted", "（略）", "（略）"),
    ]


def test_a_section_that_was_split_shows_every_heading():
    old = top(Titled("運営", [CITY, COST, DATA, STAFF]))
    new = top(Titled("運営", [CITY, COST]), Titled("公開", [DATA, STAFF]))
    assert table(compared(old, new))[:2] == [("heading", "[運営]", "[運営]"), ("heading", "[公開]", "")]


def test_a_table_shows_the_rows_that_changed(between):
    comparison = between(TEXT, ("| 200 |", "| 250 |"), ("| 監理 | 400 | 乙市 |\n", ""))
    assert table(comparison)[2:] == [
        ("omitted", "（略）", "（略）"),
        ("table", "表１－１ 設計｜[250]｜乙市", "表１－１ 設計｜[200]｜乙市"),
        ("omitted", "（略）", "（略）"),
        ("table", "（削除）", "表１－１ [監理]｜[400]｜[乙市]"),
    ]
    assert [row.count for row in rows(comparison)][2:] == [2, 0, 1, 0]


def test_an_image_is_told_by_its_file(between):
    comparison = between(TEXT, ("dot.png", "new.png"), new={"new.png": DOT + b"\0"})
    (row,) = [row for row in rows(comparison) if row.what == "image"]
    assert (row.new.image, row.old.image, said(row.new)) == ("new.png", "dot.png", "図１－１ 費用の流れを示す図")


def located(edition: Manuscript, page: int) -> Locations:
    """All sections and blocks on pages from this one on, a block a page, labels with hyphens."""
    (document,) = edition.documents
    blocks = [block.id for chapter in document.chapters for block in chapter.blocks]
    spots = {name: Spot(page=page + at, label=f"- {page + at} -", box=(0, 0, 1, 1)) for at, name in enumerate(blocks)}
    sections = {
        section.id: PrintedSection(title=section.title, heading=spots[section.heading], last_label=f"- {page + 9} -")
        for chapter in document.chapters
        for section in chapter.sections
    }
    printed = PrintedDocument(
        file="main.pdf", sha256="", pages=99, sections=sections, blocks={name: (spot,) for name, spot in spots.items()}
    )
    return Locations(manuscript="", documents={"main": printed})


def test_pages_are_those_printed_in_either_edition():
    hole = PageOf(page_of=Target(document="main", anchor="one#費用"))
    see = Text(("費用については", hole, "ページを参照すること。"))
    old, new = (
        manuscript(chapter("one", top(Titled("計画", [text, see]), Titled("費用", [COST]))))
        for text in (CITY, CITY.replace("甲市", "乙市"))
    )
    comparison = compared(old, new, located(old, 1), located(new, 21))
    heading, text, omitted = rows(comparison)
    assert (heading.old.pages, heading.new.pages) == (("- 2 -", "- 10 -"), ("- 22 -", "- 30 -"))
    assert (text.old.pages, text.new.pages) == (("- 3 -",), ("- 23 -",))
    assert (omitted.what, omitted.old.pages, omitted.new.pages) == ("omitted", ("- 4 -",), ("- 24 -",))


def test_a_page_number_in_a_text_that_changed_is_the_one_printed():
    hole = PageOf(page_of=Target(document="main", anchor="one#費用"))
    old, new = (
        manuscript(
            chapter(
                "one",
                top(Titled("計画", [Text((f"{what}は", hole, "ページを参照すること。"))]), Titled("費用", [COST])),
            )
        )
        for what in ("費用", "負担")
    )
    _, row = rows(compared(old, new, located(old, 1), located(new, 21)))
    assert (said(row.old), said(row.new)) == (
        "[費用]は- 4 -ページを参照すること。",
        "[負担]は- 24 -ページを参照すること。",
    )
    _, row = rows(compared(old, new))
    assert said(row.new) == "[負担]は○ページを参照すること。"
