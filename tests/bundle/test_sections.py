"""Each section of an edition, read back by docutils and MyST alone, says what the manuscript says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools.bundle.contents import Content, contents
from build_tools.manuscript.model import Block, Figure, Table
from tests.bundle.reading import read
from tests.bundle.taking import HARD, Taken, edition, offprints
from tests.manuscript.test_text_of_chapters import EDITIONS, EVERYTHING

COMPOSED = Path(__file__).parents[1] / "checks" / "editions" / "composed"
FOLDERS = {**EDITIONS, "composed": COMPOSED}


WRITTEN = {"everything": EVERYTHING, "hard": HARD}


@pytest.fixture(scope="module", params=[*FOLDERS, *WRITTEN])
def taken(request, tmp_path_factory):
    work = tmp_path_factory.mktemp(request.param.replace(" ", "-"))
    if request.param in FOLDERS:
        return offprints(FOLDERS[request.param], work)
    return offprints(edition(work / "source", WRITTEN[request.param]), work)


def held(taken: Taken) -> Iterator[Content]:
    """What the manuscript says of each section, once."""
    seen = set()
    for document in taken.manuscript.documents:
        for chapter in document.chapters:
            for content in contents(chapter):
                if content.section.id not in seen:
                    yield content
                seen.add(content.section.id)


def test_every_section_is_there_and_says_what_the_manuscript_says(taken, tmp_path):
    names = []
    for content in held(taken):
        names.append(content.section.id)
        found = read(taken.sections[content.section.id], tmp_path)
        said = Said(taken, content)
        whole = str if any(block.kind == "line" for block in content.blocks) else list  # lines are one paragraph
        assert joined(whole, texts(said, content.blocks)) == joined(whole, texts(said, found.blocks, back=True))
        assert notes(said, content) == notes(said, next(contents(found)), back=True)
        assert headings(content) == headings(next(iter(contents(found))))
        assert [grid(said, each, content.blocks) for each in content.tables] == [
            grid(said, each, found.blocks, back=True) for each in found.tables
        ]
        assert [figure(said, each, content.blocks) for each in content.figures] == [
            figure(said, each, found.blocks, back=True) for each in found.figures
        ]
    assert names == [*taken.sections]


class Said:
    """How a text reads where page numbers, citations and own numbers are left out."""

    def __init__(self, taken: Taken, content: Content) -> None:
        names = "|".join(re.escape(each.name) for each in taken.manuscript.documents)
        self.citation = re.compile(rf"（(?:{names})(?: 77ページ)?）|(?:{names}) 77ページ")
        numbers = {section.heading: section.number for section in content.sections}
        numbers |= {each.caption: each.number for each in (*content.tables, *content.figures)}
        self.numbers = {name: f"{number} " for name, number in numbers.items() if number}

    def of(self, block: Block, back: bool) -> str:
        text = block.text
        if back:
            return solid(self.citation.sub("", text))
        for link in sorted(block.links, key=lambda link: -link.at):
            if link.kind == "page":
                length = sum(len(part) for part in link.parts if isinstance(part, str))
                text = text[: link.at] + text[link.at + length :]
        return solid(text.removeprefix(self.numbers.get(block.id, "")))


def solid(text: str) -> str:
    return re.sub(r"\s+", "", text).replace("（）", "")


def texts(said: Said, blocks, back: bool = False) -> list[str]:
    return [text for block in blocks if "footnote" not in block.inside and (text := said.of(block, back))]


def notes(said: Said, content: Content, back: bool = False) -> list[str]:
    """The texts of the footnotes that the section calls, wherever they stand."""
    standing = [block for block in content.blocks if "footnote" in block.inside]
    return sorted(said.of(block, back) for block in (*standing, *content.notes))


def joined(kind: type, said: list[str]) -> object:
    return "".join(said) if kind is str else said


def headings(content: Content) -> list[tuple[int, str]]:
    return [(each.level - content.section.level, each.title) for each in content.sections]


def grid(said: Said, table: Table, blocks, back: bool = False) -> object:
    known = {block.id: said.of(block, back) for block in blocks}
    rows = [
        [[(cell.rows, cell.columns, [known[name] for name in cell.blocks]) for cell in row] for row in part]
        for part in (table.head, table.body)
    ]
    return table.columns, table.stubs, known.get(table.caption, ""), rows


def figure(said: Said, figure: Figure, blocks, back: bool = False) -> object:
    known = {block.id: said.of(block, back) for block in blocks}
    return figure.hash, figure.alt, known.get(figure.caption, ""), figure.link.address if figure.link else ""
