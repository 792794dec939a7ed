"""A made-up proof of a small PDF: two files, three rules that looked, findings of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.errors import Place, Text
from build_tools.findings import (
    RULES,
    Examined,
    Finding,
    Printed,
    Proof,
    Rule,
    Severity,
    Sheet,
    Source,
    Spot,
    in_order,
)
from tests.inspection.writing import HELVETICA, pdf, stream

SOURCE_LINES = """---
title: 甲市の実験
---
# 目的

甲市は、試験局とともに実験した。
その結果を示す。

## 結果

表のとおりである。
"""
MANY = "".join(f"\n段落{number}。\n" for number in range(20))


def three_pages() -> bytes:
    """A PDF of three pages of 400 by 300 points; the second is turned, and a corner of it is cut off."""
    boxes = ("", "/Rotate 90 /CropBox [100 50 400 300]", "")
    pages = {
        10 + number: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] {boxes[number]} /Contents 20 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>"
        for number in range(3)
    }
    return pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: "<< /Type /Pages /Kids [10 0 R 11 0 R 12 0 R] /Count 3 >>",
            5: HELVETICA,
            **pages,
            20: stream("BT /F1 20 Tf 120 200 Td (Kanko) Tj ET 1 0 0 rg 150 100 60 40 re f"),
        }
    )


def made(code: str, about: str, severity: Severity, source: str) -> Rule:
    return Rule(
        code,
        severity,
        about,
        finds=Text(f"What {code} finds.", f"{code} が見付けるもの"),
        why=Text("Because it matters.", "大切なため。"),
        mend=Text("Mend it.", "直してください。"),
        source=Source(source, "1.2"),
        check=lambda: (),
    )


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Rules of every kind, registered for a test."""
    all_rules = (
        made("test.lost", "document", Severity.ERROR, "house"),
        made("test.ragged", "pdf", Severity.WARNING, "JLREQ"),
        made("test.spelling", "source", Severity.NOTE, "公用文"),
    )
    for rule in all_rules:
        monkeypatch.setitem(RULES, rule.code, rule)
    return tuple(rule.code for rule in all_rules)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the command would be started, with source and products."""
    monkeypatch.chdir(tmp_path)
    for folder in ("source", "dist"):
        (tmp_path / folder).mkdir()
    (tmp_path / "source/chapter.md").write_text(SOURCE_LINES + MANY, "utf-8")
    for name in ("report", "release"):
        (tmp_path / f"dist/{name}.pdf").write_bytes(three_pages())
    return tmp_path


def sheets() -> tuple[Sheet, ...]:
    printed = (
        Printed((50, 250, 350, 280), Place("source/chapter.md", 4)),
        Printed((50, 150, 350, 200), Place("source/chapter.md", 6)),
    )
    whole = (0.0, 0.0, 400.0, 300.0)
    return Sheet("i", whole, 0, printed), Sheet("1", (100.0, 50.0, 400.0, 300.0), 90), Sheet("2", whole)


@pytest.fixture
def clean(here: Path, rules: tuple[str, ...]) -> Proof:
    """A proof without findings."""
    names = ("release", "report")
    return Proof(
        tuple(Examined(Path(f"dist/{name}.pdf"), f"dist/{name}.pdf", name, sheets()) for name in names), (), rules
    )


@pytest.fixture
def proof(clean: Proof) -> Proof:
    """A proof with findings: of the source, of a file as a whole, on pages, on two pages, with and without a line."""
    return with_findings(clean, FINDINGS)


def with_findings(proof: Proof, findings: tuple[Finding, ...]) -> Proof:
    return Proof(proof.examined, in_order(findings), proof.rules, proof.bar)


def finding(code: str = "test.lost", severity: Severity = Severity.ERROR, **more: object) -> Finding:
    """A finding on the first page of the report, but for what is said."""
    defaults: dict[str, object] = {
        "what": Text("A paragraph is lost.", "段落が紙面にありません。"),
        "mend": Text("Build it again.", "組み直してください。"),
        "file": "dist/report.pdf",
        "source": Place("source/chapter.md", 6),
        "spots": (Spot(0, "i", ((50, 150, 350, 200),)),),
    }
    return Finding(code, severity, **(defaults | more))  # type: ignore[arg-type]


FINDINGS = (
    finding(),
    finding(
        "test.ragged",
        Severity.WARNING,
        what=Text("A line is ragged.", "行の右端が揃っていません。"),
        source=None,
        spots=(Spot(1, "1", ((150, 100, 210, 140),)), Spot(2, "2", ((150, 100, 210, 140), (150, 200, 210, 240)))),
    ),
    finding(
        "test.spelling",
        Severity.NOTE,
        what=Text("“取組み” is spelt otherwise.", "「取組み」の表記が揺れています。"),
        file="",
        source=Place("source/chapter.md", 7),
        spots=(),
    ),
    finding("inspection.damaged", what=Text("It is damaged.", "壊れています。"), source=None, spots=()),
)
