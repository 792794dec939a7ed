"""A project in, what became of every section that it has taken over out; nothing is built, nothing is written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from build_tools.errors import KankoError, Problem
from build_tools.reuse.citation import Citation
from build_tools.reuse.fate import Fate, Fates
from build_tools.reuse.lock import Lock, read_lock
from build_tools.reuse.pinned import at
from build_tools.reuse.project import Project, read_project
from build_tools.reuse.scan import scan
from build_tools.reuse.shelf import Shelf


def status(folder: Path) -> tuple[Fate, ...]:
    """The fates of the sections of a project, in the order of what they are cited as.

    Raises KankoError with all that is wrong: a citation of nothing, a bundle or a lock that is refused.
    """
    project = read_project(folder)
    return fates(project, read_lock(project.lock))


def fates(project: Project, lock: Lock, more: Iterable[Citation] = ()) -> tuple[Fate, ...]:
    """The fates of what the project cites, of what its lock names beside that, and of what else is asked for."""
    found = scan(project)
    teller = Fates(lock, Shelf(project.bundles, project.follows))
    problems: list[Problem] = [*found.problems]
    told: list[Fate] = []
    for cited in sorted({*found.citations, *lock.pins, *more}):
        places = tuple(found.citations.get(cited, ()))
        try:
            told.append(teller.of(cited, places))
        except KankoError as error:
            problems += [at(place, problem) for problem in error.problems for place in places or (None,)]
    if problems:
        raise KankoError(dict.fromkeys(problems))
    return tuple(told)
