"""A folder to open in a browser: a picture of every page, the findings drawn on it, the source beside it.

All that it needs is in it; it reads nothing from a network. The pages are written one by one, as their pictures are.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from build_tools.errors import Language, Text
from build_tools.findings import Proof
from build_tools.reports.form import FolderForm
from build_tools.reports.plain import plain
from build_tools.reports.proof.passages import Sources
from build_tools.reports.proof.view import FOLDER, books, cards
from build_tools.reports.proof.words import KEYS, WORDS
from build_tools.reports.rules import known
from build_tools.reports.words import SEVERITIES, looked, tally
from build_tools.resources import templates_root

PAGE: Final = "index.html"
ASSETS: Final = ("proof.css", "proof.js")
MARK: Final = '<meta name="generator" content="Kanko proof">'


def _make(proof: Proof, language: Language, folder: Path) -> None:
    templates = templates_root() / "proof"
    for name in ASSETS:
        shutil.copyfile(templates / name, folder / name)
    (folder / FOLDER).mkdir()
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"say": lambda text: text.say(language), "plain": plain}
    with (folder / PAGE).open("w", encoding="utf-8", newline="\n") as stream:
        for piece in environment.get_template(PAGE).generate(**_shown(proof, language), folder=folder, mark=MARK):
            stream.write(piece)


def _shown(proof: Proof, language: Language) -> dict[str, object]:
    """What the template is given."""
    sources = Sources()
    found = cards(proof, sources, language)
    return {
        "language": language,
        "proof": proof,
        "words": {name: text.say(language) for name, text in WORDS.items()},
        "keys": KEYS,
        "severities": SEVERITIES,
        "looked": looked(proof),
        "tally": tally(proof),
        "found": found,
        "rules": _rules(proof),
        "books": books(proof, found, sources, language),
    }


def _rules(proof: Proof) -> list[tuple[str, Text | None, int]]:
    """The rules that found something, with what they find and how often they did, the most frequent first."""
    counts: dict[str, int] = {}
    for finding in proof.findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(code, rule.finds if (rule := known(code)) else None, count) for code, count in ordered]


FORM: Final = FolderForm(_make, PAGE, MARK)
