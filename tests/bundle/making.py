"""Small bundles made by hand: valid ones, through the modules that make real ones, and such that must be refused."""

from __future__ import annotations

import datetime
import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.bundle.catalogue import Built, Written, catalogue, files_of
from build_tools.bundle.model import CATALOGUE
from build_tools.bundle.write import bundle_bytes
from build_tools.concordance.locations import Locations, PrintedDocument, PrintedSection, Spot, locations_json
from build_tools.edition import Attribution, Chapter, Document, Edition, Replaced, Withdrawn
from build_tools.manuscript import LOCATIONS, MANUSCRIPT, model
from build_tools.manuscript.text import digest
from build_tools.manuscript.write import chapter_json, manuscript_json


@dataclass
class Titled:
    """A section of the edition: its label, title, number, paragraphs, the sections below it; `text` is its MyST if it
    is to be another one than heading, paragraphs and sections below.
    """

    label: str
    title: str
    paragraphs: Sequence[str] = ()
    below: Sequence[Titled] = ()
    number: str = ""
    page: str = "1"
    text: str = ""
    assets: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"report/aim:{self.label}"


AIM = Titled(
    "aim",
    "取組の目的",
    ["甲市は、取組を進めた。"],
    [Titled("goals", "目標", ["目標は三つある。"], (), "１．", "2")],
    "第１章",
)


def write_bundle(
    folder: Path, top: Titled = AIM, *, name: str = "report-2022", date: str = "2022-03-31", **facts: object
) -> Path:
    """A valid bundle of an edition with one document (`report`) of one chapter (`report/aim`); `facts` are keys of the
    edition (`address`, `withdrawn`, `replaced`, `attribution`, `title` …).
    """
    edition = edition_of(name, date, **facts)
    sections, written = _sections(top), {each.id: _written(each) for each, _, _ in _sections(top)}
    manuscript = _manuscript(edition, sections)
    locations = _locations(edition, manuscript, sections)
    data = manuscript_bytes(manuscript)
    locations = locations.model_copy(update={"manuscript": hashlib.sha256(data).hexdigest()})
    made = catalogue(Built(edition, manuscript, locations), written)
    files = {MANUSCRIPT: data, LOCATIONS: locations_json(locations), **files_of(made, written)}
    path = folder / f"{name}.kanko"
    path.write_bytes(bundle_bytes(made, files))
    return path


def repack(path: Path, changes: Mapping[str, bytes | None], *, declared: bool = False) -> Path:
    """The bundle with some files altered, added or (None) removed; if `declared`, its catalogue says so of them."""
    with zipfile.ZipFile(path) as archive:
        files: dict[str, bytes | None] = {name: archive.read(name) for name in archive.namelist()} | dict(changes)
    if declared:
        known = json.loads(files[CATALOGUE] or b"{}")
        for name, data in changes.items():
            known["files"].pop(name, None)
            known["files"] |= {} if data is None else {name: hashlib.sha256(data).hexdigest()}
        files[CATALOGUE] = json.dumps(known).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            if data is not None:
                archive.writestr(name, data)
    return path


def edition_of(name: str = "report-2022", date: str = "2022-03-31", **facts: object) -> Edition:
    """The edition of such a bundle."""
    document = Document(
        id="report", title="報告書", name="報告書", layout="report", chapters=(Chapter(file="report/aim.md"),)
    )
    known = {"id": name, "title": "取組の報告", "date": datetime.date.fromisoformat(date), "issuer": "試験局"}
    known |= {"documents": (document,), "folder": Path(), "licence": "公共データ利用規約（第1.0版）", **facts}
    for key, kind in (("withdrawn", Withdrawn), ("replaced", Replaced)):
        known[key] = tuple(kind.model_validate(each) for each in known.get(key, ()))
    known["attribution"] = Attribution.model_validate(known.get("attribution", {}))
    return Edition.model_validate(known)


def manuscript_bytes(manuscript: model.Manuscript) -> bytes:
    frame = manuscript.model_copy(
        update={"documents": tuple(each.model_copy(update={"chapters": ()}) for each in manuscript.documents)}
    )
    chapters = {each.id: each.chapters for each in manuscript.documents}
    return b"".join(manuscript_json(frame, lambda name: map(chapter_json, chapters[name])))


def _sections(top: Titled, above: str = "", level: int = 1) -> list[tuple[Titled, str, int]]:
    return [(top, above, level), *(found for each in top.below for found in _sections(each, top.id, level + 1))]


def _written(titled: Titled) -> Written:
    labels = tuple(each.label for each, _, _ in _sections(titled))
    return Written(titled.text or _myst(titled, 1), titled.assets, labels)


def _myst(titled: Titled, level: int) -> str:
    paragraphs = "".join(f"\n{paragraph}\n" for paragraph in titled.paragraphs)
    below = "".join(f"\n{_myst(each, level + 1)}" for each in titled.below)
    return f"({titled.label})=\n{'#' * level} {titled.title}\n{paragraphs}{below}"


def _manuscript(edition: Edition, sections: list[tuple[Titled, str, int]]) -> model.Manuscript:
    made = [_section(*each) for each in sections]
    blocks = tuple(block for titled, _, _ in sections for block in _blocks(titled))
    chapter = model.Chapter(
        docname="report/aim", file="report/aim.md", kind="chapter", level=1, layout="report", hash=digest(str(blocks)),
        sections=tuple(made), blocks=blocks,
    )  # fmt: skip
    document = model.Document(
        id="report",
        name="報告書",
        title="報告書",
        file="report.pdf",
        layout=model.Layout(name="report"),
        chapters=(chapter,),
    )
    whole = model.Edition(
        id=edition.id, title=edition.title, issuer=edition.issuer, date=edition.date, language=edition.language,
        subtitle=edition.subtitle, address=edition.address,
    )  # fmt: skip
    return model.Manuscript(version=1, edition=whole, documents=(document,))


def _section(titled: Titled, above: str, level: int) -> model.Section:
    (heading, *_), said = _blocks(titled), [block.hash for block in _all_blocks(titled)]
    return model.Section(
        id=titled.id, title=titled.title, level=level, hash=digest(titled.title, said),
        place=model.Place(file="report/aim.md"),
        number=titled.number, above=above, heading=heading.id, anchors=(titled.id,), labels=(titled.label,),
    )  # fmt: skip


def _all_blocks(titled: Titled) -> list[model.Block]:
    return [block for each, _, _ in _sections(titled) for block in _blocks(each)]


def _blocks(titled: Titled) -> list[model.Block]:
    heading = f"{titled.number} {titled.title}".strip()
    return [
        _block(titled, heading, "heading", 0),
        *(_block(titled, text, "paragraph", n + 1) for n, text in enumerate(titled.paragraphs)),
    ]


def _block(titled: Titled, text: str, kind: model.BlockKind, number: int) -> model.Block:
    own = digest(kind, text.removeprefix(f"{titled.number} "))
    return model.Block(
        id=f"{titled.id}~{number}",
        kind=kind,
        parts=(text,),
        hash=own,
        place=model.Place(file="report/aim.md"),
        section=titled.id,
    )


def _locations(edition: Edition, manuscript: model.Manuscript, sections: list[tuple[Titled, str, int]]) -> Locations:
    printed = {
        titled.id: PrintedSection(
            number=titled.number,
            title=titled.title,
            heading=Spot(page=int(titled.page) + 2, label=titled.page, box=(0, 0, 1, 1)),
        )
        for titled, _, _ in sections
    }
    document = PrintedDocument(file="report.pdf", sha256=digest(edition.id), pages=9, sections=printed)
    return Locations(manuscript="", documents={"report": document})
