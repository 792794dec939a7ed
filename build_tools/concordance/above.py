"""Readings above the text (ruby, ISO 32000-1, 14.8.4.4.3): no part of the text that they stand above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.inspection.document import Run, Structure

WHOLE, BASE, READING, MARK = "Ruby", "RB", "RT", "RP"
# A run with its page, line and element.
Found = tuple[int, int, Run, int | None]


@dataclass(frozen=True)
class Above:
    """A reading with the base below it, each with its runs, on a page from 0."""

    base: str
    reading: str
    page: int
    runs: tuple[Run, ...]
    bases: tuple[Run, ...]


def parted(structure: Structure | None, found: Iterable[Found]) -> tuple[list[Found], tuple[Above, ...]]:
    """What is text of the line, and what stands above it."""
    everything = list(found)
    owners = {} if structure is None else dict(_owners(structure))
    if not owners:
        return everything, ()
    inside: dict[int, dict[str, list[Found]]] = {}
    for each in everything:
        if (owner := owners.get(each[3] if each[3] is not None else -1)) is not None:
            inside.setdefault(owner[0], {}).setdefault(owner[1], []).append(each)
    rest = [each for each in everything if owners.get(-1 if each[3] is None else each[3], (0, BASE))[1] == BASE]
    return rest, tuple(_above(parts) for parts in inside.values() if parts.get(READING))


def _above(parts: Mapping[str, list[Found]]) -> Above:
    over, under = parts[READING], parts.get(BASE, [])
    return Above(_text(under), _text(over), over[0][0], _runs(over), _runs(under))


def _runs(found: Iterable[Found]) -> tuple[Run, ...]:
    return tuple(run for _, _, run, _ in found)


def _text(found: Iterable[Found]) -> str:
    return "".join("".join(run.text.split()) for _, _, run, _ in found)


def _owners(structure: Structure) -> Iterator[tuple[int, tuple[int, str]]]:
    """For each element in a ruby: the ruby, and the part of it in which the element is."""
    has_any = any(element.role == WHOLE for element in structure.elements)
    for element in structure.elements if has_any else ():
        part, at = "", element
        while at.parent is not None and at.role != WHOLE:
            part = at.role if at.role in (BASE, READING, MARK) else part
            at = structure.elements[at.parent]
        if at.role == WHOLE and part:
            yield element.index, (at.index, part)
