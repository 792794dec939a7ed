"""Notes at the side of the text: in which margin, and where they make room for each other."""

from __future__ import annotations

from typing import Any

import pytest

from build_tools.press.engine import typeset
from build_tools.resources import templates_root

BASE = templates_root() / "print" / "base"
PAGE = """
@page { size: 400pt 300pt; margin: 40pt 160pt 40pt 40pt }
:root { --mincho: 'BIZ UDMincho'; --gothic: 'BIZ UDGothic' }
html { font: 10pt/18pt 'BIZ UDMincho' } body, p { margin: 0 }
"""
LEFT = "@page :left { margin-left: 160pt; margin-right: 40pt }"


def note(number: int, text: str = "注の文。") -> str:
    return (
        f'<sup class="note-call" data-label="{number}"></sup><span class="footnote" data-label="{number}">{text}</span>'
    )


def notes(body: str, *more: str) -> list[list[Any]]:
    """The boxes of the notes, page by page."""
    sheets = [PAGE, *((BASE / f"{name}.css").read_text("utf-8") for name in ("variables", "notes", "sidenotes")), *more]
    sheets.append(":root { --side: 80pt }")
    html = f'<html lang="ja"><title>t</title><body>{body}</body></html>'
    return [[*_notes(page._page_box)] for page in typeset(html, sheets, {}).pages]


def _notes(box: Any) -> Any:
    box = getattr(box, "_box", box)
    if box.element is not None and box.element.get("class") == "footnote":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _notes(child)


def points(pixels: float) -> float:
    return pixels * 0.75


def test_notes_stand_in_the_wider_margin():
    body = f"<p>右{note(1)}</p><p style='break-before: page'>左{note(2)}</p>"
    (right,), (left,) = notes(body, LEFT)
    assert points(right.border_box_x()) == pytest.approx(240 + 21)
    assert points(left.border_box_x() + left.border_width()) == pytest.approx(160 - 21)


def test_a_note_begins_below_the_one_before():
    (first, second), *_ = notes(f"<p>一{note(1, '長い注の文。' * 9)}と二{note(2)}</p>")
    assert second.position_y == pytest.approx(first.position_y + first.margin_height())


def test_notes_that_would_run_past_the_foot_move_up():
    lines = "".join(f"<p>行{number}</p>" for number in range(10))
    (first, second), *_ = notes(f"{lines}<p>一{note(1, '注の文。' * 6)}</p><p>二{note(2, '注の文。' * 6)}</p>")
    assert points(second.position_y + second.margin_height()) == pytest.approx(260)
    assert first.position_y + first.margin_height() == pytest.approx(second.position_y)
