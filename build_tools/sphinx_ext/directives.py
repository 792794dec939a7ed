"""The directives that the secretariat writes: roster, contact, case, point, excerpt, notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from build_tools.edition import Contact, Edition, Member, Phone, facts_of
from build_tools.errors import Problem, Text
from build_tools.manuscript import nodes as own
from build_tools.sphinx_ext.facts import note
from build_tools.sphinx_ext.memory import Mention, memory
from build_tools.sphinx_ext.messages import warn
from build_tools.sphinx_ext.project import edition_of
from build_tools.sphinx_ext.words import Words, words, written_date


class _Directive(SphinxDirective):
    @property
    def edition(self) -> Edition:
        return edition_of(self.env)

    @property
    def words(self) -> Words:
        return words(self.edition.language)

    def note(self, *keys: str) -> None:
        """Note that the chapter prints these facts of the edition."""
        facts = facts_of(self.edition)
        for key in keys:
            note(self.env, key, facts.get(key))

    def placed(self, *found: nodes.Element) -> list[nodes.Node]:
        """The nodes with source and line, on those inside them too."""
        for node in found:
            for inner in node.findall(nodes.Element):
                if inner.line is None:
                    self.set_source_info(inner)
        return list(found)

    def fail(self, problem: Problem) -> list[nodes.Node]:
        """Warn, and show nothing."""
        warn(self.config, problem, (self.env.current_document.docname, self.lineno))
        return []

    def line(self, text: str, *classes: str) -> nodes.paragraph:
        """A paragraph of a text in MyST: facts and markup in it count."""
        children, messages = self.parse_inline(text, lineno=self.lineno)
        return nodes.paragraph(text, "", *children, *messages, classes=list(classes))


class Roster(_Directive):
    """The committee's members: chair first, then by reading; readings are not printed."""

    option_spec: ClassVar[OptionSpec] = {"compact": directives.flag}

    def run(self) -> list[nodes.Node]:
        self.note("committee")
        committee = self.edition.committee
        if committee is None:
            return self.fail(_missing("committee", "roster"))
        compact = ["compact"] if "compact" in self.options else []
        return self.placed(_table(self.words, committee.ordered, ["roster", *compact]))


# Of name and post; in characters where a writer counts them.
_WIDTHS = (12, 60)


def _table(words: Words, members: tuple[Member, ...], classes: list[str]) -> nodes.table:
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in _WIDTHS), cols=2)
    group += nodes.thead("", _row(nodes.Text(words.name), nodes.Text(words.post)))
    group += nodes.tbody("", *(_member(words, member) for member in members))
    return nodes.table("", group, classes=classes)


def _member(words: Words, member: Member) -> nodes.row:
    name = words.family_given.format(family=member.family, given=member.given)
    chair = words.chair if member.chair else ""
    return _row(nodes.Text(name), nodes.Text(f"{member.affiliation} {member.post}{chair}"))


def _row(*cells: nodes.Text) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))


class ContactBox(_Directive):
    """Where readers ask: office, persons, telephone, fax."""

    def run(self) -> list[nodes.Node]:
        self.note("contact")
        found = self.edition.contact
        if found is None:
            return self.fail(_missing("contact", "contact"))
        lines = (nodes.paragraph("", text) for text in _contact_lines(self.words, found))
        title = nodes.paragraph("", self.words.contact, classes=["contact-title"])
        return self.placed(own.contact_box("", title, *lines))


def _contact_lines(words: Words, contact: Contact) -> Iterator[str]:
    yield " ".join(filter(None, (contact.office, words.list_separator.join(contact.persons))))
    if contact.phones:
        yield words.phone.format(words.list_separator.join(_phone(words, phone) for phone in contact.phones))
    if contact.fax:
        yield words.fax.format(contact.fax)


def _phone(words: Words, phone: Phone) -> str:
    return phone.number + (words.note.format(phone.note) if phone.note else "")


