"""What a plain reader of the source must find printed: pieces by line, `◇` where something is only asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.lint.piece import CALL, HOLE
from build_tools.lint.reader import Reading, read_chapter
from build_tools.lint.roles import Facts

FACTS = {
    "title": "知見集",
    "date": "令和４年３月３１日",
    "facts.people": "12",
    "contact.persons.0": "甲",
    "contact.persons.1": "乙",
    "links.home.url": "https://example.jp/a",
}


def read(folder: Path, text: str, **files: str) -> Reading:
    for name, content in {"one.md": text, **files}.items():
        (folder / name).write_text(content, "utf-8")
    return read_chapter(folder, "one.md", Facts(FACTS, "ja"))


def pieces(folder: Path, text: str, **files: str) -> list[tuple[int, str]]:
    return [
        (piece.line, piece.text.replace(HOLE, "◇").replace(CALL, "※").strip())
        for piece in read(folder, text, **files).pieces
    ]


INLINE = {
    "escapes and entities": (r"\*A\* &amp; &copy;", "*A* & ©"),
    "marks": ("**強調**と*斜体*と`code`", "強調と斜体とcode"),
    "a link": ("[文字](https://example.jp)と<https://example.jp>", "文字とhttps://example.jp"),
    "a link without words": ("[](#a)と<project:#a>", "◇と◇"),
    "raw HTML": ("生の<b>HTML</b>", "生のHTML"),
    "an image": ("![説明](a.png)と文", "と文"),
    "attributes": ("[文字]{.strong}と", "文字と"),
    "a fact": ("「{{ title }}」の{{ facts.people }}名", "「知見集」の12名"),
    "facts of a list": ("{{ contact.persons[1] }}と{{ contact.persons }}", "乙と甲、乙"),
    "an expression": ("{{ facts.people + 1 }}名", "◇名"),
    "dates": (
        "{date}`date`、{date}`2022-03-31`、{date-half}`date`",
        "令和４年３月３１日、令和４年３月３１日、令和4年3月31日",
    ),
    "an address": ("{address}`home`", "https://example.jp/a"),
    "generated": ("{ref}`a`と{title}`a`と{doc}`a`と{numref}`a`と{pageref}`a`", "◇と◇と◇と◇と◇"),
    "given": ("{ref}`文字 <a>`と{doc}`文書 <a>`と{term}`用語 <a>`", "文字と文書と用語"),
    "a number in words": ("{numref}`図{number}の{name} <a>`", "図◇の◇"),
    "an abbreviation": ("{abbr}`略 (略語)`", "略"),
    "an index entry": ("{index}`語 <よみ@語>`と{index}`!主`", "語と主"),
    "menus": ("{menuselection}`A --> &B`と{guilabel}`&C`", "A ‣ BとC"),
    "an unknown role": ("{own}`文字`と{own}`文字 <a>`", "文字と文字"),
    "an object": ("{py:func}`~a.b.f`", "f◇"),
    "a footnote": ("文[^a]。", "文※。"),
}


@pytest.mark.parametrize(("text", "expected"), INLINE.values(), ids=INLINE)
def test_what_stands_in_a_line(tmp_path, text, expected):
    assert pieces(tmp_path, f"\n{text}\n") == [(2, expected)]


BLOCKS = {
    "front matter, comments, targets": ("---\na: b\n---\n\n% 注釈\n\n(a)=\n# 題\n", [(8, "題")]),
    "lists": ("- 一\n  - 二\n\n1. 三\n", [(1, "一"), (2, "二"), (4, "三")]),
    "a table": ("| 左 |\n|--|\n| 右 |\n", [(1, "左"), (3, "右")]),
    "definitions": ("用語\n: 説明\n", [(1, "用語"), (2, "説明")]),
    "fields": (":欄: 値\n", [(1, "欄:"), (1, "値")]),
    "code": ("```python\nx\n```\n", [(1, "x")]),
    "an unknown directive": ("```{own} a.b\n中\n```\n", [(2, "中")]),
    "an unknown directive with words": ("```{own} 題\n中\n```\n", [(1, "題"), (2, "中")]),
    "options": ("```{own}\n:a: b\n:c:\n\n中\n```\n", [(5, "中")]),
    "options between dashes": ("```{own}\n---\na: b\n---\n中\n```\n", [(5, "中")]),
    "nested": ("::::{own}\n:::{point} 要点\n- 項\n:::\n::::\n", [(2, "要点"), (3, "項")]),
    "within a list": ("- 一\n\n  ```{note}\n  中\n  ```\n", [(1, "一"), (3, "◇"), (4, "中")]),
    "an admonition on its line": ("```{note} 初め\n続き\n```\n", [(1, "◇"), (1, "初め\n続き")]),
    "classes": ("```{rst-class} a\n中\n```\n\n```{container} b\n中\n```\n", [(2, "中"), (6, "中")]),
    "a figure": ("```{figure} a.png\n:alt: 説明\n\n題\n```\n", [(4, "題")]),
    "values": (
        '```{csv-table} 題\n:header: 甲, 乙\n\n1, "2, 3"\n4, 5\n```\n',
        [(1, "題"), (1, "甲"), (1, "乙"), (4, "1"), (4, "2, 3"), (5, "4"), (5, "5")],
    ),
    "a glossary": ("```{glossary}\n語 : よみ\n  説明\n\n  続き\n次\n  説明\n```\n", None),
    "a quotation": ("```{epigraph}\n文\n\n-- 誰か\n```\n", [(2, "文"), (4, "— 誰か")]),
    "lines": ("```{line-block}\n一\n二\n```\n", [(2, "一"), (3, "二")]),
    "raw text": ("```{raw} html\n<b>生</b>\n```\n\n```{raw} latex\nx\n```\n", [(1, "生")]),
    "what holds": ("```{only} html and not latex\n中\n```\n", [(2, "中")]),
    "what does not hold": ("```{only} latex\n中\n```\n", []),
    "what prints nothing": ("```{index} 語\n```\n\n```{toctree}\na\n```\n", []),
}
GLOSSARY = [(2, "語"), (3, "説明"), (5, "続き"), (6, "次"), (7, "説明")]


@pytest.mark.parametrize(("text", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_what_stands_in_blocks(tmp_path, text, expected):
    assert pieces(tmp_path, text) == (GLOSSARY if expected is None else expected)


def test_text_in_stead_of_images(tmp_path):
    found = read(tmp_path, "![一つ*め*](a.png)\n\n```{image} b.png\n:alt: 二つめ\n```\n").images
    assert [(piece.line, piece.text) for piece in found] == [(1, "一つめ"), (3, "二つめ")]


def test_text_under_a_condition_that_is_not_known_may_be_missing(tmp_path):
    text = "```{ifconfig} a\n一\n```\n\n```{only} a.b\n二\n```\n"
    assert [piece.optional for piece in read(tmp_path, text).pieces] == [True, True]


INCLUDED = "一\n\n% ここから\n\n二\n\n% ここまで\n\n三\n"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", [("part.md", 1), ("part.md", 5), ("part.md", 9)]),
        (":start-line: 2\n:end-line: 6\n", [("part.md", 5)]),
        (":start-after: ここから\n:end-before: ここまで\n", [("part.md", 5)]),
        (":literal:\n", [("one.md", 1)]),
    ],
)
def test_included_files_have_lines_of_their_own(tmp_path, options, expected):
    found = read(tmp_path, f"```{{include}} part.md\n{options}```\n", **{"part.md": INCLUDED})
    assert [(piece.file, piece.line) for piece in found.pieces] == expected


def test_files_of_values_and_of_code(tmp_path):
    text = "```{csv-table}\n:file: a.csv\n```\n\n```{literalinclude} a.csv\n```\n"
    found = read(tmp_path, text, **{"a.csv": "甲,乙\n丙,丁\n"}).pieces
    assert [(piece.file, piece.line, piece.text.strip()) for piece in found] == [
        ("a.csv", 1, "甲"), ("a.csv", 1, "乙"), ("a.csv", 2, "丙"), ("a.csv", 2, "丁"), ("one.md", 5, "甲,乙\n丙,丁"),
    ]  # fmt: skip


def test_a_file_that_includes_itself_is_read_once(tmp_path):
    assert pieces(tmp_path, "文\n\n```{include} one.md\n```\n") == [(1, "文")]


def test_what_a_directive_makes_of_facts_and_of_other_markup_is_named(tmp_path):
    found = read(tmp_path, "```{roster}\n:compact:\n```\n\n```{eval-rst}\n文\n\n```\n")
    assert found.generated[0].holds("one.md", 1) and not found.generated[0].holds("one.md", 5)
    assert found.foreign[0].holds("one.md", 6) and found.pieces == []
