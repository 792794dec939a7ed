"""For people at a terminal: findings by file and page; in colours there, plain and one sentence a line elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TextIO

from rich.console import Console
from rich.text import Text as Styled

from build_tools.errors import Language, Text
from build_tools.findings import Finding, Proof, Severity
from build_tools.reports.form import TextForm
from build_tools.reports.words import MEND, PAGES, SEVERITIES, SOURCE, WHOLE_FILE, counted, summary, where
from build_tools.reports.wrapping import cells, wrapped

_STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_INDENT: Final = "    "


@dataclass(frozen=True)
class _Row:
    """A line or more of a finding: what it is, what it says, and their styles. A path is not broken: terminals make
    links of them.
    """

    head: Text
    said: str
    of_head: str = "dim"
    of_said: str = ""
    may_break: bool = True


def _write(proof: Proof, language: Language, stream: TextIO) -> None:
    here = stream.isatty()  # whatever FORCE_COLOR says: the stream may be a file
    console = Console(file=stream, force_terminal=here, highlight=False, markup=False, emoji=False)
    width = console.width - 1 if here else None
    for line in _lines(proof, language, width):
        console.print(line, soft_wrap=True)


def _lines(proof: Proof, language: Language, width: int | None) -> Iterator[Styled]:
    for file, findings in _by_file(proof):
        yield _title(proof, file, findings, language)
        for page, there in groupby(findings, key=lambda finding: finding.page):
            yield from _page(page, list(there), language, width)
        yield Styled()
    style = "bold red" if proof.rejected else "bold"
    for line in _fitted(summary(proof).say(language), width):
        yield Styled(line, style)


def _by_file(proof: Proof) -> Iterator[tuple[str, list[Finding]]]:
    """The source first, then the files that were looked at, then others that are spoken of."""
    found: dict[str, list[Finding]] = {"": [], **{file.file: [] for file in proof.examined}}
    for finding in proof.findings:
        found.setdefault(finding.file, []).append(finding)
    return ((file, findings) for file, findings in found.items() if file or findings)


def _title(proof: Proof, file: str, findings: Sequence[Finding], language: Language) -> Styled:
    line = Styled(file or SOURCE.say(language), "bold")
    if not findings:
        pages = next(len(one.sheets) for one in proof.examined if one.file == file)
        line.append(f"  {counted(pages, 'page')}: ok" if language == "en" else f"  {pages:,}ページ　指摘なし", "dim")
    return line


def _page(page: int | None, findings: Sequence[Finding], language: Language, width: int | None) -> Iterator[Styled]:
    for number, finding in enumerate(findings):
        yield Styled()
        if number == 0 and finding.file:
            spot = next((spot for spot in finding.spots if spot.page == page), None)
            yield Styled(f"  {spot.say(language) if spot else WHOLE_FILE.say(language)}", "bold")
        yield from _finding(finding, language, width)


def _finding(finding: Finding, language: Language, width: int | None) -> Iterator[Styled]:
    column = max(cells(text.say(language)) for text in (*SEVERITIES.values(), SOURCE, PAGES, MEND)) + 2
    room = None if width is None else width - len(_INDENT) - column
    for row in _rows(finding, language):
        head = row.head.say(language).lower()
        for number, line in enumerate(_fitted(row.said, room if row.may_break else None)):
            start = head if number == 0 else ""
            margin = _INDENT + start + " " * (column - cells(start))
            yield Styled().append(margin, row.of_head).append(line, row.of_said)


def _rows(finding: Finding, language: Language) -> Iterator[_Row]:
    said = f"{finding.what.say(language)} [{finding.code}]"
    yield _Row(SEVERITIES[finding.severity], said, _STYLES[finding.severity], "bold")
    if len({spot.page for spot in finding.spots}) > 1:
        yield _Row(PAGES, where(finding, language))
    if finding.source:
        yield _Row(SOURCE, str(finding.source), of_said="underline", may_break=False)
    yield _Row(MEND, finding.mend.say(language))


def _fitted(text: str, width: int | None) -> Iterable[str]:
    return [text] if width is None else wrapped(text, max(width, 2))


FORM: Final = TextForm(_write)
