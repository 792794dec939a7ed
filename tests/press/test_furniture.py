"""What layouts print of themselves, told from what is filled in."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from build_tools.press.furniture import running_in, words_of_stylesheet, words_of_templates
from build_tools.press.layouts import load_layout
from build_tools.press.toolchain import faces
from build_tools.resources import templates_root

TEMPLATES = {
    "一": ("目次", "<h1>目次</h1>"),
    "二": ("ページ", "<p>{{ page }}　ページ</p>"),
    "三": ("電話", "<p class='tel'>電話\n  {{ number }}</p>"),
    "四": ("奥付", "{% set name = say(edition, '奥付') %}{{ name }}"),
    "五": ("、", "{{ persons | join('、') }}"),
    "六": ("A & B", "<b>A &amp; B</b>"),
    "七": ("別添", "{{ '別添' if edition.language == 'ja' }}"),
    "八": ("別に", "{% if x %}<p>別に</p>{% endif %}"),
}


def words(text: str, **others: str) -> set[str]:
    return set(words_of_templates(Environment(loader=DictLoader({"own": text, **others})), ["own"]))


@pytest.mark.parametrize(("word", "template"), TEMPLATES.values(), ids=[word for word, _ in TEMPLATES.values()])
def test_text_between_what_is_filled_in_is_the_templates(word, template):
    assert words(template) == {word}


@pytest.mark.parametrize(
    "template",
    [
        "<p title='説明'>{{ x }}</p>",
        "{% if edition.language == 'ja' %}{{ x }}{% endif %}",
        "{{ x['鍵'] }}",
        "<span data-page='.'>0000</span>",
        "<li class='level-{{ level }}'{% if main %} class='main'{% endif %}>{{ x }}</li>",
        "{# 注記 #}<!-- 注記 -->",
        "<style>p { content: '字' }</style>",
    ],
)
def test_what_no_reader_sees_is_no_word(template):
    assert words(template) == set()


def test_templates_that_a_template_uses_speak_as_well():
    used = "{% macro name(x) %}第{{ x }}号{% endmacro %}"
    assert words("{% import 'used' as used %}{{ used.name(1) }}", used=used) == {"第", "号"}


STYLES = {
    "content": ("※", "a::before { content: '※' attr(data-label) }"),
    "page": ("（", "@page :left { @top-left { content: '（' string(title) } }"),
    "media": ("注", "@media print { a::after { content: '注' } }"),
    "function": ("．", "a::before { content: counters(item, '．') }"),
    "marker": ("○", "ul { list-style-type: '○\\00a0' }"),
    "style": ("◎", "@counter-style own { system: cyclic; symbols: '◎'; }"),
    "suffix": ("）", "@counter-style own { suffix: '）' }"),
}


@pytest.mark.parametrize(("word", "css"), STYLES.values(), ids=STYLES)
def test_strings_of_stylesheets_are_words(word, css):
    assert words_of_stylesheet(css) == {word}


def test_other_strings_of_stylesheets_are_none():
    css = "@charset 'utf-8'; a { font-family: 'BIZ UDMincho'; content: none } b[x='あ'] { }"
    assert words_of_stylesheet(css) == set()


def test_a_layout_has_the_words_of_what_it_extends():
    layout = load_layout("press-release", [templates_root() / "print"])
    assert {"報道発表資料", "Press release", "・"} <= layout.words
    assert "目次" not in layout.words


def test_faces_are_those_of_a_family():
    assert "BIZUDMincho-Regular" in faces(["BIZ UDMincho"])
    assert faces(["No Such Family"]) == set()


@pytest.mark.parametrize(
    ("css", "classes"),
    [
        (".head { position: running(head) }", {"head"}),
        ("body .a.head, p.foot { color: red; position: running(x) }", {"head", "foot"}),
        ("div { position: running(x) } .b { position: absolute } @page { @top-left { content: element(x) } }", set()),
    ],
)
def test_what_stands_in_margins_is_known_by_its_class(css: str, classes: set[str]):
    assert running_in(css) == classes
