"""A small edition, and what it becomes by one edit each: of the text, of an image, or of the layout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from build_tools.resources import templates_root
from tests.checks.rebuilding import replaced, with_layout

PUBLICATION = """id = "trial"
title = "試験の報告"
date = 2025-04-01
issuer = "試験局"

[[documents]]
id = "report"
title = "{title}"
layout = "report"
numbering = "report"
chapters = ["one.md", "two.md"]
"""
WHERE = ["歩道", "車道", "広場", "駅前", "水路", "公園", "橋", "堤防", "港", "市場", "校庭", "倉庫", "温室", "書庫"]
WHAT = (
    "照明",
    "舗装",
    "植栽",
    "案内板",
    "排水",
    "点検",
    "測量",
    "清掃",
    "警備",
    "補修",
    "調査",
    "記録",
    "公開",
    "保存",
)
LONG = "試験局は、甲市の計画を新しく定め、その全文を公表した。"


def paragraphs(first: int, count: int) -> str:
    """Paragraphs of three lines, no two alike."""
    return "\n\n".join(_paragraph(n) for n in range(first, first + count))


def _paragraph(n: int) -> str:
    about, times = WHAT[(n + n // 14 * 5 + 12) % 14], chr(0xFF11 + n % 9)
    return (
        f"甲市は、{WHERE[n % 14]}の{about}について、{times}度の聞き取りを行った。住民は{WHAT[n % 14]}の費用と"
        f"{WHERE[n * 3 % 14]}の使い方を尋ね、試験局は答えを{WHERE[n * 5 % 14]}の掲示で示した。次の年度には、"
        f"{WHAT[n * 3 % 14]}の手引を改め、{WHERE[n * 11 % 14]}でも同じ聞き取りを行う。"
    )


ONE = f"# 目的\n\n{paragraphs(0, 7)}\n\n(scope)=\n## 範囲\n\n{paragraphs(7, 22)}\n"
TWO = f"""# 方法

{paragraphs(30, 3)}

範囲は{{pageref}}`end`から{{pageref}}`last`までにある。

```{{figure}} mark.png
甲市の印
```

{paragraphs(33, 2)}

(end)=
## 件数

| 年度 | 件数 |
|---|---|
| 元年 | 12 |
| ２年 | 15 |

(last)=
## 終わり

{paragraphs(35, 2)}
"""

Change = Callable[[Path], object]


def base(source: Path) -> None:
    """The edition as it was."""
    source.mkdir(parents=True)
    (source / "publication.toml").write_text(PUBLICATION, "utf-8")
    (source / "one.md").write_text(ONE, "utf-8")
    (source / "two.md").write_text(TWO, "utf-8")
    mark(source, "#0017c1")


def mark(source: Path, colour: str, height: int = 60) -> None:
    """The image of the edition."""
    Image.new("RGB", (120, height), colour).save(source / "mark.png")


def edit(old: str, new: str, file: str = "one.md") -> Change:
    """A text of a file that becomes another one."""
    return lambda source: replaced(source / file, old, new)


def layout(**files: str) -> Change:
    """A layout of the edition's own, of these files."""
    names = {name.replace("_", "."): text for name, text in files.items()}
    return lambda source: with_layout(source, names)


def footer(source: Path) -> None:
    """Another word before every folio."""
    running = (templates_root() / "print/report/running.html").read_text("utf-8")
    assert '<div class="folio">' in running
    with_layout(source, {"running.html": running.replace('<div class="folio">', '<div class="folio">試験局　')})


def in_turn(*changes: Change) -> Change:
    """Several edits of one edition."""
    return lambda source: [change(source) for change in changes]


VARIANTS: dict[str, Change] = {
    "same": lambda source: None,
    "reworded": edit("校庭の警備について、", "校庭の警備に関し、"),
    "added": edit("\n甲市は、市場の清掃", f"\n{LONG * 4}\n\n甲市は、市場の清掃"),
    "much": edit("\n甲市は、市場の清掃", f"\n{LONG * 45}\n\n甲市は、市場の清掃"),
    "deleted": edit(paragraphs(2, 1) + "\n\n", ""),
    "heading": edit("## 範囲", "## 範囲と対象"),
    "cell": edit("| 15 |", "| 18 |", "two.md"),
    "font": layout(own_css='p { font-family: "BIZ UDGothic" }\n'),
    "size": layout(own_css="p { font-size: 10pt }\n"),
    "leading": layout(own_css="p { line-height: 19pt }\n"),
    "tint": layout(own_css="table { background: #fee }\n"),
    "footer": footer,
    "several": in_turn(
        edit("\n甲市は、市場の清掃", f"\n{LONG * 4}\n\n甲市は、市場の清掃"),
        edit("\n甲市は、港の記録", f"\n{LONG[::-1] * 4}\n\n甲市は、港の記録"),
        edit("温室の舗装について、", "温室の舗装に関し、"),
    ),
    "picture": lambda source: mark(source, "#c8001f"),
    "taller": lambda source: mark(source, "#0017c1", 180),
}
