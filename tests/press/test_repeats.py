"""What stands twice on one page is named once, with the separators that belong to what stays."""

from __future__ import annotations

import re

import pytest

from build_tools.press.repeats import has_groups, without_repeats
from build_tools.press.unit import Unit

LABELS = {"a:1": "12", "a:2": "12", "a:3": "13", "a:4": "xii", "a:&": "12", "//other/a:1": "12"}


def written(sketch: str) -> str:
    """Items for the names in brackets; ! marks a main one."""
    return re.sub(r"\[(!?)([^\]]*)\]", lambda found: item(found[2], " data-main" if found[1] else ""), sketch)


def item(place: str, more: str = "") -> str:
    return f'<a href="#"{more}><span class="name">語</span>\n<span data-page="{place}" data-exact>0</span></a>'


def unit(group: str) -> Unit:
    items = written(group)
    html = f'<p>前、<a href="#">外</a>、<span class="pages" data-once>{items}</span>、<span>{items}</span></p>'
    return Unit("u", "u.md", html, ())


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("[a:1]", "[a:1]"),
        ("[a:1], [a:2]", "[a:1]"),
        ("[a:1], [a:2]、[a:3]", "[a:1]、[a:3]"),
        ("[a:1]、[a:3], [a:2]；[a:4]", "[a:1]、[a:3]；[a:4]"),
        ("（[a:1]・[a:2]・[a:3]）", "（[a:1]・[a:3]）"),
        ("（[a:1]・[a:2]）", "（[a:1]）"),
        ("[a:1], [!a:2]、[a:3]", "[!a:2]、[a:3]"),
        ("[!a:1], [!a:2]", "[!a:1]"),
        ("[a:3]、[a:1]; [!a:2]", "[a:3]; [!a:2]"),
        ("[a:1], [a:9], [a:9]", "[a:1], [a:9], [a:9]"),  # places that nobody knows
        ("[a:1] &amp; [a:&amp;]\n", "[a:1]\n"),
        ("[a:1], [//other/a:1]", "[a:1], [//other/a:1]"),  # another document's page of the same number
        ("", ""),
    ],
)
def test_an_item_a_page_stays_with_its_separator(given: str, left: str):
    groups = [without_repeats(unit(each), LABELS).html for each in (given, left)]
    assert groups[0].partition("、<span>")[0] == unit(left).html.partition("、<span>")[0]
    assert groups[0].partition("、<span>")[2] == unit(given).html.partition("、<span>")[2]


def test_each_group_is_for_itself():
    html = "".join(f"<li><span data-once>{item('a:1')}</span></li>" for _ in range(2))
    given = Unit("u", "u.md", html, ())
    assert without_repeats(given, LABELS) == given and has_groups(given)


def test_what_is_no_group_stays():
    """Other elements within, no mark, a mark in the text."""
    repeated = written("[a:1], [a:2]")
    for html in (f"<p data-once>{repeated}<b>後</b></p>", f"<p>{repeated}</p>", f"<p>data-once {repeated}</p>"):
        given = Unit("u", "u.md", html, ())
        assert without_repeats(given, LABELS) == given and not has_groups(given)
