"""What is read of a chapter: kinds of blocks, links, tables, figures, footnotes, passages, and where each stands."""

from __future__ import annotations

import hashlib

import pytest

from build_tools.manuscript.model import Attachment, Block, Call, Chapter, Check, PageOf, Parts, Place, Target
from tests.manuscript.conftest import PUBLICATION


def parts(chapter: Chapter, kind: str) -> list[Parts]:
    return [block.parts for block in chapter.blocks if block.kind == kind]


def texts(chapter: Chapter, kind: str) -> list[str]:
    return [block.text for block in chapter.blocks if block.kind == kind]


def named(chapter: Chapter, *names: str) -> list[str]:
    blocks = {block.id: block.text for block in chapter.blocks}
    return [blocks[name] for name in names]


KINDS = {
    "paragraph": ("文が\n続く。\n", ["文が続く。"]),
    "item": ("- 一\n- 二\n\n  三\n", ["一", "二", "三"]),
    "term": ("語\n: 説明\n", ["語"]),
    "definition": ("語\n: 説明\n", ["説明"]),
    "cell": ("| 左 | 右 |\n|---|---|\n| 甲 | 乙 |\n", ["左", "右", "甲", "乙"]),
    "caption": ("```{figure} dot.png\n\n題\n```\n", ["図１－１ 題"]),
    "legend": ("```{figure} dot.png\n\n題\n\n説明\n```\n", ["説明"]),
    "label": ("```{note}\n文\n```\n", ["注釈"]),
    "rubric": ("```{rubric} 小見出し\n```\n", ["小見出し"]),
    "code": ("```python\na =  1\n\nb = 2\n```\n", ["a =  1\n\nb = 2"]),
    "line": ("```{eval-rst}\n| 一\n| 二\n```\n", ["一", "二"]),
    "footnote": ("文[^a]。\n\n[^a]: 注\n", ["注"]),
    "field": (":欄: 値\n", ["欄:", "値"]),
    "attribution": ("```{epigraph}\n銘\n\n-- 某\n```\n", ["—某"]),
    "signature": ("```{py:function} f(a) -> int\n```\n", ["f(a) → int"]),
    "raw": ("<div>生&amp;<br>字</div>\n", ["生&\n字"]),
    "heading": ("## 節\n", ["第１章 章", "１． 節"]),
}


@pytest.mark.parametrize(("kind", "case"), KINDS.items(), ids=KINDS)
def test_a_block_is_of_its_kind(written, kind, case):
    text, expected = case
    assert texts(written(f"# 章\n\n{text}").chapter(), kind) == expected


def test_pages_and_calls_of_footnotes_are_holes(written):
    text = "# 章\n\n(here)=\n文は{pageref}`here`にある[^a]。また[^a]。\n\n[^a]: 注\n"
    (found,) = parts(written(text).chapter(), "paragraph")
    page, call = PageOf(page_of=Target(document="main", anchor="one:here")), Call(footnote="1")
    assert found == ("文は", page, "ページにある", call, "。また", call, "。")


def test_what_the_index_names_is_read_as_it_prints_it_with_its_place(written):
    text = "# 章\n\n初めに{index}`データ`と{index}`整備 <pair: データ; せいび@整備>`を"
    text += "{index}`見る <see: みかた@見方; データ>`。\n"
    chapter = written(text).chapter()
    places = {passage.anchors[0]: passage.at for passage in chapter.passages}
    assert [(each.terms, each.see, places[each.anchor]) for each in chapter.index] == [
        (("データ",), "", 3),
        (("データ", "整備"), "", 7),
        (("整備", "データ"), "", 7),
        (("見方",), "データ", 10),
    ]


def test_what_the_index_names_above_a_block_stands_at_its_start(written):
    chapter = written("# 章\n\n```{index} triple: ア; イ; ウ\n```\n\n文。\n").chapter()
    (place,) = (each for each in chapter.passages if chapter.index[0].anchor in each.anchors)
    assert [each.terms for each in chapter.index] == [("ア", "イ ウ"), ("イ", "ウ, ア"), ("ウ", "ア イ")]
    assert (place.at, named(chapter, *place.blocks)) == (0, ["文。"])


def test_facts_dates_and_references_are_read_as_printed(written):
    text = "# 章\n\n(sec)=\n## 節\n\n{{ facts.people }}名、{date}`date`、{title}`sec`、{numref}`dot`。\n\n"
    text += "```{figure} dot.png\n:name: dot\n\n題\n```\n"
    assert texts(written(text).chapter(), "paragraph") == ["12名、令和元年５月１日、１． 節、図１－１。"]


TWO = PUBLICATION.replace(
    'chapters = ["one.md"]',
    'chapters = ["one.md", "two.md"]\n\n[[documents]]\nid = "other"\ntitle = "別冊"\nlayout = "report"\n'
    'chapters = ["three.md"]',
)


