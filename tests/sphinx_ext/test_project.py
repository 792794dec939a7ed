"""An edition needs no conf.py; a project without publication.toml stays as it is."""

from __future__ import annotations

import pytest
from sphinx.errors import ConfigError

from build_tools.sphinx_ext import edition_of, has_edition, numbers, project_documents


def test_an_edition_sets_what_sphinx_needs(project):
    project.publish()
    project.write(a="# a", b="# b", stray="# not a chapter")
    (project.folder / "publication.toml").write_text(
        (project.folder / "publication.toml").read_text("utf-8").replace('"b.md"]', '"b.md", "stray.md"]'), "utf-8"
    )
    built = project.build()
    config = built.app.config
    assert built.warnings == []
    assert (config.root_doc, config.language, config.html_title) == ("a", "ja", "見本の知見集")
    assert built.app.env.found_docs == {"a", "b", "stray"}


def test_what_the_project_set_itself_stays(project):
    project.settings["html_title"] = "自分の題"
    project.publish()
    project.write(a="# a", b="# b")
    assert project.build().app.config.html_title == "自分の題"


def test_all_mistakes_of_publication_toml_stop_sphinx(project):
    project.publish(head='id = "B A D"\ntitle = ""\n')
    project.write(a="# a", b="# b")
    with pytest.raises(ConfigError) as error:
        project.build()
    assert "B A D" in str(error.value) and "issuer" in str(error.value) and "date" in str(error.value)


def test_a_foreign_project_is_read_as_before(project):
    project.settings |= {"project": "Foreign", "author": "Somebody"}
    project.write(
        index="# Title\n\n日本\n語 {{ title }}\n\n```{toctree}\none\ntwo\n```\n", one="# One\n", two="# Two\n"
    )
    built = project.build()
    assert built.warnings == []
    assert not has_edition(built.app)
    assert "日本 語 {{ title }}" in built.body("index")
    assert "第" not in built.body("one")
    edition = edition_of(built.app.env)
    assert (edition.title, edition.issuer, edition.language) == ("Foreign", "Somebody", "en")
    assert project_documents(built.app.env) == ("index", "one", "two")
    assert not any(numbers(built.app.env, edition).values())


def test_a_foreign_japanese_project_has_its_lines_joined(project):
    project.settings["language"] = "ja"
    project.write(index="# 題\n\n日本\n語\n")
    assert "日本語" in project.build().body("index")


def test_rest_chapters_read_too(project):
    documents = '[[documents]]\nid="d"\ntitle="d"\nlayout="report"\nnumbering="report"\nchapters=["a.rst"]\n'
    project.publish(documents=documents)
    (project.folder / "a.rst").write_text("題\n==\n\n日本\n語 :date:`2019-05-01`\n", "utf-8")
    built = project.build()
    assert built.warnings == []
    assert "第１章 題 日本語 令和元年５月１日" in built.body("a")


def test_chapters_read_in_parallel_keep_their_memory(project, monkeypatch):
    chapters = [f"c{number}" for number in range(8)]
    files = ", ".join(f'"{name}.md"' for name in chapters)
    project.publish(
        "[facts]\ncount = 32\n",
        f'[[documents]]\nid="d"\ntitle="d"\nlayout="report"\nnumbering="report"\nchapters=[{files}]\n',
    )
    project.write(**{name: f"({name})=\n# {name}\n\n{{{{ facts.count }}}} {{title}}`c7`\n" for name in chapters})
    project.parallel = 2
    built = project.build()
    assert built.warnings == []
    assert "第１章 c0 32 第８章 c7" in built.body("c0")
    project.publish(
        "[facts]\ncount = 33\n",
        f'[[documents]]\nid="d"\ntitle="d"\nlayout="report"\nnumbering="report"\nchapters=[{files}]\n',
    )
    assert project.build().read == set(chapters)
