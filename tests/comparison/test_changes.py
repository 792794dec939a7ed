"""What became of texts, tables, images, notes and links, from MyST to the changes."""

from __future__ import annotations

import pytest

from build_tools.comparison.model import Row
from tests.comparison.conftest import changes, marked
from tests.manuscript.conftest import DOT

TEXT = """\
# 章の題

(aim)=
## 目的

甲市の計画は、令和３年度に定めた[^a]。詳しくは[試験局](https://example.jp/a)を参照されたい。

この計画の期間は、三年間とする[^b]。

[^a]: 議会の承認を得た。
[^b]: 延長することがある。

## 費用

費用は、{ref}`aim`の計画に従って、甲市と乙市がそれぞれ負担する。

```{figure} dot.png
:alt: 費用の流れを示す図
:name: flow

費用の流れ
```

```{table} 費用の内訳
:name: costs

| 区分 | 金額 | 負担 |
|---|---:|---|
| 調査 | 100 | 甲市 |
| 設計 | 200 | 乙市 |
| 施工 | 300 | 甲市 |
| 監理 | 400 | 乙市 |
```
"""


def only(comparison):
    (change,) = changes(comparison)
    return change


def test_a_word_in_a_paragraph(between):
    change = only(between(TEXT, ("令和３年度", "令和４年度")))
    assert (change.what, change.kind, change.kinds) == ("text", "paragraph", ("edited",))
    assert marked(change).startswith("甲市の計画は、令和[-３][+４]年度に定めた（注1）。")
    assert change.old.section == change.new.section == "one:aim"
    assert change.old.place.line == 6


def test_unchanged_blocks_are_omitted_and_counted(between):
    comparison = between(TEXT, ("令和３年度", "令和４年度"))
    aim = next(section for section in comparison.sections if section.kinds == ("edited",))
    (omitted,) = [block for block in aim.blocks if block.what == "omitted"]
    assert (omitted.count, omitted.old.place.line) == (3, 10)
    assert comparison.block_counts() == {"same": 8, "edited": 1}
    notes = "議会の承認を得た。", "この計画の期間は、三年間とする。", "延長することがある。"
    assert omitted.characters == sum(map(len, notes))


def test_numbers_count_no_characters_of_what_is_the_same(between):
    table = "# 章の題\n\n```{table} 期間\n\n| 年 | 月 |\n|---|---|\n| １ | ２ |\n```\n"
    comparison = between(table)
    (omitted,) = comparison.sections[0].blocks
    assert omitted.characters == len("期間") + len("年\t月\n１\t２")


def test_a_paragraph_that_came_one_that_went_and_one_that_moved(between):
    lines = [
        f"{subject}については、別に定める基準に従うものとする。" for subject in ("調査", "設計と監理", "施工の方法")
    ]
    text = "# 章の題\n\n" + "\n\n".join(lines) + "\n"
    change = only(between(text, (lines[1] + "\n\n", "")))
    assert (change.kinds, marked(change)) == (("deleted",), f"[-{lines[1]}]")


def test_blocks_in_another_order_moved(between):
    one, two, three = (
        "調査は、専門の機関に委託する。", "設計の監理は、乙市の職員が当たる。", "施工の方法は、入札によって決める。",
    )  # fmt: skip
    text = f"# 章の題\n\n{one}\n\n{two}\n\n{three}\n"
    change = only(between(text, (f"{one}\n\n", ""), (three, f"{three}\n\n{one}")))
    assert (change.kinds, change.old.place.line, change.new.place.line) == (("moved",), 3, 7)


def test_a_paragraph_that_moved_to_another_section_stands_in_both(between):
    moved = "この計画の期間は、三年間とする[^b]。\n\n"
    comparison = between(TEXT, (moved, ""), ("費用は、", moved + "費用は、"))
    found = [change for change in changes(comparison) if marked(change).startswith("この計画の期間")]
    assert [change.kinds for change in found] == [("moved",), ("moved",)]
    assert {(change.old.section, change.new.section) for change in found} == {("one:aim", "one#費用")}
    assert comparison.block_counts()["moved"] == 2, "the paragraph and its note, once each"


def test_a_note(between):
    change = only(between(TEXT, ("議会の承認", "市議会の承認")))
    assert (change.kind, marked(change)) == ("footnote", "[+市]議会の承認を得た。")


