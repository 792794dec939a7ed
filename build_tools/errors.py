"""What every stage speaks when a user must act: a problem, where it is, and what to do about it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Language = Literal["en", "ja"]


@dataclass(frozen=True)
class Text:
    """A sentence in the two languages of the house."""

    en: str
    ja: str

    def say(self, language: Language) -> str:
        """The sentence in one language."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True)
class Place:
    """Where something is: a file of the edition (path as the user would type it), its line (from 1), a key in it."""

    path: str
    line: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        line = "" if self.line is None else f":{self.line}"
        key = "" if self.key is None else f" [{self.key}]"
        return f"{self.path}{line}{key}"


def typed(path: Path) -> str:
    """A path as the user would type it: relative when it lies below the current folder, else as given."""
    here, there = os.getcwd(), os.path.abspath(path)
    return os.path.relpath(there, here) if there.startswith(here.rstrip(os.sep) + os.sep) else str(path)


@dataclass(frozen=True)
class Problem:
    """One mistake: a name that policies can refer to, what is wrong, where, and what to do."""

    name: str
    what: Text
    place: Place | None = None
    remedy: Text | None = None

    def say(self, language: Language) -> str:
        """One line for people: place, sentence, remedy and the name in brackets."""
        place = "" if self.place is None else f"{self.place}: "
        remedy = "" if self.remedy is None else f" → {self.remedy.say(language)}"
        return f"{place}{self.what.say(language)}{remedy} [{self.name}]"


class KankoError(Exception):
    """Nothing can be built: carries every problem found, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.say("en") for problem in self.problems))

    def __reduce__(self) -> tuple[type[KankoError], tuple[tuple[Problem, ...]]]:
        """Comes whole out of a worker process: an exception is otherwise made again from its message."""
        return type(self), (self.problems,)
