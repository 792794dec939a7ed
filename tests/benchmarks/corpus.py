"""A Japanese corpus of any size for the benchmarks: an edition of invented prose, the same for the same size.

`python tests/benchmarks/corpus.py FOLDER [CHAPTERS [SECTIONS]]` writes one; 20 chapters of 12 sections make about 300
pages.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

SUBJECTS = [
    "施策",
    "計画",
    "制度",
    "基盤",
    "取組",
    "事業",
    "調査",
    "評価",
    "課題",
    "方針",
    "体制",
    "連携",
    "人材",
    "財源",
    "地域",
    "住民",
    "情報",
    "技術",
    "環境",
    "交通",
]
ACTIONS = ["推進", "整備", "検討", "実施", "確保", "改善", "把握", "共有", "見直し", "検証", "支援", "強化"]
PARTICLES = ["の", "を", "に", "は", "が", "と", "や", "から", "まで", "について", "における", "に関する"]
ENDINGS = ["が求められている。", "を図ることが重要である。", "について検討を進めた。", "に取り組むこととしている。"]


def sentence(dice: random.Random) -> str:
    """A sentence that says nothing, about as long as an official one."""
    words = [dice.choice(SUBJECTS) + dice.choice(ACTIONS) + dice.choice(PARTICLES) for _ in range(dice.randint(4, 9))]
    number = f"{dice.randint(1990, 2026)}年度" if dice.random() < 0.2 else ""
    return number + "".join(words) + dice.choice(SUBJECTS) + dice.choice(ENDINGS)


def paragraph(dice: random.Random) -> str:
    """Four to eight sentences."""
    return "".join(sentence(dice) for _ in range(dice.randint(4, 8)))


def table(dice: random.Random) -> str:
    """A table of eight rows."""
    rows = "\n".join(
        f"| {dice.choice(SUBJECTS)}{dice.choice(ACTIONS)} | {dice.randint(1, 99999):,} |" for _ in range(8)
    )
    return f"| 区分 | 件数 |\n|---|---:|\n{rows}"


def chapter(number: int, chapters: int, sections: int) -> str:
    """A chapter: sections with paragraphs, a list, a table, and a reference to the page of a place elsewhere."""
    dice = random.Random(number)
    parts = [f"(c{number})=\n# {dice.choice(SUBJECTS)}の{dice.choice(ACTIONS)}", paragraph(dice)]
    for section in range(sections):
        parts.append(
            f"(c{number}s{section})=\n## {dice.choice(SUBJECTS)}{dice.choice(SUBJECTS)}の{dice.choice(ACTIONS)}"
        )
        parts += [paragraph(dice) for _ in range(3)]
        place = f"c{dice.randint(1, chapters)}s{dice.randint(0, sections - 1)}"
        parts.append(f"{sentence(dice)}（{{ref}}`{place}`、{{pageref}}`{place}`）")
        parts.append("\n".join(f"- {sentence(dice)}" for _ in range(4)) if section % 2 else table(dice))
    return "\n\n".join(parts) + "\n"


def write(folder: Path, chapters: int = 20, sections: int = 12) -> None:
    """Write an edition of so many chapters into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, chapters + 1):
        (folder / f"c{number:03d}.md").write_text(chapter(number, chapters, sections), "utf-8")
    files = "\n".join(f'    "c{number:03d}.md",' for number in range(1, chapters + 1))
    (folder / "publication.toml").write_text(
        'id = "corpus"\ntitle = "計測用の文書"\ndate = 2026-04-01\nissuer = "計測係"\n\n[[documents]]\nid = "corpus"\n'
        f'title = "計測用の文書"\nlayout = "report"\nnumbering = "report"\nchapters = [\n{files}\n]\n',
        "utf-8",
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]), *map(int, sys.argv[2:]))
