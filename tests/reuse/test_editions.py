"""Every section of whole editions, set in a project: nothing is warned of, and it says what it says for itself."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from docutils import nodes

from build_tools.bundle.model import Section
from build_tools.bundle.read import read_bundle
from tests.bundle.reading import parsed
from tests.bundle.taking import HARD, edition
from tests.manuscript.test_text_of_chapters import EDITIONS
from tests.reuse.editions import bundled
from tests.reuse.projects import Built, Project


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The bundles of the editions by name."""
    work = tmp_path_factory.mktemp("editions")
    sources = {"places": EDITIONS["places"], "hard": edition(work / "source", HARD)}
    return {name: bundled(source, work / name, work / name / "made").path for name, source in sources.items()}


def solid(text: str) -> str:
    return re.sub(r"\s+", "", text)


def set_all(project: Project, file: Path, numfig: bool) -> tuple[Built, dict[str, tuple[Section, str]]]:
    """The project with a document for each section of a bundle, and what each is in it."""
    bundle = read_bundle(Path(shutil.copy(file, project.folder / "bundles")))
    sections = {f"s{number}": section for number, section in enumerate(bundle.catalogue.sections)}
    name = bundle.catalogue.edition.id
    documents = {key: f"# 章\n\n```{{reuse}} {name}:{section.id}\n```\n" for key, section in sections.items()}
    project.write(index="# 手引\n\n```{toctree}\n:glob:\n\ns*\n```\n", **documents)
    project.settings["numfig"] = numfig
    project.update()
    return project.build(), {key: (section, bundle.text(section)) for key, section in sections.items()}


@pytest.mark.parametrize("name", ["places", "hard"])
def test_every_section_says_what_it_says_for_itself(project: Project, bundles: dict[str, Path], name: str):
    built, sections = set_all(project, bundles[name], numfig=True)
    assert built.warnings == [] and sections
    for docname, (_, text) in sections.items():
        doctree = built.app.env.get_doctree(docname)
        (found,) = (node for node in doctree.findall(nodes.section) if "reuse" in node["classes"])
        *content, origin = found.children
        assert "reuse-source" in origin["classes"]
        notes = "".join(note.astext() for note in doctree.findall(nodes.footnote))
        said = "".join(node.astext() for node in content) + notes
        assert without_calls(said) == without_calls(parsed(text).astext())
        places = {identifier for node in doctree.findall(nodes.Element) for identifier in node["ids"]}
        assert {node["refid"] for node in doctree.findall(nodes.reference) if "refid" in node} <= places


def without_calls(text: str) -> list[str]:
    """The signs of a text in any order, but for the numbers of footnotes: these lie elsewhere, and count otherwise."""
    return sorted(re.sub(r"\d", "", solid(text)))


@pytest.mark.parametrize(("numfig", "words"), [(True, "図2（点の図）に示す"), (False, "点の図（点の図）に示す")])
def test_numbers_of_figures_are_those_of_the_project(
    project: Project, bundles: dict[str, Path], numfig: bool, words: str
):
    built, sections = set_all(project, bundles["places"], numfig)
    docname = next(key for key, (section, _) in sections.items() if section.id == "one:one")
    text = built.text(docname)
    assert f"推進室の記録は表２－２（本編77ページ）と{words}" in text
    assert "図１－２" not in text
