"""A Word file (ECMA-376, WordprocessingML): paragraphs, cells, text boxes in order, then footnotes and endnotes.

Tracked changes are taken as accepted, hidden text and tables of contents left out; headers, footers and comments are no
text of the body. Numbers that Word counts are not in the file, nor are marks of lists. Of ruby the base is taken.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from build_tools.collation.approved.text import Approved, Line
from build_tools.collation.stream import Segment
from build_tools.errors import KankoError, Place, Problem, Text, typed

# What a file may come to when it is unpacked: one that was made to harm comes to more.
MOST: Final = 500_000_000
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED: Final = {f"{_W}{name}" for name in ("del", "moveFrom", "rt", "pPr", "rPr", "tblPr", "sectPr")} | {_FALLBACK}
_SIGNS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_CONTENTS: Final = "Table of Contents"
_NOTES: Final = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)


def read_docx(path: Path) -> Approved:
    """The text of a Word file."""
    document = _opened(path)
    roots = [document.element.body, *_notes(document)]
    listed = {style.style_id for style in document.styles if (style.name or "").lower().startswith("toc ")}
    paragraphs = (paragraph for root in roots for paragraph in _paragraphs(root, listed))
    segments = tuple(
        Segment(text, Line(number), joined=place > 0)
        for number, paragraph in enumerate(paragraphs, 1)
        for place, text in enumerate(_texts(paragraph))
    )
    return Approved(typed(path), "docx", segments, remarks=tuple(_remarks(roots)), counts=True)


def _opened(path: Path) -> Any:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST:
                raise ValueError("too large")
        return Document(str(path))
    except Exception as error:  # whatever the libraries say of what is no Word file
        what = Text("This is no Word file that can be read.", "読み取れる Word ファイルではありません。")
        remedy = Text("Save it from Word again, as .docx.", "Word で .docx として保存し直してください。")
        raise KankoError([Problem("collate.docx", what, Place(typed(path)), remedy)]) from error


def _notes(document: Any) -> Iterator[Any]:
    """The roots of footnotes and endnotes."""
    for relation in document.part.rels.values():
        if relation.reltype in _NOTES and not relation.is_external:
            yield parse_xml(relation.target_part.blob)


def _paragraphs(root: Any, listed: set[str]) -> Iterator[Any]:
    """Paragraphs in order, those of text boxes behind the one that holds the box."""
    for child in root:
        if (
            child.tag in _SKIPPED
            or _is_contents(child)
            or child.get(f"{_W}type") in ("separator", "continuationSeparator")
        ):
            continue
        if child.tag == f"{_W}p":
            if _style(child) not in listed:
                yield child
                yield from _boxes(child, listed)
        else:
            yield from _paragraphs(child, listed)


def _boxes(paragraph: Any, listed: set[str]) -> Iterator[Any]:
    for box in paragraph.iter(f"{_W}txbxContent"):
        above = [*box.iterancestors()]
        inside = above[: above.index(paragraph)]
        if not any(each.tag in _SKIPPED or each.tag == f"{_W}txbxContent" for each in inside):
            yield from _paragraphs(box, listed)


def _is_contents(element: Any) -> bool:
    gallery = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return gallery is not None and gallery.get(f"{_W}val") == _CONTENTS


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val"))


def _texts(element: Any) -> Iterator[str]:
    """The text of a paragraph as it is read when all changes are accepted; an empty one where there is none."""
    yield ""
    for child in element:
        if child.tag in _SKIPPED or child.tag == f"{_W}txbxContent" or _is_hidden(child):
            continue
        if child.tag in (f"{_W}t", f"{_MATH}t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{_W}sym":
            yield chr(int(child.get(f"{_W}char", "FFFD"), 16))
        else:
            yield from _texts(child)


def _is_hidden(run: Any) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val", "1") not in ("0", "false")


def _remarks(roots: Iterable[Any]) -> Iterator[Text]:
    found = Counter(element.tag for root in roots for element in root.iter() if isinstance(element.tag, str))
    inserted, deleted = found[f"{_W}ins"] + found[f"{_W}moveTo"], found[f"{_W}del"] + found[f"{_W}moveFrom"]
    if inserted or deleted:
        yield Text(
            f"Tracked changes are taken as accepted ({inserted} insertions, {deleted} deletions).",
            f"変更履歴は、反映したものとして読みました（挿入{inserted}か所、削除{deleted}か所）。",
        )
    if found[f"{_W}ruby"]:
        yield Text(
            f"Of ruby, the base is taken ({found[f'{_W}ruby']} places).",
            f"ルビは、親文字だけを読みました（{found[f'{_W}ruby']}か所）。",
        )
