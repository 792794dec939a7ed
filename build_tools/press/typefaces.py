"""The fonts of an edition on its layouts: families that must be installed, and have the faces that are asked of them.

Nothing is made of another face: bold of a family without a bold face is refused here where the edition names the
family, and where a layout asks for it, when the text is set (`styles`).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from build_tools.edition import Fonts
from build_tools.errors import KankoError, Place, Problem, Text
from build_tools.press.layouts import Layout

# The families of each custom property of the layouts, by the names of the edition's fonts; letters come first.
_PROPERTIES: Final[Mapping[str, tuple[str, ...]]] = {
    "--mincho": ("latin", "text"),
    "--gothic": ("heading_latin", "heading"),
    "--mono": ("mono",),
}
_BOLD: Final = ("heading", "heading_latin")
_SEMIBOLD: Final = 180  # fontconfig's demibold


def dressed(layout: Layout, fonts: Fonts, file: Path) -> Layout:
    """A layout in the fonts of an edition, whose publication.toml is `file`; itself where the edition names none.

    Raises KankoError with every family that is not installed, or has no bold face where it needs one.
    """
    named = {name: value for name, value in fonts.model_dump().items() if value}
    if not named:
        return layout
    if problems := [*_problems(fonts, file)]:
        raise KankoError(problems)
    own = [getattr(fonts, name) for names in _PROPERTIES.values() for name in names if getattr(fonts, name)]
    others = () if fonts.text and fonts.heading else layout.fonts
    return replace(
        layout,
        stylesheets=(*layout.stylesheets, _stylesheet(fonts, layout)),
        fonts=tuple(dict.fromkeys((*own, *others))),
        fallback_fonts=fonts.fallback or layout.fallback_fonts,
    )


def _stylesheet(fonts: Fonts, layout: Layout) -> str:
    """The custom properties of the layouts anew, whatever the language; what one lacks is found in the next family."""
    said = []
    fallback = fonts.fallback or layout.fallback_fonts
    for name, faces in _PROPERTIES.items():
        own = [getattr(fonts, face) for face in faces]
        if own[-1]:
            families = dict.fromkeys(filter(None, (*own, *fallback)))
            said.append(f"{name}: {', '.join(map(_quoted, families))};")
        elif own[0]:
            said.append(f"{name}: {_quoted(own[0])}, {_declared(layout, name)};")
    body = " ".join(said)
    return f":root, :root:lang(ja), :root:not(:lang(ja)) {{ {body} }}" if body else ""


def _declared(layout: Layout, name: str) -> str:
    """The families of a property as the layout declares it for Japanese."""
    found = re.search(rf"{name}:([^;]+);", "\n".join(layout.stylesheets))
    return found[1].strip() if found else "serif"


def _quoted(family: str) -> str:
    return f"'{family}'"


def _problems(fonts: Fonts, file: Path) -> Iterator[Problem]:
    for name, value in fonts.model_dump().items():
        for family in (value,) if isinstance(value, str) else value:
            place = Place(str(file), key=f"fonts.{name}")
            if family and not _weights(family):
                yield Problem("fonts.not-installed", _lost(family), place, _INSTALL)
            elif family and name in _BOLD and max(_weights(family)) < _SEMIBOLD:
                yield Problem("fonts.no-bold", _not_bold(family), place, _CHOOSE)


_INSTALL: Final = Text(
    "Install it (Debian: a package fonts-…), or name another one; fc-list lists what is there.",
    "フォントを入れるか（Debian では fonts-… のパッケージ）、別の書体にしてください（fc-list で一覧が出ます）。",
)
_CHOOSE: Final = Text(
    "Name a family that has one; bold is never made of a regular face.",
    "太字のある書体にしてください。標準の字形から太字を作ることはしません。",
)


def _lost(family: str) -> Text:
    return Text(f"The font {family} is not installed.", f"フォント「{family}」が入っていません。")


def _not_bold(family: str) -> Text:
    return Text(f"The font {family} has no bold face.", f"フォント「{family}」には太字がありません。")


@cache
def _weights(family: str) -> tuple[int, ...]:
    """The weights of the installed faces of a family, as fontconfig counts them; of a variable one, its bounds."""
    command = ["fc-list", f":family={family}", "--format", "%{weight}\n"]
    said = subprocess.run(command, capture_output=True, check=False, text=True).stdout
    return tuple(map(int, re.findall(r"\d+", said)))
