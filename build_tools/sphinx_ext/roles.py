"""The roles that the secretariat writes: {date}, {date-half}, {address}, {title}, {pageref}, {ruby}, {bouten}."""

from __future__ import annotations

import datetime

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxRole

from build_tools.edition.japanese import Width
from build_tools.errors import Problem, Text
from build_tools.manuscript.nodes import bouten
from build_tools.manuscript.ruby import ruby_node
from build_tools.sphinx_ext.facts import UnknownFactError, fact, unknown
from build_tools.sphinx_ext.memory import Mention, MentionKind, memory
from build_tools.sphinx_ext.messages import near, warn
from build_tools.sphinx_ext.project import edition_of
from build_tools.sphinx_ext.words import written_date

Result = tuple[list[nodes.Node], list[nodes.system_message]]
TITLE = "kanko-title"
PAGE = "kanko-page"


class _Role(SphinxRole):
    def fail(self, problem: Problem) -> Result:
        """Warn, and let the words of the source stand where nothing better can."""
        warn(self.config, problem, (self.env.current_document.docname, self.lineno))
        return [nodes.Text(self.text)], []


class Date(_Role):
    """A date of the edition, or an ISO date, as the house writes it: 令和４年３月３１日."""

    def __init__(self, width: Width = "full") -> None:
        super().__init__()
        self.width = width

    def run(self) -> Result:
        try:
            value = self._value()
        except UnknownFactError:
            return self.fail(unknown(self.env, self.text))
        if not isinstance(value, datetime.date):
            return self.fail(_no_date(self.text))
        try:
            return [nodes.Text(written_date(value, edition_of(self.env).language, self.width))], []
        except ValueError:
            return self.fail(_too_early(self.text))

    def _value(self) -> object:
        try:
            return datetime.date.fromisoformat(self.text)
        except ValueError:
            if self.text[:1].isdigit():
                return None
            return fact(self.env, self.text)


class Address(_Role):
    """The address of one of the edition's links, printed and linked."""

    def run(self) -> Result:
        try:
            url = str(fact(self.env, f"links.{self.text}.url"))
        except UnknownFactError:
            return self.fail(_no_link(self.text, list(edition_of(self.env).links)))
        reference = nodes.reference("", url, refuri=url, internal=False, classes=["address"])
        self.set_source_info(reference)
        return [reference], []


class _Place(_Role):
    """A reference to a labelled place, resolved when every chapter is read."""

    def __init__(self, kind: MentionKind, reference: str) -> None:
        super().__init__()
        self.kind, self.reference = kind, reference

    def run(self) -> Result:
        label = nodes.fully_normalize_name(self.text)
        docname = self.env.current_document.docname
        memory(self.env).mentions.setdefault(docname, []).append(Mention(self.kind, label, self.lineno))
        words = nodes.inline("", self.text)
        pending = pending_xref("", words, reftype=self.reference, reftarget=label, refdoc=docname)
        pending["refdomain"] = ""
        self.set_source_info(pending)
        return [pending], []


class Title(_Place):
    """Number and title of a labelled section or chapter."""

    def __init__(self) -> None:
        super().__init__("title", TITLE)


class PageReference(_Place):
    """The page on which a labelled place is printed, as the edition writes it: 12ページ, 報告書 12ページ."""

    def __init__(self) -> None:
        super().__init__("page", PAGE)


class Ruby(_Role):
    """A base with its reading above: `base <reading>`, with spaces in the reading one for each character."""

    def run(self) -> Result:
        try:
            node = ruby_node(self.text)
        except ValueError:
            return self.fail(_no_reading(self.text))
        self.set_source_info(node)
        return [node], []


class Bouten(_Role):
    """Text with a dot above each character."""

    def run(self) -> Result:
        node = bouten(self.rawtext, self.text)
        self.set_source_info(node)
        return [node], []


def _no_date(text: str) -> Problem:
    what = Text(f"“{text}” is no date", f"「{text}」は日付ではありません")
    remedy = Text(
        "write 2022-03-31, or the name of a date of publication.toml",
        "2022-03-31 の形か、publication.toml の日付の名前で書いてください",
    )
    return Problem("date.not-a-date", what, remedy=remedy)


def _no_reading(text: str) -> Problem:
    what = Text(f"“{text}” is no text with its reading", f"「{text}」は親文字とルビの形になっていません")
    remedy = Text(
        "write 漢字 <かんじ>, or 漢字 <かん じ> with one reading for each character",
        "「漢字 <かんじ>」、一字ごとに付けるなら「漢字 <かん じ>」（字と同じ数）の形で書いてください",
    )
    return Problem("ruby.not-a-reading", what, remedy=remedy)


def _too_early(text: str) -> Problem:
    return Problem("date.too-early", Text(f"“{text}” has no era date", f"「{text}」は和暦で表せません"))


def _no_link(name: str, known: list[str]) -> Problem:
    what = Text(f"publication.toml has no [links.{name}]", f"publication.toml に [links.{name}] がありません")
    return Problem("address.unknown-link", what, remedy=near(name, known))
