"""Text on a grid of lines: what blocks are given so that the text below them stands on it again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from build_tools.press import engine, gridding, storage
from build_tools.press.layouts import load_layout
from build_tools.press.rules import Rules
from build_tools.resources import templates_root

PITCH = 24.0  # CSS px: 18 pt
NEAR = 0.1 * 4 / 3
APART = {"table", "figure", "pre", "h1", "h2", "h3", "h4"}
SENTENCE = "行は版面の行の位置に乗る。見出し、注の合印があっても、次の行の位置はずれない。"
TEXT = f"<p>{SENTENCE}</p>"
ITEMS = f"<ul><li>{SENTENCE}<ul><li>{SENTENCE}</li></ul></li><li>{TEXT}</li></ul>"
FIGURE = '<figure><div style="height: 77pt"></div><figcaption><p>図</p></figcaption></figure>'
NOTE = f'<div class="admonition note"><p class="admonition-title">注</p>{TEXT}{TEXT}</div>'
NESTED = f'<div class="admonition"><p class="admonition-title">注</p>{NOTE}{ITEMS}{FIGURE}</div>'


def table(rows: int) -> str:
    return f"<table><caption>表</caption><tbody>{f'<tr><td>{SENTENCE}</td></tr>' * rows}</tbody></table>"


def typeset(body: str, grid: float = 18, layout: str = "report") -> list[Any]:
    html = f'<!DOCTYPE html><html lang="ja"><title>t</title><body><section><h1>章</h1>{body}</section></body></html>'
    sheets = load_layout(layout, [templates_root() / "print"]).stylesheets
    return list(engine.typeset(html, sheets, {}, Rules(grid=grid)).pages)


def lines(box: Any) -> Iterator[Any]:
    """The lines of running text, in a walk that is not the module's: all but those of what stands apart."""
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        if (
            isinstance(child, AbsolutePlaceholder | boxes.MarginBox)
            or child.element_tag in APART
            or classes(child) & {"admonition"}
        ):
            continue
        if isinstance(child, boxes.LineBox):
            yield child
        else:
            yield from lines(child)


def classes(box: Any) -> set[str]:
    return set() if box.element is None else set(box.element.get("class", "").split())


def off(pages: list[Any]) -> list[float]:
    """How far lines of text are off the grid that begins at the head of each page."""
    found = []
    for page in pages:
        root = next(child for child in page._page_box.children if child.element_tag == "html")
        for line in lines(root):
            if abs(line.height - PITCH) < NEAR:
                away = (line.position_y - page._page_box.content_box_y()) % PITCH
                found.append(min(away, PITCH - away))
    assert found
    return [round(each, 2) for each in found if each > NEAR]


BODIES = {
    "a list": TEXT + ITEMS + TEXT,
    "a figure": TEXT + FIGURE + TEXT,
    "a table over pages": TEXT * 9 + table(30) + TEXT * 30,
    "a table with notes": TEXT + table(3) + '<p class="table-note">注１　桁は元のままとした。</p>' + TEXT,
    "a box": TEXT + NOTE + TEXT,
    "boxes in a box": TEXT + NESTED + TEXT,
    "a box over pages": TEXT * 12 + f'<div class="admonition">{TEXT * 20}{ITEMS}</div>' + TEXT,
    "small headings": TEXT + "<h2>節</h2><h4>項</h4>" + TEXT + "<h4>項</h4>" + TEXT,
    "small print": TEXT + f'<p class="reuse-source">{SENTENCE}</p>' + TEXT,
    "figures beside each other": TEXT + FIGURE + FIGURE + "<h2>節</h2>" + TEXT,
    "turned pages": TEXT + f'<div class="landscape">{TEXT}{FIGURE}{TEXT}</div>' + ITEMS,
    "a listing": TEXT + "<div class='highlight'><pre>x\ny\n</pre></div>" + TEXT,
    "an item that goes on behind a figure": f"{TEXT}<ul><li>{SENTENCE}{FIGURE}{SENTENCE}</li></ul>{TEXT}",
    "an item that goes on behind a figure at the head of a page": (
        f"{TEXT * 18}<ul><li>{SENTENCE * 3}{FIGURE.replace('77', '300')}{SENTENCE}</li></ul>{TEXT}"
    ),
    "columns": (
        f'{TEXT}<h4>項</h4><div style="columns: 2"><h4>項</h4>{TEXT * 3}<h4>項</h4>{TEXT}{ITEMS}{TEXT}</div>{TEXT}'
    ),
    "columns over pages": f'{TEXT * 12}<h4>項</h4><div style="columns: 2">{(TEXT + FIGURE + TEXT) * 12}</div>{TEXT}',
    "a box in columns": f'{TEXT}<div style="columns: 2">{NOTE}{TEXT}<h4>項</h4>{TEXT * 2}</div>{TEXT}',
    "terms": f"{TEXT}<dl><dt>語</dt><dd>{TEXT}</dd><dt>語</dt><dd>{SENTENCE}{ITEMS}</dd></dl>{TEXT}",
}


