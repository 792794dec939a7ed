"""What is said of changes within a section: sentences, tables, figures, headings and sections are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.comparison.compare import compare
from build_tools.comparison.contents import Edition
from build_tools.comparison.model import Comparison
from build_tools.reuse.summary import summary
from tests.comparison.manuscripts import take
from tests.manuscript.conftest import DOT, PUBLICATION

OLD = """\
(one)=
# 章の題

一つ目の文は、取組の背景を述べる。二つ目の文は、その目的を述べる。三つ目の文は、結びである。

[案内](https://example.jp/old)を見る。

```{list-table}
* - 甲
  - 一
* - 乙
  - 二
```

(two)=
## 節の題

この節は、変わらない文章である。

(three)=
## 別の節

![絵](dot.png)

この文は、後の版で消える運命にある。
"""
NEW = """\
(one)=
# 章の題

一つ目の文は、取組の経緯を述べる。二つ目の文は、その狙いを述べる。三つ目の文は、結びである。

[案内](https://example.jp/new)を見る。

```{list-table}
* - 甲
  - 一
* - 乙
  - 三
```

新しく加わった文が、ここに一つある。続けて、もう一つある。

(two)=
## 節の題

この節は、変わらない文章である。

(three)=
## 別の節の題

```{list-table}
* - 丙
  - 四
```

(four)=
## 加わった節

この節は、新しい文章である。
"""


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return compare(*(_edition(tmp_path_factory.mktemp("edition"), text) for text in (OLD, NEW)))


def _edition(folder: Path, text: str) -> Edition:
    source = folder / "source"
    source.mkdir()
    for name, content in (("publication.toml", PUBLICATION), ("one.md", text)):
        (source / name).write_text(content, "utf-8")
    (source / "dot.png").write_bytes(DOT)
    return Edition(take(source, folder))


@pytest.mark.parametrize(
    ("sections", "said", "en"),
    [
        ({"one:one"}, "２文 変更、２文 追加、表 １ 変更、リンク １ 変更", "2 sentences changed, 2 sentences added"),
        ({"one:two"}, "", ""),
        ({"one:three"}, "題名 １ 変更、１文 削除、表 １ 追加、図 １ 削除", "1 heading changed, 1 sentence removed"),
        ({"one:two", "one:four"}, "節 １ 追加", "1 section added"),
    ],
)
def test_changes_are_counted(comparison: Comparison, sections: set[str], said: str, en: str):
    found = summary(comparison, sections, sections)
    assert "、".join(text.ja for text in found) == said
    assert ", ".join(text.en for text in found).startswith(en)
