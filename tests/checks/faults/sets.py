"""Faults between the documents of a set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf

from tests.checks.contents import codes, each_marked, mapped, places, written
from tests.checks.injection import Good, Injected
from tests.checks.rebuilding import rebuilt, replaced


def _mapped(document: str, character: str, other: str) -> Callable[[Good], None]:
    return lambda edition: edition.spoil(document, lambda pdf: mapped(pdf, character, other))


def _heading(text: str) -> Callable[[Good], None]:
    """The heading that cites the annex, in the manuscript."""

    def change(data: Any) -> None:
        blocks = data["documents"][0]["chapters"][0]["blocks"]
        heading = next(block for block in blocks if block["parts"][0].endswith("概要（別添）"))
        heading["parts"] = [heading["parts"][0].replace("（別添）", text)]

    return lambda edition: edition.spoil_manuscript(change)


def _fax(edition: Good) -> None:
    place = places(edition, "report", "FAX03-5253-1590")[0]

    def change(pdf: pikepdf.Pdf) -> None:
        nine, eight = codes(pdf, place.page, "BIZUDGothic-Regular", "98")
        each_marked(pdf, [place], written(lambda found: [eight if code == nine else code for code in found]))

    edition.spoil("report", change)


def _title(edition: Good) -> None:
    edition.spoil("report", lambda pdf: pdf.docinfo.__setitem__("/Title", "年次報告"))


def _added(**texts: str) -> Callable[[Good], None]:
    """Texts at the end of chapters."""

    def change(source: Path) -> None:
        for name, text in texts.items():
            file = source / f"{name}.md"
            file.write_text(file.read_text("utf-8") + f"\n{text}\n", "utf-8")

    return lambda edition: rebuilt(edition, change)


def _unknown(edition: Good) -> None:
    edition.spoil_manuscript(_elsewhere)


def _elsewhere(data: Any) -> None:
    chapters = (chapter for document in data["documents"] for chapter in document["chapters"])
    links = (link for chapter in chapters for block in chapter["blocks"] for link in block.get("links", []))
    next(link for link in links if link.get("kind") == "document")["target"]["document"] = "nowhere"


def _second_annex(edition: Good) -> None:
    """The sheet is that of another annex."""
    rebuilt(edition, lambda source: replaced(source / "press-release/release.md", "別添", "別紙３"))


_NAMES = "| 氏名 | 役職 |\n|---|---|\n| 青木\u3000三 | 准教授 |\n"
_COUNTED = "試験委員会に加わった委員の数は{}名である。"
INJECTED = [
    Injected("a name in one document", _mapped("report", "也", "世"), {"text.altered", "set.disagreement"}),
    Injected("a shared text", _mapped("summary", "准", "準"), {"text.altered", "set.disagreement"}, "set"),
    Injected("a fax number", _fax, {"set.disagreement", "text.fact-missing", "text.unexpected"}),
    Injected("a member by hand", _added(one=_NAMES), {"set.disagreement"}, "set"),
    Injected(
        "a headcount by hand",
        _added(one=_COUNTED.format(12), summary=_COUNTED.format(13)),
        {"set.numbers"},
        "set",
    ),
    Injected("an excerpt that differs", _mapped("press-release", "挑", "桃"), {"text.altered", "set.excerpt"}),
    Injected(
        "an annex that is not there", _heading("（別添２）"), {"set.annex-missing", "source.invented", "text.altered"}
    ),
    Injected("an annex that nothing cites", _heading(""), {"set.annex-uncited", "source.dropped", "text.unexpected"}),
    Injected("another annex by hand", _second_annex, {"set.annex-missing", "set.annex-uncited"}),
    Injected("a title in the metadata", _title, {"metadata.differs", "metadata.title", "set.title"}),
    Injected("a document that the set does not have", _unknown, {"links.target", "set.unknown-document"}, "set"),
]
