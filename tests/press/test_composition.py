"""Lines of Japanese as JLREQ asks, measured on the finished page by pdfium."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess

import pypdf
import pypdfium2
import pytest

from build_tools.checks import kinsoku as judge
from build_tools.press import beside, fitting
from build_tools.press.compile import compile_unit
from build_tools.press.fitting import SetRun
from build_tools.press.rules import Rules
from build_tools.press.unit import Unit
from tests.benchmarks.corpus import paragraph
from tests.press.lines import Row, distances, paragraphs, rows

EM, LEFT, WIDTH = 10.0, 50.0, 300.0
# One page for all, so that what is measured is lines alone.
STYLE = f"""
@page {{ size: 400pt 14000pt; margin: 20pt {LEFT}pt }}
html {{ font: {EM}pt/16pt "BIZ UDMincho" }} b {{ font-family: "BIZ UDGothic" }}
body, p {{ margin: 0 }} p {{ text-align: justify }}
"""
TOLERANCE = 0.5  # points, of the edge
NEAR = 0.02  # points, of a distance
CLOSERS = "、。，．」』）］｝〉》】〕"
OPENERS = "「『（［｛〈《【〔"
KANA = "都市計画関連施策検討技術情報基盤のにをはがでとからまでーッ々"
SIGNS = ["、", "。", "「", "」", "（", "）", "・", "……", "――", "※", "：", "！", "？", "〜", "】", "【", "、「", "」、", "。」"]
LATIN = ["Society 5.0", "AI", "2021年度", "1,234人", "50％", "12km", "A/B", "10〜20", "￥500", "5℃", "foo-bar", "§3"]


def product(compiled, linked, texts: list[str], rules: Rules | None = Rules(), style: str = "") -> bytes:
    body = "".join(f"<p>{text}</p>" for text in texts)
    unit = compiled(body, style=STYLE + ".folio { display: none }" + style, rules=rules)
    return linked(unit).pdf


def written(seed: int, marked: bool = False) -> str:
    """A paragraph of signs, Latin and Japanese in any order."""
    chance = random.Random(seed)
    pieces = [
        chance.choice(SIGNS if chance.random() < 0.5 else LATIN)
        if chance.random() < 0.4
        else "".join(chance.choices(KANA, k=chance.randint(1, 9)))
        for _ in range(60)
    ]
    marks = [f"<b>{piece}</b>" if marked and chance.random() < 0.2 else piece for piece in pieces]
    return "都" + "".join(marks) + "都"


PROSE = [paragraph(random.Random(seed)).text for seed in range(12)]
MIXED = [written(seed) for seed in range(40)]
MARKED = [written(seed, marked=True) for seed in range(40)]


def plain(texts: list[str]) -> list[str]:
    return [re.sub("<.*?>", "", text) for text in texts]


def edges(line: Row) -> tuple[float, float]:
    """How far a line is from its edges: where the blank of its first and last sign would be, there is nothing."""
    first, last = line[0], line[-1]
    begins = first.left + (EM / 2 if first.text in OPENERS else 0)
    ends = last.right - (EM / 2 if last.text in CLOSERS else EM / 4 if last.text in "・：" else 0)
    return begins - LEFT, ends - LEFT - WIDTH


def full(pdf: bytes, texts: list[str]) -> list[Row]:
    """Every line but the last of its paragraph."""
    return [line for _text, lines in paragraphs([*rows(pdf)], plain(texts)) for line in lines[:-1]]


def off(lines: list[Row]) -> list[str]:
    return ["".join(g.text for g in line) for line in lines if max(map(abs, edges(line))) > TOLERANCE]


@pytest.mark.parametrize("texts", [PROSE, MIXED, MARKED], ids=["prose", "mixed", "marked"])
def test_full_lines_reach_both_edges(compiled, linked, texts):
    lines = full(product(compiled, linked, texts), texts)
    assert len(lines) > 60
    assert off(lines) == []


@pytest.mark.parametrize("texts", [PROSE, MIXED, MARKED], ids=["prose", "mixed", "marked"])
def test_no_line_breaks_where_it_may_not(compiled, linked, texts):
    pages = paragraphs([*rows(product(compiled, linked, texts))], plain(texts))
    assert [each for text, lines in pages for each in violations(text, lines)] == []


def violations(text: str, lines: list[Row]) -> list[str]:
    """What a line starts or ends with, or parts, that it may not: by the sets of the checks, which are not ours."""
    said, found, at = ["".join(glyph.text for glyph in line) for line in lines], [], 0
    solid = "".join(text.split())
    for line, following in zip(said, said[1:], strict=False):
        at += len(line)
        last, first = line[-1], following[0]
        never = first in judge.CLOSING | judge.STOPS | judge.MIDDLE_DOTS | judge.HYPHENS | judge.SMALL
        sign = (last == first and last in judge.INSEPARABLE) or (last in judge.DIGITS and first in judge.BEHIND_NUMBERS)
        number = (last in judge.DIGITS or last in judge.BEFORE_NUMBERS or last in "〜§") and first in judge.DIGITS
        if never or last in judge.OPENING or sign or number:
            found.append(f"{last}|{first} in {solid[max(0, at - 8) : at + 8]}")
    return found


# Each pair at its distance (JLREQ 3.1.2, 3.1.4, 3.2.6), in ems between the starts of their glyphs' bodies.
DISTANCES = {
    "漢字": 1.0,
    "、漢": 1.0,
    "。漢": 1.0,
    "」漢": 1.0,
    "漢「": 1.0,
    "漢、": 1.0,
    "」「": 0.5,
    "、「": 0.5,
    "。「": 0.5,
    "」、": 0.5,
    "」。": 0.5,
    "。」": 0.5,
    "）」": 0.5,
    "「（": 0.5,
    "）（": 0.5,
    "・「": 0.5,
    "」・": 0.5,
    "漢・": 1.0,
    "・漢": 1.0,
    "漢A": 1.25,
    "漢1": 1.25,
    "A漢": 0.75,
    "1漢": 0.75,
    "」A": 1.0,
    "A「": 0.5,
    "A、": 0.5,
    "……": 1.0,
    "！」": 1.0,
    "AB": 0.5,
}


@pytest.mark.parametrize("pair", DISTANCES)
def test_punctuation_and_latin_stand_at_their_distances(compiled, linked, pair):
    one, other = pair
    texts = [f"都市{pair}都市", f"都市{one}<b>{other}</b>都市", f"都市<b>{one}</b>{other}都市"]
    for line in rows(product(compiled, linked, texts)):
        found = dict(distances(line))
        assert found[pair] == pytest.approx(DISTANCES[pair] * EM, abs=NEAR), pair


def test_a_mark_of_another_size_stands_close(compiled, linked):
    """Neither Latin nor punctuation by its looks: a note's number belongs to what is before it."""
    (line,) = rows(product(compiled, linked, ["都市<sup>1</sup>"], style="sup { font-size: 6pt }"))
    assert dict(distances(line))["市1"] == pytest.approx(EM, abs=NEAR)


