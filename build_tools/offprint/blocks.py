"""Block elements as MyST, one function a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from docutils import nodes
from sphinx.locale import admonitionlabels

from build_tools.manuscript.nodes import ELEMENTS
from build_tools.manuscript.read.kinds import is_text, title_in, whole
from build_tools.offprint import markdown
from build_tools.offprint.failures import unwritable
from build_tools.offprint.line import Line, Section, own_classes
from build_tools.offprint.tables import table

# Known to MyST by the same name; other admonitions take their title from Sphinx.
_ADMONITIONS: Final = {
    "attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning",
}  # fmt: skip
_LEFT_OUT: Final = {
    "comment", "substitution_definition", "system_message", "index", "toctree", "pending", "meta", "highlightlang",
    "tabular_col_spec", "footnote", "docinfo", "decoration", "citation",
}  # fmt: skip
# What has no form of its own and only holds others.
_CLEAR: Final = {"only", "start_of_file", "compound", "glossary", "document", "compact_paragraph"}
_MARKS: Final = {"bullet_list": ("-", "*"), "enumerated_list": (".", ")")}
# Two of these in a row would be one.
_ALIKE: Final = {"block_quote", "definition_list", "field_list"}
# What MyST itself gives to such lists.
_OF_MYST: Final = {"simple", "myst", "field-list", "colwidths-auto", "colwidths-given", "is_div"}


class Blocks:
    """Writes the block elements of a section; `depth` is that of the heading which comes next, from 1."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.line = Line(section)
        self.title = Line(section, cites=False)

    def of(self, children: Iterable[nodes.Node], depth: int = 1) -> str:
        """Elements one below the other."""
        said: list[str] = []
        before, mark = "", 0
        for child in children:
            if not isinstance(child, nodes.Element) or child.tagname in _LEFT_OUT:
                continue
            mark = 1 - mark if child.tagname == before else 0
            text = self._block(child, depth, mark)
            if text:
                said += ["%"] if child.tagname == before and before in _ALIKE else []
                said.append(text)
                before = child.tagname
        return "\n\n".join(said)

    def _block(self, node: nodes.Element, depth: int, mark: int) -> str:
        if isinstance(node, nodes.section):
            return self._section(node, depth)
        if node.tagname in _CLEAR:
            return self.of(node.children, depth)
        if node.tagname in _MARKS:
            return self._placed(node, self._list(node, _MARKS[node.tagname][mark]))
        write = _WRITERS.get(node.tagname)
        if write is not None:
            return write(self, node)
        if isinstance(node, nodes.Admonition | nodes.TextElement | nodes.container):
            return self._other(node)
        raise unwritable(node)

    def _other(self, node: nodes.Element) -> str:
        """Boxes of the house, admonitions, and what holds a text."""
        if isinstance(node, nodes.Admonition):
            return self._placed(node, self._admonition(node))
        if is_text(node):
            return self.paragraph(node)
        return self._placed(node, self._container(node))

    # Places and classes

    def _targets(self, node: nodes.Element) -> list[str]:
        return [f"({label})=" for each in node["ids"] for label in self.labels(each)]

    def labels(self, anchor: str) -> tuple[str, ...]:
        """The labels of a place, those that were given for want of one too; the section takes note of them."""
        return self.section.labels(anchor)

    def _placed(self, node: nodes.Element, text: str) -> str:
        return "\n".join([*self._targets(node), text]) if text else ""

    def _classed(self, node: nodes.Element, text: str, **others: str) -> str:
        """A block with its classes in a line before it."""
        found = markdown.attributes((name for name in own_classes(node) if name not in _OF_MYST), **others)
        if found:
            self.section.extensions.add("attrs_block")
        return self._placed(node, "\n".join(filter(None, (found, text))) if text else "")

    def directive(self, name: str, body: str = "", argument: str = "", options: Mapping[str, str] | None = None) -> str:
        """A directive; the section takes note of what it asks of MyST."""
        if "`" in argument:
            self.section.extensions.add("colon_fence")
        return markdown.directive(name, body, argument.replace("\n", " "), options)

    # Kinds

    def _section(self, node: nodes.section, depth: int) -> str:
        title = title_in(node)
        if title is None or depth > 6:
            raise unwritable(node)
        text = self.title.text(title).replace("\n", " ").replace("#", "\\#").strip(" ")
        heading = self._classed(node, f"{'#' * depth} {text}")
        rest = self.of((child for child in node.children if child is not title), depth + 1)
        return "\n\n".join(filter(None, (heading, rest)))

    def paragraph(self, node: nodes.Element) -> str:
        """A paragraph with its classes."""
        text = self.line.text(node).strip("\n ")
        return self._classed(node, markdown.paragraph(text)) if text else ""

    def _list(self, node: nodes.Element, mark: str) -> str:
        first = int(node.get("start", 1))
        ordered = isinstance(node, nodes.enumerated_list)
        marks = [f"{first + place}{mark}" if ordered else mark for place in range(len(node.children))]
        items = [
            markdown.indented(self.of(item.children) or "%", f"{sign} ", " " * (len(sign) + 1))
            for item, sign in zip(node.children, marks, strict=True)
            if isinstance(item, nodes.Element)
        ]
        loose = any("\n\n" in item for item in items)
        kind = {"loweralpha": "lower-alpha", "upperalpha": "upper-alpha", "lowerroman": "lower-roman"}
        style = {**kind, "upperroman": "upper-roman"}.get(node.get("enumtype", ""), "")
        attributes = markdown.attributes((name for name in own_classes(node) if name not in _OF_MYST), style=style)
        if attributes:
            self.section.extensions.add("attrs_block")
        return "\n".join(filter(None, (attributes, ("\n\n" if loose else "\n").join(items))))

    def _definitions(self, node: nodes.Element) -> str:
        self.section.extensions.add("deflist")
        return self._classed(node, "\n\n".join(text for item in node.children for text in self._definition(item)))

    def _definition(self, item: nodes.Node) -> Iterator[str]:
        terms = [child for child in item.children if isinstance(child, nodes.term)]
        classifiers = [self.line.text(child) for child in item.children if isinstance(child, nodes.classifier)]
        bodies = [self.of(child.children) for child in item.children if isinstance(child, nodes.definition)]
        for term in terms[:-1]:
            yield f"{markdown.paragraph(self.line.text(term))}\n: %"
        last = " : ".join([self.line.text(terms[-1]), *classifiers])
        said = [markdown.indented(body or "%", ": ", "  ") for body in bodies]
        labels = [target for term in terms for target in self._targets(term)]
        yield "\n".join([*labels, markdown.opened(last), "\n\n".join(said)])

    def _options(self, node: nodes.Element) -> str:
        """The options of a command, as terms."""
        self.section.extensions.add("deflist")
        said = []
        for item in node.children:
            group, description = item.children
            body = self.of(description.children) or "%"
            said.append(f"{markdown.code(group.astext())}\n{markdown.indented(body, ': ', '  ')}")
        return self._classed(node, "\n\n".join(said))

    def _description(self, node: nodes.Element) -> str:
        """What a program offers: its signatures as code, and what is said of it."""
        signatures = [child for child in node.children if child.__class__.__name__ == "desc_signature"]
        said = [
            self._placed(each, markdown.code(whole(each))) for each in signatures if isinstance(each, nodes.Element)
        ]
        content = [self.of(child.children) for child in node.children if child not in signatures]
        return self._placed(node, self.directive("container", "\n\n".join(filter(None, said + content)), "desc"))

    def _fields(self, node: nodes.Element) -> str:
        self.section.extensions.add("fieldlist")
        said = []
        for field in node.children:
            name, body = field.children[0], field.children[1]
            assert isinstance(name, nodes.Element)
            head = self.line.text(name).replace(":", "\\:")
            said.append(markdown.indented(self.of(body.children), f":{head}: ", "  "))
        return self._classed(node, "\n".join(said))

    def _quote(self, node: nodes.Element) -> str:
        by = next((child for child in node.children if isinstance(child, nodes.attribution)), None)
        body = self.of(child for child in node.children if child is not by)
        quoted = "\n".join(f"> {line}".rstrip(" ") for line in body.split("\n"))
        return self._classed(node, quoted, attribution=self.line.text(by) if by is not None else "")

    def _code(self, node: nodes.Element) -> str:
        language = str(node.get("language", ""))
        language = "" if language in ("default", "none") else language
        return self._placed(node, markdown.fenced(node.astext(), language))

    def _math(self, node: nodes.Element) -> str:
        return self._placed(node, self.directive("math", node.astext().strip("\n")))

    def _lines(self, node: nodes.Element) -> str:
        lines = [self.line.text(line) for line in node.findall(nodes.line)]
        return self._placed(node, markdown.paragraph("\n".join(filter(None, lines))))

    def _raw(self, node: nodes.Element) -> str:
        html = "html" in node.get("format", "").split()
        return self.directive("raw", node.astext().strip("\n"), "html") if html else ""

    def _rule(self, node: nodes.Element) -> str:
        return "" if "footnotes" in node["classes"] else "---"

    def _rubric(self, node: nodes.Element) -> str:
        options = {"class": " ".join(own_classes(node))}
        return self._placed(node, self.directive("rubric", "", self.line.text(node), options))

    def _titled(self, node: nodes.Element) -> str:
        """A topic or a sidebar."""
        title = title_in(node)
        body = self.of(child for child in node.children if child is not title)
        said = self.line.text(title) if title is not None else ""
        options = {"class": " ".join(name for name in own_classes(node) if name != "contents")}
        return self._placed(node, self.directive(node.tagname, body, said, options))

    def _admonition(self, node: nodes.Element) -> str:
        title, name = title_in(node), node.tagname
        body = self.of(child for child in node.children if child is not title)
        classes = [each for each in own_classes(node) if not each.startswith("admonition-")]
        if name in _ADMONITIONS:
            return self.directive(name, body, "", {"class": " ".join(classes)})
        said = self.line.text(title) if title is not None else markdown.escaped(str(admonitionlabels.get(name, "")))
        named = [] if name == "admonition" else [name]
        if not said:
            return self.directive("container", body, " ".join(dict.fromkeys([*named, *classes])))
        return self.directive("admonition", body, said, {"class": " ".join([*named, *classes])})

    def _container(self, node: nodes.Element) -> str:
        """A box: one of the house has the class by which the site knows it."""
        of_house = [name for kind, (_, name) in ELEMENTS.items() if type(node) is kind]
        classes = [*of_house, *own_classes(node)]
        classes += [] if isinstance(node, nodes.container) else [node.tagname]
        return self.directive("container", self.of(node.children), " ".join(dict.fromkeys(classes)))

    def _image(self, node: nodes.Element) -> str:
        image = node if isinstance(node, nodes.image) else next(node.findall(nodes.image))
        return self._placed(image, self.directive("image", "", self.section.image(image), self._image_options(node)))

    def _image_options(self, node: nodes.Element) -> dict[str, str]:
        """Of an image, or of a link that is nothing but one."""
        image = node if isinstance(node, nodes.image) else next(node.findall(nodes.image))
        options = {name: str(image[name]) for name in ("alt", "width", "height", "scale", "align") if name in image}
        address = str(node.get("refuri", ""))
        target = address if "://" in address and not self.section.places.leads(node) else ""
        return {**options, "class": " ".join(own_classes(image)), "target": target}

    def _figure(self, node: nodes.Element) -> str:
        shown = next((each for each in node.children if isinstance(each, nodes.image | nodes.reference)), None)
        if shown is None:
            return self._placed(node, self._container(node))
        image = shown if isinstance(shown, nodes.image) else next(shown.findall(nodes.image))
        sizes = {"figwidth": str(node.get("width", "")), "align": str(node.get("align", "")).replace("default", "")}
        options = {**self._image_options(shown), **sizes, "figclass": " ".join(own_classes(node))}
        return self._placed(node, self.directive("figure", self._caption(node), self.section.image(image), options))

    def _caption(self, node: nodes.Element) -> str:
        captions = [
            markdown.paragraph(self.line.text(each)) for each in node.children if isinstance(each, nodes.caption)
        ]
        legend = [self.of(each.children) for each in node.children if isinstance(each, nodes.legend)]
        return "\n\n".join([*(captions or ["%"] * bool(legend)), *legend])

    def _table(self, node: nodes.Element) -> str:
        return self._placed(node, table(self, node))


_Writer = Callable[[Blocks, nodes.Element], str]
_WRITERS: Final[Mapping[str, _Writer]] = {
    "paragraph": Blocks.paragraph,
    "caption": Blocks.paragraph,
    "definition_list": Blocks._definitions,
    "desc": Blocks._description,
    "field_list": Blocks._fields,
    "option_list": Blocks._options,
    "block_quote": Blocks._quote,
    "literal_block": Blocks._code,
    "doctest_block": Blocks._code,
    "math_block": Blocks._math,
    "line_block": Blocks._lines,
    "raw": Blocks._raw,
    "transition": Blocks._rule,
    "rubric": Blocks._rubric,
    "topic": Blocks._titled,
    "sidebar": Blocks._titled,
    "image": Blocks._image,
    "figure": Blocks._figure,
    "table": Blocks._table,
}
