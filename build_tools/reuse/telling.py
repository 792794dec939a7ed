"""Fates and steps in words, and as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from build_tools.bundle.read import Bundle
from build_tools.errors import Language, Text
from build_tools.reuse.fate import Fate, Kind
from build_tools.reuse.pinned import Standing
from build_tools.reuse.update import Done, Step

# Counts the changes of the format that a reader of `--format json` must know of.
VERSION: Final = 1
_KINDS: Final[Mapping[Kind, Text]] = {
    "same": Text("same", "変更なし"),
    "kept": Text("kept", "据え置き"),
    "unused": Text("unused", "使用なし"),
    "changed": Text("changed", "変更あり"),
    "moved": Text("moved", "移動"),
    "withdrawn": Text("withdrawn", "取下げ"),
    "gone": Text("gone", "なくなった"),
    "missing": Text("missing", "版がない"),
    "unpinned": Text("unpinned", "未登録"),
}
_DONE: Final[Mapping[Done, Text]] = {
    "pinned": Text("pinned", "登録"),
    "moved": Text("updated", "更新"),
    "kept": Text("kept", "据え置き"),
    "dropped": Text("dropped", "抹消"),
    "stays": Text("as it was", "そのまま"),
}


def lines(fates: Iterable[Fate], language: Language) -> Iterator[str]:
    """What became of each section: a line, what is to be known below it."""
    for fate in fates:
        yield _head(_KINDS[fate.kind].say(language), fate)
        yield from (f"    {text.say(language)}" for text in _details(fate))


def step_lines(steps: Iterable[Step], language: Language) -> Iterator[str]:
    """What was done with each pin: a line, what is to be known, or to be done by hand, below it."""
    for step in steps:
        fate = step.fate
        yield _head(_DONE[step.done].say(language), fate)
        yield from (f"    {text.say(language)}" for text in _advice(step))


def status_json(fates: Iterable[Fate], language: Language) -> str:
    """The fates as JSON, sentences in one language."""
    sections = [_plain(fate, language) for fate in fates]
    return json.dumps({"version": VERSION, "sections": sections}, ensure_ascii=False, indent=1)


def _head(word: str, fate: Fate) -> str:
    return "  ".join((f"[{word}]", str(fate.cited), *map(str, fate.places)))


def _edition(bundle: Bundle) -> str:
    return bundle.catalogue.edition.id


def _details(fate: Fate) -> Iterator[Text]:
    if fate.kind == "unused":
        yield Text(
            "No document cites it; `kanko reuse update --prune` drops it.",
            "どの原稿でも使われていません。kanko reuse update --prune で控えから消せます。",
        )
    elif fate.kind == "unpinned":
        yield Text(
            f"Not in the lock yet: kanko reuse update {fate.cited}",
            f"控えにありません → kanko reuse update {fate.cited}",
        )
    elif fate.kind == "missing":
        yield from _missing(fate)
    elif fate.reason:
        yield _withdrawn(fate)
    elif fate.now is None and fate.latest:
        yield _gone(fate, fate.latest)
    elif fate.now and fate.latest:
        yield from _elsewhere(fate, fate.now)


def _missing(fate: Fate) -> Iterator[Text]:
    yield Text(
        f"The bundle of {fate.pin.edition if fate.pin else ''} that the lock names is not there.",
        f"控えが指す {fate.pin.edition if fate.pin else ''} の転載用ファイルがありません。",
    )
    if fate.now and fate.pin:
        same = fate.now.section.hash == fate.pin.hash
        name = fate.now.name
        en, ja = ("the same text", "同じ内容です") if same else ("another text", "内容が違います")
        yield Text(f"{name}, which is there, has {en}.", f"今ある {name} は、{ja}。")


def _withdrawn(fate: Fate) -> Text:
    edition = _edition(fate.latest) if fate.latest else ""
    instead = Text(f" Instead: {fate.instead}", f"代わりに: {fate.instead}") if fate.instead else Text("", "")
    return Text(
        f"Withdrawn in {edition}: {fate.reason}{instead.en}", f"{edition} で取り下げ（{fate.reason}）。{instead.ja}"
    )


def _gone(fate: Fate, latest: Bundle) -> Text:
    edition = _edition(latest)
    guess = (
        Text(f" It may be {fate.instead} now.", f"{fate.instead} になったようです。") if fate.instead else Text("", "")
    )
    return Text(f"{edition} has it no more.{guess.en}", f"{edition} にはありません。{guess.ja}")


def _elsewhere(fate: Fate, now: Standing) -> Iterator[Text]:
    """What it is in the latest edition, where that is not the one in use."""
    moved = fate.pin and fate.pin.section != now.section.id
    other = fate.pin and fate.pin.hash != now.section.hash
    what = list(fate.changes) or ([Text("changed in another way", "そのほかの変更")] if other else [])
    if moved:
        yield Text(f"It is {now.name} now.", f"{now.name} になりました。")
    if what:
        en, ja = ", ".join(text.en for text in what), "、".join(text.ja for text in what)
        yield Text(f"In {_edition(now.bundle)}: {en}", f"{_edition(now.bundle)}: {ja}")
    elif moved:
        yield Text("The text is the same.", "内容は同じです。")


def _advice(step: Step) -> Iterator[Text]:
    fate = step.fate
    if step.done in ("moved", "pinned") and step.pin and fate.now:
        before = f"{fate.pin.edition} → " if fate.pin and fate.pin.edition != step.pin.edition else ""
        yield Text(f"{before}{fate.now.name}", f"{before}{fate.now.name}")
        if fate.pin and fate.pin.section != step.pin.section:
            yield _rewrite(fate, fate.now.name)
    elif step.done == "stays" and fate.decision:
        yield from _details(fate)
        if fate.instead:
            yield _rewrite(fate, fate.instead)
        if fate.kind in ("withdrawn", "gone"):
            yield Text(
                f"Or keep the text as it is: kanko reuse update --keep {fate.cited}",
                f"今の文章のまま使うなら: kanko reuse update --keep {fate.cited}",
            )


def _rewrite(fate: Fate, name: str) -> Text:
    """What may be written in the sources; a citation that was replaced holds all the same."""
    where = ", ".join(map(str, fate.places)) or "–"
    return Text(
        f"To name it so in the sources: {where}: {{reuse}} {name}", f"原稿の書き方（{where}）: {{reuse}} {name}"
    )


def _plain(fate: Fate, language: Language) -> dict[str, Any]:
    return {
        "cited": str(fate.cited),
        "kind": fate.kind,
        "decision": fate.decision,
        "places": [{"file": place.path, "line": place.line} for place in fate.places],
        "pinned": _standing_of(fate),
        "latest": fate.now.name if fate.now else None,
        "latest_edition": _edition(fate.latest) if fate.latest else None,
        "changes": [text.say(language) for text in fate.changes],
        "reason": fate.reason,
        "instead": fate.instead,
    }


def _standing_of(fate: Fate) -> str | None:
    return f"{fate.pin.edition}:{fate.pin.section}" if fate.pin else None
