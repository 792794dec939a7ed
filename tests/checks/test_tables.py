"""Cells that span rows and columns, whose tags are as the manuscript has them."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

from tests.checks.injection import Good, codes
from tests.checks.spoiling import elements, rewrite

GRID = """
```{eval-rst}
+--------+----------------+--------+
| 区分   | 件数           | 備考   |
|        +-------+--------+        |
|        | 前年  | 本年   |        |
+========+=======+========+========+
| 甲区   | 12    | 15     | 増加   |
+--------+-------+--------+--------+
| 乙区   | 8     | 8      | 同じ   |
|        +-------+--------+        |
|        | 9     | 9      |        |
+--------+-------+--------+--------+
| 丙区   | 数えていない   |        |
+--------+----------------+--------+
```
"""
# What is no Markdown is not compared with the manuscript, which is said.
NOTED = {"source.not-compared"}


def _spanned(good: dict[str, Good], folder: Path) -> Good:
    edition = good["composed"].copied(folder)
    rewrite(edition, "more.md", "## 横に長い表\n", f"## 横に長い表\n{GRID}")
    return edition


def _shorter(pdf: pikepdf.Pdf) -> None:
    """A cell of the first column that stands beside two rows is tagged as if it stood beside one."""
    cell = next(each for each in elements(pdf, "TD") if each.get("/A", {}).get("/RowSpan") == 2)
    cell.A = Dictionary(O=Name.Table, RowSpan=1)


def test_spans_are_told_only_where_they_differ(good: dict[str, Good], tmp_path: Path):
    edition = _spanned(good, tmp_path)
    assert codes(edition.findings()) == NOTED
    edition.spoil("pages", _shorter)
    assert codes(edition.findings()) == NOTED | {"tags.table"}
