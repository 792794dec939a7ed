"""WeasyPrint and pydyf are the ones whose insides were read: the check itself, and that it can fail."""

from __future__ import annotations

import ast
import pickle
import tomllib
from pathlib import Path
from pkgutil import resolve_name

import pydyf
import pytest
import weasyprint.draw
import weasyprint.layout.inline

from build_tools.errors import KankoError
from build_tools.pipeline import Order, build
from build_tools.press import engine, pins
from build_tools.press.pinned import PINS, VERSIONS
from build_tools.press.pins import changed, require, source_digest

ROOT = Path(__file__).parents[2]
PRESS = ROOT / "build_tools" / "press"


def test_the_versions_are_the_ones_we_know():
    require()


def test_every_function_that_is_relied_on_is_as_it_was_read():
    sentences = list(changed())
    assert not sentences, "\n".join(sentences)


# The faults that these two must catch


def test_a_changed_function_is_told(monkeypatch):
    def draw_text(stream, textbox, offset_x, text_overflow, block_ellipsis):
        """Another one."""

    monkeypatch.setattr(weasyprint.draw, "draw_text", draw_text)
    (sentence,) = changed()
    assert sentence.startswith("weasyprint.draw:draw_text is not the function that was read.")
    assert "engine._draw_text relies on this: the digits of a page number" in sentence
    assert f"set its digest in pinned.py to {source_digest('weasyprint.draw:draw_text')!r}" in sentence


def test_a_changed_property_and_a_changed_class_are_told(monkeypatch):
    monkeypatch.setattr(pydyf.Object, "reference", property(lambda self: b"0 0 R"))
    monkeypatch.setattr("weasyprint.text.line_break.Layout", type("Layout", (), {}))
    assert [sentence.split()[0] for sentence in changed()] == [
        "pydyf:Object.reference",
        "weasyprint.text.line_break:Layout.setup",
        "weasyprint.text.line_break:Layout",
    ]


def test_a_function_that_is_gone_is_told(monkeypatch):
    monkeypatch.delattr(weasyprint.layout.inline, "justify_line")
    (sentence,) = changed()
    assert sentence.startswith("weasyprint.layout.inline:justify_line is gone")


def test_one_character_of_a_source_counts(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    digests = set()
    for name, body in (("first", "return 1"), ("second", "return 2")):
        (tmp_path / f"pinned_{name}.py").write_text(f"def relied_on():\n    {body}\n")
        digests.add(source_digest(f"pinned_{name}:relied_on"))
    assert len(digests) == 2 and None not in digests


@pytest.mark.parametrize(("library", "other"), [("weasyprint", "70.1"), ("pydyf", "0.12.1"), ("weasyprint", None)])
def test_another_version_is_refused(monkeypatch, library, other):
    monkeypatch.setattr(pins, "_installed", lambda name: other if name == library else VERSIONS[name])
    with pytest.raises(KankoError) as refused:
        engine.typeset('<!DOCTYPE html><html lang="ja"><title>t</title><p>字', (), {})
    (problem,) = refused.value.problems
    assert problem.name == "press.version" and problem.remedy is not None
    for said in (problem.say("en"), problem.say("ja")):
        assert f"{library}=={VERSIONS[library]}" in said and (other is None or other in said)


def test_a_library_that_is_not_installed_has_no_version():
    assert pins._installed("kanko-has-no-such-library") is None


def test_a_build_with_another_version_says_so_once(monkeypatch, tmp_path):
    """Not the typesetter's failure on each file, with "take out what was changed last"."""
    monkeypatch.setattr(pins, "_installed", lambda name: "1.0" if name == "pydyf" else VERSIONS[name])
    with pytest.raises(KankoError) as refused:
        build(Order(ROOT / "tests" / "cases" / "set" / "source", tmp_path / "dist"))
    assert [problem.name for problem in refused.value.problems] == ["press.version"]
    assert not (tmp_path / "dist").exists()


def test_the_refusal_comes_whole_out_of_a_worker():
    with pytest.raises(KankoError) as refused:
        require({"weasyprint": "1.0"})
    assert pickle.loads(pickle.dumps(refused.value)).problems == refused.value.problems


# The table is complete


def test_what_the_engine_replaces_is_what_the_table_says(monkeypatch):
    replaced = []
    replacing = engine._replaced
    monkeypatch.setattr(engine, "_replaced", lambda *about: replaced.append(about[:2]) or replacing(*about))
    engine.typeset('<!DOCTYPE html><html lang="ja"><title>t</title><p>字', (), {})
    said = [pin.name.replace(":", ".").rpartition(".")[::2] for pin in PINS if pin.replaced]
    assert replaced == [(resolve_name(owner), name) for owner, name in said]


def test_every_module_of_weasyprint_that_we_import_is_pinned():
    """A new import of an inner module needs a line in the table; `weasyprint` itself is its public interface."""
    imported = set()
    for file in PRESS.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported |= {node.module or "", *(f"{node.module}.{name.name}" for name in node.names)}
            elif isinstance(node, ast.Import):
                imported |= {name.name for name in node.names}
    pinned = {pin.name.partition(":")[0] for pin in PINS}
    inner = {name for name in imported if name.startswith("weasyprint.") and _is_module(name)}
    assert inner - {module for name in pinned for module in _and_its_packages(name)} == set()
    assert inner >= {"weasyprint.text.line_break", "weasyprint.layout.inline"}


def _is_module(name: str) -> bool:
    return hasattr(resolve_name(name), "__spec__")


def _and_its_packages(name: str) -> set[str]:
    parts = name.split(".")
    return {".".join(parts[: end + 1]) for end in range(len(parts))}


def test_who_needs_a_function_is_there():
    """The names of ours in the table are names in our modules."""
    for pin in PINS:
        for name in pin.needed_by.split(", "):
            resolve_name(f"build_tools.press.{name}")


def test_the_package_asks_for_the_same_versions():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert {f"{library}=={version}" for library, version in VERSIONS.items()} <= set(project["project"]["dependencies"])


def test_no_function_stands_twice():
    assert len({pin.name for pin in PINS}) == len(PINS)
