"""Pins moved on to the latest editions, on purpose: the only thing that writes the lock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from build_tools.errors import KankoError, Problem, Text
from build_tools.reuse.citation import citation
from build_tools.reuse.fate import Fate
from build_tools.reuse.lock import Lock, Pin, read_lock, write_lock
from build_tools.reuse.project import read_project
from build_tools.reuse.status import fates

# What is named as a citation, and stands in no document: directives that extensions make are in no file.
_CITATION = re.compile("[a-z0-9-]+:")
Done = Literal["pinned", "moved", "kept", "dropped", "stays"]


@dataclass(frozen=True)
class Step:
    """What was done with the pin of a section; `pin` is what the lock says now."""

    fate: Fate
    done: Done
    pin: Pin | None

    @property
    def decision(self) -> bool:
        """Whether someone must still decide."""
        return self.done == "stays" and self.fate.decision


def update(folder: Path, sections: Sequence[str] = (), keep: bool = False, prune: bool = False) -> tuple[Step, ...]:
    """Move the pins of these sections (citations, or ids and labels in them), or of all, to the latest editions.

    What was withdrawn, or is not there any more, stays as it is. `keep` leaves the text as it is and notes that it was
    decided so; `prune` drops the pins of what no document cites. Raises KankoError, and writes nothing, for a section
    that is not cited, and for all that `status` refuses.
    """
    project = read_project(folder)
    lock = read_lock(project.lock)
    told = fates(project, lock)
    if more := [citation(name) for name in _unknown(told, sections) if _CITATION.match(name)]:
        told = fates(project, lock, more)
    if unknown := _unknown(told, sections):
        raise KankoError(_not_cited(name, told) for name in unknown)
    chosen = tuple(fate for fate in told if not sections or any(_is(fate, name) for name in sections))
    steps = tuple(_step(fate, fate in chosen, bool(sections), keep, prune) for fate in told)
    write_lock(project.lock, Lock({step.fate.cited: step.pin for step in steps if step.pin}))
    return tuple(step for step in steps if step.fate in chosen or step.done == "dropped")


def _unknown(told: Sequence[Fate], sections: Sequence[str]) -> list[str]:
    return [name for name in sections if not any(_is(fate, name) for fate in told)]


def _is(fate: Fate, name: str) -> bool:
    pinned = fate.pin.section if fate.pin else ""
    names = {str(fate.cited), fate.cited.section, pinned, pinned.rpartition(":")[2]} - {""}
    return name in names


def _step(fate: Fate, chosen: bool, named: bool, keep: bool, prune: bool) -> Step:
    if fate.kind == "unused" and prune:
        return Step(fate, "dropped", None)
    if not chosen or (fate.kind in ("unused", "kept") and not named):
        return Step(fate, "stays", fate.pin)
    if keep:
        return _kept(fate)
    if fate.now is None:
        return Step(fate, "stays", fate.pin)
    return Step(fate, "moved" if fate.pin else "pinned", fate.now.pin)


def _kept(fate: Fate) -> Step:
    """The pin as it is, with a note beside which edition it was kept."""
    if fate.pin is None or fate.latest is None or not fate.decision or fate.kind == "missing":
        return Step(fate, "stays", fate.pin)
    return Step(fate, "kept", fate.pin.model_copy(update={"kept": fate.latest.sha256}))


def _not_cited(name: str, told: Sequence[Fate]) -> Problem:
    cited = [str(fate.cited) for fate in told]
    what = Text(f"No document of this project cites {name}.", f"このプロジェクトで「{name}」は使われていません。")
    remedy = Text(f"It cites: {', '.join(cited) or '–'}.", f"使われているのは {'、'.join(cited) or '–'} です。")
    return Problem("reuse.not-cited", what, remedy=remedy)
