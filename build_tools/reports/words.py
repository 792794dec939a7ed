"""What several forms say alike, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from build_tools.errors import Language, Text
from build_tools.findings import Finding, Proof, Severity

SEVERITIES: Final = {
    Severity.ERROR: Text("error", "誤り"),
    Severity.WARNING: Text("warning", "警告"),
    Severity.NOTE: Text("note", "参考"),
}
MEND: Final = Text("To do", "対処")
PAGES: Final = Text("Pages", "紙面")
SOURCE: Final = Text("Source", "原稿")
WHOLE_FILE: Final = Text("the file as a whole", "ファイル全体")


def counted(number: int, noun: str) -> str:
    """A number and an English noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def looked(proof: Proof) -> Text:
    """What was looked at, and by how many rules."""
    files, pages, rules = len(proof.examined), sum(len(file.sheets) for file in proof.examined), len(proof.rules)
    return Text(
        f"{counted(files, 'PDF')}, {counted(pages, 'page')}, {counted(rules, 'rule')}",
        f"PDF {files:,}点・{pages:,}ページを{rules:,}規則で点検",
    )


def tally(proof: Proof) -> Text:
    """How many findings there are of each severity; what there is none of is left out."""
    counts = [(severity, proof.count(severity)) for severity in SEVERITIES]
    found = [(severity, number) for severity, number in counts if number]
    if not found:
        return Text("Nothing found", "指摘はありません")
    return Text(
        ", ".join(counted(number, SEVERITIES[severity].en) for severity, number in found),
        "、".join(f"{SEVERITIES[severity].ja}{number:,}件" for severity, number in found),
    )


def verdict(proof: Proof) -> Text:
    """Whether it may be published."""
    if proof.rejected:
        return Text("Not to be published", "公表できません")
    return Text("Nothing stands in the way of publication", "公表を妨げるものはありません")


def summary(proof: Proof) -> Text:
    """All of it in one line; without findings there is nothing to weigh, so no verdict."""
    what, how, end = tally(proof), looked(proof), verdict(proof)
    if not proof.findings:
        return Text(f"{what.en} ({how.en}).", f"{what.ja}（{how.ja}）。")
    return Text(f"{what.en} ({how.en}). {end.en}.", f"{what.ja}（{how.ja}）。{end.ja}。")


def where(finding: Finding, language: Language) -> str:
    """The pages that a finding is about, as people call them; "" where it is about none."""
    return listed(dict.fromkeys(spot.say(language) for spot in finding.spots if spot.page is not None), language)


def listed(items: Iterable[str], language: Language) -> str:
    """Some things in a row."""
    return ("、" if language == "ja" else ", ").join(items)
