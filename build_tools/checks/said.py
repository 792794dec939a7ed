"""The facts of an edition by what they are, and what a document says: the two sides of an agreement."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from build_tools.checks.account import account
from build_tools.checks.dates import Written, days, plain
from build_tools.checks.leads import normal
from build_tools.checks.naming import line_of
from build_tools.checks.subject import Subject
from build_tools.checks.values import ADDRESS, PHONE, bare, digits
from build_tools.concordance.reading import solid
from build_tools.errors import Place, Text
from build_tools.findings import Fault

# Facts that are names of things; sentences that are facts stand in other sentences.
NAMES = ("title", "issuer", "origin.title", "origin.publisher", "contact.office", "committee.name")
GROUPS = ("facts.", "links.", "committee.members.")
# Stands where nothing is said.
NOTHING = "\0"


class Facts:
    """The facts of an edition by what they are, solid; and all values, which are right wherever they stand."""

    def __init__(self, subject: Subject) -> None:
        self._facts = subject.manuscript.edition.facts
        self.by_era = subject.manuscript.edition.language.startswith("ja")

    @cached_property
    def all(self) -> frozenset[str]:
        return frozenset(map(solid, self._facts.values()))

    @cached_property
    def phones(self) -> dict[str, str]:
        """By digits, the numbers as they are written."""
        return {digits(value): solid(value) for value in self._facts.values() if PHONE.fullmatch(plain(solid(value)))}

    @cached_property
    def addresses(self) -> dict[str, str]:
        """By what one page is known by, its address."""
        return {bare(value): value for value in self._facts.values() if ADDRESS.fullmatch(value)}

    @cached_property
    def titled(self) -> dict[str, str]:
        """By the title of what has an address, the address."""
        return {
            solid(title): normal(self._facts[f"{name}.url"])
            for key, title in self._facts.items()
            if (name := key.removesuffix(".title")) != key and f"{name}.url" in self._facts
        }

    @cached_property
    def people(self) -> frozenset[str]:
        """The whole names of members."""
        given = {key.removesuffix(".given"): value for key, value in self._facts.items() if key.endswith(".given")}
        return frozenset(solid(self._facts.get(f"{key}.family", "") + value) for key, value in given.items())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Titles, offices, organisations and other names."""
        found = (value for key, value in self._facts.items() if key in NAMES or key.startswith(GROUPS))
        return tuple(dict.fromkeys(solid(each) for each in found if not ADDRESS.fullmatch(each)))

    @cached_property
    def days(self) -> frozenset[Written]:
        found = (day for value in self._facts.values() for day in days(solid(value)) if day.text == solid(value))
        return frozenset(day for day in found if day.day is not None)


class Said:
    """What a document says, element by element, with a sign between them that no text has; what is not as the
    manuscript has it is left out, other rules tell of it.
    """

    def __init__(self, subject: Subject) -> None:
        self._concordance = subject.concordance
        text = _as_meant(subject)
        starts = sorted(subject.concordance.reading.begins | {0})
        ends = [*starts[1:], len(text)]
        self._starts = [start + at for at, start in enumerate(starts)]
        self.text = NOTHING.join(text[start:end] for start, end in zip(starts, ends, strict=True))
        self.plain = plain(self.text)

    @cached_property
    def days(self) -> tuple[Written, ...]:
        """The days that it names."""
        return tuple(days(self.text))

    def place(self, at: int) -> int:
        """Where in the reading a place of the text is."""
        return at - bisect_right(self._starts, at) + 1

    def fault(self, what: Text, start: int, end: int) -> Fault:
        """A fault of a piece of the text, with its line in the source."""
        first, last = self.place(start), self.place(end - 1) + 1
        return Fault(what, self._source(first), self._concordance.spots(first, last))

    def _source(self, at: int) -> Place | None:
        printed = (each for each in self._concordance.printed.values() if any(s <= at < e for s, e in each.spans))
        return next((line_of(each.block) for each in printed), None)


def _as_meant(subject: Subject) -> str:
    """The text of a document without what was altered or is there besides, all in its place."""
    known, text = account(subject), subject.concordance.reading.text
    altered = [(each.start, each.end) for each in known.altered]
    for start, end in (*altered, *((each.start, each.end) for each in known.unexpected)):
        text = text[:start] + NOTHING * (end - start) + text[end:]
    return text
