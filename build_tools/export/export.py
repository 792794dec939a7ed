"""A section through Pandoc: MyST → HTML → Pandoc's tree, with notes of its own → the form that is wanted."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pypandoc

from build_tools.bundle.model import Section
from build_tools.bundle.read import Bundle
from build_tools.errors import KankoError, Problem, Text
from build_tools.export.page import page
from build_tools.export.tree import plain, with_notes
from build_tools.export.word import reference

# The forms, and what Pandoc is told to write each.
FORMS: Final[Mapping[str, Sequence[str]]] = {
    "docx": ("--to=docx",),
    "html": ("--to=html5", "--standalone", "--embed-resources"),
    "md": ("--to=gfm", "--wrap=none"),
    "txt": ("--to=plain", "--wrap=none"),
}
# Those that know of no classes and places, but by writing HTML.
PLAIN: Final = ("md", "txt")
_READ: Final = ("--from=html+east_asian_line_breaks", "--to=json")


def export(bundle: Bundle, section: Section, form: str) -> bytes:
    """The file, with images in it where the form can hold them (docx, html); md names those that `beside` gives.

    Raises KankoError where Pandoc cannot write it.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _lay_out(bundle, section, folder)
        tree = json.loads(_pandoc(folder, page(bundle, section).encode(), *_READ))
        edition = bundle.catalogue.edition
        tree["meta"] = {"lang": _text("ja-JP" if edition.language == "ja" else edition.language)}
        blocks = with_notes(tree["blocks"])
        tree["blocks"] = plain(blocks) if form in PLAIN else blocks
        more = [f"--metadata=pagetitle:{section.title}"] if form == "html" else []
        if form == "docx":
            base = _pandoc(folder, b"", "--print-default-data-file=reference.docx")
            (folder / "reference.docx").write_bytes(reference(base))
            more = ["--reference-doc=reference.docx"]
        made = folder / f"made.{form}"
        _pandoc(folder, json.dumps(tree).encode(), "--from=json", *FORMS[form], *more, f"--output={made.name}")
        return made.read_bytes()


def beside(bundle: Bundle, section: Section, form: str) -> Mapping[str, bytes]:
    """The files that the form needs beside it, by the path from it: the images of Markdown, named by their content."""
    return {path: bundle.files[path] for path in section.assets} if form == "md" else {}


def _lay_out(bundle: Bundle, section: Section, folder: Path) -> None:
    for path in section.assets:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(bundle.files[path])


def _pandoc(folder: Path, given: bytes, *arguments: str) -> bytes:
    """Run Pandoc where the images lie; what it warns of is a problem, for a picture would be missing."""
    command = [pypandoc.get_pandoc_path(), "--fail-if-warnings", *arguments]
    ran = subprocess.run(command, cwd=folder, input=given, capture_output=True, check=False)
    if ran.returncode:
        said = ran.stderr.decode("utf-8", "replace").strip()
        what = Text(f"Pandoc could not write the section: {said}", f"Pandoc で書き出せませんでした: {said}")
        raise KankoError([Problem("export.pandoc", what)])
    return ran.stdout


def _text(text: str) -> dict[str, Any]:
    return {"t": "MetaInlines", "c": [{"t": "Str", "c": text}]}
