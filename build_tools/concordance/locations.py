"""`locations.json`: where each section and block of the manuscript was printed, for whoever cites them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from build_tools.concordance.concord import Concordance
from build_tools.concordance.reading import Stretch

# Counts the changes of the format that a reader of the file must know of.
VERSION: Final = 1


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Spot(_Model):
    """A rectangle on a page: the page counted from 1, the label printed on it, and left, bottom, right, top in points
    from the corner of the page's user space.
    """

    page: int
    label: str
    box: tuple[float, float, float, float]


class PrintedSection(_Model):
    """A section: where its heading stands, and the label of the last page that it reaches."""

    number: str = ""
    title: str
    heading: Spot | None = None
    last_page: int | None = None
    last_label: str = ""


class PrintedDocument(_Model):
    """A document: its file with the SHA-256 of it, pages, and the places of its sections and blocks by id. A block that
    runs over pages has a place on each.
    """

    file: str
    sha256: str
    pages: int
    sections: dict[str, PrintedSection] = Field(default_factory=dict)
    blocks: dict[str, tuple[Spot, ...]] = Field(default_factory=dict)


class Locations(_Model):
    """Where a publication was printed; `manuscript` is the SHA-256 of the manuscript that it was made from."""

    version: Annotated[Literal[1], Field(description="Counts the changes of this format.")] = VERSION
    manuscript: str
    documents: dict[str, PrintedDocument] = Field(default_factory=dict)


def located(concordance: Concordance, sha256: str) -> PrintedDocument:
    """Where a document of the manuscript was printed, in a file of this digest."""
    blocks = {block.id: _spots(concordance, concordance.stretches(block.id)) for block in concordance.blocks}
    return PrintedDocument(
        file=concordance.document.file,
        sha256=sha256,
        pages=len(concordance.pdf.pages),
        sections=dict(_sections(concordance, blocks)),
        blocks={name: spots for name, spots in blocks.items() if spots},
    )


def locations_json(locations: Locations) -> bytes:
    """The file: UTF-8, keys in order, defaults left out but for the version, a newline at the end."""
    plain = {"version": locations.version, **locations.model_dump(mode="json", exclude_defaults=True)}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def read_locations(path: Path) -> Locations:
    """The locations of a file; raises OSError, or ValueError for what is none."""
    return Locations.model_validate_json(path.read_bytes())


def _spots(concordance: Concordance, stretches: Iterable[Stretch]) -> tuple[Spot, ...]:
    pages: dict[int, list[Stretch]] = {}
    for stretch in stretches:
        pages.setdefault(stretch.page, []).append(stretch)
    return tuple(_spot(concordance.label(page), page, lines) for page, lines in pages.items())


def _spot(label: str, page: int, lines: Iterable[Stretch]) -> Spot:
    boxes = [line.box for line in lines]
    left, bottom = min(box.left for box in boxes), min(box.bottom for box in boxes)
    right, top = max(box.right for box in boxes), max(box.top for box in boxes)
    return Spot(page=page + 1, label=label, box=(round(left, 1), round(bottom, 1), round(right, 1), round(top, 1)))


def _sections(concordance: Concordance, blocks: Mapping[str, tuple[Spot, ...]]) -> Iterator[tuple[str, PrintedSection]]:
    """Sections with the last page on which a block of theirs, or of those below them, ends."""
    for chapter in concordance.document.chapters:
        above = {section.id: section.above for section in chapter.sections}
        last: dict[str, Spot] = {}
        for block in chapter.blocks:
            for name in _up(block.section, above) if blocks[block.id] else ():
                last[name] = max(last.get(name, blocks[block.id][-1]), blocks[block.id][-1], key=lambda spot: spot.page)
        for section in chapter.sections:
            yield section.id, _section(section.number, section.title, blocks.get(section.heading), last.get(section.id))


def _up(section: str, above: Mapping[str, str]) -> Iterator[str]:
    while section in above:
        yield section
        section = above[section]


def _section(number: str, title: str, heading: tuple[Spot, ...] | None, last: Spot | None) -> PrintedSection:
    return PrintedSection(
        number=number,
        title=title,
        heading=heading[0] if heading else None,
        last_page=last.page if last else None,
        last_label=last.label if last else "",
    )
