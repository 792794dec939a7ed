"""References that wait until every chapter is read: {title}, {pageref}, {ref} into a named document, and links inside
an excerpt.

`report#aim` names the place labelled `aim` as it stands in the document `report`.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from build_tools.errors import Problem, Text
from build_tools.manuscript.nodes import page_reference
from build_tools.sphinx_ext.memory import Mention, Section, memory
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
    if node["reftype"] == TITLE:
        return _title(app, env, node, content)
    if node["reftype"] == PAGE:
        return _page(app, env, node, content)
    if node["reftype"] == REF:
        return _ref(app, env, node, content)
    if node["reftype"] == PLACE:
        return _link(app, env, (node["refplace"], node["reftarget"]), content)
    return None


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
    words = nodes.inline("", heading(env, node["reftarget"]), classes=["title-reference"])
    return _link(app, env, (target[0], target[1]), words, document)


def _page(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element) -> nodes.Element:
    """A link whose words are the title of the place; the press puts the page in their stead."""
    document, label = _named(env, node["reftarget"])
    target = env.domains.standard_domain.anonlabels.get(label)
    if target is None:
        return content
    words = heading(env, node["reftarget"]) or content.astext()
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


def _link(
    app: Sphinx, env: BuildEnvironment, target: tuple[str, str], content: nodes.Element, document: str = ""
) -> nodes.Element:
    reference = make_refnode(app.builder, env.current_document.docname, *target, content)
    reference["document"] = document
    return reference


def heading(env: BuildEnvironment, written: str) -> str:
    """Number and title of what a reference names, by the document that it names, else by the first one that holds it;
    "" where it names no title.
    """
    document, label = _named(env, written)
    target = env.domains.standard_domain.labels.get(label)
    if target is None:
        return ""
    docname, identifier, title = target
    section = _section(env, docname, identifier)
    if section is None or not has_edition(env):
        return title
    return f"{number_of(section.ids, page_numbers(env, edition_of(env), docname, document))} {title}".strip()


def _section(env: BuildEnvironment, docname: str, identifier: str) -> Section | None:
    return next((section for section in memory(env).sections.get(docname, ()) if identifier in section.ids), None)


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
