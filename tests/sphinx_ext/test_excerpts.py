"""One source text shown in two places."""

from __future__ import annotations

import pytest

EXCERPT = "# a\n\n```{excerpt} it\n```\n"


@pytest.mark.parametrize(
    ("passage", "shown"),
    [
        ("(it)=\n段落の\n**文**。\n\n次。", "<p>段落の<strong>文</strong>。</p>"),
        ("{#it}\n段落。", "<p>段落。</p>"),
        ("(it)=\n- 甲\n- 乙", '<ul class="simple"><li><p>甲</p></li><li><p>乙</p></li></ul>'),
        (
            "(it)=\n```{point}\n大事\n```",
            '<aside class="point"><p class="point-label">ポイント！</p><p>大事</p></aside>',
        ),
        ("(it)=\n```{case} 題\n```", '<section class="case"><p class="case-headline">題</p></section>'),
        ("```{case} 題\n:name: it\n```", '<section class="case"><p class="case-headline">題</p></section>'),
        ("(it)=\n## 節\n\n甲。\n\n### 項\n\n乙。", '<p>甲。</p><p class="rubric">項</p><p>乙。</p>'),
    ],
)
def test_the_passage_alone_is_shown(project, passage, shown):
    project.publish()
    project.write(a=EXCERPT, b=f"# b\n\n前。\n\n{passage}\n")
    built = project.build()
    assert built.warnings == []
    assert f'<div class="excerpt">{shown}</div>' in built.flat("a")


def test_a_table_is_shown(project):
    project.publish()
    project.write(a=EXCERPT, b="# b\n\n(it)=\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n")
    assert "甲 乙 1 2" in project.build().body("a")


def test_the_copy_has_no_anchors_of_its_own(project):
    project.publish()
    project.write(a=EXCERPT, b="# b\n\n(it)=\n## 節\n\n(inner)=\n段落。\n")
    built = project.build()
    assert 'id="inner"' not in built.html("a") and 'id="it"' not in built.html("a")
    assert 'id="inner"' in built.html("b")


def test_links_in_the_copy_lead_where_they_led(project):
    project.publish(documents=_documents("a.md", "sub/b.md", "sub/c.md"))
    (project.folder / "sub").mkdir()
    project.write(
        **{
            "a": EXCERPT,
            "sub/b": "# b\n\n(it)=\n[自](#here)と[他](c.md)と{ref}`there`と{doc}`c`と{title}`there`\n\n"
            "(here)=\n## 節\n",
            "sub/c": "(there)=\n# c\n",
        }
    )
    built = project.build()
    assert built.warnings == []
    page = built.html("a")
    assert 'href="sub/b.html#here"' in page
    assert page.count('href="sub/c.html"') == 2
    assert page.count('href="sub/c.html#there"') == 2
    assert 'href="#here"' in built.html("sub/b")


def test_images_in_the_copy_are_there(project):
    project.publish(documents=_documents("a.md", "sub/b.md"))
    (project.folder / "sub").mkdir()
    (project.folder / "sub" / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
    project.write(**{"a": EXCERPT, "sub/b": "# b\n\n(it)=\n![点](dot.svg)\n"})
    built = project.build()
    assert built.warnings == []
    assert 'src="_images/dot.svg"' in built.html("a")


def test_an_excerpt_follows_its_source(project):
    project.publish()
    project.write(a=EXCERPT, b="# b\n\n(it)=\n古い。\n")
    project.build()
    project.write(b="# b\n\n(it)=\n新しい。\n")
    built = project.build()
    assert built.read == {"b"}
    assert built.written == {"a", "b"}
    assert "新しい。" in built.body("a")


def test_a_change_elsewhere_in_the_source_writes_nothing_else(project):
    project.publish()
    project.write(a=EXCERPT, b="# b\n\n(it)=\n段落。\n")
    project.build()
    project.write(b="# b\n\n(it)=\n段落。\n\n別の段落。\n")
    assert project.build().written == {"b"}


def test_an_excerpt_of_an_excerpt(project):
    project.publish(documents=_documents("a.md", "b.md", "c.md"))
    project.write(a=EXCERPT, b="# b\n\n(it)=\n## 節\n\n```{excerpt} deep\n```\n", c="# c\n\n(deep)=\n奥。\n")
    built = project.build()
    assert built.warnings == []
    assert "奥。" in built.body("a")


@pytest.mark.parametrize(
    ("b", "warning"),
    [
        ("# b\n\n(its)=\n段落。", "nothing is labelled “it” → did you mean its?"),
        ("# b\n\n(it)=\n語[^1]。\n\n[^1]: 註", "the passage “it” holds a footnote → take the footnote out"),
    ],
)
def test_mistakes(project, b, warning):
    project.publish()
    project.write(a=EXCERPT, b=b)
    (found,) = project.build().warnings
    assert found.startswith(f"a.md:3: WARNING: {warning}")


def test_an_excerpt_of_itself(project):
    project.publish()
    project.write(a="# a\n\n(it)=\n## 節\n\n```{excerpt} it\n```\n", b="# b")
    (found,) = project.build().warnings
    assert found.startswith("a.md:6: WARNING: the excerpt “it” shows itself")
    assert found.endswith("[kanko.excerpt.circular]")


def test_a_circle_of_excerpts_is_an_error_at_each(project):
    project.publish()
    project.write(
        a="# a\n\n(one)=\n## 節\n\n```{excerpt} two\n```\n", b="# b\n\n(two)=\n## 節\n\n```{excerpt} one\n```\n"
    )
    warnings = project.build().warnings
    assert [warning.partition(" → ")[0] for warning in warnings] == [
        "a.md:6: WARNING: these excerpts show each other: two",
        "b.md:6: WARNING: these excerpts show each other: one",
    ]


def _documents(*files: str) -> str:
    return (
        '[[documents]]\nid = "d"\ntitle = "d"\nlayout = "report"\nnumbering = "none"\n'
        f"chapters = [{', '.join(f'{file!r}' for file in files)}]\n"
    )