@pytest.mark.parametrize("what", BODIES)
def test_text_stands_on_the_grid_again_behind(what: str):
    assert off(typeset(BODIES[what])) == []


@pytest.mark.parametrize("what", BODIES)
def test_without_a_grid_the_same_text_is_off_it(what: str):
    """What the measure must see: each of these moves lines."""
    assert off(typeset(BODIES[what], grid=0)) != []


def test_texts_of_all_kinds_of_blocks_settle(monkeypatch: pytest.MonkeyPatch):
    settled: list[bool] = []
    place = gridding.Gridding.place
    monkeypatch.setattr(gridding.Gridding, "place", lambda *given: settled.append(place(*given)) or settled[-1])
    for seed in range(6):
        chosen = random.Random(seed).choices([*BODIES.values(), TEXT], k=12)
        assert off(typeset("".join(chosen), layout=("specimen", "report")[seed % 2])) == []
        assert settled[-1] and len(settled) < gridding.PASSES
        settled.clear()


def test_the_lines_in_a_box_stand_on_the_grid_too():
    (page,) = typeset(TEXT + NOTE.replace('note">', 'note" style="padding-bottom: 2pt">') + TEXT)
    inside = [line for box in descend(page._page_box) if classes(box) & {"admonition"} for line in lines_of(box)]
    assert len(inside) == 5
    assert all(abs(round(each) - each) * PITCH < NEAR for each in (grid_of(page, line) for line in inside))


def descend(box: Any) -> Iterator[Any]:
    yield box
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        yield from descend(child)


def lines_of(box: Any) -> Iterator[Any]:
    return (each for each in descend(box) if isinstance(each, boxes.LineBox))


def grid_of(page: Any, line: Any) -> float:
    return float(line.position_y - page._page_box.content_box_y()) / PITCH


def test_a_figure_has_as_much_space_above_as_below():
    (page,) = typeset(TEXT + FIGURE + TEXT)
    figure = next(box for box in descend(page._page_box) if box.element_tag == "figure")
    top, foot = figure.border_box_y(), figure.border_box_y() + figure.border_height()
    places = [line.position_y for line in lines(page._page_box) if abs(line.height - PITCH) < NEAR]
    above = top - max(place for place in places if place < top) - PITCH
    below = min(place for place in places if place >= foot) - foot
    assert above == pytest.approx(below, abs=0.01) and above > PITCH


def test_text_that_is_on_the_grid_anyway_is_the_same_byte_for_byte(compiled):
    style = "@page { size: A4 } html { font: 10.5pt/18pt 'BIZ UDMincho' } body, p { margin: 0 }"
    plain, gridded = (compiled(TEXT * 50, style=style, rules=Rules(grid=grid)) for grid in (0, 18))
    assert storage.dump(plain) == storage.dump(gridded)


def test_lines_that_do_not_settle_are_told(monkeypatch: pytest.MonkeyPatch):
    html = f'<!DOCTYPE html><html lang="ja"><title>t</title><body>{TEXT}<h2>節</h2>{FIGURE}{TEXT}</body></html>'
    sheets = load_layout("report", [templates_root() / "print"]).stylesheets
    assert engine.typeset(html, sheets, {}, Rules(grid=18)).warnings == ()
    monkeypatch.setattr(gridding, "PASSES", 1)
    assert engine.typeset(html, sheets, {}, Rules(grid=18)).warnings == (gridding.UNSETTLED,)
    assert engine.typeset(html, sheets, {}, Rules()).warnings == ()


def test_no_grid_costs_nothing(monkeypatch: pytest.MonkeyPatch):
    def refused(*_: object) -> None:
        raise AssertionError("nobody asked for a grid")

    monkeypatch.setattr(gridding.Gridding, "__init__", refused)
    assert typeset(NESTED, grid=0)
    with pytest.raises(AssertionError, match="nobody asked"):
        typeset(NESTED)
