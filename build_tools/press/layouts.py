"""Print layouts: a folder with a `layout.toml`, stylesheets (one a concern) and Jinja templates, one layout on top of
another.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from build_tools.edition import era_date
from build_tools.errors import KankoError, Place, Problem, Text
from build_tools.press.fontlist import of_family
from build_tools.press.furniture import running_in, words_of_stylesheet, words_of_templates
from build_tools.press.prints import facts_of_template
from build_tools.press.rules import NAMES, Rules, rules_from

Orientation = Literal["portrait", "landscape"]
_ORIENTATIONS: tuple[Orientation, ...] = ("portrait", "landscape")
SHEET, PAGE = ".css", ".html"
_TYPES: Mapping[str, type] = {
    "title": str,
    "extends": str,
    "stylesheets": list,
    "front": list,
    "back": list,
    "chapter": str,
    "part": str,
    "contents_depth": int,
    "facing": bool,
    "orientation": str,
    "turns": bool,
    "fonts": list,
    "fallback_fonts": list,
    "composition": dict,
}


@dataclass(frozen=True)
class Layout:
    """A print design: stylesheets in order, the templates set before and behind the chapters, those of a chapter and
    of a part.

    `contents_depth` is the deepest level of heading in the contents (0 part, 1 chapter, 2 section). Of a `facing`
    layout the pages have a left and a right side (`@page :left`), and parts start on the right. `orientation` is what
    its pages are meant to have, `turns` whether blocks of the class landscape stand on turned ones. `fonts` must be
    installed, `fallback_fonts` may set what those lack; text in any other font is reported. `assets` are the
    files of its folders that stylesheets and templates may use, by their path in the folder. `rules` are those by which
    its lines are composed.
    """

    name: str
    stylesheets: tuple[str, ...]
    front: tuple[str, ...]
    back: tuple[str, ...]
    chapter: str
    part: str
    contents_depth: int
    facing: bool
    orientation: Orientation
    turns: bool
    fonts: tuple[str, ...]
    fallback_fonts: tuple[str, ...]
    assets: Mapping[str, bytes]
    templates: Environment
    rules: Rules | None

    @property
    def font_families(self) -> frozenset[str]:
        """Every family that text may be set in; empty where the layout names none."""
        return frozenset(self.fonts and (*self.fonts, *self.fallback_fonts))

    @cached_property
    def words(self) -> frozenset[str]:
        """What its templates and stylesheets print of themselves."""
        names = [template + PAGE for template in (*self.front, self.chapter, self.part, *self.back)]
        return frozenset(words_of_templates(self.templates, names)).union(*map(words_of_stylesheet, self.stylesheets))

    @cached_property
    def prints(self) -> dict[str, tuple[str, ...]]:
        """The facts that its templates before and behind the chapters print in any case."""
        return {name: self.facts[name] for name in (*self.front, *self.back)}

    @cached_property
    def facts(self) -> dict[str, tuple[str, ...]]:
        """The facts that each of its templates prints in any case."""
        running = frozenset[str]().union(*map(running_in, self.stylesheets))
        names = (*self.front, self.chapter, self.part, *self.back)
        return {name: tuple(sorted(facts_of_template(self.templates, name + PAGE, running))) for name in names}

    def render(self, template: str, **context: Any) -> str:
        """The HTML of a template of this layout or of one that it extends."""
        return self.templates.get_template(template + PAGE).render(**context)


def load_layout(name: str, roots: Sequence[Path]) -> Layout:
    """The layout of a name from the first of the folders that has it.

    Raises KankoError for a layout that does not exist, extends itself, or has a mistake in its layout.toml or a file
    missing.
    """
    folders = list(_chain(name, roots))
    settings = [_settings(folder) for folder in folders]
    own = {key: value for setting in reversed(settings) for key, value in setting.items()}
    loader = FileSystemLoader([*folders, *roots])
    templates = Environment(loader=loader, undefined=StrictUndefined, autoescape=select_autoescape())
    templates.globals["era_date"] = era_date
    sheets = [
        _stylesheet(folders[at:], sheet)
        for at in reversed(range(len(folders)))
        for sheet in settings[at].get("stylesheets", ())
    ]
    return Layout(
        name=name,
        stylesheets=tuple(sheets),
        front=tuple(own.get("front", ())),
        back=tuple(own.get("back", ())),
        chapter=own.get("chapter", "chapter"),
        part=own.get("part", own.get("chapter", "chapter")),
        contents_depth=own.get("contents_depth", 2),
        facing=own.get("facing", False),
        orientation=_orientation(own.get("orientation", "portrait"), folders[0]),
        turns=own.get("turns", False),
        fonts=_installed(own.get("fonts", ()), folders[-1] / "layout.toml"),
        fallback_fonts=tuple(own.get("fallback_fonts", ())),
        assets=_assets(reversed(folders)),
        templates=templates,
        rules=_rules(reversed(settings), folders[0]),
    )


def _chain(name: str, roots: Sequence[Path]) -> Iterable[Path]:
    """The folder of a layout, then of the one that it extends, and so on."""
    seen: list[str] = []
    wanted: str | None = name
    while wanted:
        if wanted in seen:
            raise _mistake(
                "layout.circle",
                roots[0] / name,
                f"The layout {name} extends itself",
                f"レイアウト {name} が自分自身を継承しています",
            )
        seen.append(wanted)
        folder = next((root / wanted for root in roots if (root / wanted / "layout.toml").is_file()), None)
        if folder is None:
            raise _mistake(
                "layout.unknown", roots[0] / wanted, f"There is no layout {wanted}", f"レイアウト {wanted} がありません"
            )
        yield folder
        wanted = _settings(folder).get("extends")


def _settings(folder: Path) -> dict[str, Any]:
    file = folder / "layout.toml"
    try:
        settings = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _mistake(
            "layout.syntax", file, f"Not valid TOML: {error}", f"TOML として読めません（{error}）"
        ) from error
    wrong = [key for key, value in settings.items() if not isinstance(value, _TYPES.get(key, ()))]
    if wrong:
        keys, known = ", ".join(wrong), ", ".join(_TYPES)
        raise _mistake(
            "layout.key",
            file,
            f"Unknown key or wrong type: {keys} (known: {known})",
            f"キーまたは型の誤り: {keys}（使えるキー: {known}）",
        )
    return settings


def _orientation(value: str, folder: Path) -> Orientation:
    for known in _ORIENTATIONS:
        if value == known:
            return known
    raise _mistake(
        "layout.orientation",
        folder / "layout.toml",
        f"orientation is portrait or landscape, not {value}",
        f"orientation は portrait（縦）か landscape（横）で、{value} は使えません",
    )


def _rules(settings: Iterable[Mapping[str, Any]], folder: Path) -> Rules | None:
    """What layouts say of composition, each on top of the one that it extends."""
    try:
        return rules_from({key: value for each in settings for key, value in each.get("composition", {}).items()})
    except ValueError as error:
        known = ", ".join(NAMES)
        raise _mistake(
            "layout.composition",
            folder / "layout.toml",
            f"Unknown key, or wrong value, of composition: {error} (known: {known})",
            f"composition のキーまたは値の誤り: {error}（使えるキー: {known}）",
        ) from error


def _stylesheet(folders: Sequence[Path], name: str) -> str:
    """A stylesheet of a layout, or one that a layout under it has to offer."""
    file = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if file is None:
        raise _mistake(
            "layout.stylesheet",
            folders[0] / "layout.toml",
            f"There is no stylesheet {name}",
            f"スタイルシート {name} がありません",
        )
    return file.read_text("utf-8")


def _installed(families: Iterable[str], file: Path) -> tuple[str, ...]:
    """The families that a layout is set in; raises KankoError with each that is not installed: it would be replaced."""
    lost = [family for family in families if not any(of_family(family))]
    if lost:
        raise KankoError([_lost_font(family, file) for family in lost])
    return tuple(families)


def _lost_font(family: str, file: Path) -> Problem:
    what = Text(f"The font {family} is not installed.", f"フォント「{family}」が入っていません。")
    remedy = Text("Install it, or run make once more.", "フォントを入れるか、もう一度 make を実行してください。")
    return Problem("layout.font", what, Place(str(file)), remedy)


def _assets(folders: Iterable[Path]) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix not in (SHEET, PAGE, ".toml", ".md")
    }


def _mistake(name: str, place: Path, en: str, ja: str) -> KankoError:
    return KankoError([Problem(name, Text(f"{en}.", f"{ja}。"), Place(str(place)))])
