"""References that wait until every chapter is read: {title}, and links inside an excerpt."""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from build_tools.errors import Problem, Text
from build_tools.manuscript.nodes import page_reference
from build_tools.sphinx_ext.memory import Section, memory
from build_tools.sphinx_ext.messages import near
from build_tools.sphinx_ext.numbering import number_of, page_numbers
from build_tools.sphinx_ext.project import edition_of, has_edition
from build_tools.sphinx_ext.roles import PAGE, TITLE

PLACE = "kanko-place"


def resolve(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element | None:
    """Resolve what is ours when Sphinx asks: a {title}, or a place in the chapter that an excerpt was taken from.

    A label that is not there was reported when the chapters were read; its words stand.
    """
    if node["reftype"] == TITLE:
        return _title(app, env, node, content)
    if node["reftype"] == PAGE:
        return _page(app, env, node, content)
    if node["reftype"] == PLACE:
        return _link(app, env, (node["refplace"], node["reftarget"]), content)
    return None


def _title(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element:
    target = env.domains.standard_domain.labels.get(node["reftarget"])
    if target is None:
        return content
    words = nodes.inline("", heading(env, node["reftarget"]), classes=["title-reference"])
    return _link(app, env, (target[0], target[1]), words)


def _page(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element:
    """A link whose words are the title of the place; the press puts the page in their stead."""
    label = node["reftarget"]
    target = env.domains.standard_domain.anonlabels.get(label)
    if target is None:
        return content
    words = heading(env, label) or content.astext()
    return _link(app, env, target, page_reference("", words, place=target))


def _link(app: Sphinx, env: BuildEnvironment, target: tuple[str, str], content: nodes.Element) -> nodes.Element:
    return make_refnode(app.builder, env.current_document.docname, *target, content)


def heading(env: BuildEnvironment, label: str) -> str:
    """Number and title of what a label names, by the first document that holds it; "" where it names no title."""
    target = env.domains.standard_domain.labels.get(label)
    if target is None:
        return ""
    docname, identifier, title = target
    section = _section(env, docname, identifier)
    if section is None or not has_edition(env):
        return title
    return f"{number_of(section.ids, page_numbers(env, edition_of(env), docname))} {title}".strip()


def _section(env: BuildEnvironment, docname: str, identifier: str) -> Section | None:
    return next((section for section in memory(env).sections.get(docname, ()) if identifier in section.ids), None)


def problem_of_page(env: BuildEnvironment, label: str) -> Problem | None:
    """What is wrong with a label that {pageref} names: any place will do."""
    labels = env.domains.standard_domain.anonlabels
    if label in labels:
        return None
    what = Text(f"nothing is labelled “{label}”", f"「{label}」というラベルの付いた箇所はありません")
    return Problem("pageref.unknown-label", what, remedy=near(label, labels))


def problem_of(env: BuildEnvironment, label: str) -> Problem | None:
    """What is wrong with a label that {title} names."""
    domain = env.domains.standard_domain
    if label in domain.labels:
        return None
    if label in domain.anonlabels:
        what = Text(f"what is labelled “{label}” has no title", f"ラベル「{label}」の付いた箇所には見出しがありません")
        return Problem("title.no-title", what)
    what = Text(f"no heading is labelled “{label}”", f"「{label}」というラベルの見出しはありません")
    return Problem("title.unknown-label", what, remedy=near(label, domain.labels))