def test_a_link_has_its_text_where_it_stands_and_where_it_leads(written):
    text = (
        "# 章\n\n前は{ref}`語 <two>`、[先](https://example.jp/?a=1&b=2)、{ref}`別 <three>`、{pageref}`three`、"
        "{pageref}`two`、<mailto:a@example.jp>。\n"
    )
    taken = written(text, TWO, **{"two.md": "(two)=\n# 二\n", "three.md": "(three)=\n# 三\n"})
    (block,) = (block for block in taken.chapter().blocks if block.links)
    for link in block.links:
        said = "".join(part for part in link.parts if isinstance(part, str))
        assert block.text[link.at :].startswith(said) and said
    two, three = Target(document="main", anchor="two:two"), Target(document="other", anchor="three:three")
    assert [(link.kind, link.target or link.address) for link in block.links] == [
        ("internal", two),
        ("external", "https://example.jp/?a=1&b=2"),
        ("document", three),
        ("page", three),
        ("page", two),
        ("external", "mailto:a@example.jp"),
    ]


def test_every_target_is_an_anchor_of_a_section_or_passage(take, tmp_path):
    from tests.manuscript.test_text_of_chapters import EDITIONS

    for source in (EDITIONS["set"], EDITIONS["places"], EDITIONS["first edition"]):
        manuscript = take(source).manuscript
        known = {
            (document.id, anchor)
            for document in manuscript.documents
            for chapter in document.chapters
            for each in (*chapter.sections, *chapter.passages)
            for anchor in each.anchors
        }
        blocks = [
            block for document in manuscript.documents for chapter in document.chapters for block in chapter.blocks
        ]
        targets = {(each.document, each.anchor) for block in blocks for each in targets_of(block)}
        assert targets and targets <= known


def targets_of(block: Block) -> list[Target]:
    pages = [part.page_of for part in block.parts if isinstance(part, PageOf)]
    return [*pages, *(link.target for link in block.links if link.target)]


TABLE = """\
# 章

(t)=
```{eval-rst}
.. table:: 題

   +---+---+-----+
   | a | b       |
   +   +---+-----+
   |   | c | d   |
   +===+===+=====+
   | e | f | - g |
   |   |   | - h |
   +---+---+-----+
```

```{list-table}
:stub-columns: 1

* - 左
  - 右
* -
  - 空の隣
```
"""


def test_a_table_has_rows_of_cells_with_their_spans(written):
    chapter = written(TABLE).chapter()
    first, second = chapter.tables
    shape = [[(named(chapter, *cell.blocks), cell.rows, cell.columns) for cell in row] for row in first.head]
    assert shape == [[(["a"], 2, 1), (["b"], 1, 2)], [(["c"], 1, 1), (["d"], 1, 1)]]
    assert [named(chapter, *cell.blocks) for cell in first.body[0]] == [["e"], ["f"], ["g", "h"]]
    assert (first.columns, first.stubs, first.number, named(chapter, first.caption)) == (
        3,
        0,
        "表１－１",
        ["表１－１ 題"],
    )
    assert (second.stubs, second.head, second.number, second.caption) == (1, (), "", "")
    assert [[len(cell.blocks) for cell in row] for row in second.body] == [[1, 1], [0, 1]]


def test_a_figure_has_file_alternative_number_and_caption(written):
    text = (
        "# 章\n\n```{figure} dot.png\n:alt: 点\n:name: dot\n:figclass: landscape\n\n題\n```\n\n![並び](dot.png)と文。\n"
    )
    chapter = written(text).chapter()
    one, other = chapter.figures
    assert (one.file, one.alt, one.number, one.landscape) == ("dot.png", "点", "図１－１", True)
    assert named(chapter, one.caption) == ["図１－１ 題"] and "one:dot" in one.anchors
    assert (other.alt, other.number, other.caption, other.landscape) == ("並び", "", "", False)
    assert one.hash == other.hash != ""


def test_a_footnote_is_read_once_where_it_is_called_first(written):
    text = "# 章[^b]\n\n一[^a]。\n\n二[^a]。\n\n[^a]: 注の一\n\n    続き\n\n[^b]: 題の注\n"
    chapter = written(text).chapter()
    assert [(note.label, named(chapter, note.called, *note.blocks)) for note in chapter.footnotes] == [
        ("1", ["第１章 章", "題の注"]),
        ("2", ["一。", "注の一", "続き"]),
    ]
    assert [block.text for block in chapter.blocks] == ["第１章 章", "題の注", "一。", "注の一", "続き", "二。"]
    assert chapter.sections[0].title == "章"


def test_an_excerpt_names_its_label_and_its_blocks(written):
    text = "# 章\n\n```{excerpt} p\n```\n\n(p)=\n- 甲\n- 乙\n"
    chapter = written(text).chapter()
    (found,) = chapter.excerpts
    (passage,) = (each for each in chapter.passages if each.labels == (found.label,))
    assert named(chapter, *found.blocks) == named(chapter, *passage.blocks) == ["甲", "乙"]
    assert passage.kind == "bullet_list" and not {*found.blocks} & {*passage.blocks}
    assert [block.inside for block in chapter.blocks][1:] == [("excerpt", "list")] * 2 + [("list",)] * 2


