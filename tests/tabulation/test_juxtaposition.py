"""The 新旧対照表 of small editions: headings, marks, 新設, 削除, 略, pages, tables, images."""

from __future__ import annotations

from build_tools.comparison.model import Comparison
from tests.comparison.conftest import between  # noqa: F401 - a fixture
from tests.comparison.made import Titled, chapter, compared, manuscript
from tests.comparison.test_changes import TEXT
from tests.comparison.test_matching import CITY, COST, DATA, OTHER, STAFF, top
from tests.comparison.test_rows import located
from tests.manuscript.conftest import DOT
from tests.tabulation.sheets import sheet_of, told


def test_a_section_stands_below_the_headings_of_those_in_which_it_lies():
    old = top(Titled("計画", [CITY], [Titled("費用", [COST], number="（１）")], number="１．"), Titled("安全", [OTHER]))
    new = top(
        Titled("計画", [CITY], [Titled("費用", [COST.replace("費用", "経費")], number="（１）")], number="１．"),
        Titled("安全", [OTHER]),
    )
    found = told(sheet_of(compared(old, new)))
    assert [row[1:] for row in found if row[0] == "#"] == [
        ("章", "章"),
        ("１．計画", "１．計画"),
        ("（１）費用", "（１）費用"),
    ]
    assert found[2] == ("（略）", "（略）")
    assert "[経費]" in found[-1][0] and "[費用]" in found[-1][1]


def test_what_is_new_and_what_is_gone_stand_beside_their_words():
    comparison = compared(top(Titled("安全", [OTHER])), top(Titled("計画", [CITY])))
    assert told(sheet_of(comparison))[1:] == [
        ("#", "（削除）", "[安全]"),
        ("（削除）", f"[{OTHER}]"),
        ("#", "[計画]", "（新設）"),
        (f"[{CITY}]", "（新設）"),
    ]


def test_a_number_that_changed_is_underlined():
    old = top(Titled("計画", [CITY], number="１．"))
    new = top(Titled("安全", [OTHER], number="１．"), Titled("計画", [CITY], number="２．"))
    assert ("#", "[２．]計画", "[１．]計画") in told(sheet_of(compared(old, new)))


def test_a_section_that_moved_says_so():
    sections = [Titled("計画", [CITY]), Titled("費用", [COST]), Titled("体制", [STAFF])]
    found = told(sheet_of(compared(top(*sections), top(sections[2], *sections[:2]))))
    assert ("#", "体制（移動）", "体制（移動）") in found


def paged(old_text: str, new_text: str) -> Comparison:
    old, new = (manuscript(chapter("one", top(Titled("計画", [text, OTHER])))) for text in (old_text, new_text))
    return compared(old, new, located(old, 1), located(new, 21))


def test_pages_of_both_editions_stand_beside_the_texts():
    found = told(sheet_of(paged(CITY, CITY.replace("甲市", "乙市")), "new old"))
    assert ("#", "- 22 -", "計画", "- 2 -", "計画") in found
    (text,) = [row for row in found if "乙" in row[1]]
    assert (text[0], text[2]) == ("- 23 -", "- 3 -")
    assert ("", "（略）", "", "（略）") in found


def test_what_is_long_is_in_several_rows_and_its_page_beside_the_first():
    found = told(sheet_of(paged(CITY * 20, CITY * 19 + CITY.replace("甲市", "乙市")), "new old"))
    texts = [row for row in found if "甲市" in row[1]]
    assert len(texts) > 2
    assert [row[0] for row in texts] == ["- 23 -", *[""] * (len(texts) - 1)]
    assert "".join(row[3] for row in texts).replace("[", "").replace("]", "") == CITY * 20


