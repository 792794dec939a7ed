"""Facts by name: for the text as substitutions, and inside publication.toml where one key speaks of another."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from build_tools.edition import messages
from build_tools.edition.japanese import FIRST_DAY, era_date
from build_tools.edition.model import Edition
from build_tools.edition.source import Key, Source
from build_tools.errors import Problem, Text

_HIDDEN = {
    "folder", "documents", "numbering", "references", "spelling", "allow", "checks", "attribution", "withdrawn",
    "replaced", "fonts", "readings", "press", "images",
}  # fmt: skip
# In numbering profiles and forms of references and attributions braces have another meaning.
_LITERAL = {"numbering", "references", "attribution"}
_REFERENCE = re.compile(r"\{([a-z][a-z0-9_-]*(?:\.[a-z][a-z0-9_-]*)*)\}")


def facts_of(edition: Edition) -> Mapping[str, object]:
    """The edition as nested plain data: `title`, `contact.fax`, `links.guidebook.url`, `facts.…`; dates stay dates.

    `committee.chair` is the chair with `name` (family and given), `documents.ID.title` the title of a document.
    """
    facts: dict[str, Any] = edition.model_dump(exclude=_HIDDEN, exclude_none=True)
    facts["documents"] = {document.id: {"title": document.title} for document in edition.documents}
    if edition.committee and edition.committee.chair:
        chair = edition.committee.chair
        facts["committee"]["chair"] = chair.model_dump() | {"name": chair.name}
    return facts


def fill(source: Source) -> tuple[dict[str, Any], list[Problem]]:
    """The data with every {dotted.path} in its strings replaced by the text, number or date found there.

    Dates are era dates, in an edition in another language than Japanese 2022-03-31. A path that leads nowhere or back
    to itself is a problem, and stays as it is.
    """
    found: list[Problem] = []
    filler = _Filler(source, found)
    data = {key: value if key in _LITERAL else filler.value(value, (key,)) for key, value in source.data.items()}
    return data, found


class _Filler:
    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self.source, self.problems = source, problems

    def value(self, value: Any, key: Key) -> Any:
        if isinstance(value, dict):
            return {step: self.value(inner, (*key, step)) for step, inner in value.items()}
        if isinstance(value, list):
            return [self.value(inner, (*key, step)) for step, inner in enumerate(value)]
        return self._text(value, key, (".".join(map(str, key)),)) if isinstance(value, str) else value

    def _text(self, text: str, key: Key, trail: tuple[str, ...]) -> str:
        return _REFERENCE.sub(lambda match: self._fact(match, key, trail), text)

    def _fact(self, match: re.Match[str], key: Key, trail: tuple[str, ...]) -> str:
        path = match[1]
        value = _lookup(self.source.data, path)
        if path in trail:
            # Each key of the circle reports itself; those that only lead into it stay silent.
            if path == trail[0]:
                self._report("edition.circular-fact", messages.circular_fact(path), key)
        elif value is None:
            near = messages.near(path, _paths(self.source.data))
            self._report("edition.unknown-fact", messages.unknown_fact(path), key, near)
        elif isinstance(value, str):
            return self._text(value, key, (*trail, path))
        else:
            return self._written(value)
        return match[0]

    def _written(self, value: int | datetime.date) -> str:
        japanese = self.source.data.get("language", "ja") == "ja"
        if isinstance(value, int) or value < FIRST_DAY or not japanese:
            return str(value)
        return era_date(value)

    def _report(self, name: str, what: Text, key: Key, remedy: Text | None = None) -> None:
        self.problems.append(Problem(name, what, self.source.place(key), remedy))


def _lookup(data: Any, path: str) -> str | int | datetime.date | None:
    for step in path.split("."):
        data = data.get(step) if isinstance(data, dict) else None
    return data if _is_fact(data) else None


def _is_fact(value: object) -> TypeGuard[str | int | datetime.date]:
    return type(value) in (str, int, datetime.date)


def _paths(data: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _paths(value, f"{above}{key}.")
        elif _is_fact(value):
            yield above + key
