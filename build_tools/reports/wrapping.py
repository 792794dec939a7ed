"""Lines for a terminal: broken where Japanese may be broken, and never wider than they may be.

A character of ambiguous width (UAX 11: ※, ①, …) takes one cell on some terminals and two on others; it counts as two,
so a line may come out shorter than it could be, and is never broken once more by the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_OPENING, _CLOSING = "「『（［｛〈《【〔“‘(", "、。，．・：；？！」』）］｝〉》】〕”’ー々,.:;?!)"
# What is not broken: a word, or a wide character, with the brackets before it and the punctuation behind it.
_PIECE: Final = re.compile(f"[{re.escape(_OPENING)}]*(?:[!-~]+|.)[{re.escape(_CLOSING)}]* *", re.DOTALL)


def cells(text: str) -> int:
    """How many cells of a terminal a text may take."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text, each of at most so many cells (at least 2); no line begins with a closing mark, unless a
    piece that is wider than a line must be broken.
    """
    lines = [""]
    for piece in _pieces(text, width):
        if lines[-1] and cells(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str, width: int) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        if cells(piece.rstrip()) <= width:
            yield piece
        else:
            yield from piece
