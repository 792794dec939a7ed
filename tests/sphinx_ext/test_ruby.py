"""Ruby and bouten on the site: HTML as browsers set it, and readings given once where the edition asks for it."""

from __future__ import annotations

import pytest

TEXT = (
    "{ruby}`組版 <くみはん>`と{ruby}`明朝 <みん ちょう>`と{bouten}`大切`である。\n\n{ruby}`組版 <くみはん>`をする。\n"
)


def test_the_site_has_ruby_and_bouten(project):
    project.publish()
    project.write(a=f"# a\n\n{TEXT}", b="# b")
    built = project.build()
    assert built.warnings == []
    page = built.html("a")
    assert "<ruby>組版<rp>（</rp><rt>くみはん</rt><rp>）</rp></ruby>と<ruby>明<rp>（</rp><rt>みん</rt>" in page
    assert '<em class="bouten">大切</em>' in page
    assert page.count("くみはん") == 2


def test_readings_once_in_a_chapter(project):
    project.publish('readings = "once"\n')
    project.write(a=f"# a\n\n{TEXT}", b=f"# b\n\n{TEXT}")
    built = project.build()
    assert built.html("a").count("くみはん") == built.html("b").count("くみはん") == 1
    assert "組版をする。" in built.body("a")


def test_readings_follow_a_change_of_the_edition(project):
    project.publish()
    project.write(a=f"# a\n\n{TEXT}", b="# b")
    assert project.build().html("a").count("くみはん") == 2
    project.publish('readings = "once"\n')
    assert project.build().html("a").count("くみはん") == 1


@pytest.mark.parametrize("text", ["組版", "組版 <く み はん>"])
def test_what_is_no_reading_is_told(project, text):
    project.publish()
    project.write(a=f"# a\n\n{{ruby}}`{text}`である。\n", b="# b")
    (warning,) = project.build().warnings
    assert "a.md:3" in warning and "is no text with its reading" in warning


def test_a_heading_with_a_reading_is_named_by_its_base(project):
    project.publish()
    project.write(a="# {ruby}`組版 <くみはん>`\n\n文。\n", b="# b\n\n{title}`a`\n")
    page = project.build().html("a")
    assert "<title>第１章 組版" in page or "<title>組版" in page
