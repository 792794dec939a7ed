"""Lines cut from texts that are shaped once: the same lines as WeasyPrint's, the same glyphs in the same places."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from build_tools.press import composing, showing, storage
from build_tools.press.compile import compile_unit
from build_tools.press.composing import Run
from build_tools.press.faces import Character, Face, Shaped
from build_tools.press.showing import Setting, adjustment
from build_tools.press.unit import Unit
from tests.press.test_economies import EDITIONS, units_of

KANA = "都市計画関連施策検討技術情報基盤のにをはがでとからまでーッ々"
# What stands in Japanese text, and what must be left to WeasyPrint: kerning, ligatures, other fonts and directions.
PIECES = [
    *(
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
        "①",
        "→",
        "℃",
        "ＡＢＣ",
        "ｶﾅ",
        "！？",
        "第１章　総則",
        "〜",
    ),
    *("Society 5.0", "AI", "2021年度", "1,234", "50%", "https://example.jp/a?b=c&amp;d", "foo-bar", "A/B", "(a)", "-5"),
    *(
        "“引用”",
        "か\u3099",
        "x\u0301",
        "\u00a0",
        "\u00ad",
        "\u200b",
        "  ",
        "AVAToTe.",
        "office",
        "é",
        "α",
        "Я",
        "𠮷",
        "\u05d0",
    ),
    *("日本語 English 混在 text です", "another word ", "i.e. ", "\u0e01"),
]
FONTS = ["BIZ UDMincho", "BIZ UDPGothic", "Noto Serif CJK JP", "DejaVu Serif', 'BIZ UDMincho"]
RULES = [
    *("", "", "overflow-wrap: anywhere", "overflow-wrap: break-word", "white-space: nowrap", "white-space: pre-wrap"),
    *(
        "word-break: break-all",
        "letter-spacing: .1em",
        "hyphens: auto",
        "text-decoration: underline",
        "text-indent: 1em",
    ),
    *(
        "font-feature-settings: 'palt'",
        "font-variant-numeric: tabular-nums",
        "word-spacing: 2px",
        "text-overflow: ellipsis; overflow: hidden",
    ),
]
WIDTHS = [0, 3, 40, 60, 99.5, 153.3, 260, 355.7]


def text(chance: random.Random, most: int) -> str:
    share = chance.random() / 2
    parts = ("".join(chance.choices(KANA, k=chance.randint(1, 8))) for _ in range(chance.randint(1, most)))
    return "".join(chance.choice(PIECES) if chance.random() < share else part for part in parts)


def blocks(chance: random.Random) -> Iterator[str]:
    for _ in range(3):
        first, second, third = (text(chance, 12) for _ in range(3))
        yield f'<div style="width: {chance.choice(WIDTHS)}pt"><p>{first}</p><p>{second}<b>{third}</b> {first}</p></div>'
    rows = (f"<tr><td>{text(chance, 3)}<td>{text(chance, 2)}<td>{chance.randint(0, 99999):,}" for _ in range(3))
    yield f"<table>{''.join(rows)}</table><ul><li>{text(chance, 5)}</ul>"


def page(seed: int) -> Unit:
    """A page of texts, lines and tables of any kind."""
    chance = random.Random(seed)
    size, font, rule = chance.choice([7, 9, 10.5, 12.3]), chance.choice(FONTS), chance.choice(RULES)
    style = f"""@page {{ size: 400pt 800pt; margin: 20pt }} html {{ font: {size}pt/1.6 '{font}' }}
    p {{ text-align: {chance.choice(["justify", "justify", "left", "center"])}; {rule} }}
    td {{ {chance.choice(["", "overflow-wrap: anywhere"])} }}"""
    lang = chance.choice(["ja", "ja", "en"])
    html = f'<!DOCTYPE html><html lang="{lang}"><title>t</title><body>{"".join(blocks(chance))}'
    return Unit("u", "u.md", html, (style,))


def compiled(unit: Unit) -> bytes:
    return storage.dump(compile_unit(unit)[0])


@pytest.fixture
def places_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing between the glyphs of a line: there, WeasyPrint's arithmetic is coarser (see `showing.adjustment`)."""
    monkeypatch.setattr(showing, "adjustment", lambda *about: "")
    monkeypatch.setattr(showing, "_added_up", lambda adjustments: "")


def each_line_shaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "face_of", lambda style: None)


@pytest.mark.parametrize("seed", range(24))
@pytest.mark.usefixtures("places_alone")
def test_a_page_is_the_same_as_with_each_line_shaped(seed, monkeypatch):
    unit = page(seed)
    data = compiled(unit)
    each_line_shaped(monkeypatch)
    assert compiled(unit) == data


@pytest.mark.parametrize("seed", range(24, 30))
def test_so_is_what_stands_between_the_glyphs_of_lines_without_gaps(seed, monkeypatch):
    unit = page(seed)
    ragged = Unit(unit.name, unit.origin, unit.html, (*unit.stylesheets, "p { text-align: left !important }"))
    data = compiled(ragged)
    each_line_shaped(monkeypatch)
    assert compiled(ragged) == data


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.parent.name)
@pytest.mark.usefixtures("places_alone")
def test_an_edition_is_the_same(edition, tmp_path, monkeypatch):
    units = list(units_of(edition, tmp_path, monkeypatch))
    first = [compiled(unit) for unit in units]
    each_line_shaped(monkeypatch)
    assert [compiled(unit) for unit in units] == first


