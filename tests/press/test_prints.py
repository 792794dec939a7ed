"""Which facts a template prints in any case."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from build_tools.press.prints import facts_of_template

WORDS = (
    "{% macro day(edition, date) %}{% if edition.language == 'ja' %}{{ era_date(date) }}"
    "{% else %}{{ date.isoformat() }}{% endif %}{% endmacro %}"
    '{% macro head(text) %}<div class="head"><p>{{ text }}</p></div>{% endmacro %}'
)
CASES = {
    "a fact": ("{{ edition.title }}", {"title"}),
    "a title of the document": ("<p>{{ document.title }}</p>", {"document.title"}),
    "a fact in a tag": ('<a href="{{ edition.origin.url }}">x</a>', set()),
    "a fact if there is one": ("{% if edition.fax %}{{ edition.fax }}{% endif %}", {"fax"}),
    "one of two facts": ("{% if edition.a %}{{ edition.a }}{% else %}{{ edition.b }}{% endif %}", {"a"}),
    "a fact under another condition": ("{% if chapter %}{{ edition.a }}{% endif %}", set()),
    "facts of a list": ("{% for each in edition.phones %}{{ each.number }}{% endfor %}", {"phones.*.number"}),
    "facts that are joined": ("{{ edition.persons | join('、') }}", {"persons"}),
    "what a macro prints": ("{% import 'words' as words %}{{ words.day(edition, edition.date) }}", {"date"}),
    "what a condition chooses": ("{{ edition.a if chapter else edition.b }}", set()),
    "a fact in a running head": ('<div class="head">{{ edition.a }}<br></div>{{ edition.b }}', {"b"}),
    "a fact in a running head that a macro makes": ("{% import 'words' as words %}{{ words.head(edition.a) }}", set()),
    "a fact in a tag that is chosen": ('<a {% if edition.a %}href="{{ edition.a }}"{% endif %}>x</a>', set()),
    "a macro that calls itself": ("{% macro one(x) %}{{ x }}{{ one(x) }}{% endmacro %}{{ one(edition.a) }}", {"a"}),
}


@pytest.mark.parametrize(("template", "facts"), CASES.values(), ids=CASES)
def test_a_template_prints_its_facts(template, facts):
    templates = Environment(loader=DictLoader({"one": template, "words": WORDS}))
    assert facts_of_template(templates, "one", {"head"}) == facts
