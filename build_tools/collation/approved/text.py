"""What an approved text holds, whatever form it came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from build_tools.collation.stream import Segment
from build_tools.errors import Text

Form = Literal["txt", "docx", "pdf"]


@dataclass(frozen=True)
class Line:
    """Where a piece of it stands: the line of a text, the paragraph of a Word file, the line of a PDF's page (from 1);
    the label or number of the page where there are pages.

    `edge`: among the first or last lines of its page, where running heads stand; `outer`: the very first or last.
    """

    number: int
    page: str = ""
    edge: bool = False
    outer: bool = False


@dataclass(frozen=True)
class Approved:
    """The text in the order in which it is read; `encoding` of a plain text, `remarks` on what was taken for it.

    `rows`: cells come row by row for certain; `counts`: numbers of headings may be counted by the program that made it.
    `codes`: signs that are one in the encoding, and several in Unicode.
    """

    file: str
    form: Form
    segments: tuple[Segment[Line], ...]
    encoding: str = ""
    remarks: tuple[Text, ...] = ()
    rows: bool = True
    counts: bool = False
    codes: tuple[tuple[str, ...], ...] = ()
