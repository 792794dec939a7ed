"""Ids that survive edits elsewhere, and hashes that change with the content and with nothing else."""

from __future__ import annotations

from collections import Counter

import pytest

from build_tools.manuscript.model import Chapter
from tests.manuscript.test_read import TWO
from tests.manuscript.test_text_of_chapters import EDITIONS

TEXT = """\
# 章の題

## 背景

### 経緯

一つめの文。

### 経緯

二つめの文。

(aim)=
## 目的

### 経緯

三つめの文。
"""


def ids(chapter: Chapter) -> dict[str, tuple[str, str]]:
    """The section in which each text stands, and its own id."""
    return {block.text: (block.section, block.id) for block in chapter.blocks if block.kind == "paragraph"}


def test_a_label_names_a_section_else_the_titles_above_it_do(written):
    assert [section.id for section in written(TEXT).chapter().sections] == [
        "one",
        "one#背景",
        "one#背景/経緯",
        "one#背景/経緯~2",
        "one:aim",
        "one#aim/経緯",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 章の題", "# 改めた題"),
        ("## 背景\n", "## はじめに\n\n新しい文。\n\n## 背景\n"),
        ("一つめの文。", "書き直した。\n\nもう一つの文。"),
        ("(aim)=\n", "(plan)=\n## 計画\n\n(aim)=\n"),
        ("## 目的", "## 目的と方法"),
        ("# 章の題\n", "(chapter)=\n# 章の題\n"),
    ],
)
def test_ids_survive_edits_elsewhere(written, before, after):
    was, now = ids(written(TEXT).chapter()), ids(written(TEXT.replace(before, after, 1)).chapter())
    kept = was.keys() & now.keys()
    assert len(kept) >= 2
    assert {text: was[text] for text in kept} == {text: now[text] for text in kept}


@pytest.mark.parametrize("source", EDITIONS.values(), ids=EDITIONS)
def test_ids_are_unique_in_a_document(take, source):
    for document in take(source).manuscript.documents:
        found = Counter(each.id for chapter in document.chapters for each in (*chapter.sections, *chapter.blocks))
        assert [name for name, count in found.items() if count > 1] == []


def hashes(chapter: Chapter) -> dict[str, str]:
    return {section.id: section.hash for section in chapter.sections} | {"": chapter.hash}


def test_a_hash_is_that_of_the_content_alone(written):
    was = hashes(written(TEXT).chapter())
    moved = hashes(written("\n\n" + TEXT.replace("\n\n", "\n\n\n")).chapter())
    assert was == moved
    edited = hashes(written(TEXT.replace("二つめ", "２つめ")).chapter())
    assert {name for name in was if was[name] != edited[name]} == {"", "one", "one#背景", "one#背景/経緯~2"}


def test_another_number_is_no_other_content(written):
    files = {"two.md": TEXT.replace("(aim)", "(aim-2)"), "three.md": "# 三\n"}
    first = written("# 章\n", TWO, **files).chapter("two")
    second = written("# 章\n", TWO.replace('"one.md", "two.md"', '"two.md", "one.md"'), **files).chapter("two")
    assert (first.sections[0].number, second.sections[0].number) == ("第２章", "第１章")
    assert hashes(first) == hashes(second)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[語](https://example.jp/a)", "[語](https://example.jp/b)"),
        (":alt: 点", ":alt: 丸"),
        ("| 甲 | 乙 |", "| 甲 | 丙 |"),
        ("- 項", "1. 項\n2. 次"),
        ("注の文", "別の注"),
    ],
)
def test_whatever_a_reader_finds_counts(written, before, after):
    text = (
        "# 章\n\n[語](https://example.jp/a)[^a]\n\n```{image} dot.png\n:alt: 点\n```\n\n"
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n- 項\n\n[^a]: 注の文\n"
    )
    assert before in text
    assert hashes(written(text).chapter()) != hashes(written(text.replace(before, after)).chapter())


def test_another_image_of_the_same_name_counts(written, tmp_path):
    text = "# 章\n\n![点](dot.png)\n"
    was = written(text)
    file = tmp_path / "source" / "dot2.png"
    file.write_bytes((tmp_path / "source" / "dot.png").read_bytes() + b"\0")
    now = written(text.replace("dot.png", "dot2.png"))
    assert was.chapter().figures[0].hash != now.chapter().figures[0].hash
    assert was.chapter().hash != now.chapter().hash