def test_landscape_is_what_stands_in_it(written):
    text = "# 章\n\n```{list-table}\n:class: landscape\n\n* - 甲\n```\n\n文\n\n{.landscape}\n## 節\n\n横の文\n"
    chapter = written(text).chapter()
    assert [(block.text, block.landscape) for block in chapter.blocks] == [
        ("第１章 章", False),
        ("甲", True),
        ("文", False),
        ("１． 節", True),
        ("横の文", True),
    ]
    assert (chapter.orientation, chapter.turns) == ("portrait", True)


def test_everything_has_its_file_and_line(written):
    text = "# 章\n\n```{excerpt} p\n```\n\n- 甲\n\n文[^a]。\n\n[^a]: 注\n"
    taken = written(text, TWO, **{"two.md": "# 二\n\n前の文。\n\n(p)=\n抜粋元。\n", "three.md": "# 三\n"})
    assert {block.text: block.place for block in taken.chapter().blocks} == {
        "第１章 章": Place(file="one.md", line=1),
        "抜粋元。": Place(file="two.md", line=6),
        "甲": Place(file="one.md", line=6),
        "文。": Place(file="one.md", line=8),
        "注": Place(file="one.md", line=10),
    }


def test_the_edition_is_there_as_facts(written):
    manuscript = written("# 章\n").manuscript
    assert manuscript.edition.facts["date"] == "令和元年５月１日"
    assert manuscript.edition.facts["facts.people"] == "12"
    assert manuscript.edition.facts["documents.main.title"] == "見本　本編"
    assert manuscript.edition.facts["links.home.url"] == "https://example.jp/a?b=1&c=2"


def test_policy_spelling_and_bounds_are_the_editions(written):
    publication = PUBLICATION + (
        'pages = { at_least = 4, at_most = 6 }\n[[spelling]]\nuse = "取組"\ninstead_of = ["取り組み"]\n'
        '[[allow]]\nwarning = "myst.header"\nreason = "原本のとおり"\n'
        '[[checks]]\nrule = "page.blank"\nseverity = "off"\nreason = "白紙は意図したもの"\n'
    )
    manuscript = written("# 章\n", publication).manuscript
    (document,) = manuscript.documents
    assert (document.pages.at_least, document.pages.at_most, document.file) == (4, 6, "main.pdf")
    assert document.layout.front == ("cover", "contents", "figures", "tables") and document.layout.contents_depth == 2
    assert manuscript.spelling[0].instead_of == ("取り組み",)
    assert manuscript.policy.allow[0].reason == "原本のとおり"
    assert manuscript.policy.checks == (Check(rule="page.blank", severity="off", reason="白紙は意図したもの"),)
    assert not [name for name in manuscript.edition.facts if name.startswith(("checks", "allow"))]


def test_fonts_and_words_are_those_of_every_layout_of_the_document(written):
    publication = PUBLICATION.replace('["one.md"]', '[{ file = "one.md", layout = "overview-sheet" }]')
    layout = written("# 章\n", publication).manuscript.documents[0].layout
    assert layout.name == "report" and {"目次", "奥付", "・", "※", "別添"} <= set(layout.words)
    assert "BIZ UDMincho" in layout.fonts and "BIZUDMincho-Regular" in layout.faces


def test_attachments_are_named_with_the_hash_of_their_content(written):
    publication = PUBLICATION + 'attachments = [{ file = "data.csv", description = "元データ" }]\n'
    (document,) = written("# 章\n", publication, **{"data.csv": "甲区,1\n"}).manuscript.documents
    content = hashlib.sha256("甲区,1\n".encode()).hexdigest()
    expected = Attachment(name="data.csv", file="data.csv", sha256=content, description="元データ")
    assert document.attachments == (expected,)


def test_no_reading_of_a_name_is_a_fact(take):
    from tests.manuscript.test_text_of_chapters import EDITIONS

    facts = take(EDITIONS["set"]).manuscript.edition.facts
    assert facts["committee.chair.name"] == "渡辺三" and "committee.members.0.family" in facts
    assert not [name for name, value in facts.items() if "やまだ" in value]


def test_an_image_that_is_a_link_says_where_it_leads(written):
    text = (
        "# 章\n\n```{image} dot.png\n:alt: 点\n:target: https://example.jp/\n```\n\n文に[![点](dot.png)](https://example.jp/b)と"
        "![点](dot.png)。\n"
    )
    figures = written(text).chapter().figures
    assert [figure.link and figure.link.address for figure in figures] == [
        "https://example.jp/",
        "https://example.jp/b",
        None,
    ]


def test_a_file_of_the_web_to_download_is_a_link(written):
    taken = written("# 章\n\n{download}`表 <https://example.jp/a.csv>`を見よ。\n")
    (link,) = (link for block in taken.chapter().blocks for link in block.links)
    assert (link.parts, link.address) == (("表",), "https://example.jp/a.csv")
