"""Checks of what chapters take in: images of a sane size, and no file from outside the edition's folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.images import get_image_size

from build_tools.errors import Problem, Text
from build_tools.sphinx_ext.messages import Location, warn
from build_tools.sphinx_ext.project import has_edition

# A3 at 400 dpi has 31 megapixels: more can't be seen in print. Decoded, 40 megapixels take 160 MB.
MAX_PIXELS = 40_000_000
# What a good camera's file takes, with room; larger ones swell every copy of the PDF and of the site.
MAX_BYTES = 30_000_000


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Report what the chapter just read takes in and should not; nothing in a project without publication.toml."""
    if not has_edition(app):
        return
    docname = app.env.current_document.docname
    for image in doctree.findall(nodes.image):
        for problem in _image_problems(app.srcdir, str(image["uri"])):
            warn(app.config, problem, image)
    images = {_absolute(app.srcdir, str(image["uri"])) for image in doctree.findall(nodes.image)}
    for file in sorted(app.env.dependencies.get(docname, ())):
        path = _absolute(app.srcdir, str(file))
        if path not in images and not _is_inside(app.srcdir, path):
            warn(app.config, _outside(path.name), _mention(app, docname, path.name))


def _image_problems(folder: Path, uri: str) -> Iterator[Problem]:
    path = _absolute(folder, uri)
    if "://" in uri or uri.startswith("data:"):
        return
    if not _is_inside(folder, path):
        yield _outside(path.name)
    elif path.is_file() and (size := path.stat().st_size) > MAX_BYTES:
        yield _too_large(path.name, f"{size / 1e6:.0f} MB", f"{MAX_BYTES / 1e6:.0f} MB")
    elif path.is_file() and (pixels := _pixels(path)) > MAX_PIXELS:
        yield _too_large(path.name, f"{pixels / 1e6:.0f} MP", f"{MAX_PIXELS / 1e6:.0f} MP")


def _pixels(path: Path) -> int:
    """Width × height from the file's head; 0 for a drawing, which has no pixels, and where the head says nothing."""
    size = None if path.suffix == ".svg" else get_image_size(path)
    return size[0] * size[1] if size else 0


def _absolute(folder: Path, file: str) -> Path:
    return (folder / file).resolve()


def _is_inside(folder: Path, path: Path) -> bool:
    return path.is_relative_to(folder.resolve())


def _mention(app: Sphinx, docname: str, name: str) -> Location:
    """The line of a chapter that names a file, as far as one does: Sphinx keeps files without their lines."""
    lines = Path(app.env.doc2path(docname)).read_text("utf-8", errors="replace").splitlines()
    return docname, next((number for number, line in enumerate(lines, 1) if name in line), None)


def _outside(name: str) -> Problem:
    what = Text(
        f"“{name}” lies outside the edition's folder",
        f"「{name}」は版のフォルダの外にあります",
    )
    remedy = Text("move it into the folder", "版のフォルダの中に移してください")
    return Problem("file.outside-edition", what, remedy=remedy)


def _too_large(name: str, size: str, limit: str) -> Problem:
    what = Text(
        f"the image “{name}” is too large: {size}, at most {limit}",
        f"画像「{name}」が大きすぎます（{size}、上限 {limit}）",
    )
    remedy = Text("scale it down for print (300 dpi)", "印刷に足りる大きさ（300 dpi 程度）に縮小してください")
    return Problem("image.too-large", what, remedy=remedy)
