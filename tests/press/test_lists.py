"""The index of a document from its marks, and captions as its lists show them."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from build_tools.manuscript.nodes import page_number
from build_tools.press.assemble import LINES, ContentsEntry, parts_of
from build_tools.press.doctrees import headings, qualify, settle_targets
from build_tools.press.lists import Mark, Row, Term, captions, index, marks

READINGS = {"記録": "きろく", "協定": "きょうてい", "計画": "けいかく", "学校": "がっこう", "漢字": ""}


def shown(rows) -> list:
    return [(row.title, [term.text for term in row.terms]) for row in rows]


def test_rows_follow_the_fifty_sounds():
    terms = ["計画", "サーバー", "Wi-Fi", "記録", "学校", "協定", "５Ｇ", "さあばす", "未詳"]
    rows = index([Mark((term,), "a:x") for term in terms], READINGS, "ja")
    assert shown(rows) == [
        ("英数字", ["５Ｇ", "Wi-Fi"]),
        ("か行", ["学校", "協定", "記録", "計画"]),
        ("さ行", ["サーバー", "さあばす"]),
        ("その他", ["未詳"]),
    ]


def test_latin_terms_stand_under_their_letter():
    rows = index([Mark((term,), "a:x") for term in ("beta", "Alpha", "3D", "also")], {}, "en")
    assert shown(rows) == [("0–9", ["3D"]), ("A", ["Alpha", "also"]), ("B", ["beta"])]


def test_places_of_a_term_are_kept_in_order_once_each():
    (row,) = index(
        [
            Mark(("記録",), "a:2"),
            Mark(("記録",), "a:1"),
            Mark(("記録",), "a:2", main=True),
            Mark(("記録", "保存"), "a:3"),
        ],
        READINGS,
        "ja",
    )
    (term,) = row.terms
    assert list(term.places.items()) == [("a:2", True), ("a:1", False)]
    assert [(child.text, list(child.places)) for child in term.children] == [("保存", ["a:3"])]


def test_references_between_terms():
    (row,) = index([Mark(("記録",), "a", see="計画"), Mark(("記録",), "a", see="協定", also=True)], READINGS, "ja")
    assert (row.terms[0].see, row.terms[0].also, row.terms[0].places) == (["計画"], ["協定"], {})


def doctree(*children: nodes.Node) -> nodes.document:
    document = new_document("a")
    document += nodes.section("", nodes.title("", "章"), *children, ids=["top"])
    return document


@pytest.mark.parametrize(
    ("kind", "value", "terms"),
    [
        ("single", "甲", [("甲",)]),
        ("single", "甲; 乙", [("甲", "乙")]),
        ("pair", "甲; 乙", [("甲", "乙"), ("乙", "甲")]),
        ("triple", "甲; 乙; 丙", [("甲", "乙 丙"), ("乙", "丙, 甲"), ("丙", "甲 乙")]),
    ],
)
def test_entries_mean_what_sphinx_means(kind, value, terms):
    document = doctree(nodes.paragraph("", "", addnodes.index(entries=[(kind, value, "index-0", "main", None)])))
    assert [(mark.terms, mark.anchor, mark.main) for mark in marks(document, "a")] == [
        (each, "a:index-0", True) for each in terms
    ]


def test_a_place_is_tied_to_what_is_printed():
    """Words of a role stand in its target; targets between blocks, one behind the other, go to the next block."""
    role = nodes.paragraph("", "", nodes.Text("前"), nodes.target(ids=["index-0"]), nodes.Text("語"), nodes.Text("後"))
    block = nodes.paragraph("", "次", ids=["p"])
    document = doctree(
        role, nodes.target(ids=["index-1"]), addnodes.index(entries=[]), nodes.target(ids=["index-2"]), block
    )
    settle_targets(document)
    assert [child.astext() for child in role.children] == ["前", "語", "後"]
    assert block["ids"] == ["p", "index-1", "index-2"]
    assert qualify(document, "a")["a:index-1"] == "a:p"


def test_a_reference_in_the_chapter_leads_to_the_id_that_is_kept():
    document = doctree(
        nodes.paragraph("", "", nodes.reference("", "図", refid="label")), nodes.figure(ids=["id1", "label"])
    )
    qualify(document, "a")
    assert next(document.findall(nodes.reference))["refid"] == "a:id1"


def test_a_caption_is_listed_with_its_pages_and_without_its_notes():
    caption = nodes.caption("", "", nodes.inline("", "図１", classes=["caption-number"]), nodes.Text(" <甲>（"))
    caption += [page_number("", place="a:x"), nodes.Text("ページ）"), nodes.footnote_reference("", "1", refid="n")]
    document = doctree(nodes.figure("", caption, ids=["a:f"]), nodes.figure("", nodes.image(), ids=["a:g"]))
    (found,) = captions(document, {})
    assert (found.kind, found.number, found.anchor) == ("figure", "図１", "a:f")
    assert found.title == '&lt;甲&gt;（<span data-page="a:x" data-exact>0</span>ページ）'


def test_sphinxs_own_number_is_listed():
    document = doctree(nodes.table("", nodes.title("", "Numbers"), ids=["a:t"]))
    assert [found.number for found in captions(document, {"a:t": "Table 1"})] == ["Table 1"]


def test_a_heading_is_listed_without_its_notes():
    title = nodes.title("", "", nodes.Text("章"), nodes.footnote_reference("", "1", refid="n"))
    document = new_document("a")
    document += nodes.section("", title, ids=["a:top"])
    assert [heading.title for heading in headings(document, {})] == ["章"]


def entry(level: int) -> ContentsEntry:
    return ContentsEntry(level, "", "題", "a:x")


def test_a_very_long_list_is_set_in_parts_that_start_with_a_chapter():
    chapter = [entry(1), *[entry(2)] * 120]
    parts = parts_of(chapter * 10)
    assert [len(part) for part in parts] == [121 * 5, 121 * 5]
    assert all(part[0].level == 1 for part in parts)
    assert parts_of(chapter * 4) == [tuple(chapter * 4)] and parts_of([]) == [()]


def test_a_row_of_the_index_is_not_torn():
    rows = [Row(title, tuple(Term(f"{title}{number}") for number in range(LINES - 1))) for title in "あかさ"]
    assert [[row.title for row in part] for part in parts_of(rows)] == [["あ", "か"], ["さ"]]
