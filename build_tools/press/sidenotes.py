"""Notes at the side of the text (JLREQ 4.2.7), where a layout wants them: each beside the line that calls it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from build_tools.press.interlinear import baseline, first_text

_NOTE: Final = "footnote"
# What an HTML page with notes has in it.
NOTED: Final = f'class="{_NOTE}"'


def place_notes(pages: Sequence[Any]) -> None:
    """Let each note of some pages begin in the wider margin, at the right of the text unless that at its left is wider
    (as on left-hand pages that face others), as high as the line that calls it, or below the note before it. Where they
    would run past the foot of the text, as many as need be move up.

    A note that is longer than its page is not broken.
    """
    for page in pages:
        notes = [note for note, line in _notes(page._page_box, None) if _placed(note, line, page._page_box)]
        for before, note in pairwise(notes):
            note.translate(0, max(0.0, before.position_y + before.margin_height() - note.position_y))
        foot = page._page_box.content_box_y() + page._page_box.height
        for note in reversed(notes):
            note.translate(0, min(0.0, foot - note.position_y - note.margin_height()))
            foot = note.position_y


def _placed(note: Any, line: Any, page: Any) -> bool:
    """Put a note beside its line; False where one of them has no text."""
    called, first = first_text(line), first_text(note)
    if called is None or first is None:
        return False
    edge = page.content_box_x()
    side = edge - note.margin_left - note.margin_width() if page.margin_left > page.margin_right else edge + page.width
    note.translate(side - note.position_x, baseline(called) - baseline(first))
    return True


def _notes(box: Any, line: Any) -> Iterator[tuple[Any, Any]]:
    """The notes at the side, each with the line that calls it."""
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        if isinstance(child, AbsolutePlaceholder):
            if child._box.element is not None and child._box.element.get("class") == _NOTE:
                yield child._box, line
        else:
            yield from _notes(child, child if isinstance(child, boxes.LineBox) else line)
