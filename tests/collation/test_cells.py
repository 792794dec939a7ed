"""Tables whose cells come in another order, in the stead of the printed one."""

from __future__ import annotations

from pathlib import Path

from tests.collation.making import Small, as_text, told

ROWS = "区分 件数\n計画 1,204\n事業 3,310\n評価 12\n"


def with_cells(edition: Small, path: Path, cells: str, *, pages: bool) -> Path:
    """The printed text with the cells of its table in another order."""
    text = as_text(path, edition.dist / "report.pdf").read_text("utf-8")
    assert ROWS in text
    text = text.replace(ROWS, cells)
    if not pages:
        text = text[text.index("甲市は、") :].replace("\f", "\n")
    path.write_text(text, "utf-8")
    return path


def test_column_by_column_is_no_difference(edition: Small, tmp_path: Path):
    path = with_cells(edition, tmp_path / "a.txt", "区分\n計画\n事業\n評価\n件数\n1,204\n3,310\n12\n", pages=True)
    assert edition.collated(path).differences == ()


def test_a_changed_cell_is_found_column_by_column(edition: Small, tmp_path: Path):
    path = with_cells(edition, tmp_path / "a.txt", "区分\n計画\n事業\n評価\n件数\n1,204\n3,319\n12\n", pages=True)
    assert edition.collated(path).differences


def test_in_any_order_only_where_pages_are_read_as_drawn_and_then_it_is_said(edition: Small, tmp_path: Path):
    mixed = "区分 件数\n計画\n事業 1,204\n3,310\n12\n評価\n"
    collation = edition.collated(with_cells(edition, tmp_path / "a.txt", mixed, pages=True))
    assert collation.differences == ()
    assert [remark.en[:43] for remark in collation.remarks] == ["Of 1 tables, the order of cells could not b"]
    other = edition.collated(with_cells(edition, tmp_path / "b.txt", mixed, pages=False))
    cells = [told(each) for each in other.differences if each.printed_at.source and each.printed_at.source.line == 12]
    assert cells