def test_without_pages_there_are_no_columns_for_them_and_it_says_so():
    comparison = compared(top(Titled("計画", [CITY])), top(Titled("計画", [DATA])))
    sheet = sheet_of(comparison)
    assert [column.title for column in sheet.columns] == ["改正後（新）", "改正前（旧）"]
    assert "ページが未確定" in sheet.remarks[-1]
    assert [column.title for column in sheet_of(comparison, "new").columns] == [
        "頁",
        "改正後（新）",
        "頁",
        "改正前（旧）",
    ]
    assert "改正前はページが未確定" in sheet_of(comparison, "new").remarks[-1]


def test_editions_that_are_the_same_have_no_table():
    sheet = sheet_of(compared(top(Titled("計画", [CITY])), top(Titled("計画", [CITY]))))
    assert sheet.parts == () and sheet.remarks[-1] == "本文に変更はない。"


def test_an_english_edition_has_an_english_table():
    sheet = sheet_of(compared(top(Titled("Plan", ["One."])), top(Titled("Plan", ["Two."]))), language="en")
    assert [column.title for column in sheet.columns] == ["New", "Old"] and "(2026-04-01)" in sheet.remarks[0]


def test_a_table_shows_its_rows_that_changed(between):  # noqa: F811
    comparison = between(TEXT, ("| 200 |", "| 250 |"), ("| 監理 | 400 | 乙市 |\n", ""))
    (table,) = [row for row in told(sheet_of(comparison)) if "設計" in row[0]]
    assert table == (
        "表１－１ / （略）; 設計｜[250]｜乙市; （略）; （削除）",
        "表１－１ / （略）; 設計｜[200]｜乙市; （略）; [監理]｜[400]｜[乙市]",
    )


def test_a_new_table_stands_beside_one_word(between):  # noqa: F811
    table = "\n\n| 区分 | 額 |\n|---|---|\n| 調査 | 1 |\n| 設計 | 2 |\n\n新しい文。\n"
    found = told(sheet_of(between(TEXT, (TEXT, TEXT + table))))
    assert ("[区分]｜[額]; [調査]｜[1]; [設計]｜[2]", "（新設）") in found


def test_a_long_table_is_in_several_rows(between):  # noqa: F811
    rows = "".join(f"| 区分{number} | 額 |\n" for number in range(60))
    found = told(sheet_of(between(TEXT, (TEXT, f"{TEXT}\n\n| 区分 | 額 |\n|---|---|\n{rows}"))))
    tables = [row[0] for row in found if "[区分" in row[0]]
    assert len(tables) >= 6
    assert [f"[区分{number}]" in "".join(tables) for number in range(60)] == [True] * 60


def test_a_cell_that_is_longer_than_a_page_goes_on_in_further_rows(between):  # noqa: F811
    table = f"\n\n| 区分 | 額 |\n|---|---|\n| {CITY * 40} | 1 |\n"
    found = told(sheet_of(between(TEXT, (TEXT, TEXT + table))))
    tables = [row[0] for row in found if "甲市" in row[0] and "｜" in row[0]]
    assert len(tables) > 3 and sum(row.count("甲市") for row in tables) == (CITY * 40).count("甲市")


def test_an_image_is_shown_if_it_is_at_hand_and_named_if_not(between):  # noqa: F811
    other = DOT + b"\0"
    comparison = between(TEXT, ("dot.png", "new.png"), new={"new.png": other})
    (row,) = [row for row in told(sheet_of(comparison, new={"new.png": other})) if "new.png" in row[0]]
    assert row[0] == "[［画像　new.png］] / <new.png: 費用の流れを示す図>"
    assert row[1] == "[［画像　dot.png］] / 費用の流れを示す図"


def test_a_link_that_leads_elsewhere_is_told_by_its_address(between):  # noqa: F811
    text = "# 題\n\n[手引き](https://example.jp/a)を参照されたい。\n"
    (row,) = [row for row in told(sheet_of(between(text, ("jp/a", "jp/b")))) if "手引き" in row[0]]
    assert row == (
        "手引きを参照されたい。 / リンク先　[https://example.jp/b]",
        "手引きを参照されたい。 / リンク先　[https://example.jp/a]",
    )
