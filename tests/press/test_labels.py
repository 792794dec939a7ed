"""Page labels, and slots that get the room they need."""

from __future__ import annotations

import io

import pypdf

from build_tools.press.labels import PAGEFUL, Pagination, Part, guessed_digits, misfits, printed
from build_tools.press.unit import Unit

PAGES = '<div style="break-before: page">続き</div>'


def test_front_matter_is_roman_and_the_body_starts_at_1():
    pagination = Pagination(starts=(0, 4), pages=6, front=4)
    assert [pagination.label(page) for page in range(6)] == ["i", "ii", "iii", "iv", "1", "2"]
    assert Pagination(starts=(0,), pages=1, front=0).label(0) == "1"


def test_labels_are_printed_and_in_the_file(compiled, linked):
    front = compiled(f'<h1 id="c:x">目次</h1><p>［<span data-page="b:x">0</span>］</p>{PAGES}', "c")
    body = compiled(f'<h1 id="b:x">本文</h1><p>［<span data-page="c:x">0</span>］</p>{PAGES}', "b")
    reader = pypdf.PdfReader(io.BytesIO(linked((front, 0, True), body).pdf))
    assert reader.page_labels == ["i", "ii", "1", "2"]
    assert ["".join(page.extract_text().split()) for page in reader.pages] == [
        "目次［1］i",
        "続きii",
        "本文［i］1",
        "続き2",
    ]


def test_places_are_where_they_are_printed_first(compiled):
    parts = [
        Part(compiled(f'{PAGES}<h1 id="a:x">一</h1>{PAGES}<p id="a:y">二</p>', "a").interface, front=True),
        Part(compiled('<p id="a:y">三</p>', "b").interface),
    ]
    assert printed(parts) == {"a:x": "i", "a:y": "ii"}


def test_a_slot_that_is_too_narrow_is_told(compiled):
    part = Part(compiled(f'{PAGES * 10}<p id="u:x"><span data-page="u:x">0</span></p>').interface)
    assert dict(misfits([part], printed([part]))) == {0: {"u:x": 2}}


def test_a_slot_in_a_column_may_be_wider_but_one_in_text_must_fit(compiled):
    wide = '<p id="u:x"><span data-page="u:x" {}>000</span></p>'
    loose, exact = (Part(compiled(wide.format(kind)).interface) for kind in ("", "data-exact"))
    assert dict(misfits([loose], {"u:x": "7"})) == {}
    assert dict(misfits([exact], {"u:x": "7"})) == {0: {"u:x": 1}}
    assert dict(misfits([exact], {})) == {}  # a place that nobody knows is told by the linker


def test_a_folio_needs_room_for_the_longest_label_of_its_unit(compiled):
    folio = '<p style="position: running(folio)"><span data-page=".">0</span></p>'
    unit = compiled(folio + PAGES * 3, style="@page { @bottom-center { content: element(folio) } }")
    part = Part(unit.interface, front=True)
    assert dict(misfits([part], {})) == {0: {".": 3}}  # iii


def test_a_unit_is_given_the_room():
    unit = Unit(
        "u", "u.md", '<b data-page="a:&lt;">00</b><b data-page="b" data-exact>000</b><i data-page="b">00</i>', ()
    )
    sized = unit.with_digits({"a:<": 4, "b": 1})
    assert sized.html == '<b data-page="a:&lt;">0000</b><b data-page="b" data-exact>0</b><i data-page="b">00</i>'


def test_digits_are_guessed_from_the_source():
    chapters = [(12 * PAGEFUL, {"a:x": 0, "a:y": 12 * PAGEFUL}), (3, {"b": 0, "b:x": 0})]
    assert guessed_digits(chapters) == {"a:x": 1, "a:y": 2, "b:x": 2, "b": 2}
