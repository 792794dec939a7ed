"""The heads of cells under spans: tables as they are drawn, each cell with the heads that it has."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from build_tools.press.heads import Grid


def heads(table: str) -> dict[str, str]:
    """The heads of each data cell, by their texts."""
    grid = Grid(ElementTree.fromstring(f"<table>{table}</table>"))
    return {
        cell.element.text: " ".join(head.element.text for head in grid.heads(cell))
        for cell in grid.cells
        if not cell.scope
    }


HEAD = "<thead><tr><th rowspan='2'>地</th><th colspan='2'>数</th></tr><tr><th>男</th><th>女</th></tr></thead>"


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        # 地 | 数      |
        #    | 男 | 女 |
        # 甲 | a  | b  |
        #    | c  | d  |
        (
            f"{HEAD}<tbody><tr><th rowspan='2'>甲</th><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody>",
            {"a": "甲 数 男", "b": "甲 数 女", "c": "甲 数 男", "d": "甲 数 女"},
        ),
        # 地 | 数      |
        #    | 男 | 女 |
        # 甲 | a       |
        (f"{HEAD}<tbody><tr><th>甲</th><td colspan='2'>a</td></tr></tbody>", {"a": "甲 数 男 女"}),
        # 甲 | 一 | a    the row's heads: both, the outer one first
        #    | 二 | b
        #    c spans what is left of both rows
        (
            "<tr><th rowspan='2'>甲</th><th>一</th><td>a</td><td rowspan='2'>c</td></tr><tr><th>二</th><td>b</td></tr>",
            {"a": "甲 一", "c": "甲 一 二", "b": "甲 二"},
        ),
        # x | y    heads of columns, then rows, then other heads of the same columns
        # a | b
        # u | v
        # c | d
        (
            (
                "<tr><th scope='col'>x</th><th scope='col'>y</th></tr><tr><td>a</td><td>b</td></tr>"
                "<tr><th scope='col'>u</th><th scope='col'>v</th></tr><tr><td>c</td><td>d</td></tr>"
            ),
            {"a": "x", "b": "y", "c": "u", "d": "v"},
        ),
        # a cell of the first column reaches down: the next row begins in the second
        (
            "<thead><tr><th>x</th><th>y</th></tr></thead><tr><td rowspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr>",
            {"a": "x", "b": "y", "c": "y"},
        ),
        # the foot comes last, wherever it is written
        (
            "<tfoot><tr><td>s</td></tr></tfoot><thead><tr><th>x</th></tr></thead><tbody><tr><td>a</td></tr></tbody>",
            {"a": "x", "s": "x"},
        ),
    ],
)
def test_a_cell_has_its_heads(table: str, wanted: dict[str, str]):
    assert heads(table) == wanted


def test_a_table_in_a_cell_is_none_of_it():
    inner = "<table><tr><th>u</th><td>b</td></tr></table>"
    assert heads(f"<thead><tr><th>x</th></tr></thead><tr><td>a{inner}</td></tr>") == {"a": "x"}
