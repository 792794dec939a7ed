"""Two sequences of titles side by side: what stands in both, what is missing, added, moved, or reads otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher


@dataclass
class Compared:
    """Positions in what is wanted and in what was found: `same` in both, `altered` in the same place with another text,
    `moved` to another place; `missing` and `extra`.
    """

    same: list[tuple[int, int]] = field(default_factory=list)
    altered: list[tuple[int, int]] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)


def compared(wanted: Sequence[str], found: Sequence[str]) -> Compared:
    """How one sequence differs from the other."""
    result = Compared()
    replaced: list[tuple[int, int]] = []
    alike = next((at for at, (one, other) in enumerate(zip(wanted, found, strict=False)) if one != other), None)
    # What begins alike is not searched: titles that repeat themselves would make it slow.
    start = min(len(wanted), len(found)) if alike is None else alike
    result.same += ((at, at) for at in range(start))
    for kind, *ends in SequenceMatcher(None, wanted[start:], found[start:], False).get_opcodes():
        i, i_end, j, j_end = (end + start for end in ends)
        if kind == "equal":
            result.same += zip(range(i, i_end), range(j, j_end), strict=True)
            continue
        if i_end - i == j_end - j:
            replaced += zip(range(i, i_end), range(j, j_end), strict=True)
        result.missing += range(i, i_end)
        result.extra += range(j, j_end)
    _move(result, wanted, found)
    for i, j in replaced:
        if i in result.missing and j in result.extra:
            _take(result, result.altered, i, j)
    return result


def _move(result: Compared, wanted: Sequence[str], found: Sequence[str]) -> None:
    waiting: dict[str, list[int]] = {}
    for j in reversed(result.extra):
        waiting.setdefault(found[j], []).append(j)
    for i in [*result.missing]:
        if waiting.get(wanted[i]):
            _take(result, result.moved, i, waiting[wanted[i]].pop())


def _take(result: Compared, to: list[tuple[int, int]], i: int, j: int) -> None:
    to.append((i, j))
    result.missing.remove(i)
    result.extra.remove(j)
