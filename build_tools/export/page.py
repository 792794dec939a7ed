"""A section as HTML that Pandoc reads: MyST by docutils, with the numbers that were printed, and who is to be named."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from pathlib import PurePosixPath
from typing import Any, Final

from docutils import nodes
from docutils.core import publish_doctree, publish_from_doctree
from myst_parser.parsers.docutils_ import Parser

from build_tools.bundle.model import Section
from build_tools.bundle.read import Bundle
from build_tools.concordance.reading import solid
from build_tools.errors import KankoError, Place, Problem, Text, typed
from build_tools.manuscript.nodes import bouten, ruby
from build_tools.manuscript.ruby import pairs_in, register

# The classes by which Pandoc's tree is known again: the call of a note, and its text.
CALL, NOTE = "kanko-call", "kanko-note"
_AROUND: Final = (nodes.label, nodes.target)
_SETTINGS: Final = {
    "doctitle_xform": False,
    "sectsubtitle_xform": False,
    "embed_stylesheet": False,
    "file_insertion_enabled": False,
    "language_code": "ja",
    "initial_header_level": "1",
    "halt_level": 5,
    "report_level": 2,
    "math_output": "MathML",
    "myst_footnote_transition": False,
    "output_encoding": "unicode",
}


def page(bundle: Bundle, section: Section) -> str:
    """The body of the page; images are named by the path that they have in the bundle.

    Raises KankoError where the section's text is not what docutils reads without a word.
    """
    doctree = _read(bundle, section)
    _number_headings(doctree, bundle, section)
    _number_captions(doctree, bundle, section)
    _prepare_notes(doctree)
    _write_readings(doctree)
    for image in doctree.findall(nodes.image):
        image["uri"] = image["uri"].removeprefix("../")
    return f"{_html(doctree)}\n{''.join(_attribution(bundle, section))}"


def _read(bundle: Bundle, section: Section) -> nodes.document:
    register()
    said = io.StringIO()
    settings = {**_SETTINGS, "warning_stream": said}
    doctree: nodes.document = publish_doctree(bundle.text(section), parser=Parser(), settings_overrides=settings)
    if said.getvalue():
        what = Text(
            f"The text of {section.id} cannot be read: {said.getvalue().strip()}",
            f"{section.id} の本文を読めません: {said.getvalue().strip()}",
        )
        remedy = Text("Make the bundle again (kanko bundle).", "転載用ファイルを作り直してください（kanko bundle）。")
        raise KankoError([Problem("export.unreadable", what, Place(typed(bundle.path)), remedy)])
    return doctree


def _number_headings(doctree: nodes.document, bundle: Bundle, section: Section) -> None:
    """Headings come in the order of the catalogue: the section, and those below it."""
    headings = [title for title in doctree.findall(nodes.title) if isinstance(title.parent, nodes.section)]
    below = [*_below(bundle, section)]
    for title, each in zip(headings, below, strict=False):
        if each.number and solid(title.astext()) == solid(each.title):
            title.insert(0, nodes.Text(f"{each.number} "))


def _below(bundle: Bundle, section: Section) -> Iterator[Section]:
    inside = {section.id}
    yield section
    for each in bundle.catalogue.sections:
        if each.above in inside:
            inside.add(each.id)
            yield each


def _number_captions(doctree: nodes.document, bundle: Bundle, section: Section) -> None:
    """The numbers of figures and tables: the bundle's text has captions as they were written."""
    numbers = dict(_numbers(bundle, section))
    for caption in [*doctree.findall(nodes.caption), *doctree.findall(nodes.title)]:
        number = numbers.get(solid(caption.astext()))
        if number and isinstance(caption.parent, nodes.figure | nodes.table):
            caption.insert(0, nodes.Text(f"{number} "))


def _numbers(bundle: Bundle, section: Section) -> Iterator[tuple[str, str]]:
    """Captions without their numbers, and the numbers."""
    ids = {each.id for each in _below(bundle, section)}
    for document in bundle.manuscript.documents:
        for chapter in document.chapters if document.id == section.document else ():
            captions = {block.id: solid(block.text) for block in chapter.blocks if block.section in ids}
            named = [(figure.caption, figure.number) for figure in chapter.figures]
            named += [(table.caption, table.number) for table in chapter.tables]
            for caption, number in named:
                if number and caption in captions:
                    yield captions[caption].removeprefix(solid(number)), number


def _prepare_notes(doctree: nodes.document) -> None:
    """Calls and notes as Pandoc's own are made of them later."""
    for note in [*doctree.findall(nodes.footnote)]:
        body = nodes.container("", *(child for child in note.children if not isinstance(child, _AROUND)))
        body["classes"], body["ids"] = [NOTE], [f"{NOTE}-{note['ids'][0]}"]
        note.replace_self(body)
    for call in [*doctree.findall(nodes.footnote_reference)]:
        call.replace_self(nodes.inline("", call["refid"], classes=[CALL]))


def _write_readings(doctree: nodes.document) -> None:
    """A reading stands in brackets behind its base, which Word, Markdown and plain text can show; dots are bold."""
    for base in [*doctree.findall(ruby)]:
        base.replace_self(nodes.Text(f"{base.astext()}（{''.join(pair.reading for pair in pairs_in(base))}）"))
    for dotted in [*doctree.findall(bouten)]:
        dotted.replace_self(nodes.strong("", dotted.astext()))


def _html(doctree: nodes.document) -> str:
    settings: dict[str, Any] = dict(_SETTINGS)
    written = publish_from_doctree(doctree, writer="html5", settings_overrides=settings)
    return str(written).partition("<main")[2].partition(">")[2].rpartition("</main>")[0]  # Pandoc reads main alone


def _attribution(bundle: Bundle, section: Section) -> Iterator[str]:
    """Where it comes from, as the licence asks; what to write when it has been edited; the terms."""
    said = escape(section.attribution.plain)
    link = f' <a href="{escape(section.address)}">{escape(section.address)}</a>' if section.address else ""
    yield f'<div class="attribution"><p>{said}{link}</p>'
    yield f"<p>編集・加工したときの記載：{escape(section.attribution.edited)}</p>"
    if bundle.catalogue.edition.licence:
        yield f"<p>{escape(bundle.catalogue.edition.licence)}</p>"
    yield "</div>"


def name_of(section: Section) -> str:
    """What a file of the section is called, without suffix."""
    return PurePosixPath(section.text).name.rpartition(".md")[0].rpartition(".")[0]
