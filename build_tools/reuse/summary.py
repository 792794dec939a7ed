"""What changed in a section from one edition to another, in short sentences: 「１文 変更、表 １ 追加」."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from typing import Final, Literal

from build_tools.bundle.read import Bundle
from build_tools.comparison.compare import compare
from build_tools.comparison.contents import Edition
from build_tools.comparison.model import Change, Comparison, Section, Side
from build_tools.errors import Text

What = Literal["title", "sentence", "table", "image", "link", "section"]
How = Literal["edited", "new", "deleted", "moved"]
_NOUNS: Final[dict[What, tuple[str, str, str]]] = {
    "title": ("heading", "headings", "題名 {}"),
    "sentence": ("sentence", "sentences", "{}文"),
    "table": ("table", "tables", "表 {}"),
    "image": ("image", "images", "図 {}"),
    "link": ("link", "links", "リンク {}"),
    "section": ("section", "sections", "節 {}"),
}
_VERBS: Final[dict[How, tuple[str, str]]] = {
    "edited": ("changed", "変更"),
    "new": ("added", "追加"),
    "deleted": ("removed", "削除"),
    "moved": ("moved", "移動"),
}
_END = re.compile(r"[。．！？!?\n]+|\.(?=\s|$)")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def compared(old: Bundle, new: Bundle) -> Comparison:
    """What changed from the manuscript of one bundle to that of another."""
    return compare(Edition(old.manuscript, old.locations), Edition(new.manuscript, new.locations))


def summary(comparison: Comparison, old: Set[str], new: Set[str]) -> tuple[Text, ...]:
    """What changed in the sections of these ids, a sentence for each kind of thing and change."""
    counts: Counter[tuple[What, How]] = Counter()
    for section in comparison.changed:
        if any(side.id in old for side in section.old) or any(side.id in new for side in section.new):
            counts.update(dict(_counted(section)))
    order = [(what, how) for what in _NOUNS for how in _VERBS]
    return tuple(_said(*each, counts[each]) for each in order if counts[each])


def became(comparison: Comparison, old: str) -> str:
    """The id of the section that one of the old edition seems to have become; "" where none does."""
    for section in comparison.sections:
        if any(side.id == old for side in section.old):
            return section.new[0].id if section.new else ""
    return ""


def inside(bundle: Bundle, name: str) -> frozenset[str]:
    """The ids of a section and of those below it."""
    found = {name}
    for section in bundle.catalogue.sections:  # in reading order: what a section lies in stands before it
        if section.above in found:
            found.add(section.id)
    return frozenset(found)


def _counted(section: Section) -> Iterator[tuple[tuple[What, How], int]]:
    if not (section.old and section.new):
        yield ("section", "new" if section.new else "deleted"), 1
        return
    found: Counter[tuple[What, How]] = Counter()
    if {"renamed", "split", "merged"} & set(section.kinds):
        found["title", "edited"] += 1
    if "moved" in section.kinds:
        found["section", "moved"] += 1
    for block in section.blocks:
        if isinstance(block, Change) and _here(section, block.new or block.old):
            found.update(_block(block))
    yield from found.items()


def _here(section: Section, side: Side | None) -> bool:
    """Whether a block stands here, not only did."""
    sides = (*section.new, *section.old)
    return side is None or any((side.document, side.section) == (each.document, each.id) for each in sides)


def _block(block: Change) -> Counter[tuple[What, How]]:
    what: What = "sentence" if block.what == "text" else block.what
    found: Counter[tuple[What, How]] = Counter()
    for how in _VERBS:
        if how in block.kinds:
            found[what, how] = _sentences(block) if block.what == "text" else 1
    if found["sentence", "edited"] == 0 and block.links and "edited" in block.kinds:
        found["link", "edited"] = len(block.links)
    return +found


def _sentences(block: Change) -> int:
    """How many sentences of a text are not the same: of what was replaced, the more of both editions."""
    old: set[int] = set()
    new: set[int] = set()
    at_old = at_new = 0
    for run in block.runs:
        ends = len(_END.findall(run.text))
        here = 1 if run.kind == "same" else max(1, ends)
        if run.kind == "deleted":
            old.update(range(at_old, at_old + here))
        elif run.kind == "inserted":
            new.update(range(at_new, at_new + here))
        at_old += ends * (run.kind != "inserted")
        at_new += ends * (run.kind != "deleted")
    return max(len(old), len(new))


def _said(what: What, how: How, count: int) -> Text:
    one, several, noun = _NOUNS[what]
    verb, ja = _VERBS[how]
    wide = str(count).translate(_WIDE)
    return Text(f"{count} {one if count == 1 else several} {verb}", f"{noun.format(wide)} {ja}")
