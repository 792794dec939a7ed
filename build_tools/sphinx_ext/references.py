"""References that wait until every chapter is read: {title}, {pageref}, {numref}, and links inside an excerpt."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from build_tools.errors import Problem, Text
from build_tools.manuscript.nodes import page_reference
from build_tools.sphinx_ext.captions import NUMBER
from build_tools.sphinx_ext.memory import Caption, Section, memory
from build_tools.sphinx_ext.messages import near
from build_tools.sphinx_ext.numbering import number_of, page_numbers
from build_tools.sphinx_ext.project import edition_of, has_edition
from build_tools.sphinx_ext.roles import PAGE, TITLE

PLACE = "kanko-place"


def resolve(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element | None:
    """Resolve what is ours when Sphinx asks: a {title}, or a place in the chapter that an excerpt was taken from.

    A label that is not there was reported when the chapters were read; its words stand.
    """
    resolver = _RESOLVERS.get(node["reftype"])
    return resolver(app, env, node, content) if resolver else None


def _title(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element:
    target = env.domains.standard_domain.labels.get(node["reftarget"])
    if target is None:
        return content
    words = nodes.inline("", heading(env, node["reftarget"], _document(app)), classes=["title-reference"])
    return _link(app, env, (target[0], target[1]), words)


def _page(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element:
    """A link whose words are the title of the place; the press puts the page in their stead."""
    label = node["reftarget"]
    target = env.domains.standard_domain.anonlabels.get(label)
    if target is None:
        return content
    words = heading(env, label, _document(app)) or content.astext()
    return _link(app, env, target, page_reference("", words, place=target))


def _number(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element:
    """A link whose words are the number; in words of its own, {number} or %s stands for it and {name} for the title."""
    label = node["reftarget"]
    target = env.domains.standard_domain.anonlabels.get(label)
    if target is None:
        return content
    titled = _titled(env, *target)
    name = titled.title if titled else ""
    number = _number_at(env, target, _document(app)) or name or content.astext()
    form = content.astext() if node["refexplicit"] else "%s"
    words = form.replace("{number}", number).replace("%s", number).replace("{name}", name)
    return _link(app, env, target, nodes.inline("", words, classes=["number-reference"]))


def _place(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element:
    return _link(app, env, (node["refplace"], node["reftarget"]), content)


_RESOLVERS: Mapping[str, Callable[[Sphinx, BuildEnvironment, pending_xref, nodes.Element], nodes.Element]] = {
    TITLE: _title,
    PAGE: _page,
    NUMBER: _number,
    PLACE: _place,
}


def _link(app: Sphinx, env: BuildEnvironment, target: tuple[str, str], content: nodes.Element) -> nodes.Element:
    return make_refnode(app.builder, env.current_document.docname, *target, content)


def _document(app: Sphinx) -> str:
    """The id of the document being made, of builders that make one at a time."""
    return getattr(app.builder, "document", "")


def heading(env: BuildEnvironment, label: str, document: str = "") -> str:
    """Number and title of what a label names, as the document numbers it; "" where it names no title."""
    target = env.domains.standard_domain.labels.get(label)
    if target is None:
        return ""
    docname, identifier, title = target
    found = _titled(env, docname, identifier)
    return f"{_number_at(env, (docname, identifier), document)} {found.title if found else title}".strip()


def _number_at(env: BuildEnvironment, place: tuple[str, str], document: str = "") -> str:
    found = _titled(env, *place)
    if found is None or not has_edition(env):
        return ""
    return number_of(found.ids, page_numbers(env, edition_of(env), place[0], document))


def _titled(env: BuildEnvironment, docname: str, identifier: str) -> Section | Caption | None:
    """What has a title, and so may have a number, at a place of a chapter."""
    kept = memory(env)
    titled: list[Section | Caption] = [*kept.sections.get(docname, ()), *kept.captions.get(docname, ())]
    return next((each for each in titled if identifier in each.ids), None)


def problem_of_number(env: BuildEnvironment, label: str) -> Problem | None:
    """What is wrong with a label that {numref} names."""
    labels = env.domains.standard_domain.anonlabels
    if label not in labels:
        what = Text(f"nothing is labelled “{label}”", f"「{label}」というラベルの付いた箇所はありません")
        return Problem("numref.unknown-label", what, remedy=near(label, labels))
    if _number_at(env, labels[label]):
        return None
    what = Text(f"what is labelled “{label}” has no number", f"ラベル「{label}」の付いた箇所には番号がありません")
    remedy = Text(
        "give it a caption, and its document a numbering for figures and tables, or refer to it with {ref}",
        "題を付け、文書の numbering に図表の番号の付け方を定めるか、{ref} で参照してください",
    )
    return Problem("numref.no-number", what, remedy=remedy)


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
