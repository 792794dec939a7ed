"""Blocks in the reading of a PDF: with notes in their midst, without a structure, with text that is no block's."""

from __future__ import annotations

import json

from build_tools.concordance import Concordance
from build_tools.concordance.align import Hit
from build_tools.concordance.locations import Locations, located, locations_json, read_locations
from build_tools.concordance.reading import Reading
from build_tools.concordance.rest import Rest
from build_tools.concordance.schema import SCHEMA, schema
from build_tools.manuscript.model import Call
from tests.concordance.conftest import block, document, pdf

LONG = "段落は二つのページにまたがり、"
REST = "次のページで終わる。"


def test_a_note_at_the_foot_parts_what_runs_on():
    shown = pdf([("P", f"{LONG[:9]}※1{LONG[9:]}"), ("Note", "※1脚注の文である。")], [("P", REST)])
    note = block("n", "脚注の文である。", inside=("footnote",))
    paragraph = block("p", LONG[:9], Call(footnote="1"), LONG[9:] + REST)
    concordance = Concordance(document(paragraph, note), shown)
    printed = concordance.printed["p"]
    assert printed.how == "exact" and len(printed.spans) == 2
    assert printed.holes == ("※1",)
    assert [stretch.page for stretch in concordance.stretches("p")] == [0, 1]
    assert [extra.text for extra in concordance.extras] == ["※1"]


def test_places_of_the_rest_lead_back_into_the_reading():
    reading = Reading(pdf([("P", "甲乙"), ("P", "丙丁"), ("P", "戊己")]))
    rest = Rest(reading, [Hit(2, 4)])
    assert rest.text == "甲乙戊己"
    assert rest.spans(Hit(1, 3)) == ((1, 2), (4, 5))
    assert rest.begins == [0, 2]


def test_without_a_structure_text_is_read_as_pages_show_it():
    reading = Reading(pdf([("P", "一 行め"), ("P", "二行め")], tagged=False))
    assert reading.text == "一行め二行め" and reading.loose == ()
    assert reading.element(0) is None
    concordance = Concordance(
        document(block("a", "一行め"), block("b", "二行め")), pdf([("P", "一行め二行め")], tagged=False)
    )
    assert list(concordance.printed) == ["a"] and [each.id for each in concordance.lost] == ["b"]


def test_what_is_no_block_is_left_over_element_by_element():
    concordance = Concordance(
        document(block("a", "本文である。")), pdf([("P", "表紙"), ("P", "局"), ("P", "本文である。")])
    )
    assert [(extra.text, extra.element) for extra in concordance.extras] == [("表紙", 1), ("局", 2)]


def test_a_spot_is_where_the_glyphs_stand():
    concordance = Concordance(document(block("a", "本文")), pdf([("P", "前の本文の後")]))
    assert concordance.printed == {}
    (spot,) = concordance.spots(2, 4)
    assert (spot.page, spot.label, spot.boxes) == (0, "1", ((90.0, 790.0, 110.0, 800.0),))


def test_locations_are_written_as_their_schema_says(tmp_path):
    concordance = Concordance(document(block("a", "本文である。")), pdf([("P", "本文である。")]))
    written = Locations(manuscript="0" * 64, documents={"main": located(concordance, "1" * 64)})
    path = tmp_path / "locations.json"
    path.write_bytes(locations_json(written))
    assert read_locations(path) == written
    assert json.loads(path.read_bytes())["documents"]["main"]["blocks"]["a"][0]["page"] == 1
    assert SCHEMA.read_text("utf-8") == schema()