def test_what_is_kept_as_it_is_written_is_not_composed(compiled, linked):
    (line,) = rows(product(compiled, linked, ["漢A」「漢"], style="p { white-space: pre-wrap }"))
    assert [round(far, 1) for _, far in distances(line)] == [10.0, 5.0, 10.0, 10.0]


# A line of 10 ems: 90 or so of its text would fill it; what is pressed and stretched, and in which order


def line_of(compiled, linked, text: str, rules: Rules = Rules(), ems: float = 10) -> Row:
    """The first line of a text in a measure of so many ems."""
    return next(rows(product(compiled, linked, [text], rules, f"p {{ width: {ems}em }}")))


def gaps(line: Row, pairs: str) -> list[float]:
    """How far each of these pairs is from its distance when nothing is adjusted, in ems."""
    return [round(far / EM - DISTANCES[pair], 3) for pair, far in distances(line) if pair in pairs.split()]


def said(line: Row) -> str:
    return "".join(glyph.text for glyph in line)


def test_a_line_that_is_a_little_too_long_is_pressed(compiled, linked):
    line = line_of(compiled, linked, "漢字、漢字、漢字「漢1漢字漢字漢字漢字")
    assert said(line) == "漢字、漢字、漢字「漢1"  # 10.25 ems and a comma's blank less
    assert gaps(line, "、漢 漢「") == pytest.approx([-0.083] * 3, abs=0.002) and gaps(line, "漢1 漢字") == [0.0] * 4


def test_word_spaces_are_pressed_first_and_latin_last(compiled, linked):
    line = line_of(compiled, linked, "漢字A B、漢字漢字1漢字漢字漢字漢字漢字", ems=10.25)
    assert gaps(line, "、漢") == [0.0]


def test_no_blank_is_pressed_to_less_than_the_layout_has_it(compiled, linked):
    """Half an em too long; two commas give a quarter em each, or nothing."""
    text = "漢字、漢字、漢字漢1漢字漢字漢字漢字"
    assert said(line_of(compiled, linked, text)) == "漢字、漢字、漢字漢1"
    assert said(line_of(compiled, linked, text, Rules(blank=0.45))) == "漢字、漢字、漢字漢"


def test_latin_is_stretched_before_characters(compiled, linked):
    line = line_of(compiled, linked, "漢字漢字AB漢字漢字「漢字漢字漢字漢字", Rules(), ems=9.75)
    assert said(line) == "漢字漢字AB漢字漢字"
    assert gaps(line, "字A B漢 漢字")


def test_a_line_that_cannot_be_pressed_is_stretched_evenly(compiled, linked):
    line = line_of(compiled, linked, "漢字漢字漢字漢字漢字漢字", ems=5.4)
    assert said(line) == "漢字漢字漢" and gaps(line, "漢字 字漢") == pytest.approx([0.1] * 2, abs=0.002)
