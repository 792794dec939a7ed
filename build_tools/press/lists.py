"""What a document's lists hold: its figures and tables by their captions, and its index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from unicodedata import normalize

from docutils import nodes
from markupsafe import Markup
from sphinx import addnodes
from sphinx.util.index_entries import split_index_msg

from build_tools.edition import reading_key, row_of
from build_tools.manuscript.nodes import page_number
from build_tools.manuscript.read import owned, turned
from build_tools.press.doctrees import anchor
from build_tools.sphinx_ext import CAPTION_NUMBER, captioned, is_japanese

_LEFT_OUT = (nodes.footnote_reference, nodes.citation_reference, nodes.image, nodes.raw)


@dataclass(frozen=True)
class Captioned:
    """A captioned figure or table: its number as printed ("" without one), its caption as HTML, its place."""

    kind: str
    number: str
    title: Markup
    anchor: str


def captions(doctree: nodes.document, numbers: Mapping[str, str]) -> Iterator[Captioned]:
    """The captions of a doctree whose ids are qualified; `numbers`: Sphinx's own as it prints them, by id."""
    for kind, node, caption in captioned(doctree):
        parts, number = caption.children, numbers.get(node["ids"][0], "")
        if parts and isinstance(parts[0], nodes.inline) and CAPTION_NUMBER in parts[0]["classes"]:
            number, parts = parts[0].astext(), parts[1:]
        yield Captioned(kind, number, Markup("".join(map(_shown, parts)).strip()), node["ids"][0])


def _shown(node: nodes.Node) -> str:
    """The text of a caption with room for its page numbers, without its footnotes."""
    if isinstance(node, nodes.Text):
        return escape(node.astext())
    if isinstance(node, page_number):
        return f'<span data-page="{escape(node["place"])}" data-exact>0</span>'
    return "" if isinstance(node, _LEFT_OUT) else "".join(map(_shown, node.children))


@dataclass(frozen=True)
class Mark:
    """A place that the index names: the term and what stands under it, whether it is the main place, or else the term
    that it refers to (`also`: beside its own places).
    """

    terms: tuple[str, ...]
    anchor: str
    main: bool = False
    see: str = ""
    also: bool = False


def marks(doctree: nodes.document, docname: str) -> Iterator[Mark]:
    """The index entries of a doctree whose ids are qualified."""
    for node, owner in owned(doctree, docname):
        if isinstance(node, addnodes.index):
            for kind, value, target, main, _key in node["entries"]:
                yield from _marks(kind, split_index_msg(kind, value), anchor(owner, target), bool(main))


def _marks(kind: str, parts: Sequence[str], place: str, main: bool) -> Iterator[Mark]:
    """What Sphinx's kinds of entries mean: single, pair, triple, see, seealso."""
    if kind in ("see", "seealso"):
        yield Mark((parts[0],), place, see=parts[1], also=kind == "seealso")
        return
    yield from (Mark(terms, place, main) for terms in turned(kind, parts))


@dataclass
class Term:
    """A line of the index: the term, its places by anchor (true: a main one), what it refers to instead (`see`) or as
    well (`also`), and what stands under it.
    """

    text: str
    places: dict[str, bool] = field(default_factory=dict)
    see: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    children: list[Term] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """The terms under one head of the index: a row of the fifty sounds, or a letter."""

    title: str
    terms: tuple[Term, ...]


def index(found: Iterable[Mark], readings: Mapping[str, str], language: str) -> tuple[Row, ...]:
    """The index of these marks in the order of the terms' readings; of a term that has none, its own signs."""
    terms: dict[str, Term] = {}
    below: dict[tuple[str, str], Term] = {}
    for mark in found:
        term = terms.setdefault(mark.terms[0], Term(mark.terms[0]))
        for text in mark.terms[1:]:
            if (term.text, text) not in below:
                term.children.append(below.setdefault((term.text, text), Term(text)))
            term = below[term.text, text]
        _note(term, mark)
    return tuple(_rows(terms.values(), readings, language))


def _note(term: Term, mark: Mark) -> None:
    referred = term.also if mark.also else term.see
    if not mark.see:
        term.places[mark.anchor] = mark.main or term.places.get(mark.anchor, False)
    elif mark.see not in referred:
        referred.append(mark.see)


def _rows(terms: Iterable[Term], readings: Mapping[str, str], language: str) -> Iterator[Row]:
    def key(term: Term) -> tuple[tuple[int, str], tuple[str, str]]:
        reading = readings.get(term.text, term.text)
        return _head(reading, language), reading_key(reading)

    for term in (ordered := sorted(terms, key=key)):
        term.children.sort(key=key)
    for (_rank, title), group in groupby(ordered, key=lambda term: key(term)[0]):
        yield Row(title, tuple(group))


def _head(reading: str, language: str) -> tuple[int, str]:
    """The head under which a reading stands, with its rank: letters, then kana, then what is neither."""
    first = normalize("NFKC", reading[:1]).upper()
    if not is_japanese(language):
        return (1, first) if first.isalpha() else (0, "0–9")
    if row := row_of(reading):
        return 1, f"{row}行"
    return (0, "英数字") if first.isascii() else (2, "その他")
