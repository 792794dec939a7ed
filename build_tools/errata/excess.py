"""What is more than a correction: sections and paragraphs that came, went or moved, texts that were written anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from build_tools.comparison.model import Change, Comparison, Omitted, Run, Section, SectionKind
from build_tools.errata.model import Correction
from build_tools.errors import Place, Problem, Text
from build_tools.manuscript.model import Manuscript
from build_tools.manuscript.model import Place as PlaceOfSource

# How many of the characters of an edition corrections may touch, and how long a text is that was written anew when
# nothing of it stayed.
SHARE: Final = 0.05
ANEW: Final = 40
_SECTIONS: Final[Mapping[SectionKind, Text]] = {
    "new": Text("The section “{}” was added.", "節「{}」が加わっています。"),
    "deleted": Text("The section “{}” was removed.", "節「{}」が削られています。"),
    "moved": Text("The section “{}” was moved.", "節「{}」が移っています。"),
    "split": Text("The section “{}” was split.", "節「{}」が分かれています。"),
    "merged": Text("The section “{}” is of several.", "節「{}」は、いくつかの節を合わせたものです。"),
}
_BLOCKS: Final[Mapping[str, Text]] = {
    "new": Text("This was added: {}", "「{}」が加わっています。"),
    "deleted": Text("This was removed: {}", "「{}」が削られています。"),
    "moved": Text("This was moved: {}", "「{}」が移っています。"),
    "anew": Text("This was written anew: {}", "「{}」が全面的に書き換えられています。"),
}
_ROWS: Final[Mapping[str, Text]] = {
    "new": Text("A row was added to a table: {}", "表に行「{}」が加わっています。"),
    "deleted": Text("A row was removed from a table: {}", "表から行「{}」が削られています。"),
    "moved": Text("A row of a table was moved: {}", "表の行「{}」が移っています。"),
}
_REMEDY: Final = Text(
    "Make a table of changes (kanko compare), or ask for the errata anyway (--anyway).",
    "新旧対照表（kanko compare）を作るか、このまま作る（--anyway）かしてください。",
)


def excess(comparison: Comparison, old: Manuscript, corrections: Sequence[Correction]) -> list[Problem]:
    """All that is more than a correction, in order."""
    found = [problem for section in comparison.changed for problem in _of_section(section)]
    share = _touched(corrections) / max(1, _characters(old))
    if share > SHARE:
        found.append(_too_much(share))
    return found


def _of_section(section: Section) -> Iterator[Problem]:
    sides = section.new or section.old
    for kind, text in _SECTIONS.items():
        if kind in section.kinds:
            title = f"{sides[0].number} {sides[0].title}".strip()
            yield _problem(f"section-{kind}", text, title, _place(sides[0].place))
    if section.kinds not in (("new",), ("deleted",)):
        for block in section.blocks:
            if not isinstance(block, Omitted):
                yield from _of_block(block)


def _of_block(block: Change) -> Iterator[Problem]:
    side = block.new or block.old
    place = _place(side.place) if side else None
    said = "".join(run.text for run in block.runs) or (side.number if side else "")
    if block.image:
        said = block.image.new or block.image.old
    for kind in block.kinds:
        if kind in _BLOCKS:
            yield _problem(f"block-{kind}", _BLOCKS[kind], said or block.kind, place)
    if {"new", "deleted"} & {*block.kinds}:
        return
    for row in block.rows:
        words = " ".join(run.text for cell in row.cells for run in cell.runs)
        yield from (_problem(f"row-{kind}", _ROWS[kind], words, place) for kind in row.kinds if kind in _ROWS)
    for runs in (block.runs, *(cell.runs for row in block.rows if "edited" in row.kinds for cell in row.cells)):
        if _is_anew(runs):
            yield _problem("block-anew", _BLOCKS["anew"], _inserted(runs), place)


def _is_anew(runs: Sequence[Run]) -> bool:
    return len(_inserted(runs)) >= ANEW and not any(run.kind == "same" for run in runs)


def _inserted(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs if run.kind == "inserted")


def _touched(corrections: Sequence[Correction]) -> int:
    """How many characters are wrong or, where these are more, right instead."""
    return sum(
        max(sum(len(part.text) for part in side if part.marked) for side in (each.wrong, each.right))
        for each in corrections
    )


def _characters(manuscript: Manuscript) -> int:
    return sum(
        len(block.text)
        for document in manuscript.documents
        for chapter in document.chapters
        for block in chapter.blocks
    )


def _too_much(share: float) -> Problem:
    what = Text(
        f"{share:.0%} of the text was changed, more than {SHARE:.0%}.",
        f"本文の {share:.0%} が変わっています（{SHARE:.0%} まで）。",
    )
    return Problem("errata.too-much", what, None, _REMEDY)


def _problem(name: str, text: Text, said: str, place: Place | None) -> Problem:
    short = said if len(said) <= 40 else f"{said[:39]}…"
    what = Text(text.en.format(short), text.ja.format(short))
    return Problem(f"errata.{name}", what, place, _REMEDY)


def _place(place: PlaceOfSource) -> Place:
    return Place(place.file, place.line)
