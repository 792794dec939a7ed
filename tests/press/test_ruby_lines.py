"""Bases with readings in lines that are spread."""

from __future__ import annotations

from itertools import pairwise

import pypdfium2

from build_tools.press.rules import Rules

GROUP = '<ruby><rb>国土交通</rb><rt data-reading="こくどこうつう" data-hang="0.5 0.5"></rt></ruby>'
STYLE = """
html { font: 10pt/18pt 'BIZ UDMincho' } p { text-align: justify } @page { size: 205pt 300pt; margin: 10pt }
rt::before { content: attr(data-reading); font-size: 5pt; position: absolute }
"""
BODY = "<p>{0}で決めた長い文が続いて、次の行まで(abcdefgh)届くまで書いてある。</p>"


def steps(pdf: bytes, text: str) -> list[float]:
    """How far the characters of a text are from each other, in ems of 10 pt."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    at = page.get_text_range().index(text)
    lefts = [page.get_charbox(at + each, loose=True)[0] for each in range(len(text))]
    return [round((right - left) / 10, 3) for left, right in pairwise(lefts)]


def test_a_base_with_one_reading_is_not_spread(compiled, linked):
    """JLREQ 3.3.6: the line's slack stands between the other characters."""
    files = (compiled(BODY.format(each), style=STYLE, rules=Rules()) for each in (GROUP, "国土交通"))
    with_reading, without = (linked(file).pdf for file in files)
    assert steps(without, "国土交通")[0] > 1.01
    assert steps(with_reading, "国土交通") == [1.0] * 3
    assert steps(with_reading, "で決めた")[0] > steps(without, "で決めた")[0]
