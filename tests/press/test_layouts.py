"""Layouts: folders on top of each other, and every mistake in one told with its file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.errors import KankoError
from build_tools.press.layouts import load_layout
from build_tools.press.rules import Rules
from build_tools.resources import templates_root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(
        tmp_path,
        "base",
        'stylesheets = ["a.css"]\nfront = ["cover"]',
        **{"a.css": "p {}", "chapter.html": "base {{ x }}"},
    )
    return tmp_path


def write(root: Path, name: str, settings: str, **files: str) -> None:
    (root / name).mkdir()
    (root / name / "layout.toml").write_text(settings, "utf-8")
    for file, content in files.items():
        (root / name / file).write_text(content, "utf-8")


def mistake(root: Path, name: str) -> str:
    with pytest.raises(KankoError) as refused:
        load_layout(name, [root])
    (problem,) = refused.value.problems
    return problem.say("en")


def test_a_layout_stands_on_another(root):
    write(root, "own", 'extends = "base"\nstylesheets = ["b.css"]', **{"b.css": "h1 {}", "x.svg": "<svg/>"})
    layout = load_layout("own", [root])
    assert layout.stylesheets == ("p {}", "h1 {}") and layout.front == ("cover",)
    assert layout.render("chapter", x="<") == "base &lt;"
    assert layout.assets == {"x.svg": b"<svg/>"}


def test_a_layout_has_no_sides_unless_it_says_so(root):
    write(root, "own", 'extends = "base"')
    write(root, "bound", 'extends = "own"\nfacing = true')
    assert (load_layout("own", [root]).facing, load_layout("bound", [root]).facing) == (False, True)


def test_an_editions_own_layouts_come_first(root, tmp_path):
    own = tmp_path / "edition"
    own.mkdir()
    write(own, "base", "", **{"chapter.html": "own"})
    assert load_layout("base", [own, root]).render("chapter") == "own"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('extends = "own"', "extends itself"),
        ('extends = "none"', "no layout none"),
        ('stylesheets = ["none.css"]', "no stylesheet none.css"),
        ("front = 1", "front"),
        ("colour = 'blue'", "colour"),
        ('orientation = "lanscape"', "not lanscape"),
        ("= 1", "Not valid TOML"),
        ('fonts = ["No Such Face"]', "No Such Face is not installed"),
    ],
)
def test_mistakes_are_told(root, settings, said):
    write(root, "own", settings)
    sentence = mistake(root, "own")
    assert said in sentence and str(root) in sentence


def test_an_unknown_layout(root):
    assert "no layout none" in mistake(root, "none")


@pytest.mark.parametrize("name", ["base", "report", "press-release", "overview-sheet"])
def test_the_layouts_that_ship_load(name):
    layout = load_layout(name, [templates_root() / "print"])
    for template in (*layout.front, *layout.back, layout.chapter, layout.part):
        layout.templates.get_template(f"{template}.html")
    assert {"BIZ UDMincho", "BIZ UDGothic"} <= layout.font_families


@pytest.mark.parametrize("name", ["base", "report", "press-release", "overview-sheet"])
def test_the_orientation_that_a_layout_declares_is_that_of_its_pages(name):
    """And it says that it turns pages where its stylesheets do."""
    layout = load_layout(name, [templates_root() / "print"])
    sizes = re.findall(r"@page \{[^}]*size: A4( landscape)?", "\n".join(layout.stylesheets))
    assert layout.orientation == ("landscape" if sizes[-1] else "portrait")
    assert layout.turns == any("page: landscape" in sheet for sheet in layout.stylesheets)


def test_composition_is_chosen_key_by_key(root: Path):
    write(root, "house", 'extends = "base"\n[composition]\nquarter = 0.2\nhanging = true')
    write(root, "notice", 'extends = "house"\n[composition]\nquarter = 0\nkinsoku = "loose"')
    assert load_layout("base", [root]).rules == Rules()
    assert load_layout("notice", [root]).rules == Rules(kinsoku="loose", quarter=0, hanging=True)


def test_a_layout_asks_for_a_grid_and_one_on_top_of_it_for_none(root: Path):
    write(root, "house", 'extends = "base"\n[composition]\ngrid = 17.5')
    write(root, "notice", 'extends = "house"\n[composition]\ngrid = 0')
    assert load_layout("house", [root]).rules == Rules(grid=17.5)
    assert load_layout("notice", [root]).rules == Rules()


def test_a_layout_may_leave_lines_as_they_are(root: Path):
    write(root, "plain", 'extends = "base"\n[composition]\nlines = "none"')
    assert load_layout("plain", [root]).rules is None


@pytest.mark.parametrize(
    "said",
    [
        'kinsoku = "slack"',
        "quarter = 0.6",
        "quarter = true",
        "hanging = 1",
        "counters = 3",
        "column = 2",
        "grid = 5",
        "grid = -18",
        "grid = true",
        'grid = "18"',
        'grid = 18\nlines = "none"',
    ],
)
def test_a_mistake_in_composition_is_told_by_its_key(root: Path, said: str):
    write(root, "wrong", f'extends = "base"\n[composition]\n{said}')
    with pytest.raises(KankoError) as refused:
        load_layout("wrong", [root])
    (problem,) = refused.value.problems
    assert (
        problem.name == "layout.composition"
        and said.split()[0] in problem.say("en")
        and "counters" in problem.say("ja")
    )
