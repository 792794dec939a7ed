"""What an index names of a chapter: Sphinx's entries as the terms that are printed one under the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes

from build_tools.manuscript.model import Entry

_SPLITS = {"triple": 2}


def indexed(doctree: nodes.Element, docname: str) -> Iterator[Entry]:
    """The entries of a doctree in order; `docname` is the Sphinx document that it is."""
    for node, owner in owned(doctree, docname):
        for kind, value, target, *_ in node["entries"] if node.tagname == "index" else ():
            parts = [part.strip() for part in value.split(";", _SPLITS.get(kind, 1))]
            if kind in ("see", "seealso"):
                yield Entry(terms=(parts[0],), anchor=f"{owner}:{target}", see=parts[-1])
            else:
                yield from (Entry(terms=terms, anchor=f"{owner}:{target}") for terms in turned(kind, parts))


def turned(kind: str, parts: Sequence[str]) -> list[tuple[str, ...]]:
    """The lines that an entry of a kind makes: of a pair or a triple, one under each of its terms."""
    if kind == "pair" and len(parts) == 2:
        one, other = parts
        return [(one, other), (other, one)]
    if kind == "triple" and len(parts) == 3:
        one, two, three = parts
        return [(one, f"{two} {three}"), (two, f"{three}, {one}"), (three, f"{one} {two}")]
    return [tuple(filter(None, parts))]


def owned(node: nodes.Element, docname: str) -> Iterator[tuple[nodes.Element, str]]:
    """Every element with the name of the Sphinx document that it comes from."""
    owner = node["docname"] if node.tagname == "start_of_file" else docname
    yield node, owner
    for child in node.children:
        if isinstance(child, nodes.Element):
            yield from owned(child, owner)
