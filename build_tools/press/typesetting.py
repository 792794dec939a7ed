"""Japanese line composition: both edges of a line flush (JLREQ 3.8.4), which WeasyPrint does for spaces alone.

The boxes of a line are moved and widened here; `composing` finds where lines end, `showing` draws them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from unicodedata import combining, east_asian_width

from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import justify_line as justify_spaces
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from build_tools.press.composing import Line

# JLREQ cl-08: these are set solid among themselves; a gap would show in what should be one line of dots or dashes.
INSEPARABLE = frozenset("…‥―—")
# More than half an em between characters reads as a fault, worse than a ragged edge (a long address is near).
WIDEST_GAP = 0.5


@cache
def stretches(character: str) -> bool:
    """Whether space may be added around a character: Japanese characters and word spaces, not the letters of a word."""
    if character in INSEPARABLE or combining(character):
        return False
    return character == " " or east_asian_width(character) in "WF"


def gap_width(text: str, slack: float) -> float:
    """The space to add at each stretching character so that a line takes up its slack; 0 where nothing stretches.

    Pango adds half of the space before a character and half behind it, so the halves outside of the line do not count.
    Unit: that of `slack`.
    """
    weights = [1.0 if stretches(character) else 0.0 for character in text]
    if not weights:
        return 0.0
    room = sum(weights) - (weights[0] + weights[-1]) / 2
    return slack / room if room > 0 else 0.0


class SpacedLayout(Layout):  # type: ignore[misc]
    """A Pango layout with a gap (Pango units) at the stretching characters. It stays set up until it is drawn, so that
    Pango shapes the line once; WeasyPrint would set it up anew.
    """

    def __init__(self, style: Any, gap: int, max_width: float | None) -> None:
        self.gap = gap
        super().__init__(style, max_width=max_width)

    def set_text(self, text: str, justify: bool = False) -> None:
        super().set_text(text, justify)
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        for start, end in _runs(self.text):
            spacing = pango.pango_attr_letter_spacing_new(self.gap)
            spacing.start_index, spacing.end_index = start, end
            pango.pango_attr_list_change(attributes, spacing)
        pango.pango_layout_set_attributes(self.layout, attributes)

    def deactivate(self) -> None:
        """Keep what Pango knows: each line is drawn once, soon."""

    def reactivate(self, style: Any) -> None:
        """Nothing was put aside."""


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """The runs of stretching characters, in bytes of UTF-8 from start to end."""
    start, position = None, 0
    for character in text:
        stretching = stretches(character)
        if stretching and start is None:
            start = position
        if not stretching and start is not None:
            yield start, position
            start = None
        position += len(character.encode())
    if start is not None:
        yield start, position


def _text_boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _text_boxes(child)


def is_leader(box: Any) -> bool:
    """Whether a text box takes up the slack of its line: the space in an element with `data-leader`."""
    return box.element is not None and box.element.get("data-leader") is not None


@dataclass(frozen=True)
class _Slack:
    """Where the slack of a line goes: into gaps at stretching characters, or into its leader."""

    gap: float = 0.0
    leader: float = 0.0

    def spread(self, box: Any, shift: float) -> float:
        """Move a box by `shift`, widen what takes up slack in it, and return the shift of what follows."""
        if isinstance(box, boxes.TextBox):
            return self._spread_text(box, shift)
        if not isinstance(box, boxes.LineBox | boxes.InlineBox):
            box.translate(shift, 0)
            return shift
        box.position_x += shift
        before = shift
        for child in box.children:
            if child.is_in_normal_flow():
                shift = self.spread(child, shift)
        box.width += shift - before
        return shift

    def _spread_text(self, box: Any, shift: float) -> float:
        box.position_x += shift
        if self.leader:
            added = self.leader if is_leader(box) else 0.0
            box.width += added
            return shift + added
        added = self.gap * sum(map(stretches, box.text))
        if added:
            box.pango_layout = self._spaced(box)
            box.width += added
        return shift + added

    def _spaced(self, box: Any) -> Line | SpacedLayout:
        gap = round(self.gap * TO_UNITS)
        if isinstance(box.pango_layout, Line):
            return box.pango_layout.spread(box.text, gap)
        layout = SpacedLayout(box.style, gap, box.pango_layout.max_width)
        layout.set_text(box.text)
        return layout


def justify_line(context: Any, line: Any, slack: float) -> None:
    """Spread the slack of a line (CSS px) over it, or give it to the line's leader; a line of Latin text alone is left
    to WeasyPrint's own justification.
    """
    if any(map(is_leader, _text_boxes(line))):
        _fill(line, slack, _Slack(leader=slack), 0.0)
        return
    text = "".join(box.text for box in _text_boxes(line))
    if not any(stretches(character) and character != " " for character in text):
        justify_spaces(context, line, slack)
        return
    gap = gap_width(text, slack)
    if 0 < gap <= WIDEST_GAP * line.style["font_size"]:
        _fill(line, slack, _Slack(gap), -gap / 2 if stretches(text[0]) else 0.0)


def _fill(line: Any, slack: float, into: _Slack, shift: float) -> None:
    left, width = line.position_x, line.width
    into.spread(line, shift)
    line.position_x, line.width = left, width + slack