@pytest.mark.parametrize("rule", ["text-overflow: ellipsis", "line-clamp: 2", "line-clamp: 2 '⋯'"])
@pytest.mark.parametrize("shaped", [composing.face_of, lambda style: None], ids=["composed", "each line shaped"])
def test_a_line_that_is_spread_is_not_cut_off(rule, shaped, monkeypatch):
    monkeypatch.setattr(composing, "face_of", shaped)
    style = f"p {{ font: 10pt BIZ UDMincho; width: 153.3pt; text-align: justify; overflow: hidden; {rule} }}"
    object_file, _ = compile_unit(Unit("u", "u.md", PARAGRAPH.html, (style,)))
    assert not object_file.interface.warnings
    drawn = "".join(text for glyphs in object_file.body.glyphs for text in glyphs.text.values())
    assert ("…" in drawn or "⋯" in drawn) == rule.startswith("line-clamp")


PLAIN = "地域の計画に関する調査を行い、その結果を公表する。Society 5.0 の取組。" * 12
PARAGRAPH = Unit(
    "u", "u.md", f'<!DOCTYPE html><html lang="ja"><title>t</title><p>{PLAIN}', ("p { font: 10pt BIZ UDMincho }",)
)


def test_a_paragraph_is_shaped_once(monkeypatch):
    shaped, lines = [], []
    shape, cut = Face.shaped, Run.line
    monkeypatch.setattr(Face, "shaped", lambda face, text: shaped.append(text) or shape(face, text))
    monkeypatch.setattr(Run, "line", lambda run, *about: lines.append(cut(run, *about)) or lines[-1])
    composing._run.cache_clear()
    compiled(PARAGRAPH)
    assert shaped == [PLAIN] and len(lines) > 8 and None not in lines


# The faults that the comparisons must catch


@pytest.mark.usefixtures("places_alone")
def test_a_line_that_ends_elsewhere_is_seen(monkeypatch):
    data = compiled(PARAGRAPH)
    cut = Run.line
    monkeypatch.setattr(Run, "line", lambda run, start, room, breaks: cut(run, start, room - 1024 * 14, breaks))
    assert compiled(PARAGRAPH) != data


@pytest.mark.usefixtures("places_alone")
def test_kerning_that_is_lost_is_seen(monkeypatch):
    unit = Unit("u", "u.md", PARAGRAPH.html + "AVATo 計画" * 40, ("p { font: 10pt Noto Serif CJK JP }",))
    data = compiled(unit)
    monkeypatch.setattr(composing, "strangers", lambda alone, shaped: ())
    composing._run.cache_clear()
    kerned = compiled(unit)
    composing._run.cache_clear()
    assert kerned != data


# What it rests on


@pytest.mark.parametrize("seed", range(5))
def test_the_rest_of_a_text_breaks_where_the_text_does(seed, monkeypatch):
    """Line breaks do not depend on what is before a break, among the characters that are not odd."""
    faces = []
    monkeypatch.setattr(composing, "_run", lambda face, text: faces.append(face))
    compiled(PARAGRAPH)
    chance = random.Random(seed)
    plain = [chr(code) for code in range(0x20, 0xFFFF) if not composing.ODD.match(chr(code)) and chr(code).strip()]
    for _ in range(40):
        whole = "".join(chance.choice([*PIECES[:20], chance.choice(plain), chance.choice(KANA)]) for _ in range(20))
        if composing.ODD.search(whole) or "\u3000" in whole:
            continue
        breaks = faces[0].shaped(whole).breaks
        for place in breaks:
            rest = [place + other for other in faces[0].shaped(whole[place:]).breaks]
            assert rest == [other for other in breaks if other > place], whole[place:]


def run(text: str, advances: dict[str, int]) -> Run:
    """A text in which a line may be broken behind each character but a letter, and not before a space."""

    class Known(Face):
        def __init__(self) -> None:
            self._characters = {character: Character(1, advances.get(character, 10)) for character in text}

    ends = (place for place in range(1, len(text)) if not text[place - 1].isascii() or text[place - 1] == " ")
    breaks = [place for place in ends if text[place] != " "]
    return Run(
        Known(), text, Shaped([1] * len(text), [advances.get(character, 10) for character in text], breaks, set())
    )


def test_where_lines_end():
    words = run("字字ab 字", {})
    assert words.line(0, 100, False) == (6, 6)  # all of it
    assert words.line(0, 25, False) == (2, 2)
    assert words.line(0, 40, False) == (4, 5)  # the space hangs
    assert words.line(2, 5, False) == (4, 5)  # a word that is too long overflows
    assert words.line(2, 5, True) == (3, 3)  # or is broken
    assert words.line(2, 15, True) == (3, 3)


def test_what_is_left_to_weasyprint():
    assert run("字\u3000字字", {}).line(0, 15, False) is None  # an ideographic space at the end of a line
    assert run("字 字 ", {}).line(2, 5, False) == (3, 4)  # the space at the end is dropped
    assert run("字字 ", {}).line(0, 20, False) is None  # a space at the end of a text that is too long
    odd = run("字字字字字", {})
    odd.odd = [3]
    assert odd.line(0, 25, False) is not None and odd.line(0, 35, False) is None and odd.line(4, 20, False) is not None
    hyphenated = run("字字字", {})
    hyphenated.hyphens = {1}
    assert hyphenated.line(0, 15, False) is None and hyphenated.line(0, 25, False) is not None


def test_what_stands_between_glyphs():
    wide, letter = Setting(1000, 10240, True, True), Setting(500, 5120, False, False)
    assert adjustment(wide, wide, 0, 10) == ""
    assert adjustment(wide, wide, 256, 10) == ">-25<"
    assert adjustment(letter, wide, 256, 10) == ">-12.5<"  # half of the gap
    assert adjustment(letter, letter, 256, 10) == ""
    assert adjustment(wide, wide, 1024, 10) == ">-50<>-50<"  # 100 in one would be read as a space
