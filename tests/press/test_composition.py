"""Lines of Japanese as JLREQ asks, measured on the finished page by pdfium."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from itertools import pairwise

import pypdf
import pypdfium2
import pytest

from build_tools.checks import kinsoku as judge
from build_tools.press import beside, fitting, storage
from build_tools.press.rules import Rules
from tests.benchmarks.corpus import Paragraph, corpus, paragraph
from tests.press.lines import Row, distances, paragraphs, rows

STRICT = Rules()
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
SIGNS = [
    "、",
    "。",
    "「",
    "」",
    "（",
    "）",
    "・",
    "……",
    "――",
    "※",
    "：",
    "！",
    "？",
    "〜",
    "】",
    "【",
    "、「",
    "」、",
    "。」",
]
LATIN = ["Society 5.0", "AI", "2021年度", "1,234人", "50％", "12km", "A/B", "10〜20", "￥500", "5℃", "foo-bar", "§3"]


def product(compiled, linked, texts: list[str], rules: Rules | None = STRICT, style: str = "") -> bytes:
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


@pytest.mark.long
def test_three_hundred_pages_of_prose_are_flush_and_break_where_they_may(compiled, linked):
    sections = [section for chapter in corpus(20) for section in chapter.sections]
    texts = [block.text for section in sections for block in section.blocks if isinstance(block, Paragraph)]
    for part in range(0, len(texts), 100):
        pages = paragraphs([*rows(product(compiled, linked, texts[part : part + 100]))], texts[part : part + 100])
        assert off([line for _text, lines in pages for line in lines[:-1]]) == []
        assert [each for text, lines in pages for each in violations(text, lines)] == []
    assert len(texts) > 700


def violations(text: str, lines: list[Row]) -> list[str]:
    """What a line starts or ends with, or parts, that it may not: by the sets of the checks, which are not ours."""
    said, found, at = ["".join(glyph.text for glyph in line) for line in lines], [], 0
    solid = "".join(text.split())
    for line, following in pairwise(said):
        at += len(line)
        last, first = line[-1], following[0]
        never = first in judge.CLOSING | judge.STOPS | judge.MIDDLE_DOTS | judge.HYPHENS | judge.SMALL
        sign = (last == first and last in judge.INSEPARABLE) or (last in judge.DIGITS and first in judge.BEHIND_NUMBERS)
        number = (last in judge.DIGITS or last in judge.BEFORE_NUMBERS or last in "〜§") and first in judge.DIGITS
        if never or last in judge.OPENING or sign or number:
            found.append(f"{last}|{first} in {solid[max(0, at - 8) : at + 8]}")
    return found


@pytest.mark.parametrize("parts", ["都市都市§<b>3</b>都市都市", "都市都市<b>―</b>―都市都", "都市10〜<b>20</b>都市都市"])
def test_nor_at_the_edge_of_a_box(compiled, linked, parts):
    for ems in (4.5, 5, 5.5, 6):
        pages = paragraphs([*rows(product(compiled, linked, [parts], style=f"p {{ width: {ems}em }}"))], plain([parts]))
        assert [each for text, lines in pages for each in violations(text, lines)] == []


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
    (line,) = rows(product(compiled, linked, ["都市<sup>1</sup>"], style="sup { font-size: 6pt; vertical-align: 0 }"))
    assert dict(distances(line))["市1"] == pytest.approx(EM, abs=NEAR)


def test_what_is_kept_as_it_is_written_is_not_composed(compiled, linked):
    (line,) = rows(product(compiled, linked, ["漢A」「漢"], style="p { white-space: pre-wrap }"))
    assert [round(far, 1) for _, far in distances(line)] == [10.0, 5.0, 10.0, 10.0]


# What is pressed and stretched, and in which order


def line_of(compiled, linked, text: str, ems: float, rules: Rules = STRICT, style: str = "") -> Row:
    """The first line of a text in a measure of so many ems."""
    return next(rows(product(compiled, linked, [text], rules, f"p {{ width: {ems}em }} {style}")))


def gained(line: Row, *pairs: str) -> list[float]:
    """What the spaces between these pairs have gained, in ems; they are told once where it is the same."""
    natural = {**DISTANCES, "漢漢": 1.0, "AA": 1.0}
    return [
        round(sum(found) / len(found), 3 if abs(sum(found)) < 0.01 else 2)
        for pair in pairs
        if (found := [far / EM - natural[pair] for each, far in distances(line) if each == pair])
        and max(found) - min(found) < 0.005
    ]


def said(line: Row) -> str:
    return "".join(glyph.text for glyph in line)


def test_a_line_that_is_a_little_too_long_is_pressed_at_its_punctuation(compiled, linked):
    line = line_of(compiled, linked, "漢漢、漢漢、漢漢「漢漢漢漢漢", 10.6)
    assert said(line) == "漢漢、漢漢、漢漢「漢漢"  # 0.4 em too long
    assert gained(line, "、漢", "漢「", "漢漢") == [-0.13, -0.13, 0.0]


def test_one_that_fills_its_measure_is_not(compiled, linked):
    line = line_of(compiled, linked, "漢漢、漢漢、漢漢「漢漢漢漢漢", 10)
    assert said(line) == "漢漢、漢漢、漢漢「漢" and gained(line, "、漢", "漢「", "漢漢") == [0.0, 0.0, 0.0]


def test_word_spaces_are_pressed_first(compiled, linked):
    line = line_of(compiled, linked, "漢漢A A漢漢漢、漢漢漢", 8.8)
    assert said(line) == "漢漢AA漢漢漢、漢" and gained(line, "AA", "、漢", "漢A") == [-0.2, 0.0, 0.0]


def test_latin_is_pressed_last_and_full_stops_never(compiled, linked):
    line = line_of(compiled, linked, "漢漢A漢、漢漢。漢漢漢", 8.7)
    assert said(line) == "漢漢A漢、漢漢。漢" and gained(line, "漢A", "、漢", "。漢") == [-0.02, -0.25, 0.0]


def test_no_blank_is_pressed_to_less_than_the_layout_has_it(compiled, linked):
    text = "漢漢、漢漢、漢漢漢漢"
    assert said(line_of(compiled, linked, text, 7.6)) == "漢漢、漢漢、漢漢"
    assert said(line_of(compiled, linked, text, 7.6, Rules(blank=0.45))) == "漢漢、漢漢、漢"


def test_latin_is_stretched_before_characters(compiled, linked):
    line = line_of(compiled, linked, "漢漢漢A漢漢漢漢漢", 6.4)
    assert said(line) == "漢漢漢A漢漢" and gained(line, "漢A", "A漢", "漢漢") == [0.2, 0.2, 0.0]


def test_characters_are_stretched_evenly_but_not_within_brackets(compiled, linked):
    line = line_of(compiled, linked, "漢漢漢「漢」漢漢漢漢漢漢", 7.4)
    assert said(line) == "漢漢漢「漢」漢" and gained(line, "漢漢", "漢「", "」漢") == [0.2, 0.0, 0.0]
    assert gained(line_of(compiled, linked, "漢漢漢漢漢漢漢", 5.4), "漢漢") == [0.1]


def test_the_last_line_is_as_it_is(compiled, linked):
    assert gained(line_of(compiled, linked, "漢漢漢A漢漢", 20), "漢A", "漢漢") == [0.0, 0.0]


def lines_of(compiled, linked, text: str, ems: float) -> list[str]:
    """The lines of a text in a measure of so many ems."""
    return list(map(said, rows(product(compiled, linked, [text], STRICT, f"p {{ width: {ems}em }}"))))


@pytest.mark.parametrize("end", ["る", "る。", "る」。"])
def test_the_last_line_of_a_paragraph_has_more_than_one_character(compiled, linked, end):
    text = "都" * 20 + end
    assert lines_of(compiled, linked, text, 20) == ["都" * 19, "都" + end]
    line = line_of(compiled, linked, text, 20)
    assert line[-1].right - line[0].left == pytest.approx(20 * EM, abs=NEAR)


def test_a_text_that_goes_on_in_a_box_is_no_end_of_a_paragraph(compiled, linked):
    assert lines_of(compiled, linked, "都" * 20 + "る<b>と。</b>", 20) == ["都" * 20, "ると。"]


def test_a_short_line_spares_no_character(compiled, linked):
    assert lines_of(compiled, linked, "都" * 10 + "る。", 10) == ["都" * 10, "る。"]


def test_the_quarter_em_is_the_layouts(compiled, linked):
    for quarter in (0.0, 0.15):
        line = line_of(compiled, linked, "漢漢漢A漢漢", 20, Rules(quarter=quarter))
        assert gained(line, "漢A", "A漢") == pytest.approx([quarter - 0.25] * 2)


def test_signs_hang_where_the_layout_lets_them(compiled, linked):
    text = "漢漢漢漢漢。漢漢漢漢。"
    hanging = line_of(compiled, linked, text, 5.2, Rules(hanging=True))
    assert said(hanging) == "漢漢漢漢漢。" and hanging[-1].left - LEFT == pytest.approx(5.2 * EM, abs=NEAR)
    assert said(line_of(compiled, linked, text, 5.2)) == "漢漢漢漢"


def test_loose_setting_lets_lines_start_with_small_kana(compiled, linked):
    text = "漢漢漢漢キャ漢漢漢"
    assert said(line_of(compiled, linked, text, 5)) == "漢漢漢漢"
    assert said(line_of(compiled, linked, text, 5, Rules(kinsoku="loose"))) == "漢漢漢漢キ"


# What Pango has to draw


ODD = ["か\u3099", "们", "“引用”", "é", "α", "\u00a0", "x\u0301", "①", "→"]


@pytest.mark.parametrize("font", ["BIZ UDMincho", "BIZ UDPMincho", "Noto Serif CJK JP"])
def test_lines_of_several_fonts_are_flush_too(compiled, linked, font):
    chance = random.Random(7)
    texts = [
        "".join(chance.choice([*ODD, KANA[:9], KANA[9:20], "AI", "、", "。"]) for _ in range(80)) + "都"
        for _ in range(6)
    ]
    pdf = product(compiled, linked, texts, style=f"html {{ font-family: '{font}' }}")
    found = [*rows(pdf)]
    assert len(found) > 30
    ragged = [line for line in found if LEFT + WIDTH / 2 < line[-1].right < LEFT + WIDTH - TOLERANCE]
    assert len(ragged) <= len(texts), [said(line) for line in ragged]


def test_what_was_composed_before_is_not_seen(compiled):
    """Texts are kept shaped, and what is left of them behind lines."""

    def unit(texts: list[str]) -> bytes:
        body = "".join(f"<p>{text}</p>" for text in texts)
        return storage.dump(compiled(body, style=STYLE, rules=STRICT))

    first = unit(MARKED)
    fitting._run.cache_clear()
    fitting._rests.clear()
    unit(MIXED[::-1])
    assert unit(MARKED) == first


# The faults that these must catch


def test_a_line_whose_head_keeps_its_blank_is_seen(compiled, linked, monkeypatch):
    monkeypatch.setattr(beside, "_starts", lambda line, part: False)
    assert off(full(product(compiled, linked, MIXED), MIXED))


def test_lines_that_are_not_composed_are_seen(compiled, linked):
    pdf = product(compiled, linked, MIXED, None)
    assert off(full(pdf, MIXED))
    (line,) = rows(product(compiled, linked, ["都市」「都A市"], None))
    assert [round(far / EM, 2) for _, far in distances(line)] == [1.0, 1.0, 1.0, 1.0, 1.0, 0.5]


def test_a_line_that_is_broken_anywhere_is_seen(compiled, linked, monkeypatch):
    monkeypatch.setattr(fitting, "may_part", lambda *pair: True)
    monkeypatch.setattr(fitting, "setting_of", fitting.Setting)  # none that is known
    pages = paragraphs([*rows(product(compiled, linked, MIXED))], MIXED)
    assert len([each for text, lines in pages for each in violations(text, lines)]) > 10


def test_an_inline_box_that_is_left_out_is_seen(compiled, linked, monkeypatch):
    monkeypatch.setattr(beside, "_between", lambda before, part: beside._APART)
    (line,) = rows(product(compiled, linked, ["都市<b>A</b>都市"]))
    assert dict(distances(line))["市A"] == pytest.approx(EM, abs=NEAR)


# What programs read


def without(text: str) -> str:
    """A text without line breaks, and without spaces between Japanese and Latin."""
    return re.sub(r"\s+", "", text)


def test_extracted_text_is_the_source(compiled, linked, tmp_path):
    texts = [*PROSE, *MIXED]
    pdf = product(compiled, linked, texts)
    wanted = "".join(map(without, texts))
    assert without(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()) == wanted
    document = pypdfium2.PdfDocument(pdf)
    assert without(document[0].get_textpage().get_text_range().replace("\ufffe", "-")) == wanted
    if shutil.which("pdftotext"):
        (tmp_path / "set.pdf").write_bytes(pdf)
        said = subprocess.run(["pdftotext", "-raw", tmp_path / "set.pdf", "-"], capture_output=True, check=True)
        assert without(said.stdout.decode()) == wanted


def test_spaces_are_read_between_japanese_and_latin_alone(compiled, linked):
    pdf = product(compiled, linked, [*PROSE, "漢漢漢漢「漢」漢、漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢" * 3])
    said = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert not re.search("[\u3000-\u9fff] +[\u3000-\u9fff]", said)
