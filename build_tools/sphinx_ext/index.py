"""{index} entries of an edition: the readings that sort them, given once in the set (`すいしんしつ@推進室`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from build_tools.errors import Problem, Text
from build_tools.sphinx_ext.memory import Term, memory
from build_tools.sphinx_ext.messages import warn
from build_tools.sphinx_ext.project import has_edition
from build_tools.sphinx_ext.words import is_japanese

_READ = re.compile(r"([ぁ-ゖァ-ヺー・\s]+)@(.+)", re.DOTALL)
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
Entry = tuple[str, str, str, str, str | None]


class TakeReadings(SphinxTransform):
    """Take the readings off the entries before Sphinx keeps them, and note every term; a glossary gives the reading as
    Sphinx's key of its term.
    """

    default_priority = 700

    def apply(self, **kwargs: object) -> None:
        if not has_edition(self.env):
            return
        terms = memory(self.env).terms.setdefault(self.env.current_document.docname, [])
        for node in self.document.findall(addnodes.index):
            node["entries"] = [self._taken(entry, node.line, terms) for entry in node["entries"]]

    def _taken(self, entry: Entry, line: int | None, terms: list[Term]) -> Entry:
        kind, value, target, main, key = entry
        found = [_term(part.strip(), line) for part in value.split(";")]
        if key and not found[0].reading:
            found[0] = Term(found[0].text, key, line)
        terms += found
        return kind, "; ".join(term.text for term in found), target, main, None


def _term(text: str, line: int | None) -> Term:
    read = _READ.fullmatch(text)
    return Term(read[2].strip(), read[1].strip(), line) if read else Term(text, "", line)


def readings(env: BuildEnvironment) -> dict[str, str]:
    """The reading of every term of the index that has one: the first that the set gives."""
    found: dict[str, str] = {}
    for _docname, term in _terms(env):
        if term.reading:
            found.setdefault(term.text, term.reading)
    return found


def _terms(env: BuildEnvironment) -> Iterator[tuple[str, Term]]:
    for docname, terms in sorted(memory(env).terms.items()):
        yield from ((docname, term) for term in terms)


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of terms in Japanese that can't be sorted, once each, and of those that are read in two ways."""
    if not is_japanese(app.config.language):
        return
    known = readings(env)
    unread: set[str] = set()
    for docname, term in _terms(env):
        if term.reading and term.reading != known[term.text]:
            warn(app.config, _two_readings(term, known[term.text]), (docname, term.line))
        elif term.text not in known and term.text not in unread and _needs_reading(term.text):
            unread.add(term.text)
            warn(app.config, _no_reading(term.text), (docname, term.line))


def _needs_reading(text: str) -> bool:
    return any(unicodedata.category(sign) == "Lo" and not _KANA.match(sign) for sign in text)


def _no_reading(text: str) -> Problem:
    what = Text(f"the index has no reading of “{text}”", f"索引の語「{text}」の読みがありません")
    remedy = Text(
        f"give it at one of its places: {{index}}`{text} <よみ@{text}>`",
        f"どこか一か所で {{index}}`{text} <よみ@{text}>` のように読みを書いてください",
    )
    return Problem("index.no-reading", what, remedy=remedy)


def _two_readings(term: Term, other: str) -> Problem:
    what = Text(
        f"the index reads “{term.text}” both {other} and {term.reading}",
        f"索引の語「{term.text}」の読みが「{other}」と「{term.reading}」の二つあります",
    )
    return Problem("index.two-readings", what, remedy=Text("keep one of them", "一つにそろえてください"))
