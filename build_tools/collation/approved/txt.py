"""A plain text, in any encoding that is usual in Japan."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from build_tools.collation.approved.text import Approved, Line
from build_tools.collation.stream import Segment
from build_tools.errors import KankoError, Place, Problem, Text, typed

# How many lines at the head and the foot of a page may be its running head and folio.
EDGE: Final = 4
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPE: Final = re.compile(rb"\x1b\$")
# Both cover JIS X 0208, each with signs of its own; which is meant, kana tell.
_LEGACY: Final = ("cp932", "euc_jp")
_KANA: Final = re.compile("[\u3041-\u3096\u30a1-\u30fa、。]")
_LINE_END: Final = re.compile("\r\n|\r|\n")
_ODD: Final = re.compile("[\uff61-\uff9f\ue000-\uf8ff\x80-\x9f]")
# JIS X 0208 has one sign where Unicode has two: which of them it becomes, tables of conversion decide.
_TWINS: Final = (("～", "〜"), ("∥", "‖"), ("－", "−"), ("―", "—"), ("￠", "¢"), ("￡", "£"), ("￢", "¬"), ("￣", "‾"))


def read_txt(path: Path, encoding: str | None) -> Approved:
    """The lines of a text; form feeds part its pages."""
    data = _bytes(path)
    name = encoding or _found_out(data) or ""
    try:
        text = data.decode(name) if name else ""
    except (UnicodeDecodeError, LookupError) as error:
        raise KankoError([_not_text(path, name)]) from error
    if not name:
        raise KankoError([_not_text(path, name)])
    segments, paged = tuple(_segments(text.removeprefix("\ufeff"))), "\f" in text
    codes = () if name.lower().startswith(("utf", "u8")) else _TWINS
    return Approved(typed(path), "txt", segments, _called(name), rows=not paged, codes=codes)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        what = Text(f"The approved text cannot be read ({reason}).", f"決裁版を読めません（{reason}）。")
        raise KankoError([Problem("collate.unreadable", what, Place(typed(path)))]) from error


def _found_out(data: bytes) -> str | None:
    """The encoding that the bytes are of; None where they are no text in any."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if _ESCAPE.search(data):
        return "iso2022_jp_ext"
    if _decodes(data, "utf-8") and b"\0" not in data:
        return "utf-8"
    likely = [name for name in _LEGACY if _decodes(data, name) and b"\0" not in data]
    return max(likely, key=lambda name: _likely(data.decode(name)), default=None)


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _likely(text: str) -> int:
    """How much a text looks Japanese: kana for it, halves of letters that were torn apart against it."""
    return len(_KANA.findall(text)) - 2 * len(_ODD.findall(text))


def _called(name: str) -> str:
    names = {"utf-8-sig": "UTF-8", "cp932": "Shift_JIS (CP932)", "iso2022_jp_ext": "ISO-2022-JP", "euc_jp": "EUC-JP"}
    return names.get(name.lower(), name.upper())


def _not_text(path: Path, name: str) -> Problem:
    what = Text(
        f"The approved text is not text in {name or 'any encoding that is usual in Japan'}.",
        f"決裁版を{f'文字コード {name} で' if name else '、日本語の文字コードのどれでも'}読めません。",
    )
    remedy = Text(
        "Name its encoding by --encoding (utf-8, cp932, euc_jp, iso2022_jp), or save it as UTF-8.",
        "文字コードを --encoding（utf-8、cp932、euc_jp、iso2022_jp）で指定するか、UTF-8 で保存してください。",
    )
    return Problem("collate.encoding", what, Place(typed(path)), remedy)


def _segments(text: str) -> Iterator[Segment[Line]]:
    number, pages = 0, text.split("\f")
    for at, page in enumerate(pages, 1):
        lines = _LINE_END.split(page)
        edges, outer = (_edges(lines, EDGE), _edges(lines, 1)) if len(pages) > 1 else (frozenset(), frozenset())
        for place, line in enumerate(lines):
            number += 1
            yield Segment(line, Line(number, str(at) if len(pages) > 1 else "", place in edges, place in outer))
        number -= 1  # what stands behind the last line's end, or before a form feed, goes on behind it


def _edges(lines: Sequence[str], many: int) -> frozenset[int]:
    written = [place for place, line in enumerate(lines) if line.strip()]
    return frozenset((*written[:many], *written[-many:]))