class Case(_Directive):
    """The case of a city. Options may hold facts and markup; the body is any MyST."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "city": directives.unchanged_required,
        "prefecture": directives.unchanged_required,
        "headcount": directives.unchanged_required,
        "unit": directives.unchanged_required,
        "as-of": directives.unchanged_required,
        "source": directives.unchanged_required,
        "name": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        body = nodes.container("", *self.parse_content_to_nodes(), classes=["case-body"], is_div=True)
        parts = [self.line(self.arguments[0], "case-headline"), *self._facts()]
        if self.content:
            parts.append(body)
        if source := self.options.get("source"):
            parts.append(self.line(self.words.source.format(source), "case-source"))
        case = own.case("", *parts)
        self.add_name(case)
        return self.placed(case)

    def _facts(self) -> Iterator[nodes.Element]:
        city, prefecture = self.options.get("city", ""), self.options.get("prefecture", "")
        if city and prefecture:
            yield self.line(self.words.place.format(city=city, prefecture=prefecture), "case-place")
        elif city or prefecture:
            yield self.line(city or prefecture, "case-place")
        if headcount := self.options.get("headcount"):
            yield nodes.paragraph("", "", *self._headcount(headcount), classes=["case-headcount"])

    def _headcount(self, headcount: str) -> Iterator[nodes.inline]:
        yield self._span(headcount, "figure")
        yield self._span(self.options.get("unit", self.words.unit), "unit")
        if as_of := self.options.get("as-of"):
            span = self._span(as_of, "as-of")
            # 「2021年度」 and 「2021年度現在」, written out or as a fact, print the same.
            plain = span.astext().removeprefix("※").removesuffix("現在")
            yield nodes.inline("", self.words.as_of.format(plain), classes=["as-of"])

    def _span(self, text: str, name: str) -> nodes.inline:
        children, messages = self.parse_inline(text, lineno=self.lineno)
        return nodes.inline(text, "", *children, *messages, classes=[name])


class Point(_Directive):
    """A point to heed; the argument is its label."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {"name": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        label = self.line(self.arguments[0] if self.arguments else self.words.point, "point-label")
        point = own.point("", label, *self.parse_content_to_nodes())
        self.add_name(point)
        return self.placed(point)


class Excerpt(_Directive):
    """A passage of another chapter, by its label."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        label = nodes.fully_normalize_name(self.arguments[0])
        docname = self.env.current_document.docname
        memory(self.env).mentions.setdefault(docname, []).append(Mention("excerpt", label, self.lineno))
        return self.placed(own.excerpt("", target=label))


class Notice(_Directive):
    """What the edition says of its own standing, with its origin unless the notice gives the origin's address."""

    def run(self) -> list[nodes.Node]:
        self.note("notice", "origin")
        edition = self.edition
        if not edition.notice and edition.origin is None:
            return self.fail(_missing("notice", "notice"))
        lines = [edition.notice] if edition.notice else []
        if edition.origin and edition.origin.url not in edition.notice:
            origin = edition.origin.model_dump() | {"date": written_date(edition.origin.date, edition.language)}
            lines.append(self.words.origin.format(**origin) + edition.origin.url)
        url = edition.origin.url if edition.origin else ""
        return self.placed(own.notice("", *(nodes.paragraph("", "", *_linked(line, url)) for line in lines)))


def _linked(text: str, url: str) -> Iterator[nodes.Node]:
    """A text with an address in it as a link."""
    before, found, after = text.partition(url) if url else (text, "", "")
    yield nodes.Text(before)
    if found:
        yield nodes.reference("", url, refuri=url, internal=False, classes=["address"])
        yield nodes.Text(after)


def _missing(key: str, directive: str) -> Problem:
    what = Text(
        f"{{{directive}}} has nothing to print: publication.toml has no {key}",
        f"{{{directive}}} で印刷するものがありません。publication.toml に {key} がありません",
    )
    remedy = Text(f"add {key} to publication.toml", f"publication.toml に {key} を加えてください")
    return Problem(f"{directive}.nothing-to-print", what, remedy=remedy)
