"""Sheets of small comparisons, and what stands in them, row by row."""

from __future__ import annotations

from build_tools.comparison.model import Comparison
from build_tools.tabulation.juxtaposition import juxtaposed
from build_tools.tabulation.model import Grid, Sheet, Words


def sheet_of(comparison: Comparison, paged: str = "", language: str = "ja", **pictures) -> Sheet:
    """The 新旧対照表 of a comparison; `pictures`: those of either edition by name."""
    shown = {which: pictures.get(which, {}).get for which in ("new", "old")}
    return juxtaposed(comparison, shown, frozenset(paged.split()), language)


def told(sheet: Sheet) -> list[tuple[str, ...]]:
    """Every row: what its cells say, what is underlined in brackets; a heading row begins with #."""
    return [
        ("#" if row.heading else "", *map(cell, row.cells)) if row.heading else tuple(map(cell, row.cells))
        for part in sheet.parts
        for row in part.rows
    ]


def cell(contents) -> str:
    return " / ".join(filter(None, map(content, contents)))


def content(each) -> str:
    if isinstance(each, Words):
        return marked(each.marks)
    if isinstance(each, Grid):
        return "; ".join("｜".join(map(marked, row)) for row in each.rows)
    return f"<{each.file}: {each.alt}>"


def marked(marks) -> str:
    return "".join(f"[{mark.text}]" if mark.marked else mark.text for mark in marks)
