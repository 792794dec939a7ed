"""Both edges of Japanese lines are flush, measured on the finished page."""

from __future__ import annotations

import pypdfium2
import pytest

from build_tools.press.typesetting import gap_width, stretches

LEFT, WIDTH = 87.64, 420.0
TEXT = (
    "新技術を生かした都市の取組では、Society 5.0 の考え方と2021年度の実証実験（社会実装を見すえたもの）から"
    "得た知見を、次の計画に反映することが望ましい。"
) * 6


def lines(pdf: bytes) -> list[list[tuple[float, float]]]:
    """The advance boxes (left, right) of the characters of each line of the first page."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    rows: dict[int, list[tuple[float, float]]] = {}
    for index in range(text.count_chars()):
        if text.get_text_range(index, 1).strip():
            left, bottom, right, _top = text.get_charbox(index, loose=True)
            rows.setdefault(round(bottom), []).append((left, right))
    return [sorted(rows[bottom]) for bottom in sorted(rows, reverse=True)]


def test_full_lines_reach_both_edges(compiled, linked):
    rows = lines(linked(compiled(f"<p>{TEXT}</p>")).pdf)[:-1]  # the last row is the folio
    *full, last = rows
    assert len(full) > 8
    assert [row[0][0] for row in full] == pytest.approx([LEFT] * len(full), abs=0.5)
    assert [row[-1][1] for row in full] == pytest.approx([LEFT + WIDTH] * len(full), abs=0.5)
    assert last[-1][1] < LEFT + WIDTH - 1  # the last line stays as it is


def test_without_our_composition_lines_are_ragged(compiled, linked, monkeypatch):
    """The fault that the measurement above must catch."""
    from weasyprint.layout.inline import justify_line

    monkeypatch.setattr("build_tools.press.engine.justify_line", justify_line)
    rows = lines(linked(compiled(f"<p>{TEXT.replace(' ', '')}</p>")).pdf)[:-2]
    assert any(abs(row[-1][1] - LEFT - WIDTH) > 0.5 for row in rows)


def test_inline_elements_share_in_the_spread(compiled, linked):
    marked = TEXT.replace("新技術", "<em>新技術</em>").replace("知見", "<strong>知見</strong>")
    rows = lines(linked(compiled(f"<p>{marked}</p>")).pdf)[:-2]
    assert [row[-1][1] for row in rows] == pytest.approx([LEFT + WIDTH] * len(rows), abs=0.5)


def test_what_stretches():
    assert stretches("都") and stretches("（") and stretches("４") and stretches(" ")
    assert not stretches("a") and not stretches("4") and not stretches("…") and not stretches("\u3099")


def test_gap_fills_the_slack_exactly():
    assert gap_width("都市計画", 3) == pytest.approx(1)  # three gaps between four characters
    assert gap_width("a都市b", 2) == pytest.approx(1)  # half, one, half
    assert gap_width("plain", 5) == 0
    assert gap_width("", 5) == 0
