"""What of a cell stays in one line, and how figures line up, whatever spans."""

from __future__ import annotations

import pytest
from docutils import nodes

from build_tools.press.tables import arrange, pieces


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("制作課", ["制作課"]),
        ("石田　東生", ["石田　東生"]),
        ("1,204件", ["1,204件"]),
        ("48.16％", ["48.16％"]),
        ("スマートシティ推進室", ["スマートシティ", "推進室"]),
        ("制作課と校閲課", ["制作課", "校閲課"]),
        ("令和４年度　予算", ["令和", "４年度　", "予算"]),
        ("国土交通省都市局", []),
        ("課", []),
    ],
)
def test_pieces(text, whole):
    assert [piece for piece, held in pieces(text) if held] == whole
    assert "".join(piece for piece, _ in pieces(text)) == text


def table(rows: list[list[str]], *classes: str) -> nodes.table:
    """A table with a head; a cell that ends with ↓ reaches down over the next row."""
    made = nodes.table("", classes=[*classes])
    group = nodes.tgroup("", cols=len(rows[0]))
    made += group
    for kind, part in ((nodes.thead, rows[:1]), (nodes.tbody, rows[1:])):
        body = kind("")
        group += body
        for texts in part:
            row = nodes.row("")
            body += row
            for text in texts:
                down = {"morerows": 1} if text.endswith("↓") else {}
                row += nodes.entry("", nodes.paragraph("", text.strip("↓")), **down)
    return made


def classes(made: nodes.table) -> dict[str, list[str]]:
    """The classes of the cells, by their texts."""
    return {cell.astext(): cell["classes"] for cell in made.findall(nodes.entry)}


def test_decimals_leave_the_room_of_what_they_lack():
    made = table([["比"], ["48.16"], ["3.8"], ["48"], ["不明"], ["１．５"]], "decimal-1")
    arrange(made)
    found = classes(made)
    assert all("figures" in each for each in found.values())
    short = {text: [name for name in each if name.startswith("short")] for text, each in found.items()}
    # The widest fraction is １．５'s: two full-width signs, four figures wide.
    assert short == {"比": [], "48.16": ["short-1"], "3.8": ["short-2"], "48": ["short-4"], "不明": [], "１．５": []}


def test_a_column_is_known_below_a_cell_that_reaches_down():
    made = table([["区分", "数"], ["甲↓", "1"], ["2"], ["乙", "3"]], "right-2")
    arrange(made)
    found = classes(made)
    assert [text for text, each in found.items() if "figures" in each] == ["数", "1", "2", "3"]


def test_a_table_too_wide_for_its_words_may_break_them():
    wide = table([["項目名"] * 12, ["スマートシティ"] * 12])
    arrange(wide)
    assert all("word" not in each for each in classes(wide).values())
    narrow = table([["項目名"] * 3, ["スマートシティ"] * 3])
    arrange(narrow)
    assert all("word" in each for each in classes(narrow).values())


def test_prose_is_left_as_it_is():
    made = table([["内容"], ["用字と用語、数字の表記、見出しの番号を照らし合わせる。"]])
    arrange(made)
    assert not list(made.findall(nodes.inline))
