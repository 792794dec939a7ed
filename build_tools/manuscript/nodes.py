"""Doctree nodes of our own: the blocks of an official publication that docutils has no word for.

Each is a `container` that holds ordinary docutils nodes with the classes of the HTML contract, so that a writer that
knows none of ours still prints all of the text. Their names are small, as those of docutils' nodes are.
"""

from __future__ import annotations

from docutils import nodes


class case(nodes.container):
    """The case of a city: headline, place, headcount with its date, body, source."""


class point(nodes.container):
    """A point to heed: a label (ポイント！) and what to do."""


class contact_box(nodes.container):
    """Where readers ask: office, persons, telephone, fax."""


class notice(nodes.container):
    """What the edition says of its own standing."""


class excerpt(nodes.container):
    """A passage shown in a second place. `target` is its label; without children until references are resolved."""


class page_reference(nodes.inline):
    """A reference to the page of a place: `place` is the chapter's docname and the id in it. Its children name the
    place in words, for where there are no pages.
    """


class page_number(nodes.inline):
    """Where the number of a page is printed; `place` is an anchor of the set."""


class ruby(nodes.inline):
    """A base with its readings above: its text is the base, `pairs` are bases and readings, `silent` tells that the
    readings are not printed here (`ruby` has the rest).
    """


class bouten(nodes.inline):
    """Text with a dot above each character."""


# The HTML element and class in which each is written.
ELEMENTS = {
    case: ("section", "case"),
    point: ("aside", "point"),
    contact_box: ("aside", "contact"),
    notice: ("aside", "notice"),
    excerpt: ("div", "excerpt"),
}
