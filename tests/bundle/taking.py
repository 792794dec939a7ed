"""Sections of editions' folders as MyST, without typesetting: every block is said to be printed on page 77."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from build_tools.bundle.catalogue import Written
from build_tools.concordance.locations import Locations, PrintedDocument, PrintedSection, Spot
from build_tools.edition import Edition, load_edition
from build_tools.manuscript.model import Document, Manuscript
from build_tools.sphinx_run import Run, run_sphinx
from tests.comparison.manuscripts import take
from tests.manuscript.conftest import DOT, PUBLICATION

HARD = """\
(目的)=
# 目的「と」*計画*

(first)=
一は[](#目的)、{title}`second`、{ref}`その表 <spans>`、{numref}`dot`（{pageref}`dot`）、{pageref}`first`にある。
**「強調」**は{strong}`「強調」`は、
**[強い*リンク*](https://example.jp/a_(b)?c=<d>)**、***二重***、`` ` ``と`` `x` ``。[^two]

[^two]: 二つの段落と[一](#first)。

    - 注の項目[^three]

[^three]: 注の注。

1. 一の一

   1. 一の一の一
   2. 一の一の二

       字下げ

2. 一の二
   {.inner}
   - 点

- 別の一覧

* もう一つの一覧

> 引用の一

> 引用の二
> - 引用の中の項目

用語の一
: 説明

% 間

別の用語
: 別の説明

(second)=
## 表

(spans)=
::::{table} 結合の表[^two]、{pageref}`other`
:class: landscape

```{eval-rst}
+----------------------+---------------------+
| 区分                 | **件数** と *額*    |
|                      +--------+------------+
|                      | 前年   | 本年       |
+======================+========+============+
| - 甲区               | 12     | ``a|b``    |
| - 乙区               |        |            |
+----------------------+--------+------------+
| 二つの段落           | `リンク             |
|                      | <https://a.jp/>`__  |
| 一\\*二\\|三 \\- 四     |                     |
+----------------------+---------------------+
| 1. 数                |                     |
|                      +---------------------+
| 2. 数                | - 項                |
+----------------------+---------------------+
```
::::

| a\\|b | 右 |
|------|:--:|
|      | ![点](dot.png) |

(dot)=
:::{figure} dot.png
:alt: '点: "引用" # と {波} `符号`'
:width: 40%
:align: right
:figclass: landscape
:target: https://example.jp/?a=1&b=2

題に{sub}`2`と[^two]

- 説明の項目
:::

```{image} dot.png
:alt: 一つの点
:width: 2cm
```

(other)=
### 細目 # 1. と `code`

````text
```
囲み
```
````

```{warning}
注意[^two]

> 引用
```

\\# 見出しでない

1\\. 番号でない

\\- 項目でない

&nbsp;初めの空白と、続く\\
改行の次の\\- 行。

(end)=
"""

PAGE = Spot(page=79, label="77", box=(0, 0, 1, 1))


@dataclass(frozen=True)
class Taken:
    """The sections of an edition, what its manuscript says of them, and where they were printed."""

    edition: Edition
    manuscript: Manuscript
    locations: Locations
    sections: dict[str, Written]


def edition(source: Path, text: str) -> Path:
    """An edition of one chapter."""
    source.mkdir()
    (source / "publication.toml").write_text(PUBLICATION, "utf-8")
    (source / "one.md").write_text(text, "utf-8")
    (source / "dot.png").write_bytes(DOT)
    return source


def offprints(source: Path, work: Path) -> Taken:
    """The sections of an edition; `work` is a folder of its own for what comes of that."""
    edition, manuscript = load_edition(source), take(source, work)
    documents = {document.id: _printed(document) for document in manuscript.documents}
    locations = Locations(manuscript="", documents=documents)

    def prepare(app, *_):
        app.builder.manuscript, app.builder.locations = manuscript, locations

    allowed = frozenset(each.warning for each in edition.allow)
    run = Run("offprint", source, work / "offprint", work / "doctrees", {}, {"env-updated": prepare}, allowed)
    builder = run_sphinx(run).builder
    assert not builder.changed
    return Taken(edition, manuscript, locations, builder.written)


def _printed(document: Document) -> PrintedDocument:
    sections = {section.id: section for chapter in document.chapters for section in chapter.sections}
    return PrintedDocument(
        file=document.file,
        sha256="",
        pages=99,
        sections={name: PrintedSection(title=each.title, heading=PAGE) for name, each in sections.items()},
        blocks={block.id: (PAGE,) for chapter in document.chapters for block in chapter.blocks},
    )
