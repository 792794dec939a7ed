"""What stands between the lines, put in its place when these are spread: readings and dots above text (JLREQ 3.3).

The typesetter knows neither. They are boxes that are positioned absolutely, so that the line is as it is without them,
and that are drawn after it: the text is not torn apart in the content stream.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text.ffi import FROM_UNITS

from build_tools.press.fitting import SetLine

# Whether an element of an HTML page has something above its text.
BORNE: Final = re.compile('<ruby>|class="dotted"')
# A character's virtual body above and below its baseline, in ems: where Japanese fonts have it.
_ABOVE: Final = 0.88
_BELOW: Final = 0.12
# The middle of a dot above that body, in ems of its character: that of • in type of half the size.
_DOT: Final = 0.2
# In px: not to be seen.
_NOTHING: Final = 0.1


def place(pages: Sequence[Any]) -> bool:
    """Put each reading and dot of some pages, as they are laid out, in the middle above its text, readings within the
    measure.

    False where a reading at an end of its line stands over more of its neighbour than it may (JLREQ 3.3.8): its base
    has more room now, and the pages must be laid out once more.
    """
    short = False
    for page in pages:
        for holder, block in _holders(page._page_box, None):
            if holder.element_tag == "ruby":
                short = _place_reading(holder, block) or short
            else:
                _place_dot(holder)
    return not short


def _holders(box: Any, block: Any) -> Iterator[tuple[Any, Any]]:
    """The inline boxes that hold text with something above it, each with the block of its line."""
    for child in box.children if isinstance(box, boxes.ParentBox) else ():
        child = child._box if isinstance(child, AbsolutePlaceholder) else child
        if isinstance(child, boxes.InlineBox) and _bears(child) and _above(child) is not None:
            yield child, block
        yield from _holders(child, box if isinstance(child, boxes.LineBox) else block)


def _bears(box: Any) -> bool:
    """Whether the box is that of an element with something above its text."""
    return bool(box.element_tag == "ruby" or (box.element_tag == "span" and box.element.get("class") == "dotted"))


def _above(holder: Any) -> Any:
    """What stands above the text of an inline box."""
    return next((child._box for child in holder.children if isinstance(child, AbsolutePlaceholder)), None)


def _place_reading(ruby: Any, block: Any) -> bool:
    base = next((child for child in ruby.children if child.element_tag == "rb"), None)
    reading = _above(ruby)
    over, under = first_text(reading), first_text(base)
    if base is None or over is None or under is None:
        return False
    width = reading.margin_width() - _trailing(reading)
    first = block.content_box_x()
    wanted = _middle(base) - width / 2
    left = max(first, min(wanted, first + block.width - width))
    reading.translate(left - reading.position_x, _head(under) - _BELOW * over.style["font_size"] - baseline(over))
    hangs = float(reading.element.get("data-hang", "1").split()[left > wanted]) * float(under.style["font_size"])
    if left > wanted:
        return _widened(base, "left", left + width - base.position_x - base.margin_width() - hangs)
    return left < wanted and _widened(base, "right", base.position_x - left - hangs)


def _widened(base: Any, side: str, lacking: float) -> bool:
    """Give a base more room on a side, where it lacks any."""
    if lacking > _NOTHING:
        before = base.element.get("style", "")
        margin = getattr(base, f"margin_{side}") + lacking
        base.element.set("style", f"{before}; margin-{side}: {margin:.3f}px")
    return lacking > _NOTHING


def _place_dot(holder: Any) -> None:
    dot, text = _above(holder), first_text(holder)
    if text is not None:
        top = _head(text) - _DOT * text.style["font_size"] - dot.margin_height() / 2
        dot.translate(_middle(holder) - dot.margin_width() / 2 - dot.position_x, top - dot.position_y)


def _middle(box: Any) -> float:
    """The middle of what is seen of a box: of a composed text, without the space behind its last character."""
    text = first_text(box)
    if text is not None and isinstance(text.pango_layout, SetLine):
        return float(text.position_x + (sum(text.pango_layout.steps()) / 2 - text.pango_layout.shift) * FROM_UNITS)
    middle: float = box.content_box_x() + (box.width - _trailing(box)) / 2
    return middle


def _trailing(box: Any) -> float:
    """The space behind the last character, which letter-spacing adds."""
    spacing = box.style["letter_spacing"]
    return 0.0 if spacing == "normal" else float(spacing)


def _head(text: Any) -> float:
    """Where the virtual bodies of a text end above."""
    return baseline(text) - _ABOVE * float(text.style["font_size"])


def first_text(box: Any) -> Any:
    """The first text in a box."""
    if isinstance(box, boxes.TextBox):
        return box
    inside = box.children if isinstance(box, boxes.ParentBox) else ()
    return next(filter(None, map(first_text, inside)), None)


def baseline(text: Any) -> float:
    position: float = text.position_y + text.baseline
    return position
