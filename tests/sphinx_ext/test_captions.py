"""Numbers of figures and tables, and {numref}: the same rules in every output."""

from __future__ import annotations

import re

import pytest

from build_tools.sphinx_ext import edition_of, numbers


def table(name: str, caption: str = "題", more: str = "") -> str:
    return f"```{{list-table}} {caption}\n:name: {name}\n{more}\n* - 値\n```\n"


def figure(name: str, more: str = "") -> str:
    return f"```{{figure}} dot.svg\n:name: {name}\n:alt: 点\n{more}\n図の題\n```\n"


def document(chapters: str, numbering: str = "report", name: str = "d") -> str:
    return (
        f'\n[[documents]]\nid="{name}"\ntitle="{name}"\nlayout="report"\nnumbering="{numbering}"\nchapters={chapters}\n'
    )


@pytest.fixture
def edition(project):
    (project.folder / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')

    def write(documents: str, more: str = "", **chapters: str):
        project.publish(more, documents)
        project.write(**chapters)
        return project.build()

    return write


def captions(built, docname: str) -> list[str]:
    found = re.findall(r'<span class="caption-text">(.*?)</span>(?:</caption>|</p>)', built.flat(docname), re.DOTALL)
    return [re.sub(r"<[^>]*>", "", each) for each in found]


def test_figures_and_tables_count_by_chapter(edition):
    built = edition(
        document('["a.md","b.md"]'),
        a=f"# 章\n\n{table('x')}\n{figure('f')}\n## 節\n\n{table('y')}",
        b=f"# 章\n\n{figure('g')}\n{table('z')}",
    )
    assert built.warnings == []
    assert captions(built, "a") == ["表１－１ 題", "図１－１ 図の題", "表１－２ 題"]
    assert captions(built, "b") == ["図２－１ 図の題", "表２－１ 題"]
    assert '<span class="caption-number">表１－１</span> 題' in built.main("a")


def test_where_chapters_count_anew_the_part_is_named_too(edition):
    parts = '[{file="p.md",kind="part"},"a.md",{file="q.md",kind="part"},"b.md"]'
    built = edition(document(parts), p="# 部", a=f"# 章\n\n{table('x')}", q="# 部", b=f"# 章\n\n{table('y')}")
    assert captions(built, "a") == ["表１－１－１ 題"] and captions(built, "b") == ["表２－１－１ 題"]
    own = '[numbering.own]\npart="第{１}部"\nchapter="第{１}章"\ntable="表{１－１}"\nchapters_restart=false\n'
    built = edition(document(parts, "own"), own)
    assert captions(built, "a") == ["表１－１ 題"] and captions(built, "b") == ["表２－１ 題"]


def test_through_the_document_all_chapters_count(edition):
    own = '[numbering.own]\nchapter="{1}."\ntable="Table {1}"\n'
    built = edition(
        document('["a.md",{file="u.md",kind="unnumbered"},"b.md"]', "own"),
        own,
        a=f"# 章\n\n{table('x')}\n{figure('f')}",
        u=f"# 付\n\n{table('u')}",
        b=f"# 章\n\n{table('y')}",
    )
    assert captions(built, "a") == ["Table 1 題", "図の題"]
    assert captions(built, "u") == ["Table 2 題"] and captions(built, "b") == ["Table 3 題"]


def test_what_has_no_number(edition):
    """A chapter without number, a class that asks for none, no caption, the profile release."""
    built = edition(
        document('["a.md",{file="u.md",kind="unnumbered"}]') + document('["r.md"]', "release", "r"),
        a=f"# 章\n\n{table('x', more=':class: unnumbered')}\n{figure('f', ':figclass: unnumbered')}\n"
        f"```{{list-table}}\n* - 値\n```\n\n{table('y')}",
        u=f"# 付\n\n{table('u')}",
        r=f"# 発表\n\n{table('r')}",
    )
    assert built.warnings == []
    assert captions(built, "a") == ["題", "図の題", "表１－１ 題"]
    assert captions(built, "u") == ["題"] and captions(built, "r") == ["題"]


def test_numref_prints_the_number(edition):
    built = edition(
        document('["a.md","b.md"]'),
        a="# 章\n\n{numref}`y`、{numref}`「{name}」（{number}） <f>`、{numref}`%sを見よ <sec>`",
        b=f"# 章\n\n{table('y')}\n(f)=\n{figure('g')}\n(sec)=\n## 節\n",
    )
    assert built.warnings == []
    assert "表２－１、「図の題」（図２－１）、１．を見よ" in built.body("a")
    assert 'href="b.html#y"' in built.main("a")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{numref}`tabel`", "nothing is labelled “tabel” → did you mean table?"),
        ("{numref}`plain`", "what is labelled “plain” has no number → give it a caption"),
    ],
)
def test_mistakes_are_told_in_every_build(edition, project, text, said):
    chapters = {"a": f"# 章\n\n{text}", "b": f"# 章\n\n{table('table')}\n(plain)=\n段落"}
    (warning,) = edition(document('["a.md","b.md"]'), **chapters).warnings
    assert warning.startswith("a.md:3: WARNING: ") and said in warning
    assert project.build().warnings == [warning]


def test_a_chapter_is_written_again_when_the_number_that_it_names_changes(edition, project):
    edition(document('["a.md","b.md"]'), a="# 章\n\n{numref}`y`", b=f"# 章\n\n{table('y')}")
    project.write(b=f"# 章\n\n{table('x')}\n{table('y')}")
    built = project.build()
    assert built.read == {"b"} and built.written == {"a", "b"}
    assert "表２－２" in built.body("a")


def test_numbers_differ_by_document(edition):
    built = edition(
        document('["a.md","b.md"]') + document('["b.md"]', "report", "other"),
        a="# 章",
        b=f"# 章\n\n{table('y')}",
    )
    found = numbers(built.app.env, edition_of(built.app))
    assert found["d", "b"]["y"] == "表２－１" and found["other", "b"]["y"] == "表１－１"


def test_a_project_with_numfig_keeps_sphinxs_numbers(edition, project):
    project.settings["numfig"] = True
    built = edition(document('["a.md"]'), a=f"# 章\n\n{table('x')}\n{{numref}}`x`")
    assert built.warnings == []
    assert "表 1" in built.body("a") and "表１" not in built.body("a")


def test_a_pattern_beyond_its_signs_is_reported(edition):
    own = '[numbering.own]\ntable="表{1－①}"\n'
    text = "# 章\n\n" + "\n".join(table(f"t{n}") for n in range(21))
    (warning,) = edition(document('["a.md"]', "own"), own, a=text).warnings
    assert warning.startswith("a.md: WARNING: “表{1－①}” has no sign for 21")
