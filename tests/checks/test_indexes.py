"""The index of an edition that marks terms wherever they can stand, in every way: nothing is wrong with it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.checks.injection import EDITIONS, built

SETTINGS = """
id = "indexed"
title = "索引の記録"
date = 2019-05-01
issuer = "試験局"

[[documents]]
id = "main"
title = "{title}"
layout = "report"
numbering = "report"
lists = ["index"]
chapters = ["one.md", "two.md"]
"""
ONE = """# 章

```{index} ショウ
```

```{index} single: ソウタ; コ
```

## 節

文中の{index}`データ`[^n]と、{index}`５Ｇ`、{index}`データ <pair: データ; ヒカク>`、
{index}`データ <triple: ア; イ; ウ>`。
{index}`見る <see: ミカタ; データ>`。{index}`見る <seealso: データ; ヒカク>`。

[^n]: 注の中の{index}`チュウ`である。

```{index} ズ
```

```{figure} img/dot.png
:alt: 点

図の題に{index}`ダイ`がある
```

```{index} ガゾウ
```

```{image} img/dot.png
:alt: 点
```

| 欄 | 値 |
|---|---|
| {index}`セル` | {index}`セル`2 |

- 項目に{index}`!コウモク`、{index}`コウモク`

```{glossary}
ヨウゴ
  説明
```
"""
# A paragraph over three pages, a term at its end; terms that end in numbers, and with signs.
LONG = f"長い段落は、{'文を続けて書くこととした。' * 250}ここに{{index}}`オワリ`がある。"
MANY = "\n\n".join(
    f"段落に{{index}}`カタカナ{number}`と{{index}}`Term {number % 7}, x`を述べ、{'文を続けた。' * (number % 9)}"
    for number in range(60)
)


def test_terms_of_every_kind_and_place(tmp_path: Path):
    source = tmp_path / "source"
    shutil.copytree(EDITIONS["places"] / "img", source / "img")
    (source / "publication.toml").write_text(SETTINGS, "utf-8")
    (source / "one.md").write_text(f"{ONE}\n{LONG}\n", "utf-8")
    (source / "two.md").write_text(f"# 語の多い章\n\n{MANY}\n", "utf-8")
    found = built(source, tmp_path).findings()
    assert [each.what.en for each in found if each.code != "images.coarse"] == []
