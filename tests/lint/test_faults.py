"""Faults between the source and the manuscript, each injected alone into a good edition and caught by one code."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.parsers.rst import directives as known_directives
from sphinx import roles as sphinx_roles

from build_tools.manuscript.model import Block, Chapter, Manuscript
from build_tools.sphinx_ext import directives, facts, roles
from tests.lint.conftest import PUBLICATION, told

TEXT = """\
(top)=
# 章の題

初めの段落は長い。二つめの文がある。三つめの文で
終わる{{ facts.people }}名の段落である[^note]。

```{point} 要点
一つめの段落。

- 項目の一
- 項目の二

終わりの段落。
```

## 節の題{abbr}`略 (略語)`

| 左 | 右 |
|----|----|
| あ | い |
| う | え |

[^note]: 脚注の文。

```{figure} dot.png
:alt: 点の図

図の題
```

同じ文。

同じ文。

```{case} 事例の題
:city: 甲市
:prefecture: 乙県
:headcount: 12

事例の文。
```
"""


def line(words: str, last: bool = False) -> int:
    lines = [number for number, text in enumerate(TEXT.split("\n"), 1) if words in text]
    return lines[-1 if last else 0]


def test_the_edition_is_good(linted):
    assert linted(TEXT) == []


# Directives


def test_a_directive_that_drops_its_body(linted, monkeypatch):
    monkeypatch.setattr(directives.Point, "run", lambda self: [self.line(self.arguments[0])])
    words = ["一つめの段落", "項目の一", "項目の二", "終わりの段落"]
    assert linted(TEXT) == [("source.dropped", "one.md", line(each)) for each in words]


def test_a_directive_that_drops_all(linted, monkeypatch):
    monkeypatch.setattr(directives.Point, "run", lambda self: [])
    assert ("source.dropped", "one.md", line("要点")) in linted(TEXT)
    assert len(linted(TEXT)) == 5


def test_a_directive_that_drops_its_last_paragraph(linted, monkeypatch):
    run = directives.Point.run
    monkeypatch.setattr(directives.Point, "run", lambda self: [_without_last(found) for found in run(self)])
    assert linted(TEXT) == [("source.dropped", "one.md", line("終わりの段落"))]


def test_a_directive_that_drops_an_item(linted, monkeypatch):
    run = directives.Point.run

    def without_item(self):
        (point,) = run(self)
        (items,) = point.findall(nodes.bullet_list)
        del items[0]
        return [point]

    monkeypatch.setattr(directives.Point, "run", without_item)
    assert linted(TEXT) == [("source.dropped", "one.md", line("項目の一"))]


def test_a_directive_that_drops_an_option(linted, monkeypatch):
    monkeypatch.setattr(directives.Case, "_facts", lambda self: iter(()))
    assert linted(TEXT) == [("source.dropped", "one.md", line("事例の題"))] * 2


def test_a_directive_that_nobody_knows_and_that_drops_its_body(linted, monkeypatch):
    class Silent(Directive):
        has_content, optional_arguments, final_argument_whitespace = True, 1, True

        def run(self):
            return []

    monkeypatch.setitem(known_directives._directives, "silent", Silent)
    text = "# 章\n\n```{silent} 題\n中の文。\n```\n"
    assert linted(text) == [("source.dropped", "one.md", 3), ("source.dropped", "one.md", 4)]


def test_a_directive_that_prints_its_body_twice(linted, monkeypatch):
    run = directives.Point.run
    monkeypatch.setattr(directives.Point, "run", lambda self: [*run(self), nodes.paragraph("", "終わりの段落。")])
    (found,) = linted(TEXT)
    assert found[:2] == ("source.invented", "one.md")


def _without_last(found):
    del found[-1]
    return found


# Roles and facts


def test_a_role_that_swallows_its_text(linted, monkeypatch):
    monkeypatch.setattr(sphinx_roles.Abbreviation, "run", lambda self: ([], []))
    assert linted(TEXT) == [("source.dropped", "one.md", line("節の題"))]


def test_a_role_that_swallows_a_date(linted, monkeypatch):
    monkeypatch.setattr(roles.Date, "run", lambda self: ([], []))
    assert linted("# 章\n\n初めの行で\n{date}`date`に公表。\n") == [("source.dropped", "one.md", 4)]


def test_a_role_that_prints_another_date(linted, monkeypatch):
    monkeypatch.setattr(roles.Date, "run", lambda self: ([nodes.Text("令和２年５月１日")], []))
    assert linted("# 章\n\n{date}`2019-05-01`に公表。\n") == [("source.altered", "one.md", 3)]


def test_a_page_that_is_not_printed(linted, monkeypatch):
    monkeypatch.setattr(roles.PageReference, "run", lambda self: ([], []))
    text = "# 章\n\n(a)=\n段落（{pageref}`a`）。\n\n| 左 | 右 |\n|--|--|\n| あ | {pageref}`a` |\n"
    assert linted(text) == [("source.dropped", "one.md", 4), ("source.dropped", "one.md", 8)]


def test_a_substitution_that_prints_another_fact(linted, monkeypatch):
    monkeypatch.setattr(facts, "printed", lambda value, language: "32" if value == 12 else str(value))
    assert linted(TEXT) == [("source.altered", "one.md", line("{{ facts.people }}"))]


def test_a_roster_that_leaves_a_member_out(linted, monkeypatch):
    people = ", ".join(
        f'{{family="{family}", given="某", reading="あ", affiliation="甲大学", post="教授"}}' for family in "甲乙丙"
    )
    publication = PUBLICATION.replace("[facts]", f'[committee]\nname = "会"\nmembers = [{people}]\n\n[facts]')
    text = "# 章\n\n```{roster}\n```\n"
    assert linted(text, publication) == []
    make = directives._table
    monkeypatch.setattr(directives, "_table", lambda words, members, classes: make(words, members[1:], classes))
    assert set(linted(text, publication)) == {("source.dropped", "one.md", 3)}


def test_a_reference_that_prints_more_than_its_link(written, tmp_path):
    manuscript = written("(a)=\n# 章\n\n{ref}`a`による。\n").manuscript
    more = changed(manuscript, "による", worded("章に", "章等に"))
    assert told(more, tmp_path / "source") == [("source.invented", "one.md", 4)]


# Blocks of the manuscript

Change = Callable[[Block], Block | None]


def changed(manuscript: Manuscript, text: str, change: Change) -> Manuscript:
    """The manuscript with the first block of a text changed, or taken out."""
    (document,) = manuscript.documents
    (chapter,) = document.chapters
    block = min(chapter.blocks, key=lambda block: (text not in block.text, len(block.text)))
    other = change(block)
    at = chapter.blocks.index(block)
    blocks = (*chapter.blocks[:at], *([other] if other else []), *chapter.blocks[at + 1 :])
    return with_chapter(manuscript, chapter.model_copy(update={"blocks": blocks}))


def with_chapter(manuscript: Manuscript, chapter: Chapter) -> Manuscript:
    (document,) = manuscript.documents
    return manuscript.model_copy(update={"documents": (document.model_copy(update={"chapters": (chapter,)}),)})


def worded(old: str, new: str) -> Change:
    def change(block: Block) -> Block:
        parts = tuple(part.replace(old, new) if isinstance(part, str) else part for part in block.parts)
        assert parts != block.parts
        return block.model_copy(update={"parts": parts})

    return change


LOST = ["章の題", "項目の一", "節の題", "左", "い", "え", "脚注の文", "図の題", "事例の文", "要点", "甲市", "12名"]


@pytest.mark.parametrize("text", LOST)
def test_a_block_that_is_lost(written, tmp_path, text):
    place = {"い": "| い |", "え": "| え |", "左": "| 左", "甲市": "事例の題", "12名": "事例の題"}.get(text, text)
    lost = changed(written(TEXT).manuscript, text, lambda block: None)
    assert told(lost, tmp_path / "source") == [("source.dropped", "one.md", line(place))]


def test_one_of_two_blocks_that_say_the_same(written, tmp_path):
    lost = changed(written(TEXT).manuscript, "同じ文。", lambda block: None)
    assert told(lost, tmp_path / "source") == [("source.dropped", "one.md", line("同じ文。"))]


ALTERED = {
    "a sentence is lost": ("初めの段落", "二つめの文がある。", "", "source.dropped", "二つめの文"),
    "a sentence on the next line is lost": ("初めの段落", "終わる12名の段落である", "", "source.dropped", "終わる"),
    "a sentence is added": ("初めの段落", "二つめの文", "余りの文。二つめの文", "source.invented", "初めの段落"),
    "a figure is another": ("初めの段落", "12", "13", "source.altered", "終わる"),
    "a cell is another": ("う", "う", "お", "source.altered", "| う |"),
    "a word of a heading is another": ("節の題", "節", "説", "source.altered", "節の題"),
    "a footnote is another": ("脚注の文", "脚注", "注釈", "source.altered", "脚注の文"),
    "a place is another": ("甲市", "甲市", "丙市", "source.altered", "事例の題"),
    "a headcount beside words of the house is another": ("12名", "12名", "13名", "source.dropped", "事例の題"),
}


@pytest.mark.parametrize(("block", "old", "new", "code", "place"), ALTERED.values(), ids=ALTERED)
def test_a_block_that_is_altered(written, tmp_path, block, old, new, code, place):
    manuscript = changed(written(TEXT).manuscript, block, worded(old, new))
    assert told(manuscript, tmp_path / "source") == [(code, "one.md", line(place))]


def test_the_call_of_a_footnote_that_is_lost(written, tmp_path):
    without = changed(
        written(TEXT).manuscript,
        "初めの段落",
        lambda block: block.model_copy(update={"parts": tuple(part for part in block.parts if isinstance(part, str))}),
    )
    assert told(without, tmp_path / "source") == [("source.dropped", "one.md", line("終わる"))]


def test_a_block_that_nobody_wrote(written, tmp_path):
    manuscript = written(TEXT).manuscript
    chapter = manuscript.documents[0].chapters[0]
    block = next(block for block in chapter.blocks if block.text == "同じ文。")
    more = block.model_copy(update={"id": "one~more", "parts": ("だれも書いていない文。",)})
    chapter = chapter.model_copy(update={"blocks": (*chapter.blocks, more)})
    found = told(with_chapter(manuscript, chapter), tmp_path / "source")
    assert found == [("source.invented", "one.md", line("同じ文。"))]


def test_the_text_of_an_image_that_is_lost(written, tmp_path):
    manuscript = written(TEXT).manuscript
    chapter = manuscript.documents[0].chapters[0]
    figures = tuple(figure.model_copy(update={"alt": ""}) for figure in chapter.figures)
    found = told(with_chapter(manuscript, chapter.model_copy(update={"figures": figures})), tmp_path / "source")
    assert found == [("source.dropped", "one.md", line("{figure}"))]


def test_code_whose_indentation_is_lost(written, tmp_path):
    text = "# 章\n\n```python\nif x:\n    y\n```\n"
    manuscript = changed(written(text).manuscript, "if x", worded("    y", "y"))
    assert told(manuscript, tmp_path / "source") == [("source.altered", "one.md", 3)]


def test_an_excerpt_that_says_something_else(written, tmp_path):
    text = "# 章\n\n```{excerpt} a\n```\n\n(a)=\n抜粋元の文。\n"
    manuscript = written(text).manuscript
    assert told(manuscript, tmp_path / "source") == []
    found = told(changed(manuscript, "抜粋元", worded("抜粋", "原本")), tmp_path / "source")
    assert found == [("source.invented", "one.md", 7)]


# Sources that are no longer those of the manuscript


def test_a_source_that_was_edited_since(written, tmp_path):
    manuscript = written(TEXT).manuscript
    file = tmp_path / "source" / "one.md"
    file.write_text(TEXT.replace("事例の文。", "事例の新しい文。").replace("三つめ", "四つめ"), "utf-8")
    assert told(manuscript, tmp_path / "source") == [("source.changed", "one.md", line("三つめ"))]


def test_a_source_whose_text_is_the_same_is_not_told(written, tmp_path):
    manuscript = written(TEXT).manuscript
    (tmp_path / "source" / "one.md").write_text(TEXT.replace("段落は長い。", "段落は\n長い。") + "\n% 注釈\n", "utf-8")
    assert told(manuscript, tmp_path / "source") == []


def test_an_excerpt_whose_source_was_edited_since(written, tmp_path):
    publication = PUBLICATION.replace('["one.md"]', '["one.md", "two.md"]')
    taken = written("# 章\n\n```{excerpt} a\n```\n", publication, **{"two.md": "# 章\n\n(a)=\n抜粋元の文。\n"})
    assert told(taken.manuscript, tmp_path / "source") == []
    (tmp_path / "source" / "two.md").write_text("# 章\n\n(a)=\n別の文。\n", "utf-8")
    assert told(taken.manuscript, tmp_path / "source") == [("source.changed", "two.md", 4)]


def test_an_included_file_that_was_edited_since(written, tmp_path):
    taken = written("# 章\n\n```{include} _part.md\n```\n\n終わり。\n", **{"_part.md": "中の文。\n\n次の文。\n"})
    assert told(taken.manuscript, tmp_path / "source") == []
    (tmp_path / "source" / "_part.md").write_text("中の文。\n\n別の文。\n", "utf-8")
    assert told(taken.manuscript, tmp_path / "source") == [("source.changed", "_part.md", 3)]


def test_a_file_that_is_not_there(written, tmp_path):
    manuscript = written(TEXT).manuscript
    (tmp_path / "source" / "one.md").unlink()
    assert told(manuscript, tmp_path / "source") == [("source.missing-file", "one.md", None)]


def test_a_file_that_is_no_text(written, tmp_path):
    manuscript = written(TEXT).manuscript
    (tmp_path / "source" / "one.md").write_bytes(b"\xff\xfe")
    assert told(manuscript, tmp_path / "source") == [("source.missing-file", "one.md", None)]


def test_a_chapter_in_another_markup_is_named(written, tmp_path):
    publication = PUBLICATION.replace('["one.md"]', '["one.md", "two.rst"]')
    taken = written("# 章\n", publication, **{"two.rst": "二章\n====\n\n文。\n"})
    assert told(taken.manuscript, tmp_path / "source") == [("source.not-compared", "two.rst", None)]
