"""The text of all blocks of a chapter is the text of its HTML, the one that is set: nothing lost, nothing doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from build_tools.manuscript.model import Block, Call, Chapter, PageOf
from tests.manuscript.conftest import PUBLICATION

TESTS = Path(__file__).parents[1]
EDITIONS = {
    "first edition": TESTS.parent / "source",
    **{name: TESTS / "cases" / name / "source" for name in ("set", "places", "published", "allowed", "specimen")},
}
PAGE, CALL = "◇", "†"


def solid(text: str) -> str:
    return re.sub(r"[ \t\r\n\f\xa0]+", "", text)


def same(read: str, printed: str) -> None:
    """Both say the same; else the place where they part."""
    one, other = solid(read), solid(printed)
    apart = next((at for at, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), None)
    start = max(0, (min(len(one), len(other)) if apart is None else apart) - 20)
    assert one == other, f"{one[start:][:60]!r} is printed as {other[start:][:60]!r}"


class Printed(HTMLParser):
    """The text of HTML for print, with signs for page numbers and calls of footnotes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.hidden = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if "data-page" in given:
            self.found.append(PAGE)
            self.hidden = tag
        elif given.get("class") == "footnote":
            self.found.append(f"{CALL}{given['data-label']}{CALL}")
        elif given.get("class") == "footnote-again":
            self.found.append(CALL)

    def handle_endtag(self, tag: str) -> None:
        if tag == "sup" and self.found and CALL in self.found[-2:]:
            self.found.append(CALL)
        if tag == self.hidden:
            self.hidden = ""

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


class Read:
    """The text of a chapter's blocks, footnotes where they are called first."""

    def __init__(self, chapter: Chapter) -> None:
        blocks = {block.id: block for block in chapter.blocks}
        self.notes = {(note.called, note.label): [blocks[name] for name in note.blocks] for note in chapter.footnotes}
        self.text = "".join(self.of(block) for block in chapter.blocks if "footnote" not in block.inside)

    def of(self, block: Block) -> str:
        return "".join(self.pieces(block))

    def pieces(self, block: Block) -> Iterator[str]:
        for part in block.parts:
            if isinstance(part, Call):
                yield f"{CALL}{part.footnote}{CALL}"
                yield from map(self.of, self.notes.pop((block.id, part.footnote), ()))
            else:
                yield PAGE if isinstance(part, PageOf) else part


@pytest.mark.parametrize("source", EDITIONS.values(), ids=EDITIONS)
def test_every_chapter_says_what_its_html_says(take, source):
    taken = take(source)
    assert len(taken.bodies) == sum(len(document.chapters) for document in taken.manuscript.documents)
    for (document, docname), body in taken.bodies.items():
        read = Read(taken.chapter(docname, document))
        same(read.text, "".join(Printed(body).found))
        assert not read.notes


EVERYTHING = """\
---
author: 試験局
---

見出しの前の文。

(top)=
# 章の題

段落に*強調*と`code  with   spaces`、{{ facts.people }}名、{date}`date`、{address}`home`、<mailto:a@example.jp>が
ある。\\
改めた行。 English words
keep a space[^a]と[^b]、また[^a]。H{sub}`2`O、{kbd}`Ctrl`、{abbr}`略 (略語)`、$x^2$。

[^a]: 一つめの注。

    二つめの段落と[リンク](#top)。

[^b]: 次の注{pageref}`here`。

- 項目
  - 中の項目

    項目の二つめの段落
- 次の項目
3. 三から
4. 四

用語
: 説明の一
: 説明の二

:欄の名: 欄の値

> 引用の文
>
> -- 書いた人

(here)=
```{list-table} 表の題[^c]
:header-rows: 1
:stub-columns: 1

* - 区分
  - 値
* - 甲
  - - 一
    - 二
* - 乙
  - 長い

    文
```

[^c]: 題の注。

| 左 | 右 |
|----|---:|
| あ | `い`<br>う |

```{figure} dot.png
:alt: 点
:name: dot

図の題

図の説明の文
```

![並びの図](dot.png)と文。

```{code-block} python
:caption: 例

def 例():
    return "  二つの空白"
```

    字下げの code

```{note}
注意の文。
```

```{admonition} 自分の題
囲みの文。
```

```{seealso}
ほかの文。
```

```{versionadded} 1.0
版の文。
```

```{sidebar} 傍らの題
傍らの文
```

```{topic} 話題
話題の文
```

```{rubric} 小見出し
```

```{glossary}
さくいん : さくいん
  用語集の説明
```

```{point} 要点
- 要点の文
```

```{case} 事例の題
:city: 甲市
:prefecture: 乙県
:headcount: 12
:as-of: 2021年度
:source: 資料

事例の文{index}`索引語 <さくいんご@索引語>`。
```

```{index} さくいん
```

<div class="raw">生の<b>HTML</b> &amp; 記号<br>次</div>

% 注記

```{eval-rst}
.. line-block::

   行の一
     行の二

| 縦の
| 行

-o FILE, --output FILE  選択の説明

.. py:function:: f(a, b=1) -> int

   関数の説明

.. parsed-literal::

   そのまま *強調*

>>> 1 + 1
2

.. epigraph::

   銘

   -- 誰か

.. csv-table::

   1, 2
```

$$
y = 1
$$

---

## 節の題

### 節の節

本文。

{.unnumbered}
## 番号のない節

```{excerpt} here2
```

(here2)=
{.lead}
抜粋元の文。
"""


def test_every_kind_of_node_says_what_its_html_says(written):
    publication = PUBLICATION.replace('chapters = ["one.md"]', 'chapters = ["one.md"]\n')
    taken = written(EVERYTHING, publication)
    read = Read(taken.chapter())
    same(read.text, "".join(Printed(taken.bodies["main", "one"]).found))
    assert not read.notes


FAULTS = {
    "lost": lambda blocks: blocks[:3] + blocks[4:],
    "doubled": lambda blocks: blocks[:3] + blocks[2:],
    "swapped": lambda blocks: (*blocks[:2], blocks[3], blocks[2], *blocks[4:]),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_is_lost_doubled_or_swapped_is_seen(written, fault):
    taken = written("# 章\n\n一の文。\n\n二の文。\n\n三の文。\n\n四の文。\n")
    chapter = taken.chapter().model_copy(update={"blocks": fault(taken.chapter().blocks)})
    with pytest.raises(AssertionError, match="is printed as"):
        same(Read(chapter).text, "".join(Printed(taken.bodies["main", "one"]).found))


def test_the_doctree_stays_as_it_is(written, monkeypatch):
    from build_tools.press import witness

    seen = []

    def read_chapter(doctree, setting):
        before = doctree.pformat()
        read_chapter_itself(doctree, setting)
        seen.append(before == doctree.pformat())
        return read_chapter_itself(doctree, setting)

    read_chapter_itself = witness.read_chapter
    monkeypatch.setattr(witness, "read_chapter", read_chapter)
    taken = written(EVERYTHING)
    assert seen == [True]
    assert taken.data == written(EVERYTHING).data