def test_notes_that_were_only_renumbered_are_the_same(between):
    """A note more before them: the calls print other numbers."""
    comparison = between(TEXT, ("# 章の題\n", "# 章の題\n\n序文である[^z]。\n\n[^z]: 序文の注である。\n"))
    assert [change.kinds for change in changes(comparison)] == [("new",), ("new",)]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (("https://example.jp/a", "https://example.jp/b"), ("試験局", "https://example.jp/a", "https://example.jp/b")),
        (("[試験局](https://example.jp/a)", "試験局"), ("試験局", "https://example.jp/a", "")),
        (("{ref}`aim`", "{ref}`目的 <costs>`"), ("目的", "main#one:aim", "main#one:costs")),
    ],
)
def test_a_link_that_leads_elsewhere(between, edit, expected):
    change = only(between(TEXT, edit))
    assert "[" not in marked(change), "the words are the same"
    assert change.kinds == ("edited",)
    ((text, old, new),) = [(link.text, link.old, link.new) for link in change.links]
    assert (text, old, new) == expected


def test_a_link_to_a_section_of_another_label_leads_where_it_led(between):
    assert changes(between(TEXT, ("(aim)=", "(goal)="), ("{ref}`aim`", "{ref}`goal`"))) == []


def test_an_image_of_another_content(between):
    change = only(between(TEXT, new={"dot.png": DOT + b"\0"}))
    assert (change.what, change.kinds, change.image.same, change.image.alt[0].kind) == (
        "image",
        ("edited",),
        False,
        "same",
    )


def test_an_image_of_the_same_content_under_another_name_is_the_same(between):
    assert changes(between(TEXT, ("dot.png", "new.png"), new={"new.png": DOT})) == []


def test_an_image_that_shows_and_says_something_else_is_the_one_of_that_file(between):
    text = "# 章の題\n\n```{image} dot.png\n:alt: 甲市の位置\n```\n"
    change = only(between(text, ("甲市の位置", "費用負担のしくみ"), new={"dot.png": DOT + b"\0"}))
    assert (change.kinds, change.image.old, change.image.new) == (("edited",), "dot.png", "dot.png")


def test_the_text_in_an_image_s_stead_and_its_caption(between):
    alt, caption = changes(
        between(TEXT, ("費用の流れを示す図", "費用の流れの図"), ("\n費用の流れ\n", "\n負担の流れ\n"))
    )
    assert (alt.what, alt.image.same, any(run.kind == "deleted" for run in alt.image.alt)) == ("image", True, True)
    assert (caption.kind, marked(caption)) == ("caption", "[-費用][+負担]の流れ")


def test_captions_that_were_only_renumbered(between):
    table = "```{table} 期間\n\n| 年 | 月 |\n|---|---|\n| １ | ２ |\n```\n\n"
    found = changes(between(TEXT, ("## 費用\n\n", "## 費用\n\n" + table)))
    renumbered = [change for change in found if change.kinds == ("renumbered",)]
    assert [(change.kind, marked(change)) for change in renumbered] == [("caption", "費用の内訳")]
    assert renumbered[0].old.number != renumbered[0].new.number
    assert [change.kinds for change in found if change not in renumbered] == [("new",), ("new",)]


NUMBERED = """\
# 章の題

参照は、{numref}`costs`を見よ。

```{table} 費用の内訳
:name: costs

| 区分 | 参照 |
|---|---|
| 調査 | {numref}`costs` |
| 設計 | 別に定める |
```
"""


def test_numbers_in_references_to_the_same_place_are_a_renumbering(between):
    other = "```{table} 期間\n\n| 年 | 月 |\n|---|---|\n| １ | ２ |\n```\n\n参照は"
    comparison = between(NUMBERED, ("参照は", other))
    found = [change for change in changes(comparison) if change.kinds != ("new",)]
    assert [(change.what, change.kinds) for change in found] == [
        ("text", ("renumbered",)), ("text", ("renumbered",)), ("table", ("renumbered",)),
    ]  # fmt: skip
    assert marked(found[0]).startswith("参照は、表１－[-１][+２]を")
    assert [row.kinds for row in found[2].rows] == [("renumbered",)]
    assert comparison.sections[0].kinds == ("edited", "renumbered")


