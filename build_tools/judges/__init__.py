"""Judges from outside, asked only when named: each takes the PDFs and says what it finds.

A judge is a module of this package with `judge(exhibits) -> Iterator[Verdict]`. One that cannot be asked reports
`judge.skipped`: what was not judged has not passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from build_tools.errors import KankoError, Problem, Text
from build_tools.judges import addresses, pagevalidation, verapdf
from build_tools.judges.exhibit import Exhibit, Verdict

__all__ = ["JUDGES", "Exhibit", "Verdict", "ask"]

JUDGES: Final[Mapping[str, Callable[[Sequence[Exhibit]], Iterator[Verdict]]]] = {
    "addresses": addresses.judge,
    "page-validation": pagevalidation.judge,
    "verapdf": verapdf.judge,
}


def ask(names: Sequence[str], exhibits: Sequence[Exhibit]) -> Iterator[Verdict]:
    """What the judges of these names say; raises KankoError for a name that none has."""
    unknown = [name for name in names if name not in JUDGES]
    if unknown:
        raise KankoError([_unknown(name) for name in unknown])
    return (verdict for name in names for verdict in JUDGES[name](exhibits))


def _unknown(name: str) -> Problem:
    known = ", ".join(sorted(JUDGES))
    what = Text(f"There is no judge called {name}.", f"「{name}」という判定はありません。")
    return Problem("judge.unknown", what, None, Text(f"Choose from: {known}.", f"次から選んでください: {known}"))
