"""Both edges of Japanese lines are flush, measured on the finished page."""

from __future__ import annotations

import pypdfium2
import pytest

from build_tools.press import composing, showing
from build_tools.press.typesetting import gap_width, stretches

LEFT, WIDTH = 87.64, 420.0
TEXT = (
    "新技術を生かした都市の取組では、Society 5.0 の考え方と2021年度の実証実験（社会実装を見すえたもの）から"
    "得た知見を、次の計画に反映することが望ましい。"
) * 6
MARKED = (
    TEXT.replace("新技術", "<em>新技術</em>").replace("知見", "<strong>知見</strong>").replace("2021", "<b>2021</b>")
)
FLUSH = 0.02  # points


def lines(pdf: bytes) -> list[list[tuple[float, float]]]:
    """The advance boxes (left, right) of the characters of each line of the first page."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    rows: dict[int, list[tuple[float, float]]] = {}
    for index in range(text.count_chars()):
        if text.get_text_range(index, 1).strip():
            left, bottom, right, _top = text.get_charbox(index, loose=True)
            rows.setdefault(round(bottom), []).append((left, right))
    return [sorted(rows[bottom]) for bottom in sorted(rows, reverse=True)]


def edges(rows: list[list[tuple[float, float]]]) -> list[float]:
    """How far the first and the last character of each line are from the edges."""
    return [off for row in rows for off in (row[0][0] - LEFT, row[-1][1] - LEFT - WIDTH)]


def test_full_lines_reach_both_edges(compiled, linked):
    rows = lines(linked(compiled(f"<p>{TEXT}</p>")).pdf)[:-1]  # the last row is the folio
    *full, last = rows
    assert len(full) > 8
    assert edges(full) == pytest.approx([0] * 2 * len(full), abs=FLUSH)
    assert last[-1][1] < LEFT + WIDTH - 1  # the last line stays as it is


def test_without_our_composition_lines_are_ragged(compiled, linked, monkeypatch):
    """The fault that the measurement above must catch."""
    from weasyprint.layout.inline import justify_line

    monkeypatch.setattr("build_tools.press.engine.justify_line", justify_line)
    rows = lines(linked(compiled(f"<p>{TEXT.replace(' ', '')}</p>")).pdf)[:-2]
    assert any(abs(row[-1][1] - LEFT - WIDTH) > 0.5 for row in rows)


def test_inline_elements_share_in_the_spread(compiled, linked):
    rows = lines(linked(compiled(f"<p>{MARKED}</p>")).pdf)[:-2]
    assert edges(rows) == pytest.approx([0] * 2 * len(rows), abs=FLUSH)


def test_a_line_that_starts_half_a_gap_too_early_is_seen(compiled, linked, monkeypatch):
    """The fault that the measurements above must catch."""
    monkeypatch.setattr(showing, "_moved", lambda matrix, along: matrix)
    assert max(map(abs, edges(lines(linked(compiled(f"<p>{TEXT}</p>")).pdf)[:-2]))) > 10 * FLUSH


def test_lines_that_pango_spreads_are_flush_but_for_what_weasyprint_cuts(compiled, linked, monkeypatch):
    """Less than a thousandth of the em at each of 40 characters."""
    monkeypatch.setattr(composing, "face_of", lambda style: None)
    for text in (TEXT, MARKED):
        rows = edges(lines(linked(compiled(f"<p>{text}</p>")).pdf)[:-2])
        assert rows[::2] == pytest.approx([0] * (len(rows) // 2), abs=FLUSH)
        assert rows[1::2] == pytest.approx([0] * (len(rows) // 2), abs=0.42)


def test_what_stretches():
    assert stretches("都") and stretches("（") and stretches("４") and stretches(" ")
    assert not stretches("a") and not stretches("4") and not stretches("…") and not stretches("\u3099")


def test_gap_fills_the_slack_exactly():
    assert gap_width("都市計画", 3) == pytest.approx(1)  # three gaps between four characters
    assert gap_width("a都市b", 2) == pytest.approx(1)  # half, one, half
    assert gap_width("plain", 5) == 0
    assert gap_width("", 5) == 0
