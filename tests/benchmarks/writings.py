"""The corpus written down: as a Kanko edition, as a plain Sphinx project, as a Typst document.

`python -m tests.benchmarks.writings FOLDER [CHAPTERS [SECTIONS]]` writes the edition. Nothing is escaped: the corpus
holds no character that means something in either markup.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from tests.benchmarks.corpus import TITLE, Block, Chapter, Corpus, Items, Paragraph, Reference, Table, corpus

PLAIN = 'title = "計測"\nextends = "report"\n[composition]\nlines = "none"\n'


def write_edition(folder: Path, chapters: Corpus, composed: bool = True) -> None:
    """An edition of one document, its references with pages; its lines in the layout of reports, or not composed. A
    file that is as it was is not touched.
    """
    layout = "report" if composed else "plain"
    if not composed:
        _write(folder / "templates" / "print" / layout / "layout.toml", PLAIN)
    names = _write_chapters(folder, chapters, "（{{ref}}`{0}`、{{pageref}}`{0}`）")
    files = "\n".join(f'    "{name}.md",' for name in names)
    _write(
        folder / "publication.toml",
        f'id = "corpus"\ntitle = "{TITLE}"\ndate = 2026-04-01\nissuer = "計測係"\n\n[[documents]]\nid = "corpus"\n'
        f'title = "{TITLE}"\nlayout = "{layout}"\nnumbering = "report"\nchapters = [\n{files}\n]\n',
    )


def write_sphinx(folder: Path, chapters: Corpus, settings: str) -> None:
    """A Sphinx project that knows nothing of Kanko: `{ref}` alone; `settings` are further lines of its conf.py."""
    names = "\n".join(_write_chapters(folder, chapters, "（{{ref}}`{0}`）"))
    _write(folder / "index.md", f"# {TITLE}\n\n```{{toctree}}\n:numbered:\n:maxdepth: 2\n\n{names}\n```\n")
    _write(folder / "conf.py", f'project = "{TITLE}"\nauthor = "計測係"\nlanguage = "ja"\n{settings}\n')


def write_typst(folder: Path, chapters: Corpus) -> None:
    """One Typst document on the type area of Kanko's reports: contents, numbered headings, references with pages."""
    _write(folder / "corpus.typ", "\n\n".join([_TYPST, *map(_typst_chapter, chapters)]) + "\n")


def _write(file: Path, text: str) -> None:
    if not file.exists() or file.read_text("utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _write_chapters(folder: Path, chapters: Corpus, reference: str) -> list[str]:
    """The chapters as MyST, one a file; the files' names without suffix. `{0}` in `reference` is the place's label."""
    names = [f"c{number:03d}" for number in range(1, len(chapters) + 1)]
    for name, chapter in zip(names, chapters, strict=True):
        _write(folder / f"{name}.md", _myst_chapter(chapter, reference))
    return names


def _myst_chapter(chapter: Chapter, reference: str) -> str:
    parts = [f"({chapter.label})=\n# {chapter.title}", chapter.opening.text]
    for section in chapter.sections:
        parts.append(f"({section.label})=\n## {section.title}")
        parts += map(partial(_myst, reference=reference), section.blocks)
    return "\n\n".join(parts) + "\n"


def _myst(block: Block, reference: str) -> str:
    match block:
        case Paragraph(text):
            return text
        case Reference(text, place):
            return text + reference.format(place)
        case Items(texts):
            return "\n".join(f"- {text}" for text in texts)
        case Table(head, rows):
            return "\n".join([f"| {head[0]} | {head[1]} |", "|---|---:|", *(f"| {a} | {b} |" for a, b in rows)])


_TYPST = f"""\
#set document(title: "{TITLE}", author: "計測係")
#set page(paper: "a4", margin: (top: 30mm, x: 30.9mm, bottom: 38.4mm), numbering: "1")
#set text(lang: "ja", font: "BIZ UDMincho", size: 10.5pt, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, first-line-indent: (amount: 1em, all: true), leading: 7.5pt, spacing: 7.5pt)
#set heading(numbering: "1.1")
#show heading: set text(font: "BIZ UDGothic")
#show heading.where(level: 1): it => {{ pagebreak(weak: true); it }}
#let title(place) = context link(place, query(place).first().body)
#align(center + horizon, text(size: 24pt, "{TITLE}"))
#pagebreak()
#outline(depth: 2)"""


def _typst_chapter(chapter: Chapter) -> str:
    parts = [f"= {chapter.title} <{chapter.label}>", chapter.opening.text]
    for section in chapter.sections:
        parts += [f"== {section.title} <{section.label}>", *map(_typst, section.blocks)]
    return "\n\n".join(parts)


def _typst(block: Block) -> str:
    match block:
        case Paragraph(text):
            return text
        case Reference(text, place):
            return f'{text}（#title(<{place}>)、#ref(<{place}>, form: "page")）'
        case Items(texts):
            return "\n".join(f"- {text}" for text in texts)
        case Table(head, rows):
            cells = "\n".join(f"  [{a}], [{b}]," for a, b in rows)
            columns = f"columns: 2, align: (left, right), table.header([{head[0]}], [{head[1]}]),"
            return f"#table({columns}\n{cells}\n)"


if __name__ == "__main__":
    write_edition(Path(sys.argv[1]), corpus(*map(int, sys.argv[2:])))
