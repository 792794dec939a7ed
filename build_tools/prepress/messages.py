"""What is said where a file has something in it that can't be converted for a press."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from build_tools.errors import KankoError, Place, Problem, Text, typed

_MEND = Text(
    "leave it out, or give the colours as sRGB or device-cmyk()",
    "取り除くか、色を sRGB か device-cmyk() で指定してください",
)


def not_converted(what: str) -> KankoError:
    """Something that this stage does not know how to print: nothing is guessed."""
    said = Text(f"this can't be converted for the press: {what}", f"印刷用に変換できないものがあります（{what}）")
    return KankoError([Problem("press.not-converted", said, None, _MEND)])


@contextmanager
def of_page(number: int) -> Iterator[None]:
    """Let problems say on which page (from 1) they are."""
    try:
        yield
    except KankoError as error:
        raise KankoError([_on_page(problem, number) for problem in error.problems]) from error


@contextmanager
def of_file(file: Path) -> Iterator[None]:
    """Let problems say in which file they are."""
    try:
        yield
    except KankoError as error:
        place = Place(typed(file))
        raise KankoError([replace(problem, place=place) for problem in error.problems]) from error


def _on_page(problem: Problem, number: int) -> Problem:
    what = Text(f"page {number}: {problem.what.en}", f"{number}枚目：{problem.what.ja}")
    return replace(problem, what=what)
