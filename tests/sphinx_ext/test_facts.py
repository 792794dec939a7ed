"""Facts reach the text, and a changed fact costs only the chapters that name it."""

from __future__ import annotations

import pytest

FACTS = """
[contact]
office = "見本室"
fax = "03-0000-0000"

[facts]
headcount = 32
half = 'a_b*c* [d] ~~e~~ C:\\f $1'
"""


def test_facts_are_plain_text_in_the_page(project):
    project.publish(FACTS)
    project.write(
        a="# {{ title }}\n\n{{ contact.fax }}／{{ facts.headcount }}名／{{ facts.half }}／{{ date }}\n", b="# b"
    )
    built = project.build()
    assert built.warnings == []
    assert "03-0000-0000／32名／a_b*c* [d] ~~e~~ C:\\f $1／令和元年５月１日" in built.body("a")


def test_facts_in_a_chapter_with_front_matter(project):
    """Sphinx's roles keep what they were last called with, which nobody can copy."""
    project.publish(FACTS)
    roles = "{py:func}`len`と{option}`--all`"
    project.write(
        a=f"# a\n\n{roles}\n\n```{{py:function}} f(a)\n```\n", b="---\nauthor: 甲\n---\n\n# b\n\n{{ title }}。"
    )
    assert "見本の知見集。" in project.build().body("b")


def test_a_changed_fact_reads_only_the_chapters_that_name_it(project):
    project.publish(FACTS)
    project.write(a="# a\n\n{{ facts.headcount }}名", b="# b\n\n{{ title }}")
    project.build()
    assert project.build().read == set()
    project.publish(FACTS.replace("32", "33"))
    built = project.build()
    assert built.read == {"a"}
    assert "33名" in built.body("a")


def test_a_changed_title_reads_only_the_chapters_that_name_it(project):
    project.publish(FACTS)
    project.write(a="# a\n\n{{ facts.headcount }}名", b="# b\n\n「{{ title }}」")
    project.build()
    project.publish(FACTS, head='id = "sample"\ntitle = "新しい名"\ndate = 2019-05-01\nissuer = "見本省"\n')
    built = project.build()
    assert built.read == {"b"}
    assert "「新しい名」" in built.body("b")
    assert "新しい名" in built.html("a")  # the title of the site


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("```{contact}\n```", "見本室", "新しい室"),
        ("```{notice}\n```", "おことわり文", "新しい文"),
        ("{date}`facts.day`", "2020-01-02", "2020-01-03"),
        ("{address}`home`", "https://example.com/", "https://example.org/"),
        ("```{case} 題\n:headcount: {{ facts.count }}\n```", "count = 5", "count = 6"),
    ],
)
def test_what_prints_facts_of_itself_counts_as_naming_them(project, text, before, after):
    more = (
        'notice = "おことわり文"\n[contact]\noffice = "見本室"\n[links.home]\ntitle = "見本"\nurl = "https://example.com/"\n'
        "[facts]\nday = 2020-01-02\ncount = 5\n"
    )
    project.publish(more)
    project.write(a=f"# a\n\n{text}\n", b="# b")
    first = project.build()
    assert first.warnings == []
    page = first.html("a")
    project.publish(more.replace(before, after))
    second = project.build()
    assert second.read == {"a"}
    assert second.warnings == []
    assert second.html("a") != page


def test_a_fact_that_went_is_an_error_in_the_chapter_that_names_it(project):
    project.publish(FACTS)
    project.write(a="# a\n\n{{ facts.headcount }}名", b="# b")
    project.build()
    project.publish(FACTS.replace("headcount = 32\n", ""))
    built = project.build()
    assert built.read == {"a"}
    (warning,) = built.warnings
    assert warning.startswith("a.md:3: WARNING: publication.toml has no fact “facts.headcount”")
    assert warning.endswith("[kanko.facts.unknown]")


@pytest.mark.parametrize(
    ("written", "path", "near"), [("titel", "titel", "title"), ("contact.faks", "contact.faks", "contact.fax")]
)
def test_an_unknown_fact_is_named_with_what_lies_near(project, written, path, near):
    project.publish(FACTS)
    project.write(a=f"# a\n\n段落\n\n{{{{ {written} }}}}\n", b="# b")
    (warning,) = project.build().warnings
    assert warning.startswith(f"a.md:5: WARNING: publication.toml has no fact “{path}” → did you mean {near}")
    assert warning.endswith("[kanko.facts.unknown]")


def test_messages_speak_the_language_of_the_reader(project):
    project.settings["kanko_messages"] = "ja"
    project.publish(FACTS)
    project.write(a="# a\n\n{{ titel }}\n", b="# b")
    (warning,) = project.build().warnings
    assert "「titel」という事実は publication.toml にありません → もしかして: title" in warning
