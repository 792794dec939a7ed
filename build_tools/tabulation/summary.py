"""What changed, in lines for a terminal: sections by what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from build_tools.comparison.model import Comparison, Omitted, Section, SectionKind, SectionSide
from build_tools.errata.model import Errata
from build_tools.errors import Language, Text
from build_tools.tabulation.wording import edition, pages_of

# In the order in which they are told; a section of several kinds stands under the first.
KINDS: Final[Mapping[SectionKind, Text]] = {
    "new": Text("new", "新設"),
    "deleted": Text("deleted", "削除"),
    "split": Text("split", "分割"),
    "merged": Text("merged", "統合"),
    "moved": Text("moved", "移動"),
    "renamed": Text("renamed", "改題"),
    "edited": Text("edited", "変更"),
    "renumbered": Text("renumbered", "番号のみの変更"),
}
_BLOCKS: Final[Mapping[str, Text]] = {
    "text": Text("texts {}", "文 {}"), "table": Text("tables {}", "表 {}"), "image": Text("images {}", "図 {}"),
}  # fmt: skip
_SAME: Final = Text("Nothing was changed in the text.", "本文に変更はありません。")
_SECTIONS: Final = Text("sections: {} of {}", "変わった節 {}（全 {}）")
_PAGE: Final = {"new": Text("p. {}", "新 {}ページ"), "old": Text("was p. {}", "旧 {}ページ")}
_CORRECTIONS: Final = Text("corrections: {}", "訂正 {} 件")


def summary(comparison: Comparison, language: Language) -> Iterator[str]:
    """Both editions, how many sections changed, and each of them under what became of it."""
    yield " → ".join(dict.fromkeys(edition(each, language) for each in (comparison.old, comparison.new)))
    changed = comparison.changed
    if not changed:
        yield _SAME.say(language)
        return
    yield _SECTIONS.say(language).format(len(changed), len(comparison.sections))
    for kind, text in KINDS.items():
        found = [section for section in changed if _first(section) == kind]
        if found:
            yield f"\n{text.say(language)} {len(found)}"
            yield from (f"  {_line(section, language)}" for section in found)


def _first(section: Section) -> SectionKind:
    return next(kind for kind in KINDS if kind in section.kinds)


def _line(section: Section, language: Language) -> str:
    """A section: what it is called, was called, where it is, what else became of it, what of it changed."""
    titles = [" / ".join(_titled(side) for side in sides) for sides in (section.old, section.new) if sides]
    shown = " → ".join(dict.fromkeys(titles))
    others = [KINDS[kind].say(language) for kind in section.kinds if kind in KINDS and kind != _first(section)]
    counts = Counter(block.what for block in section.blocks if not isinstance(block, Omitted))
    blocks = [_BLOCKS[what].say(language).format(count) for what, count in counts.items()]
    told = ["、".join(_pages(section, language)), "・".join(others), "、".join(blocks)]
    return f"{shown}  {' | '.join(filter(None, told))}".rstrip()


def _titled(side: SectionSide) -> str:
    return f"{side.number} {side.title or side.id}".strip()


def _pages(section: Section, language: Language) -> Iterator[str]:
    for which, sides in (("new", section.new), ("old", section.old)):
        if sides and sides[0].pages:
            yield _PAGE[which].say(language).format(pages_of(sides[0].pages, language))


def listed(errata: Errata, language: Language) -> Iterator[str]:
    """Corrections, a line each: page, place, wrong → right."""
    yield _CORRECTIONS.say(language).format(len(errata.corrections))
    for each in errata.corrections:
        page = pages_of(each.pages, language) or "–"
        wrong, right = ("".join(part.text for part in side) for side in (each.wrong, each.right))
        yield f"  {page}\t{each.words}\t{wrong} → {right}"
