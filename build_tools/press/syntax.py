"""The syntax trees of templates, each made once: several modules look into them, and templates into each other."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, nodes


@lru_cache(200)
def syntax_of(templates: Environment, name: str) -> nodes.Template:
    """The tree of a template, not to be changed; empty where nobody knows where to look for templates. What is changed
    on disk meanwhile is not seen: every build loads its layouts anew, with environments of their own.
    """
    source = templates.loader.get_source(templates, name)[0] if templates.loader else ""
    return templates.parse(source)