def test_a_section_in_which_only_captions_are_renumbered_is_renumbered(between):
    table = "```{table} 期間\n\n| 年 | 月 |\n|---|---|\n| １ | ２ |\n```\n\n"
    comparison = between(TEXT, ("この計画の期間は", table + "この計画の期間は"))
    assert [section.kinds for section in comparison.sections] == [("same",), ("edited",), ("renumbered",)]


def rows(comparison) -> list[Row]:
    change = only(comparison)
    assert change.what == "table"
    return [*change.rows]


def said(row: Row) -> list[str]:
    signs = {"same": "{}", "deleted": "[-{}]", "inserted": "[+{}]"}
    return ["".join(signs[run.kind].format(run.text) for run in cell.runs) for cell in row.cells]


def test_a_cell(between):
    (row,) = rows(between(TEXT, ("| 200 |", "| 250 |")))
    assert (row.kinds, row.old, row.new, said(row)) == (("edited",), 2, 2, ["設計", "[-200][+250]", "乙市"])


def test_a_row_that_came_is_one_row(between):
    (row,) = rows(between(TEXT, ("| 設計 |", "| 用地 | 150 | 乙市 |\n| 設計 |")))
    assert (row.kinds, row.old, row.new, said(row)) == (("new",), None, 2, ["[+用地]", "[+150]", "[+乙市]"])


def test_a_row_that_went_is_one_row(between):
    (row,) = rows(between(TEXT, ("| 調査 | 100 | 甲市 |\n", "")))
    assert (row.kinds, row.old, row.new) == (("deleted",), 1, None)


def test_a_row_that_moved_is_one_row(between):
    (row,) = rows(
        between(TEXT, ("| 調査 | 100 | 甲市 |\n", ""), ("| 400 | 乙市 |\n", "| 400 | 乙市 |\n| 調査 | 100 | 甲市 |\n"))
    )
    assert (row.kinds, row.old, row.new) == (("moved",), 1, 4)


def test_a_column_that_came_is_one_cell_a_row(between):
    edits = [("| 金額 |", "| 単位 | 金額 |"), ("|---|---:|", "|---|---|---:|")]
    edits += [(f"| {amount} |", f"| 千円 | {amount} |") for amount in (100, 200, 300, 400)]
    found = rows(between(TEXT, *edits))
    assert [said(row) for row in found][:2] == [["区分", "[+単位]", "金額", "負担"], ["調査", "[+千円]", "100", "甲市"]]
    assert len(found) == 5
    assert [(cell.old, cell.new) for cell in found[0].cells] == [(0, 0), (None, 1), (1, 2), (2, 3)]


def test_a_column_that_went(between):
    edits = [("| 金額 |", "|"), ("---:|", "")]
    edits += [(f"| {amount} |", "|") for amount in (100, 200, 300, 400)]
    found = rows(between(TEXT, *edits))
    assert said(found[1]) == ["調査", "甲市", "[-100]"]


def test_a_row_that_became_one_of_the_head(between):
    rows = "* - 区分\n  - 金額\n* - 調査\n  - 100\n* - 設計\n  - 200\n"
    text = f"# 章の題\n\n```{{list-table}}\n:header-rows: 1\n\n{rows}```\n"
    change = only(between(text, (":header-rows: 1", ":header-rows: 2")))
    assert (change.what, change.kinds, change.rows) == ("table", ("edited",), ())


def test_a_heading_is_the_section_s_and_no_block(between):
    comparison = between(TEXT, ("## 目的", "## 目的と範囲"))
    (section,) = comparison.changed[:1]
    assert section.kinds == ("renamed",)
    assert [(run.kind, run.text) for run in section.title] == [("same", "目的"), ("inserted", "と範囲")]


READ = "# 章\n\n{ruby}`組版 <くみはん>`と{ruby}`校正 <こうせい>`である。\n"


def test_another_reading_is_told_with_its_base(between):
    change = only(between(READ, ("くみはん", "くみばん")))
    assert change.kinds == ("edited",)
    assert marked(change) == "[-組版（くみはん）][+組版（くみばん）]と校正（こうせい）である。"


def test_a_reading_that_went_is_told(between):
    change = only(between(READ, ("{ruby}`組版 <くみはん>`", "組版")))
    assert change.kinds == ("edited",) and "くみはん" in marked(change)
