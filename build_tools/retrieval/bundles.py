"""Editions in bundles."""

from __future__ import annotations

import hashlib
from pathlib import Path

from build_tools.bundle.model import ASSETS
from build_tools.bundle.read import Bundle, read_bundle
from build_tools.comparison.contents import Edition
from build_tools.retrieval.model import Files, Retrieved


def bundled(file: Path, named: str) -> Retrieved:
    """The edition of a bundle; raises KankoError for what is none, or was altered."""
    bundle = read_bundle(file)
    return Retrieved(named, Edition(bundle.manuscript, bundle.locations), _images(bundle))


def _images(bundle: Bundle) -> Files:
    """The images by the names that the manuscript has for them: the bundle knows them by their content."""
    data = [content for name, content in bundle.files.items() if name.startswith(ASSETS)]
    known = {hashlib.blake2b(content, digest_size=16).hexdigest(): content for content in data}
    figures = (
        figure
        for document in bundle.manuscript.documents
        for chapter in document.chapters
        for figure in chapter.figures
    )
    found = {figure.file: known[figure.hash] for figure in figures if figure.hash in known}
    return found.get
