"""What a rule reports (a fault), and what becomes of it under the edition's policy (a finding)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from build_tools.errors import Language, Place, Text

Rectangle = tuple[float, float, float, float]


class Severity(IntEnum):
    """How much a finding weighs; a higher one is worse. An error stops a publication."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """Its name in policies, reports and options."""
        return self.name.lower()

    @classmethod
    def named(cls, word: str) -> Severity:
        """The severity of a name; raises KeyError for any other word."""
        return cls[word.upper()]


@dataclass(frozen=True)
class Spot:
    """A place on paper: the page counted from 0 with its label, and rectangles on it (left, bottom, right, top; points
    in the page's user space). Without a page it is the file as a whole.
    """

    page: int | None = None
    label: str = ""
    boxes: tuple[Rectangle, ...] = ()

    def say(self, language: Language) -> str:
        """The page as people call it: its ordinal number, and its label where that differs."""
        if self.page is None:
            return ""
        ordinal = str(self.page + 1)
        label = "" if self.label in ("", ordinal) else f" ({self.label})" if language == "en" else f"（{self.label}）"
        return f"page {ordinal}{label}" if language == "en" else f"{ordinal}枚目{label}"


@dataclass(frozen=True)
class Fault:
    """What a rule reports: a sentence, the line of the source to touch, the places on paper, and what to do where that
    is another thing than the rule's own mend. A rule that looks at the whole set names the `document` that it means.
    """

    what: Text
    source: Place | None = None
    spots: tuple[Spot, ...] = ()
    mend: Text | None = None
    document: str = ""


@dataclass(frozen=True)
class Finding:
    """A fault with the code of its rule, the severity that the policy gives it, and the file that was looked at, as
    the user would type it ("": the source alone).
    """

    code: str
    severity: Severity
    what: Text
    mend: Text
    file: str = ""
    source: Place | None = None
    spots: tuple[Spot, ...] = ()

    @property
    def page(self) -> int | None:
        """The first page that it is about."""
        return next((spot.page for spot in self.spots if spot.page is not None), None)

    @property
    def order(self) -> tuple[object, ...]:
        """Findings are told by file, page, place on the page, line and code."""
        page = -1 if self.page is None else self.page
        height = -max((box[3] for spot in self.spots for box in spot.boxes), default=0.0)
        line = (self.source.path, self.source.line or 0) if self.source else ("", 0)
        return self.file, page, height, line, self.code, self.what.en
