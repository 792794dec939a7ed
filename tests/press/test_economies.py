"""The economies: what is typeset with them is what is typeset without, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import weasyprint
from weasyprint.css import StyleFor
from weasyprint.layout import inline
from weasyprint.text import line_break

from build_tools.press import builder, composing, economies, engine, storage
from build_tools.press.compile import compile_unit
from build_tools.press.unit import Unit
from build_tools.sphinx_run import Run, run_sphinx

ROOT = Path(__file__).parents[2]
EDITIONS = [ROOT / "source", *(ROOT / "tests" / "cases" / name / "source" for name in ("places", "set"))]
PAGE = '<!DOCTYPE html><html lang="ja"><title>t</title><body>'
STYLE = "@page { size: 300pt; margin: 20pt } html { font: 10pt/16pt 'BIZ UDMincho' } p { text-align: justify }"
BREAKS = [
    "都市の計画に関する調査を行い、その結果を公表する。" * 9,
    "平成30年度のAI・IoT等を用いた実証（Society 5.0）では、" * 9,
    "「引用」の（括弧）が、行頭・行末に来る。" * 12,
    "アドレスhttps://example.jp/a/very/long/path/that/does/not/break/anywhere/at/all.htmlの後に続く文字。" * 4,
    "ー" * 90 + "々" * 90 + "。" * 60,
    "ABCDEFG abcdefg " * 30,
    "第１章　総則、第２章　細則、" * 15 + "\u00a0" + "漢" * 200,
    "か\u3099き\u3099く\u3099" * 60,
    "ＡＢＣ業務に関する基準、" * 20,
]


def units_of(edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Unit]:
    """Every unit of an edition, as it goes to the compiler, but that its lines are WeasyPrint's."""
    found: list[Unit] = []

    def caught(edition, assembly, wanted, *rest):
        found.extend(replace(unit, rules=None) for name in wanted for _, unit in assembly(name))
        return iter(())

    monkeypatch.setattr(builder, "publish", caught)
    run_sphinx(Run("pdf", edition, tmp_path / "out", tmp_path / "doctrees"))
    yield from found


@pytest.fixture(autouse=True)
def _lines_of_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line is shaped by itself: `test_composing` is about those that are not."""
    monkeypatch.setattr(composing, "face_of", lambda style: None)


def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint's own functions, each called with what the economies share made anew."""
    monkeypatch.setattr(economies, "split_first_line", economies._split_first_line)
    monkeypatch.setattr(economies, "first_line_metrics", economies._first_line_metrics)
    monkeypatch.setattr(economies, "setup", economies._setup)
    monkeypatch.setattr(economies, "set_computed_styles", economies._set_computed_styles)
    monkeypatch.setattr(economies, "strut", economies._strut)
    monkeypatch.setattr(economies, "chars_until", economies._chars_until)
    monkeypatch.setattr(economies, "resolve_percentages", economies._resolve_percentages)
    monkeypatch.setattr(economies, "font_data", economies._object_data)
    monkeypatch.setattr(economies, "get_font_description", economies.describe_font)
    monkeypatch.setattr(economies, "fonts", economies.FontConfiguration)
    monkeypatch.setattr(economies, "stylesheet", economies.stylesheet.__wrapped__)


def compiled(unit: Unit) -> bytes:
    return storage.dump(compile_unit(unit)[0])


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.parent.name)
def test_an_edition_is_the_same_without(edition, tmp_path, monkeypatch):
    units = list(units_of(edition, tmp_path, monkeypatch))
    first = [compiled(unit) for unit in units]
    assert [compiled(unit) for unit in units] == first  # nothing is left of the units before
    without(monkeypatch)
    for unit, data in zip(units, first, strict=True):
        assert compiled(unit) == data, unit.name


