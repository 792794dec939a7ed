"""A small edition in Markdown that Pandoc reads as well, and approved texts made of it without Kanko."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pypandoc

from build_tools.collation.approved import Approved, read_approved
from build_tools.collation.built import built_documents
from build_tools.collation.collate import collate
from build_tools.collation.model import Collation, Difference
from build_tools.manuscript.write import read_manuscript
from build_tools.pipeline import Order, build
from build_tools.proving import sha256_of

ONE = """# 体制

甲市は、2021年度に推進室を設けた。室長は高橋である。推進室は、庁内の各課から集めた１２名からなる。

推進室の仕事は、三つある[^room]。計画をつくること、事業を進めること、結果を確かめることである。

- 計画は、毎年度の初めに見直す。
- 事業は、己の手で進める。

事業の経過は、四半期ごとに公表する。

| 区分 | 件数 |
|------|------|
| 計画 | 1,204 |
| 事業 | 3,310 |
| 評価 | 12 |

推進室は、Smart City の標準に従い、記録を残す。

[^room]: 試験局の告示による。
"""
TWO = """# 費用

費用は、甲市と試験局が半分ずつ負担する。負担の割合は、五年ごとに見直す。見直しの結果は、直ちに公表する。

## 負担の割合

初年度の費用は、沪過池の改修に充てた。二年度からは、維持に充てる。

事業の経過は、四半期ごとに公表する。

市民は、費用の使い方について意見を述べることができる。意見は、年に一度まとめて公表する。
"""
TOML = """\
id = "trial"
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


@dataclass(frozen=True)
class Small:
    """The edition as it was built: the folder of its products."""

    dist: Path

    def collated(self, approved: Path | Approved, *names: str, encoding: str | None = None) -> Collation:
        """It beside an approved text."""
        manuscript = read_manuscript(self.dist / "manuscript.json")
        files = [self.dist / each.file for each in manuscript.documents if not names or each.id in names]
        documents = built_documents(files, manuscript, sha256_of(self.dist / "manuscript.json"))
        text = read_approved(approved, encoding) if isinstance(approved, Path) else approved
        return collate(text, documents, manuscript)


def small(folder: Path, more: str = "", chapters: tuple[str, str] = (ONE, TWO)) -> Small:
    """The small edition, built; `more` for its publication.toml."""
    source = folder / "source"
    source.mkdir(parents=True)
    (source / "publication.toml").write_text(TOML + more, "utf-8")
    for name, text in zip(("one.md", "two.md"), chapters, strict=True):
        (source / name).write_text(text, "utf-8")
    build(Order(source, folder / "dist", only=("pdf",), check=False))
    return Small(folder / "dist")


def as_docx(path: Path, text: str = f"{ONE}\n{TWO}") -> Path:
    """Markdown as a Word file, by Pandoc: footnotes, lists and tables of Word's own, headings without numbers."""
    pypandoc.convert_text(text, "docx", format="markdown", outputfile=str(path))
    return path


def as_text(path: Path, pdf: Path) -> Path:
    """A PDF as plain text, by poppler, in the order of its content: running heads, contents and folios with it."""
    subprocess.run(["pdftotext", "-raw", pdf, path], check=True)
    return path


def altered(path: Path, old: str, new: str, encoding: str = "utf-8") -> Path:
    """A text with something else in one place. Spaces do not matter: poppler reads one where Japanese and Latin stand a
    quarter em apart.
    """
    text, wanted = path.read_text(encoding), re.compile(" ?".join(map(re.escape, old)))
    assert len(wanted.findall(text)) == 1, (old, text.count(old))
    path.write_text(wanted.sub(lambda found: new, text), encoding)
    return path


def told(difference: Difference) -> tuple[str, str, str, str, str]:
    """What is told of a difference in short: kind, both texts, page, line of the source."""
    place = difference.printed_at
    source = f"{place.source.file}:{place.source.line}" if place.source else ""
    return difference.kind, difference.approved.text, difference.printed.text, place.page, source
