"""What of a text is quoted in a correction: the sentences in which anything changed, each on its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from build_tools.comparison.model import Run, RunKind
from build_tools.errata.model import Stretch

_ENDS = "。\n"
_SENTENCE = re.compile(r"[^。\n]*[。\n]?")


@dataclass
class Sentence:
    """A sentence as both editions have it."""

    wrong: list[Stretch] = field(default_factory=list)
    right: list[Stretch] = field(default_factory=list)

    @property
    def texts(self) -> tuple[str, str]:
        """What either edition says."""
        return "".join(part.text for part in self.wrong), "".join(part.text for part in self.right)

    @property
    def changed(self) -> bool:
        """Whether anything in it did."""
        return any(part.marked for part in (*self.wrong, *self.right))


def sentences(runs: Iterable[Run]) -> list[Sentence]:
    """The sentences in which anything changed; one ends where both editions end one in what they have in common."""
    found = [Sentence()]
    for kind, was, text in _pieces(runs):
        if kind != "inserted":
            found[-1].wrong.append(Stretch(text=was, marked=kind == "deleted"))
        if kind != "deleted":
            found[-1].right.append(Stretch(text=text, marked=kind == "inserted"))
        if kind == "same" and text[-1] in _ENDS:
            found.append(Sentence())
    return [sentence for sentence in found if sentence.changed]


def _pieces(runs: Iterable[Run]) -> Iterator[tuple[RunKind, str, str]]:
    """Runs as kind, old text and new text, those that are the same cut where sentences end."""
    for run in runs:
        was, text = run.was or run.text, run.text
        pieces = [*zip(*map(_sentences, (was, text)), strict=False)]
        if run.kind == "same" and "".join(piece for piece, _ in pieces) == was:
            yield from ((run.kind, *piece) for piece in pieces)
        else:
            yield run.kind, was, text


def _sentences(text: str) -> list[str]:
    return [piece for piece in _SENTENCE.findall(text) if piece]
