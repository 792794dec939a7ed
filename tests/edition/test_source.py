from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.edition.source import Key, dotted, read_source
from build_tools.errors import KankoError, typed

Write = Callable[..., Path]

LINES = """\
title = "x"
contact.fax = "1"

[links.guidebook]
# its address
url = "u"

[[documents]]
id = "a"
chapters = [
    "one.md",
    { file = "two.md", kind = "part" },
]

[[documents]]
id = "b"
"quoted key" = 1

[committee]

[facts]
key_line = 1
value_line = 2
text = \"\"\"
two lines\"\"\"
"""


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("title",), 1),
        (("contact",), 2),
        (("contact", "fax"), 2),
        (("contact", "office"), 2),
        (("links",), 6),
        (("links", "guidebook"), 4),
        (("links", "guidebook", "title"), 4),
        (("links", "guidebook", "url"), 6),
        (("documents",), 8),
        (("documents", 0, "title"), 8),
        (("documents", 0, "chapters"), 10),
        (("documents", 0, "chapters", 0), 11),
        (("documents", 0, "chapters", 0, "file"), 11),
        (("documents", 0, "chapters", 1, "kind"), 12),
        (("documents", 1), 15),
        (("documents", 1, "quoted key"), 17),
        (("committee", "name"), 19),
        (("facts", "key_line"), 22),
        (("facts", "value_line"), 23),
        (("facts", "text"), 24),
        (("nowhere",), 1),
    ],
)
def test_every_key_knows_its_line(write: Write, key: Key, line: int) -> None:
    assert read_source(write(LINES)).place(key).line == line


def test_a_table_of_a_list_knows_its_own_header(write: Write) -> None:
    source = read_source(write("[[d]]\n[d.sub]\na = 1\n\n[[d]]\n[d.sub]\na = 1\n"))
    assert [source.place(("d", number, "sub", "missing")).line for number in (0, 1)] == [2, 6]


def test_keys_are_counted_from_one() -> None:
    assert dotted(("documents", 0, "chapters", 1, "file")) == "documents[1].chapters[2].file"


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(write: Write) -> None:
    assert read_source(write(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")).place(("b",)).line == 2


@pytest.mark.parametrize(
    ("content", "name", "line"),
    [
        (b'a = 1\nb = "\n', "edition.bad-toml", 2),
        (b"a = 1\na = 2\n", "edition.bad-toml", 2),
        (b"a = 1\n\nday = 2022-02-30\n", "edition.bad-date", 3),
        ("a = 1\nb = 'あ'\n".encode("cp932"), "edition.not-utf8", 2),
    ],
)
def test_what_cannot_be_read_is_one_problem_with_its_line(write: Write, content: bytes, name: str, line: int) -> None:
    with pytest.raises(KankoError) as caught:
        read_source(write(content))
    [problem] = caught.value.problems
    assert problem.place is not None
    assert (problem.name, problem.place.path, problem.place.line) == (name, "publication.toml", line)


def test_a_folder_without_publication_toml_is_told_how_to_start(tmp_path: Path) -> None:
    with pytest.raises(KankoError, match="kanko new DIR") as caught:
        read_source(tmp_path)
    assert [problem.name for problem in caught.value.problems] == ["edition.missing-file"]


def test_paths_are_as_the_user_types_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    below, beside = tmp_path / "here" / "source" / "a.md", tmp_path / "there" / "a.md"
    assert (typed(below), typed(Path("source/a.md"))) == ("source/a.md", "source/a.md")
    assert (typed(beside), typed(Path("../there/a.md"))) == (str(beside), "../there/a.md")
