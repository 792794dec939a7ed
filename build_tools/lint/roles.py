"""What of a role is text: what it is given in words must be printed, what it makes of a name can't be foretold."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from build_tools.edition import era_date
from build_tools.edition.japanese import half_width
from build_tools.lint.piece import A_NAME, A_PAGE, ANYTHING, SOMETHING, Hole, Part

_TITLED = re.compile(r"(.+?)\s*<([^<>]*)>", re.DOTALL)
_SHORT = re.compile(r"(.*?)\s*\([^()]*\)\s*", re.DOTALL)
_NUMBERS = re.compile(r"(\{number\}|\{name\}|%s)")
_STEPS = re.compile(r"[A-Za-z_]\w*(?:\.\w+|\[\d+\])*")
# Which facts the directives print that have nothing of their own to say.
_PRINTED = {
    "roster": re.compile(r"committee\.members\.\d+\.(family|given|affiliation|post)"),
    "contact": re.compile(r"contact\..+"),
    "notice": re.compile("notice"),
}


class Facts:
    """The facts of an edition as they are printed, by dotted name."""

    def __init__(self, facts: Mapping[str, str], language: str) -> None:
        self.facts = facts
        self.japanese = language.partition("_")[0].partition("-")[0] == "ja"

    def printed(self, expression: str) -> Part:
        """What an expression between double braces prints; a hole where it is more than a name of facts."""
        expression = expression.strip()
        if not _STEPS.fullmatch(expression):
            return ANYTHING
        name = expression.replace("[", ".").replace("]", "")
        return " ".join((self.facts.get(name) or self._listed(name)).split()) or ANYTHING

    def date(self, name: str) -> Part:
        """A date by its name, or an ISO date."""
        try:
            day = datetime.date.fromisoformat(name)
            return era_date(day) if self.japanese else SOMETHING
        except ValueError:
            return self.facts.get(name, SOMETHING)

    def address(self, name: str) -> Part:
        """The address of a link of the edition."""
        return self.facts.get(f"links.{name}.url", SOMETHING)

    def of_directive(self, name: str) -> list[str]:
        """The facts that a directive of the house prints."""
        found = [value for fact, value in self.facts.items() if _PRINTED[name].fullmatch(fact)]
        url = self.facts.get("origin.url", "")
        if name == "notice" and url and url not in self.facts.get("notice", ""):
            found += [value for fact, value in self.facts.items() if fact.startswith("origin.")]
        return found

    def _listed(self, name: str) -> str:
        items: list[str] = []
        while f"{name}.{len(items)}" in self.facts:
            items.append(self.facts[f"{name}.{len(items)}"])
        return "、".join(items)


def text_of_role(name: str, content: str, facts: Facts) -> list[Part]:
    """The text and the holes of a role."""
    name = name.removeprefix("std:")
    if name in _OWN:
        return [_OWN[name](facts, content)]
    if name in _WORDS:
        return _WORDS[name](content)
    titled = None if name in _PLAIN else _TITLED.fullmatch(content)
    if titled:
        return list(_with_numbers(titled[1]) if name == "numref" else [titled[1]])
    if name in _GENERATED:
        return [A_NAME]
    return _name_of_code(content) if ":" in name else [content.removeprefix("!")]


def _with_numbers(text: str) -> Iterator[Part]:
    for piece in _NUMBERS.split(text):
        yield SOMETHING if _NUMBERS.fullmatch(piece) else piece


def _name_of_code(content: str) -> list[Part]:
    """An object of a program: `~` asks for the last step of its name alone; brackets may follow."""
    return [content.rpartition(".")[2] if content.startswith("~") else content.lstrip("!"), ANYTHING]


def _abbreviation(content: str) -> list[Part]:
    short = _SHORT.fullmatch(content)
    return [short[1] if short else content]


def _index(content: str) -> list[Part]:
    titled = _TITLED.fullmatch(content)
    return [titled[1] if titled else content.removeprefix("!")]


_OWN: Final[Mapping[str, Callable[[Facts, str], Part]]] = {
    "date": Facts.date,
    "date-half": lambda facts, name: _half(facts.date(name)),
    "address": Facts.address,
    "title": lambda facts, name: A_NAME,
    "pageref": lambda facts, name: A_PAGE,
}
_WORDS: Final[Mapping[str, Callable[[str], list[Part]]]] = {
    "abbr": _abbreviation,
    "abbreviation": _abbreviation,
    "index": _index,
    "ruby": _index,
    "guilabel": lambda content: [re.sub(r"&(?=\S)", "", content)],
    "menuselection": lambda content: [re.sub(r"&(?=\S)", "", content).replace("-->", "‣")],
    "file": lambda content: [re.sub(r"[{}]", "", content)],
    "samp": lambda content: [re.sub(r"[{}]", "", content)],
    "eq": lambda content: [A_NAME],
}
# Their content is text as it stands, brackets included.
_PLAIN: Final = {
    "bouten", "code", "command", "dfn", "emphasis", "kbd", "literal", "mailheader", "makevar", "math", "mimetype",
    "newsgroup", "program", "regexp", "strong", "sub", "subscript", "sup", "superscript", "title-reference",
}  # fmt: skip
# Without words of the author's they print a number, a title or a name that is known elsewhere.
_GENERATED: Final = {"any", "cite", "cve", "cwe", "doc", "keyword", "numref", "pep", "ref", "rfc", "rfc-reference"}


def _half(date: Part) -> Part:
    return date if isinstance(date, Hole) else half_width(date)
