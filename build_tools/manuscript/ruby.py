"""Ruby as authors write it, `base <reading>`, as the doctree holds it, and how a reading is set over its base.

JLREQ 3.3: a reading of half the size of its base; one that is longer than its base may stand over the kana beside it
by a character of its own, and for what is left the base is set wider. Full-width characters are counted, so a base or a
reading in letters of their own widths is centred alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from unicodedata import category

from docutils import nodes
from docutils.parsers.rst import roles

from build_tools.manuscript.nodes import bouten, ruby

_WRITTEN: Final = re.compile(r"\s*(?P<base>[^<>\s][^<>]*?)\s*<\s*(?P<reading>[^<>\s][^<>]*?)\s*>\s*", re.DOTALL)
# A reading's character takes half an em of the base: what may stand over a neighbour (JLREQ 3.3.8), in ems of the base.
_SMALL: Final = 0.5
_MOST: Final = 1.0
_KANA: Final = re.compile(r"[\u3041-\u309f\u30a1-\u30ff]")


@dataclass(frozen=True)
class Pair:
    """A base that is not broken, with its reading."""

    base: str
    reading: str


@dataclass(frozen=True)
class Fit:
    """How a base is widened for its reading, and the reading spread over its base: room before and behind the base and
    at each of its characters, half on either side (in ems of the base), and at each of the reading (in ems of it).
    """

    before: float = 0.0
    behind: float = 0.0
    widened: float = 0.0
    spread: float = 0.0


def pairs_of(text: str) -> tuple[Pair, ...]:
    """The pairs of `base <reading>`: one for the whole, or, where the reading has spaces, one for each character.

    Raises ValueError where it is not written so, or has not as many readings as characters.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    base, readings = found["base"], found["reading"].split()
    if len(readings) == 1:
        return (Pair(base, readings[0]),)
    signs = characters(base)
    if len(readings) != len(signs):
        raise ValueError(text)
    return tuple(map(Pair, signs, readings))


def ruby_node(text: str) -> ruby:
    """The node of `base <reading>`: its text is the base alone.

    Raises ValueError as `pairs_of`.
    """
    pairs = pairs_of(text)
    node = ruby("", "".join(pair.base for pair in pairs))
    node["pairs"] = [[pair.base, pair.reading] for pair in pairs]
    return node


def register() -> None:
    """Let docutils know the roles, where Sphinx does not."""
    roles.register_local_role("ruby", _ruby)
    roles.register_local_role("bouten", _bouten)


def _ruby(name: str, rawtext: str, text: str, lineno: int, inliner: Any, *_: Any) -> Any:
    try:
        return [ruby_node(text)], []
    except ValueError:
        said = inliner.reporter.error(f"no text with its reading: {text}", line=lineno)
        return [inliner.problematic(rawtext, rawtext, said)], [said]


def _bouten(name: str, rawtext: str, text: str, *_: Any) -> Any:
    return [bouten(rawtext, text)], []


def written(node: nodes.Element) -> str:
    """A node as authors write it, its readings printed or not."""
    return f"{node.astext()} <{' '.join(reading for _, reading in node['pairs'])}>"


def pairs_in(node: nodes.Element) -> tuple[Pair, ...]:
    """The pairs of a node; none where its readings are not printed."""
    return tuple(Pair(*pair) for pair in node["pairs"]) if not node.get("silent") else ()


def set_as(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """How pairs are set: character by character, or, where a reading does not fit over its character but all of them
    over all, as one (JLREQ 3.3.7): the line is not broken in it then.
    """
    wide = any(len(pair.reading) * _SMALL > len(pair.base) for pair in pairs)
    return (Pair(*map("".join, zip(*((p.base, p.reading) for p in pairs), strict=True))),) if wide else pairs


def fit(pair: Pair, before: str = "", behind: str = "") -> Fit:
    """How a pair is set between two characters ("": none), at the edges of its line half as wide as within (3.3.6)."""
    base, reading = len(characters(pair.base)), len(pair.reading)
    slack = base - reading * _SMALL
    if slack >= 0:
        return Fit(spread=_spread(slack / _SMALL, reading))
    left, right = (max(0.0, -slack / 2 - hangs_over(beside)) for beside in (before, behind))
    within = min((left + right) / base, 2 * min(left, right) / (base - 1)) if base > 1 else 0.0
    ends = within * base / 2
    return Fit(max(0.0, left - ends), max(0.0, right - ends), within)


def _spread(slack: float, characters: int) -> float:
    """The room at each character of a reading; at its ends, where half of it stands, no more than an em of its own."""
    even = slack / characters
    return even if even <= 2 * _MOST or characters == 1 else (slack - 2 * _MOST) / (characters - 1)


def hangs_over(beside: str) -> float:
    """How far a reading may stand over the character beside its base, in ems of the base (JLREQ 3.3.8)."""
    return _SMALL if _KANA.fullmatch(beside) else 0.0


def beside(node: nodes.Element) -> tuple[str, str]:
    """The characters before and behind an element in its block; "" where there is none, or no text."""
    return _edge(node, -1), _edge(node, 1)


def _edge(node: nodes.Element, step: int) -> str:
    """The nearest character on one side: out of inline elements, into those beside them."""
    siblings = node.parent.children
    at = siblings.index(node) + step
    if 0 <= at < len(siblings):
        text = siblings[at].astext() if isinstance(siblings[at], nodes.Text | nodes.Inline) else ""
        return text[:1] if step > 0 else text[-1:]
    above = node.parent
    return _edge(above, step) if isinstance(above, nodes.Inline) and isinstance(above, nodes.Element) else ""


def bears_dot(character: str) -> bool:
    """Whether a dot stands above a character: not above spaces and punctuation (JLREQ 3.3.9)."""
    return category(character[0])[0] not in "ZPC"


def characters(text: str) -> list[str]:
    """The characters of a text, each with the signs that belong to it (variation selectors, combining marks)."""
    joined = [(character, category(character).startswith("M")) for character in text]
    found: list[str] = []
    for is_mark, group in groupby(joined, key=lambda each: each[1]):
        signs = [character for character, _ in group]
        if is_mark and found:
            found[-1] += "".join(signs)
        else:
            found += signs
    return found
