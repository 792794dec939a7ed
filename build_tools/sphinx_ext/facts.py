"""Facts in the text, noted for each chapter while it is read: only chapters that name a changed fact are read anew."""

from __future__ import annotations

import datetime
import hashlib
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from myst_parser.config.main import MdParserConfig
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from build_tools.edition import facts_of
from build_tools.errors import Problem, Text
from build_tools.sphinx_ext.memory import memory
from build_tools.sphinx_ext.messages import near, sentence
from build_tools.sphinx_ext.project import edition_of, has_edition
from build_tools.sphinx_ext.words import written_date

# Signs that MyST would take for markup; a fact is plain text.
_MARKUP = re.compile(r"[\\`*_\[\]<{}$~&|]")
_UNKNOWN = re.compile(r"UndefinedError: '([^']*)' is undefined|UnknownFactError: (\S+)")


class UnknownFactError(ValueError):
    """There is no fact under this path."""


class Fact:
    """A fact, or a group of facts, as templates see it: `contact.fax`; printing it, or going through it, notes it."""

    def __init__(self, env: BuildEnvironment, path: str, value: object) -> None:
        self._env, self._path, self._value = env, path, value

    def __str__(self) -> str:
        self._note()
        return _MARKUP.sub(r"\\\g<0>", printed(self._value, edition_of(self._env).language))

    def __deepcopy__(self, memo: object) -> Fact:
        """Itself: MyST copies its settings for a chapter with front matter, and with them would copy all of Sphinx."""
        return self

    def __getitem__(self, step: str | int) -> Fact:
        try:
            return Fact(self._env, f"{self._path}.{step}", self._value[step])  # type: ignore[index]
        except (LookupError, TypeError):
            raise UnknownFactError(f"{self._path}.{step}") from None

    def __iter__(self) -> Iterator[Fact]:
        self._note()
        steps = self._value if isinstance(self._value, Mapping) else range(len(self))
        return iter([self[step] for step in steps])

    def __len__(self) -> int:
        self._note()
        return len(self._value) if isinstance(self._value, Sequence | Mapping) else 0

    def __bool__(self) -> bool:
        self._note()
        return bool(self._value)

    def _note(self) -> None:
        note(self._env, self._path, self._value)


def printed(value: object, language: str) -> str:
    """A value as running text has it: dates in the language's form, lists with commas."""
    if isinstance(value, datetime.date):
        return written_date(value, language)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(printed(item, language) for item in value)
    return str(value)


def note(env: BuildEnvironment, path: str, value: object) -> None:
    """Note that the chapter being read prints a fact."""
    memory(env).facts.setdefault(env.current_document.docname, {})[path] = _digest(value)


def fact(env: BuildEnvironment, path: str) -> object:
    """The value under a dotted path, noted for the chapter being read.

    Raises UnknownFactError.
    """
    value = _find(facts_of(edition_of(env)), path)
    note(env, path, value)
    return value


def unknown(env: BuildEnvironment, path: str) -> Problem:
    """The problem of a fact that is not there."""
    what = Text(
        f"publication.toml has no fact “{path}”",
        f"「{path}」という事実は publication.toml にありません",
    )
    return Problem("facts.unknown", what, remedy=near(path, paths(facts_of(edition_of(env)))))


def paths(facts: object, above: str = "") -> Iterator[str]:
    """The dotted paths of all single facts in nested data; lists are not entered."""
    if isinstance(facts, Mapping):
        for step, value in facts.items():
            yield from paths(value, f"{above}.{step}" if above else str(step))
    elif not isinstance(facts, list | tuple):
        yield above


def give(app: Sphinx) -> None:
    """Put the facts into MyST's substitutions after MyST took its settings: a changed setting re-reads every page."""
    if not has_edition(app):
        return
    config: MdParserConfig = app.env.myst_config  # type: ignore[attr-defined]
    facts = {name: Fact(app.env, name, value) for name, value in facts_of(edition_of(app)).items()}
    config.substitutions = facts | config.substitutions
    _explain(app)


def outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """The chapters that named a fact whose value is another now."""
    now = facts_of(edition_of(env)) if has_edition(env) else {}
    return [name for name, known in memory(env).facts.items() if any(_differs(now, *item) for item in known.items())]


def _differs(facts: Mapping[str, object], path: str, digest: str) -> bool:
    try:
        return _digest(_find(facts, path)) != digest
    except UnknownFactError:
        return True


def _find(facts: object, path: str) -> Any:
    for step in path.split("."):
        try:
            facts = facts[int(step)] if isinstance(facts, list | tuple) else facts[step]  # type: ignore[index]
        except (LookupError, TypeError, ValueError):
            raise UnknownFactError(path) from None
    return facts


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


def _explain(app: Sphinx) -> None:
    explainer, logger = _Explainer(app), logging.getLogger("sphinx.myst_parser.warnings_")
    logger.addFilter(explainer)
    app.connect("build-finished", lambda app, error: logger.removeFilter(explainer))


class _Explainer(logging.Filter):
    """Says of an unknown fact what MyST says in the words of its template engine."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app

    def filter(self, record: logging.LogRecord) -> bool:
        found = _UNKNOWN.search(record.getMessage()) if getattr(record, "subtype", "") == "substitution" else None
        if found:
            problem = unknown(self.app.env, found[1] or found[2])
            record.msg, record.args = sentence(self.app.config, problem), ()
            record.type, record.subtype = "kanko", problem.name
        return True
