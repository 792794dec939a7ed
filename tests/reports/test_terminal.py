"""What people see at a terminal."""

from __future__ import annotations

import io
import re

import pytest

from build_tools.errors import Text
from build_tools.reports import write_report
from build_tools.reports.wrapping import cells, wrapped
from tests.reports.conftest import finding, with_findings

AMBIGUOUS = "※①…—→“甲市”の試験局は、（例えば）「実験」を行った。" * 6


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch):
    """What is seen on a terminal of a width."""

    def show(proof, width, language="ja"):
        for name, value in {"COLUMNS": str(width), "LINES": "50", "TERM": "xterm-256color"}.items():
            monkeypatch.setenv(name, value)
        for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
            monkeypatch.delenv(name, raising=False)
        write_report(proof, "terminal", stream := Terminal(), language)
        return stream.getvalue()

    return show


def without_colours(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def plain(proof, language):
    write_report(proof, "terminal", stream := io.StringIO(), language)
    return stream.getvalue()


def test_findings_stand_by_file_and_page(proof):
    assert plain(proof, "en") == (
        """\
Source

    note     “取組み” is spelt otherwise. [test.spelling]
    source   source/chapter.md:7
    to do    Build it again.

dist/release.pdf  3 pages: ok

dist/report.pdf

  the file as a whole
    error    It is damaged. [inspection.damaged]
    to do    Build it again.

  page 1 (i)
    error    A paragraph is lost. [test.lost]
    source   source/chapter.md:6
    to do    Build it again.

  page 2 (1)
    warning  A line is ragged. [test.ragged]
    pages    page 2 (1), page 3 (2)
    to do    Build it again.

2 errors, 1 warning, 1 note (2 PDFs, 6 pages, 3 rules). Not to be published.
"""
    )


def test_japanese(proof):
    said = plain(proof, "ja")
    assert (
        """\
  1枚目（i）
    誤り  段落が紙面にありません。 [test.lost]
    原稿  source/chapter.md:6
    対処  組み直してください。
"""
        in said
    )
    assert said.endswith("\n誤り2件、警告1件、参考1件（PDF 2点・6ページを3規則で点検）。公表できません。\n")


def test_nothing_found_says_what_looked(clean):
    last = [plain(clean, language).splitlines()[-1] for language in ("en", "ja")]
    assert last == ["Nothing found (2 PDFs, 6 pages, 3 rules).", "指摘はありません（PDF 2点・6ページを3規則で点検）。"]


def test_below_the_bar_nothing_stands_in_the_way(clean):
    from build_tools.findings import Severity

    said = plain(with_findings(clean, (finding(severity=Severity.NOTE),)), "en")
    assert said.endswith("1 note (2 PDFs, 6 pages, 3 rules). Nothing stands in the way of publication.\n")


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_line_is_wider_than_the_screen_whatever_ambiguous_characters_take(clean, screen, width, language):
    long = finding(what=Text(AMBIGUOUS, AMBIGUOUS), mend=Text(AMBIGUOUS, AMBIGUOUS))
    lines = without_colours(screen(with_findings(clean, (long,)), width, language)).splitlines()
    widths = [cells(line) for line in lines]
    assert width - 4 <= max(widths) < width
    said = "".join(line.strip() for line in lines).replace(" ", "")
    assert AMBIGUOUS in said
    assert not [line for line in lines if re.match("[、。）」”]", line.strip())]


def test_colours_are_for_terminals(proof, screen, monkeypatch):
    assert "\x1b[" in screen(proof, 100) and "\x1b[" not in plain(proof, "ja")
    assert "\x1b[1;31m" in screen(proof, 100)
    monkeypatch.setenv("FORCE_COLOR", "1")  # as in the logs of many services; but this may be a file
    assert "\x1b[" not in plain(proof, "ja")


def test_a_long_path_stays_whole(clean, screen):
    from build_tools.errors import Place

    path = "source/" + "very-long-name/" * 10 + "chapter.md"
    assert f"{path}:3" in without_colours(screen(with_findings(clean, (finding(source=Place(path, 3)),)), 80))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("甲市の試験局。", 6, ["甲市の", "試験", "局。"]),
        ("「甲市」", 6, ["「甲", "市」"]),
        ("a word or two", 7, ["a word", "or two"]),
        ("※※※", 4, ["※※", "※"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("", 10, [""]),
    ],
)
def test_where_lines_are_broken(text, width, lines):
    assert wrapped(text, width) == lines
