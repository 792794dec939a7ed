"""A comparison of pages as text for a terminal, and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from build_tools.errors import Language
from build_tools.reports.plain import plain
from build_tools.visual import sentences
from build_tools.visual.model import Cause, PageComparison, Pair


def lines(comparison: PageComparison, language: Language) -> Iterator[str]:
    """The comparison for people, line by line: page by page, what is the same in few words."""
    return (plain(line) for line in _lines(comparison, language))


def _lines(comparison: PageComparison, language: Language) -> Iterator[str]:
    yield f"{comparison.old.file} → {comparison.new.file}"
    yield from (f"  {text.say(language)}" for text in sentences.whole(comparison))
    for same, group in groupby(comparison.pairs, lambda pair: pair.kind == "same"):
        pairs = [*group]
        if same:
            ends = dict.fromkeys(sentences.pages(pair).say(language) for pair in (pairs[0], pairs[-1]))
            yield f"  {' – '.join(ends)}: {sentences.NAMES['same'].say(language)}"
        else:
            yield from (line for pair in pairs for line in _pair(pair, language))
    yield sentences.tally(comparison).say(language)


def _pair(pair: Pair, language: Language) -> Iterator[str]:
    comma = "、" if language == "ja" else ", "
    kinds = comma.join(sentences.NAMES[kind].say(language) for kind in pair.kinds)
    yield f"  {sentences.pages(pair).say(language)}: {kinds}"
    for cause in pair.causes:
        yield from (f"    {line}" for line in _cause(cause, language))


def _cause(cause: Cause, language: Language) -> Iterator[str]:
    about = [sentences.where(cause.block).say(language)] if cause.block else []
    about += filter(None, [sentences.of_image(cause)])
    yield " ".join([sentences.said(cause).say(language), *filter(None, about)])
    if cause.runs:
        yield f"  {sentences.marked(cause.runs)}"
    elif cause.block and not cause.image:
        yield f"  {cause.block.text}"
    yield from (f"  {text.say(language)}" for text in sentences.faces(cause))


def pages_json(comparison: PageComparison) -> str:
    """The comparison as data: keys in order, defaults left out but for the version, a newline at the end."""
    found = {"version": comparison.version, **comparison.model_dump(mode="json", exclude_defaults=True)}
    return json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
