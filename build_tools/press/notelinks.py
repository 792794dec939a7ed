"""Links between a footnote and the place where it is called (ISO 32000-1, 12.5.6.5), in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pydyf

from build_tools.press.linkwords import to_call, to_note

_POINTS: Final = 0.75  # PDF points in a CSS pixel
_PRINT: Final = 4  # the flag of an annotation that is printed (12.5.3)


@dataclass(frozen=True)
class Place:
    """Where the call or the mark of a footnote was drawn: its page and its box."""

    page: int
    box: Any
    leads_back: bool


def note_link(pdf: Any, note: Any, here: Place, there: Place, heights: Sequence[float], language: str) -> Any:
    """A link annotation on a footnote's call or mark to the other one, added to the PDF and to its page; `heights` are
    the pages' (CSS px).
    """
    height = heights[here.page]
    left, top, width, tall = here.box.hit_area()
    target = (there.box.position_x * _POINTS, (heights[there.page] - there.box.hit_area()[1]) * _POINTS)
    place = pydyf.Array([pdf.page_references[there.page], "/XYZ", *(round(each, 3) for each in target), 0])
    link = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": pydyf.Array(
                round(each * _POINTS, 3) for each in (left, height - top - tall, left + width, height - top)
            ),
            "BS": pydyf.Dictionary({"W": 0}),
            "F": _PRINT,
            "Contents": pydyf.String((to_call if here.leads_back else to_note)(_label(note, here), language)),
            "A": pydyf.Dictionary({"S": "/GoTo", "D": place}),
        }
    )
    pdf.add_object(link)
    page = pdf.objects[pdf.pages["Kids"][3 * here.page]]
    page.setdefault("Annots", pydyf.Array()).append(link.reference)
    return link


def _label(note: Any, here: Place) -> str:
    """What a footnote is called by: its number, else its mark."""
    return str(note.get("data-label") or here.box.text.strip())
