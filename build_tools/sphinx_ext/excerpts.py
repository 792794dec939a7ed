"""{excerpt}: a passage of one chapter shown in another, from one source text; taken when every chapter is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from build_tools.errors import Problem, Text
from build_tools.manuscript.nodes import excerpt
from build_tools.sphinx_ext.memory import memory
from build_tools.sphinx_ext.messages import near
from build_tools.sphinx_ext.references import PLACE

_LEFT_OUT = (nodes.target, nodes.system_message, nodes.comment, addnodes.index)


class ExcerptError(Exception):
    """No passage can be shown: `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.name)


class ShowExcerpts(SphinxPostTransform):
    """Fill the excerpts before references are resolved. What can't be shown was reported after reading."""

    default_priority = 1

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(excerpt)):
            if not node.children:
                try:
                    node.extend(passage(self.env, node["target"], self.env.current_document.docname))
                except ExcerptError:
                    continue


def passage(env: BuildEnvironment, label: str, into: str, trail: tuple[str, ...] = ()) -> list[nodes.Element]:
    """A copy of what stands under a label, made to stand in the chapter `into`.

    It has no ids; its links lead where they led. A section comes without its heading; headings in it become rubrics.
    Raises ExcerptError for an unknown label, for a passage that shows itself, and for one with footnotes.
    """
    if label in trail:
        raise ExcerptError(_circle(label, trail))
    docname, node = _find(env, label)
    if next(node.findall(nodes.footnote_reference), None):
        raise ExcerptError(_footnotes(label))
    copies = _blocks(node.deepcopy())
    for copy in copies:
        for inner in list(copy.findall(excerpt)):
            inner[:] = passage(env, inner["target"], docname, (*trail, label))
        _move(copy, docname, into)
    return copies


def digest(env: BuildEnvironment, label: str) -> str:
    """A hash of the passage as it stands now; "" where there is none."""
    try:
        return hashlib.sha256("".join(node.pformat() for node in passage(env, label, "")).encode()).hexdigest()
    except ExcerptError:
        return ""


def shows_excerpts(env: BuildEnvironment, docname: str) -> bool:
    """Whether a chapter has excerpts."""
    return any(mention.kind == "excerpt" for mention in memory(env).mentions.get(docname, ()))


def problem_of(env: BuildEnvironment, label: str) -> Problem | None:
    """What is wrong with a label that {excerpt} names."""
    try:
        passage(env, label, "")
    except ExcerptError as error:
        return error.problem
    return None


def _find(env: BuildEnvironment, label: str) -> tuple[str, nodes.Element]:
    labels = env.domains.standard_domain.anonlabels
    if label not in labels:
        raise ExcerptError(_unknown(label, list(labels)))
    docname, identifier = labels[label]
    for node in env.get_doctree(docname).findall(nodes.Element):
        if identifier in node.get("ids", ()) and not isinstance(node, nodes.target):
            return docname, node
    raise ExcerptError(_nothing(label))


def _blocks(node: nodes.Element) -> list[nodes.Element]:
    """A passage as blocks that may stand in any chapter."""
    if isinstance(node, nodes.section):
        return list(_without_sections(node))
    if isinstance(node, nodes.Inline):
        return [nodes.paragraph("", "", node)]
    return [node]


def _without_sections(section: nodes.section, heading: bool = False) -> Iterator[nodes.Element]:
    for child in section.children:
        if isinstance(child, nodes.section):
            yield from _without_sections(child, heading=True)
        elif isinstance(child, nodes.title):
            if heading:
                yield nodes.rubric("", "", *child.children)
        elif isinstance(child, nodes.Element) and not isinstance(child, _LEFT_OUT):
            yield child


def _move(copy: nodes.Element, docname: str, into: str) -> None:
    """Take names and anchors off a copy and let its links lead from the chapter where it now stands."""
    for node in list(copy.findall(lambda node: isinstance(node, _LEFT_OUT))):
        node.parent.remove(node)
    for node in list(copy.findall(nodes.Element)):
        for key in ("ids", "names", "dupnames", "backrefs"):
            node[key] = []
        if isinstance(node, addnodes.pending_xref) and node["reftype"] != PLACE:
            _redirect(node, docname, into)
        elif isinstance(node, nodes.reference) and node.get("refid"):
            node.replace_self(_place(node, docname))


def _redirect(node: addnodes.pending_xref, docname: str, into: str) -> None:
    if node["reftype"] == "doc":
        node["reftarget"] = "/" + docname_join(docname, node["reftarget"])
    node["refdoc"] = into


def _place(node: nodes.reference, docname: str) -> addnodes.pending_xref:
    content = nodes.inline("", "", *node.children, classes=node["classes"])
    place = addnodes.pending_xref("", content, reftype=PLACE, reftarget=node["refid"], refplace=docname)
    place["refdomain"] = ""
    place.source, place.line = node.source, node.line
    return place


def _unknown(label: str, known: Sequence[str]) -> Problem:
    what = Text(f"nothing is labelled “{label}”", f"「{label}」というラベルの付いた箇所はありません")
    return Problem("excerpt.unknown-label", what, remedy=near(label, known))


def _nothing(label: str) -> Problem:
    what = Text(f"nothing stands under the label “{label}”", f"ラベル「{label}」の下に内容がありません")
    remedy = Text("put the label right before a passage", "ラベルは、示したい箇所のすぐ前に置いてください")
    return Problem("excerpt.nothing", what, remedy=remedy)


def _circle(label: str, trail: tuple[str, ...]) -> Problem:
    way = " → ".join((*trail, label))
    if len(trail) == 1:
        what = Text(f"the excerpt “{label}” shows itself", f"抜粋「{label}」が自分自身を示しています")
    else:
        what = Text(f"these excerpts show each other: {way}", f"抜粋が互いを示し合っています: {way}")
    remedy = Text("label a passage that does not hold the excerpt", "抜粋を含まない箇所にラベルを付けてください")
    return Problem("excerpt.circular", what, remedy=remedy)


def _footnotes(label: str) -> Problem:
    what = Text(f"the passage “{label}” holds a footnote", f"抜粋元「{label}」に脚注があります")
    remedy = Text(
        "take the footnote out of the passage, or label a part of it without footnotes",
        "脚注のない箇所だけにラベルを付けるか、脚注を本文に移してください",
    )
    return Problem("excerpt.footnote", what, remedy=remedy)
