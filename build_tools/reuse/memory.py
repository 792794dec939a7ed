"""What is kept of each document from build to build: a Sphinx domain, so that Sphinx purges, merges and versions it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from docutils.nodes import reference
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError

from build_tools.errors import KankoError, Problem
from build_tools.reuse.citation import Citation
from build_tools.reuse.lock import FILE, Lock, read_lock
from build_tools.reuse.shelf import Shelf
from build_tools.sphinx_ext.messages import message_language


class ReuseError(SphinxError):
    """A project that can't be built: every problem, a sentence each. `orig_exc` is what Kanko's own builds tell."""

    category = "Reuse"

    def __init__(self, error: KankoError, said: Iterable[str]) -> None:
        super().__init__("\n".join(("", *said)))
        self.orig_exc = error


class Memory(Domain):
    """By document: its `citations`, each with the state of what it names; the `problems` of what was just read."""

    name = "reuse"
    label = "Kanko's sections"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {"citations": {}, "problems": {}}

    @cached_property
    def shelf(self) -> Shelf:
        """The bundles of the project."""
        return Shelf(Path(self.env.srcdir, self.env.config.reuse_bundles), self.env.config.reuse_follows)

    @cached_property
    def lock(self) -> Lock:
        """The pins of the project."""
        return read_lock(Path(self.env.srcdir, FILE))

    def state(self, cited: Citation) -> str:
        """What decides which text stands for a citation: another state, and the document must be read anew."""
        pin = self.lock.pins.get(cited)
        return f"{pin!r} {pin.bundle in self.shelf.files}" if pin else ""

    def note(self, cited: Citation) -> None:
        """Note that the document being read cites a section."""
        self.data["citations"].setdefault(self.env.docname, {})[cited] = self.state(cited)

    def refuse(self, error: KankoError) -> None:
        """Note that the document being read can't have what it cites."""
        self.data["problems"].setdefault(self.env.docname, []).extend(error.problems)

    def resolve_any_xref(self, *args: Any, **kwargs: Any) -> list[tuple[str, reference]]:
        """Nothing is referred to through this domain; MyST asks every domain."""
        return []

    def clear_doc(self, docname: str) -> None:
        for kind in self.initial_data:
            self.data[kind].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for kind in self.initial_data:
            self.data[kind].update({name: kept for name, kept in otherdata[kind].items() if name in docnames})


def memory(env: BuildEnvironment) -> Memory:
    """The memory of a build environment."""
    domain = env.get_domain(Memory.name)
    assert isinstance(domain, Memory)
    return domain


def outdated(app: Sphinx, env: BuildEnvironment, *changes: Set[str]) -> list[str]:
    """The documents whose citations stand for another text than when they were read, whatever the time of the files."""
    kept = memory(env)
    with _speaking(app):
        _ = kept.lock  # one that can't be read is told of before any document is read
        return [name for name, states in kept.data["citations"].items() if _changed(kept, states)]


def _changed(kept: Memory, states: dict[Citation, str]) -> bool:
    return any(kept.state(cited) != state for cited, state in states.items())


def refuse(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Stop where anything was refused, before Sphinx keeps what it has read: it is read again, and refused again."""
    problems: dict[Problem, None] = {}
    for found in memory(env).data["problems"].values():
        problems.update(dict.fromkeys(found))
    with _speaking(app):
        if problems:
            raise KankoError(sorted(problems, key=_order))
    return []


@contextmanager
def _speaking(app: Sphinx) -> Iterator[None]:
    try:
        yield
    except KankoError as error:
        language = message_language(app.config)
        raise ReuseError(error, (problem.say(language) for problem in error.problems)) from error


def _order(problem: Problem) -> tuple[str, int]:
    return (problem.place.path, problem.place.line or 0) if problem.place else ("", 0)
