"""Checks of what chapters take in: images of a sane size, no file from outside the edition's folder, no page numbers in
headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util.images import get_image_size

from build_tools.errors import Problem, Text
from build_tools.sphinx_ext.messages import Location, warn
from build_tools.sphinx_ext.project import has_edition
from build_tools.sphinx_ext.roles import PAGE

# A3 at 400 dpi has 31 megapixels: more can't be seen in print. Decoded, 40 megapixels take 160 MB.
MAX_PIXELS = 40_000_000
# What a good camera's file takes, with room; larger ones swell every copy of the PDF and of the site.
MAX_BYTES = 30_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_TITLE = Problem(
    "chapter.no-title",
    Text("this chapter has no heading", "この章には見出しがありません"),
    remedy=Text("start it with “# ” and its title", "最初の行に「# 」に続けて題名を書いてください"),
)

_PAGE_IN_HEADING = Problem(
    "pageref.in-heading",
    Text(
        "a heading can't hold a page number: bookmarks and running heads would show it wrongly",
        "見出しにページ番号は入れられません（しおりや柱に正しく出ません）",
    ),
    remedy=Text("move {pageref} to the text below", "{pageref} を本文に移してください"),
)


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Report what the chapter just read takes in and should not; nothing in a project without publication.toml."""
    if not has_edition(app):
        return
    docname = app.env.current_document.docname
    for image in doctree.findall(nodes.image):
        for problem in _image_problems(app.srcdir, str(image["uri"])):
            warn(app.config, problem, image)
    _check_files(app, docname, {_absolute(app.srcdir, str(image["uri"])) for image in doctree.findall(nodes.image)})
    for reference in doctree.findall(_is_page_in_heading):
        warn(app.config, _PAGE_IN_HEADING, reference)
    if next(doctree.findall(nodes.title), None) is None:
        warn(app.config, _NO_TITLE, (docname, 1))


def _is_page_in_heading(node: nodes.Node) -> bool:
    heading = isinstance(node.parent, nodes.title) and isinstance(node.parent.parent, nodes.section)
    return heading and isinstance(node, pending_xref) and node["reftype"] == PAGE


def _check_files(app: Sphinx, docname: str, images: set[Path]) -> None:
    for file in sorted(app.env.dependencies.get(docname, ())):
        path = _absolute(app.srcdir, str(file))
        if path not in images and not _is_inside(app.srcdir, path):
            warn(app.config, _outside(path.name), _mention(app, docname, path.name))


def check_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Report control characters: no font has them, and extractors and XML readers stumble over them."""
    if not has_edition(app):
        return
    for number, line in enumerate(content[0].split("\n"), 1):
        for character in sorted(set(_CONTROL.findall(line))):
            warn(app.config, _control_character(character), (docname, number))


def _image_problems(folder: Path, uri: str) -> Iterator[Problem]:
    path = _absolute(folder, uri)
    if "://" in uri:
        yield _elsewhere(uri)
    elif uri.startswith("data:"):
        return
    elif not _is_inside(folder, path):
        yield _outside(path.name)
    elif path.is_file():
        yield from _file_problems(path)


def _file_problems(path: Path) -> Iterator[Problem]:
    """What is wrong with an image file; of one that is not there Sphinx speaks. A drawing has no pixels."""
    bytes_, size = path.stat().st_size, None if path.suffix == ".svg" else get_image_size(path)
    if bytes_ > MAX_BYTES:
        yield _too_large(path.name, f"{bytes_ / 1e6:.0f} MB", f"{MAX_BYTES / 1e6:.0f} MB")
    elif size is None and path.suffix != ".svg":
        yield _unreadable(path.name)
    elif size and size[0] * size[1] > MAX_PIXELS:
        yield _too_large(path.name, f"{size[0] * size[1] / 1e6:.0f} MP", f"{MAX_PIXELS / 1e6:.0f} MP")


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


def _unreadable(name: str) -> Problem:
    what = Text(f"“{name}” can't be read as an image", f"「{name}」は画像として読めません")
    remedy = Text("save it anew as PNG, JPEG or SVG", "PNG・JPEG・SVG のいずれかで保存し直してください")
    return Problem("image.unreadable", what, remedy=remedy)


def _elsewhere(uri: str) -> Problem:
    what = Text(f"the image {uri} is not in the edition's folder", f"画像 {uri} は版のフォルダにありません")
    remedy = Text(
        "put the file into the folder; nothing is fetched",
        "ファイルを版のフォルダに置いてください（取りには行きません）",
    )
    return Problem("image.elsewhere", what, remedy=remedy)


def _control_character(character: str) -> Problem:
    code = f"U+{ord(character):04X}"
    what = Text(f"there is a control character, {code}", f"制御文字（{code}）が混じっています")
    return Problem("text.control-character", what, remedy=Text("delete it", "削除してください"))