@pytest.mark.parametrize("text", BREAKS, ids=range(len(BREAKS)))
@pytest.mark.parametrize("width", [60, 153.3, 260])
def test_lines_break_in_the_same_places(text, width, monkeypatch):
    body = f'<div style="width: {width}pt"><p>{text}</p><p>字{text[:40]}<b>太{text}</b>{text}</p></div>'
    unit = Unit("u", "u.md", PAGE + body, (STYLE,))
    data = compiled(unit)
    without(monkeypatch)
    assert compiled(unit) == data


def test_a_line_that_breaks_elsewhere_is_seen(monkeypatch):
    """The fault that the test above must catch: a text so short that the line can't be told from it."""
    unit = Unit("u", "u.md", f'{PAGE}<div style="width: 153.3pt"><p>{BREAKS[2]}', (STYLE,))
    data = compiled(unit)

    def short(text, *rest, **more):
        return economies._split_first_line(text[:12], *rest, **more)

    monkeypatch.setattr(economies, "split_first_line", short)
    assert compiled(unit) != data


SECTIONS = """<style>section { color: #111 } .b { color: #222; width: 50% } p { margin: 10%; padding: 2px }</style>
<table><tr><td>字<p>字<td>字字字字字字<p>字</table>
<section id="s1"><h2>一</h2><p>字<b>字</b></section><section id="s2"><h2>二</h2><p>字<b>字</b></section>
<section id="s3" class="b"><h2>三</h2><p>字<b>字</b><section id="s4"><p>字</section></section>
<section><p>字</section>"""


def test_sections_that_differ_in_their_anchors_share_what_is_in_them(monkeypatch):
    unit = Unit("u", "u.md", PAGE + SECTIONS, (STYLE,))
    data = compiled(unit)
    made: list[object] = []
    real = economies._set_computed_styles
    monkeypatch.setattr(
        economies, "_set_computed_styles", lambda *given, **more: made.append(1) or real(*given, **more)
    )
    compiled(unit)
    few = len(made)
    without(monkeypatch)
    monkeypatch.setattr(economies, "set_computed_styles", economies._set_computed_styles)
    made.clear()
    assert compiled(unit) == data
    assert few < len(made)


@pytest.mark.parametrize(
    ("name", "wrong"), [("_like", lambda style: style.root_style), ("_is_absolute", lambda style: True)]
)
def test_what_is_shared_wrongly_is_seen(name, wrong, monkeypatch):
    """The faults that the comparisons must catch: parents that are not alike, percentages of other widths."""
    unit = Unit("u", "u.md", PAGE + SECTIONS, (STYLE,))
    data = compiled(unit)
    monkeypatch.setattr(economies, name, wrong)
    assert compiled(unit) != data


def test_the_economies_are_in_use(monkeypatch):
    """Else the comparison says nothing."""
    names = (
        "split_first_line",
        "first_line_metrics",
        "setup",
        "set_computed_styles",
        "strut",
        "chars_until",
        "resolve_percentages",
        "font_data",
        "get_font_description",
        "fonts",
        "stylesheet",
        "_head",
    )
    seen: set[str] = set()

    def noting(name, real):
        def noted(*given, **more):
            result = real(*given, **more)
            if result != "":
                seen.add(name)
            return result

        return noted

    for name in names:
        monkeypatch.setattr(economies, name, noting(name, getattr(economies, name)))
    compiled(Unit("u", "u.md", f'{PAGE}<div style="width: 153.3pt"><p>{BREAKS[0]}', (STYLE,)))
    assert seen == set(names)


def test_warnings_of_a_stylesheet_are_told_each_time():
    for _ in range(2):
        said = engine.typeset(PAGE, ("p { colour: red } @import 'x.css';",), {}).warnings
        assert any("colour" in message for message in said) and any("x.css" in message for message in said)


def test_weasyprint_is_the_one_that_was_patched():
    assert inline.split_first_line is economies._split_first_line is line_break.split_first_line
    assert StyleFor.set_computed_styles is economies._set_computed_styles and weasyprint.CSS
