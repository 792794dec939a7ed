"""Manuscripts of small editions, with the HTML of the same chapters; nothing is typeset."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_tools.edition import load_edition
from build_tools.manuscript.model import Chapter, Manuscript
from build_tools.press import builder
from build_tools.sphinx_run import Run, run_sphinx

PUBLICATION = """\
id = "sample"
title = "見本"
date = 2019-05-01
issuer = "試験局"

[facts]
people = 12

[links.home]
title = "試験局"
url = "https://example.jp/a?b=1&c=2"

[[documents]]
id = "main"
title = "{title}　本編"
name = "本編"
layout = "report"
numbering = "report"
chapters = ["one.md"]
"""


@dataclass(frozen=True)
class Taken:
    """A manuscript: its bytes, the model, and by document and chapter the HTML that the press was given."""

    data: bytes
    manuscript: Manuscript
    bodies: dict[tuple[str, str], str]

    def chapter(self, docname: str = "one", document: str = "main") -> Chapter:
        return next(
            chapter for name, chapter in chapters(self.manuscript) if (name, chapter.docname) == (document, docname)
        )


Take = Callable[..., Taken]


def chapters(manuscript: Manuscript) -> Iterator[tuple[str, Chapter]]:
    for document in manuscript.documents:
        yield from ((document.id, chapter) for chapter in document.chapters)


@pytest.fixture
def take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Take:
    """Take the manuscript of an edition's folder; only these documents are assembled."""
    bodies: dict[tuple[str, str], str] = {}
    make = builder.Binder.chapter

    def chapter(self, document, spec):
        made = make(self, document, spec)
        bodies[document.id, spec.docname] = str(made.body)
        return made

    def publish(edition, assembly, wanted, digits, shop):
        for name in wanted:
            list(assembly(name))
        shop.assembled()
        return []

    monkeypatch.setattr(builder.Binder, "chapter", chapter)
    monkeypatch.setattr(builder, "publish", publish)

    def take(source: Path, only: tuple[str, ...] = ()) -> Taken:
        bodies.clear()
        out = tmp_path / "out"
        allowed = frozenset(each.warning for each in load_edition(source).allow)
        run_sphinx(Run("pdf", source, out, tmp_path / "doctrees", {"kanko_only": list(only)}, allowed=allowed))
        data = (out / "manuscript.json").read_bytes()
        return Taken(data, Manuscript.model_validate_json(data), dict(bodies))

    return take


@pytest.fixture
def written(tmp_path: Path, take: Take) -> Take:
    """Take the manuscript of an edition of one chapter, or of the files given."""

    def written(text: str = "", publication: str = PUBLICATION, **files: str) -> Taken:
        source = tmp_path / "source"
        source.mkdir(exist_ok=True)
        for name, content in {"publication.toml": publication, "one.md": text, **files}.items():
            (source / name).write_text(content, "utf-8")
        (source / "dot.png").write_bytes(DOT)
        return take(source)

    return written


DOT = (Path(__file__).parents[1] / "cases" / "set" / "source" / "img" / "dot.png").read_bytes()
