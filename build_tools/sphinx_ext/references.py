"""References that wait until every chapter is read: {title}, {pageref}, {numref}, {ref} into a named document, and
links inside an excerpt.

`report#aim` names the place labelled `aim` as it stands in the document `report`.
"""

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
from build_tools.sphinx_ext.memory import Caption, Mention, Section, memory
from build_tools.sphinx_ext.messages import near
from build_tools.sphinx_ext.numbering import number_of, page_numbers
from build_tools.sphinx_ext.project import edition_of, has_edition
from build_tools.sphinx_ext.roles import PAGE, TITLE

PLACE = "kanko-place"
REF = "ref"  # Sphinx's own
_IN = "#"


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Note the {ref} of the chapter being read that name a document; all others are Sphinx's to check."""
    mentions = memory(app.env).mentions.setdefault(app.env.current_document.docname, [])
    for node in doctree.findall(pending_xref):
        if node["reftype"] == REF and _named(app.env, node["reftarget"])[0]:
            mentions.append(Mention("ref", node["reftarget"], node.line))


def resolve(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element | None:
    """Resolve what is ours when Sphinx asks: a {title}, a {pageref}, a {ref} into a named document, or a place in the
    chapter that an excerpt was taken from.

    A label that is not there was reported when the chapters were read; its words stand.
    """
    resolver = _RESOLVERS.get(node["reftype"])
    return resolver(app, env, node, content) if resolver else None


def _named(env: BuildEnvironment, written: str) -> tuple[str, str]:
    """The document (its id; none: the empty string) and the label that a reference names. What is a label as a whole
    is one.
    """
    document, _, label = (part.strip() for part in written.partition(_IN))
    whole = not (document and label) or written in env.domains.standard_domain.anonlabels
    return ("", written) if whole else (document, label)


def _title(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element:
    document, label = _named(env, node["reftarget"])
    target = env.domains.standard_domain.labels.get(label)
    if target is None:
        return content
    words = nodes.inline("", heading(env, node["reftarget"], _document(app)), classes=["title-reference"])
    return _link(app, env, (target[0], target[1]), words, document)


def _page(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element:
    """A link whose words are the title of the place; the press puts the page in their stead."""
    document, label = _named(env, node["reftarget"])
    target = env.domains.standard_domain.anonlabels.get(label)
    if target is None:
        return content
    words = heading(env, node["reftarget"], _document(app)) or content.astext()
    return _link(app, env, target, page_reference("", words, place=target, document=document), document)


def _ref(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element | None:
    """Sphinx's own {ref}, for a label whose document is named."""
    document, label = _named(env, node["reftarget"])
    if not document:
        return None
    standard = env.domains.standard_domain
    found = standard.resolve_xref(env, node["refdoc"], app.builder, REF, label, node, content)
    if found is None:
        return content
    found["document"] = document
    return found


def _number(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element:
    """A link whose words are the number; in words of its own, {number} or %s stands for it and {name} for the title."""
    document, label = _named(env, node["reftarget"])
    target = env.domains.standard_domain.anonlabels.get(label)
    if target is None:
        return content
    titled = _titled(env, *target)
    name = titled.title if titled else ""
    number = _number_at(env, target, document or _document(app)) or name or content.astext()
    form = content.astext() if node["refexplicit"] else "%s"
    words = form.replace("{number}", number).replace("%s", number).replace("{name}", name)
    return _link(app, env, target, nodes.inline("", words, classes=["number-reference"]), document)


def _place(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element:
    return _link(app, env, (node["refplace"], node["reftarget"]), content)


_RESOLVERS: Mapping[str, Callable[[Sphinx, BuildEnvironment, pending_xref, nodes.Element], nodes.Element | None]] = {
    TITLE: _title,
    PAGE: _page,
    REF: _ref,
    NUMBER: _number,
    PLACE: _place,
}


def _link(
    app: Sphinx, env: BuildEnvironment, target: tuple[str, str], content: nodes.Element, document: str = ""
) -> nodes.Element:
    reference = make_refnode(app.builder, env.current_document.docname, *target, content)
    reference["document"] = document
    return reference


def _document(app: Sphinx) -> str:
    """The id of the document being made, of builders that make one at a time."""
    return getattr(app.builder, "document", "")


def heading(env: BuildEnvironment, written: str, making: str = "") -> str:
    """Number and title of what a reference names, by the document that it names, else by the one that is being made
    where that holds it, else by the first one that does; "" where it names no title.
    """
    document, label = _named(env, written)
    target = env.domains.standard_domain.labels.get(label)
    if target is None:
        return ""
    docname, identifier, title = target
    found = _titled(env, docname, identifier)
    return f"{_number_at(env, (docname, identifier), document or making)} {found.title if found else title}".strip()


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


def problem_of_number(env: BuildEnvironment, written: str) -> Problem | None:
    """What is wrong with what {numref} names."""
    document, label = _named(env, written)
    labels = env.domains.standard_domain.anonlabels
    if label not in labels:
        what = Text(f"nothing is labelled “{label}”", f"「{label}」というラベルの付いた箇所はありません")
        return Problem("numref.unknown-label", what, remedy=near(label, labels))
    if _number_at(env, labels[label], document):
        return _problem_of_document(env, document, label)
    what = Text(f"what is labelled “{label}” has no number", f"ラベル「{label}」の付いた箇所には番号がありません")
    remedy = Text(
        "give it a caption, and its document a numbering for figures and tables, or refer to it with {ref}",
        "題を付け、文書の numbering に図表の番号の付け方を定めるか、{ref} で参照してください",
    )
    return Problem("numref.no-number", what, remedy=remedy)


def problem_of_page(env: BuildEnvironment, written: str) -> Problem | None:
    """What is wrong with what {pageref} names, or {ref} with a document: any place will do."""
    document, label = _named(env, written)
    labels = env.domains.standard_domain.anonlabels
    if label in labels:
        return _problem_of_document(env, document, label)
    what = Text(f"nothing is labelled “{label}”", f"「{label}」というラベルの付いた箇所はありません")
    return Problem("pageref.unknown-label", what, remedy=near(label, labels))


def problem_of(env: BuildEnvironment, written: str) -> Problem | None:
    """What is wrong with what {title} names."""
    document, label = _named(env, written)
    domain = env.domains.standard_domain
    if label in domain.labels:
        return _problem_of_document(env, document, label)
    if label in domain.anonlabels:
        what = Text(f"what is labelled “{label}” has no title", f"ラベル「{label}」の付いた箇所には見出しがありません")
        return Problem("title.no-title", what)
    what = Text(f"no heading is labelled “{label}”", f"「{label}」というラベルの見出しはありません")
    return Problem("title.unknown-label", what, remedy=near(label, domain.labels))


def _problem_of_document(env: BuildEnvironment, named: str, label: str) -> Problem | None:
    """What is wrong with the document that a reference names, if it names one."""
    documents = {document.id: document for document in edition_of(env).documents}
    docname = env.domains.standard_domain.anonlabels[label][0]
    if not named or (named in documents and documents[named].holds(docname)):
        return None
    if named not in documents:
        what = Text(f"there is no document “{named}”", f"「{named}」という文書はありません")
        return Problem("reference.unknown-document", what, remedy=near(named, documents))
    holders = [name for name, document in documents.items() if document.holds(docname)]
    what = Text(
        f"the document “{named}” does not hold “{label}”", f"文書「{named}」に「{label}」の付いた箇所は含まれていません"
    )
    remedy = Text(f"it stands in {', '.join(holders)}", f"含まれている文書: {'、'.join(holders)}") if holders else None
    return Problem("reference.not-in-document", what, remedy=remedy)
