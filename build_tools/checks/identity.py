"""Whether these are the documents that the manuscript speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.subject import Publication, Subject
from build_tools.errors import Text
from build_tools.findings import Fault, Severity, Source, rule

HOUSE = Source("Kanko")
KEY = "KankoManuscript"
BUILD_AGAIN = Text("Build the publication again.", "刊行物をもう一度作ってください。")


@rule(
    "set.other-manuscript",
    Severity.ERROR,
    "document",
    finds=Text(
        "A PDF that was made from another manuscript than the one it is held against, or names none.",
        "照合する原稿データとは別の原稿から作られた（または、どの原稿から作られたか分からない）PDF",
    ),
    why=Text(
        "A stale PDF beside a newer manuscript looks right and says something else.",
        "古い PDF が新しい原稿データと並んでいると、正しく見えて、内容が違います。",
    ),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def other_manuscript(subject: Subject) -> Iterator[Fault]:
    named = subject.pdf.metadata.entry(KEY)
    if named == subject.publication.digest:
        return
    if named is None:
        yield Fault(
            Text("It does not say what manuscript it was made from.", "どの原稿から作られたかの記録がありません。")
        )
    else:
        yield Fault(
            Text(
                f"It was made from another manuscript ({named[:12]}…, not {subject.publication.digest[:12]}…).",
                f"別の原稿から作られています（{named[:12]}…。照合先は {subject.publication.digest[:12]}…）。",
            )
        )


@rule(
    "set.missing-document",
    Severity.ERROR,
    "set",
    finds=Text("A document of the publication that is not there.", "刊行物のうち、見当たらない文書"),
    why=Text(
        "What is not there cannot be proven, and a set without one of its documents is not the publication.",
        "ない文書は確かめられません。文書が欠けたままでは、刊行物になりません。",
    ),
    mend=BUILD_AGAIN,
    source=HOUSE,
)
def missing_document(publication: Publication) -> Iterator[Fault]:
    if publication.whole:
        for document in publication.manuscript.documents:
            if document.id not in publication.documents:
                yield Fault(Text(f"{document.file} is not there.", f"{document.file} がありません。"))
