"""Whether the documents of a set say the same: shared text, excerpts, contacts, names, numbers, titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from unicodedata import normalize

from build_tools.checks.account import Account, account
from build_tools.checks.naming import line_of, quoted
from build_tools.checks.subject import Publication, Subject
from build_tools.concordance import Concordance
from build_tools.concordance.reading import solid
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule
from build_tools.manuscript.model import Block, Chapter, Excerpt, Manuscript, PageOf

HOUSE = Source("Kanko")
ONE_SOURCE = Text(
    "Let every document take it from one place: a fact of publication.toml, an excerpt, a shared chapter.",
    "publication.toml の事実、抜粋（excerpt）、共通の章など、一か所から引くようにしてください。",
)
NUMBER = "([0-9０-９][0-9０-９()（）－‐−-]{7,}[0-9０-９])"
# What stands before a fact where it is named, and the facts that may follow.
LABELLED = {
    "contact.fax": re.compile(f"(?:FAX|ＦＡＸ|ファクシミリ|ファックス|ファクス)(?:番号)?[:：（(]?{NUMBER}"),
    "contact.phones": re.compile(f"(?:電話|TEL|ＴＥＬ|Telephone)(?:番号)?[:：（(]?{NUMBER}"),
    "date": re.compile("(?:公表日|発表日|発行日|Published)[:：]?([^年]{1,6}年[^月]{1,3}月[^日]{1,3}日|[0-9-]{10})"),
}
# A number with what stands right before it, and its unit; numbers of chapters, figures and versions are none.
FIGURE = re.compile(
    "(?<=(.{8}))(?<![第図表号.．－0-9０-９])([0-9０-９][0-9０-９,，.．]*)(?=([^0-9０-９])|$)", re.DOTALL
)


@rule(
    "set.disagreement",
    Severity.ERROR,
    "set",
    finds=Text(
        "A fact or a shared text that two documents of the set print differently.",
        "二つの文書で食い違う事実、または共通の文",
    ),
    why=Text(
        "Whoever has both documents cannot tell which is right.",
        "両方を手にした人は、どちらが正しいのか分かりません。",
    ),
    mend=ONE_SOURCE,
    source=HOUSE,
)
def disagreement(publication: Publication) -> Iterator[Fault]:
    for one, other in combinations(_accounts(publication), 2):
        yield from _shared(one, other)
    for name, pattern in LABELLED.items():
        yield from _labelled(publication, name, pattern)
    yield from _names(publication)


def _shared(one: Account, other: Account) -> Iterator[Fault]:
    """Texts of chapters that stand in two documents."""
    chapters = {chapter.docname: chapter for chapter in other.concordance.document.chapters}
    name = one.concordance.document.name
    for chapter in one.concordance.document.chapters:
        if twin := chapters.get(chapter.docname):
            first, second = dict(_numbers(chapter)), dict(_numbers(twin))
            for block, same in zip(chapter.blocks, twin.blocks, strict=False):
                here = _Said(one, block, first.get(block.id, ""))
                there = _Said(other, same, second.get(same.id, ""))
                if block.hash == same.hash and here.differs(there):
                    what = Text(
                        f"It has {there.quoted.en} where {name} has {here.quoted.en}.",
                        f"{name}では{here.quoted.ja}の所が、{there.quoted.ja}になっています。",
                    )
                    yield there.fault(what)


@dataclass(frozen=True)
class _Said:
    """A text as one document prints it, with the number that it has there alone."""

    account: Account
    block: Block
    number: str = ""

    @property
    def concordance(self) -> Concordance:
        return self.account.concordance

    @property
    def text(self) -> str | None:
        """What is printed, without the number; None where that is not known, or names pages of this document."""
        printed = self.account.text(self.block)
        has_pages = any(isinstance(part, PageOf) for part in self.block.parts)
        return None if printed is None or has_pages else printed.removeprefix(solid(self.number))

    @property
    def quoted(self) -> Text:
        return quoted(self.account.text(self.block) or "")

    def differs(self, other: _Said) -> bool:
        return None not in (self.text, other.text) and self.text != other.text

    def fault(self, what: Text) -> Fault:
        spots = self.concordance.spots_of(self.block.id)
        return Fault(what, line_of(self.block), spots, document=self.concordance.document.id)


def _accounts(publication: Publication) -> list[Account]:
    return [account(Subject(publication, concordance)) for concordance in publication.documents.values()]


def _labelled(publication: Publication, name: str, pattern: re.Pattern[str]) -> Iterator[Fault]:
    """A value that one document prints behind its label, and another one not, though it has the label."""
    facts = {_plain(value) for value in _values(publication.manuscript, name)}
    found = {each: list(pattern.finditer(each.reading.text)) for each in publication.documents.values()}
    agreeing = [each for each, hits in found.items() if any(_plain(hit[1]) in facts for hit in hits)]
    for concordance, hits in found.items() if agreeing else ():
        if hits and concordance not in agreeing:
            here, there = hits[0][0], agreeing[0].document.name
            what = Text(f"“{here}” is not what {there} has.", f"「{here}」が、{there}と違います。")
            spots = concordance.spots(hits[0].start(), hits[0].end())
            yield Fault(what, spots=spots, document=concordance.document.id)


def _values(manuscript: Manuscript, name: str) -> list[str]:
    facts = manuscript.edition.facts.items()
    return [value for key, value in facts if key == name or (key.startswith(f"{name}.") and key.endswith("number"))]


def _plain(text: str) -> str:
    """A number or date without what it is parted with."""
    return re.sub("[()（）－‐−-]", "", normalize("NFKC", text))


def _names(publication: Publication) -> Iterator[Fault]:
    """Members of the committee whose given name is another one."""
    facts = publication.manuscript.edition.facts
    families = {value for key, value in facts.items() if key.startswith("committee.") and key.endswith(".family")}
    for each in _accounts(publication):
        for block in each.concordance.blocks:
            family, *rest = block.text.split() or [""]
            printed = each.text(block) if family in families and len(rest) == 1 else None
            if printed is not None and printed not in _all_of(family, facts):
                said = quoted(printed)
                what = Text(f"{said.en} is no member of the committee.", f"{said.ja}という委員はいません。")
                yield _Said(each, block).fault(what)


def _all_of(family: str, facts: dict[str, str]) -> set[str]:
    """The whole names of members with a family name."""
    keys = [key for key, value in facts.items() if key.startswith("committee.members.") and value == family]
    return {solid(family + facts.get(key.replace(".family", ".given"), "")) for key in keys}


@rule(
    "set.numbers",
    Severity.WARNING,
    "set",
    finds=Text(
        "A number that another document gives otherwise behind the same words.",
        "同じ言葉に続く数字が、ほかの文書と違う所",
    ),
    why=Text(
        "A headcount or an amount was probably changed in one document alone.",
        "人数や金額を、一方の文書だけで直した可能性があります。",
    ),
    mend=ONE_SOURCE,
    source=HOUSE,
)
def numbers(publication: Publication) -> Iterator[Fault]:
    several = _accounts(publication) if len(publication.documents) > 1 else ()
    documents = [(each.concordance, _figures(each)) for each in several]
    for (one, here), (other, there) in combinations(documents, 2):
        for key in here.keys() & there.keys():
            if {value for value, _ in here[key]}.isdisjoint(value for value, _ in there[key]):
                (mine, _), (value, block) = here[key][0], there[key][0]
                text, unit = key
                what = Text(
                    f"It says {value}{unit} after “…{text}” where {one.document.name} says {mine}{unit}.",
                    f"「…{text}」に続く数字が {value}{unit} で、{one.document.name}の {mine}{unit} と違います。",
                )
                yield Fault(what, line_of(block), other.spots_of(block.id), document=other.document.id)


def _figures(account: Account) -> dict[tuple[str, str], list[tuple[str, Block]]]:
    """Numbers by the words before them and the unit behind."""
    found: dict[tuple[str, str], list[tuple[str, Block]]] = {}
    for block in account.concordance.blocks:
        text = "" if any(isinstance(part, PageOf) for part in block.parts) else account.text(block)
        for figure in FIGURE.finditer(text or ""):
            value = normalize("NFKC", figure[2]).replace(",", "").rstrip(".")
            found.setdefault((figure[1], figure[3] or ""), []).append((value, block))
    return found


@rule(
    "set.excerpt",
    Severity.ERROR,
    "set",
    finds=Text("An excerpt that is not what its passage says.", "元の文と違う抜粋"),
    why=Text(
        "An excerpt is quoted as the words of the report.",
        "抜粋は、元の文書の言葉として引用されます。",
    ),
    mend=Text(
        "Build both documents again from one source.",
        "両方の文書を、同じ原稿からもう一度作ってください。",
    ),
    source=HOUSE,
)
def excerpts(publication: Publication) -> Iterator[Fault]:
    accounts = _accounts(publication)
    for each in accounts:
        for chapter in each.concordance.document.chapters:
            for excerpt in chapter.excerpts:
                yield from _compared(accounts, each, chapter, excerpt)


def _compared(accounts: Iterable[Account], each: Account, chapter: Chapter, excerpt: Excerpt) -> Iterator[Fault]:
    known = {block.id: block for block in chapter.blocks}
    shown = [known[name] for name in excerpt.blocks if name in known]
    for other in accounts:
        for numbered in _passages(other.concordance, excerpt.label):
            if len(numbered) != len(shown):
                what = Text(
                    f"The excerpt “{excerpt.label}” has {len(shown)} texts, its passage {len(numbered)}.",
                    f"抜粋「{excerpt.label}」の文の数（{len(shown)}）が、元の所（{len(numbered)}）と違います。",
                )
                yield Fault(what, line_of(shown[0]) if shown else None, document=each.concordance.document.id)
            for block, (original, number) in zip(shown, numbered, strict=False):
                here, there = _Said(each, block), _Said(other, original, number)
                if here.differs(there):
                    yield here.fault(_differing(here, there))


def _differing(here: _Said, there: _Said) -> Text:
    name = there.concordance.document.name
    return Text(
        f"The excerpt {here.quoted.en} is not what {name} says: {there.quoted.en}.",
        f"抜粋の{here.quoted.ja}が、{name}の{there.quoted.ja}と違います。",
    )


def _passages(concordance: Concordance, label: str) -> Iterator[list[tuple[Block, str]]]:
    """The texts under a label, each with the number that it has there and not in an excerpt."""
    for chapter in concordance.document.chapters:
        numbers = dict(_numbers(chapter))
        for names in _under(chapter, label):
            wanted = set(names)
            yield [(block, numbers.get(block.id, "")) for block in chapter.blocks if block.id in wanted]


def _under(chapter: Chapter, label: str) -> Iterator[Iterable[str]]:
    yield from (passage.blocks for passage in chapter.passages if label in passage.labels)
    for section in chapter.sections:
        if label in section.labels:
            inner = {section.id}
            inner |= {each.id for each in chapter.sections if each.above in inner}
            for each in chapter.sections:
                inner |= {each.id} if each.above in inner else set()
            yield [block.id for block in chapter.blocks if block.section in inner and block.id != section.heading]


def _numbers(chapter: Chapter) -> Iterator[tuple[str, str]]:
    yield from ((section.heading, section.number) for section in chapter.sections)
    yield from ((figure.caption, figure.number) for figure in chapter.figures)
    yield from ((table.caption, table.number) for table in chapter.tables)


@rule(
    "set.title",
    Severity.ERROR,
    "set",
    finds=Text(
        "A document whose title in the metadata is not the one that its first page prints.",
        "文書情報の題名と、初めのページの題名が違う文書",
    ),
    why=Text(
        "Viewers, lists and search engines show the title of the metadata.",
        "閲覧ソフトや検索では、文書情報の題名が表示されます。",
    ),
    mend=Text("Build the document again.", "文書をもう一度作ってください。"),
    source=Source("ISO 14289-1", "7.1"),
)
def titles(publication: Publication) -> Iterator[Fault]:
    for concordance in publication.documents.values():
        title, printed = concordance.pdf.metadata.entry("Title") or "", _first_page(concordance)
        if solid(title) not in printed and solid(concordance.document.title) in printed:
            said = quoted(title, 60)
            what = Text(f"The first page does not print {said.en}.", f"初めのページに{said.ja}がありません。")
            yield Fault(what, document=concordance.document.id)


def _first_page(concordance: Concordance) -> str:
    return "".join(solid(piece.run.text) for piece in concordance.reading.pieces if piece.page == 0)


@rule(
    "set.unknown-document",
    Severity.ERROR,
    "set",
    finds=Text("A reference to a document that the set does not have.", "この刊行物にない文書の参照"),
    why=Text("A reader cannot follow it.", "読む人がたどれません。"),
    mend=Text(
        "Name a document of publication.toml, or take the reference out.",
        "publication.toml にある文書を指すか、参照を削ってください。",
    ),
    source=HOUSE,
)
def unknown_documents(publication: Publication) -> Iterator[Fault]:
    known = {document.id for document in publication.manuscript.documents}
    for concordance in publication.documents.values():
        for block in concordance.blocks:
            targets = [part.page_of for part in block.parts if isinstance(part, PageOf)]
            targets += [link.target for link in block.links if link.target]
            for name in dict.fromkeys(target.document for target in targets if target.document not in known):
                what = Text(f"There is no document “{name}”.", f"文書「{name}」はありません。")
                yield Fault(what, line_of(block), concordance.spots_of(block.id), document=concordance.document.id)
