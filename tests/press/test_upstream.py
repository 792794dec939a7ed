"""Every fault that UPSTREAM.md tells of is there today; one that is mended fails here, so that it is noticed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "build_tools" / "press" / "UPSTREAM.md"


@dataclass(frozen=True)
class Section:
    """A fault: the library with the version measured, the title, what is said, and the example with its first line."""

    library: str
    title: str
    text: str
    code: str
    line: int

    def run(self) -> str:
        """Run the example; what is to be done if it does not show the fault, else nothing."""
        try:
            # Empty lines in front, so that a traceback names the line of UPSTREAM.md.
            exec(compile("\n" * (self.line - 1) + self.code, str(FILE), "exec"), {"__name__": "__main__"})
        except AssertionError as error:
            failed = error.__traceback__
            while failed and failed.tb_next:
                failed = failed.tb_next
            where = failed.tb_lineno if failed else self.line
            return (
                f"UPSTREAM.md:{where}: {self.library} no longer shows “{self.title}”. See whether what Kanko does "
                f"instead can go, then take the section out."
            )
        return ""


def sections(text: str) -> Iterator[Section]:
    library = ""
    for part in re.finditer(r"^(##|###) (.+)\n((?:(?!^##).*\n?)*)", text, re.MULTILINE):
        if part[1] == "##":
            library = part[2]
            continue
        code = re.search(r"^```python\n(.*?)^```$", part[3], re.MULTILINE | re.DOTALL)
        assert code, f"{part[2]}: no example"
        line = text[: part.start(3) + code.start(1)].count("\n") + 1
        yield Section(library, part[2], part[3], code[1], line)


SECTIONS = list(sections(FILE.read_text("utf-8")))


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.title)
def test_the_fault_is_there(section):
    problem = section.run()
    assert not problem, problem


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.title)
def test_all_is_said(section):
    """What is expected, what happens, what is done instead; the version installed; an assertion at the end."""
    for word in ("Expected: ", "Happens: ", "Kanko: "):
        assert section.text.count(f"\n{word}") == 1, word
    name, _, version = section.library.partition(" ")
    assert metadata.version(name) == version, "measure again"
    last = ast.parse(section.code).body[-1]
    assert any(isinstance(node, ast.Assert) for node in ast.walk(last))


def test_every_fence_is_an_example():
    text = FILE.read_text("utf-8")
    assert text.count("\n```python\n") == text.count("\n```\n") == len(SECTIONS) == text.count("\n### ") > 30


def test_a_mended_fault_is_told():
    """The fault that this file must catch."""
    text = "## Library 1.0\n\n### A fault\n\n```python\nfault = 1\n\nassert fault == 2\n```\n"
    (section,) = sections(text)
    assert section.run().startswith("UPSTREAM.md:8: Library 1.0 no longer shows “A fault”.")


def test_an_example_that_breaks_otherwise_is_no_fault_shown():
    (section,) = sections("## Library 1.0\n\n### A fault\n\n```python\nassert nothing\n```\n")
    with pytest.raises(NameError):
        section.run()
