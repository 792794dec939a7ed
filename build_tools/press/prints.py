"""Which facts a template prints in any case: those that must stand on the page wherever the template is used."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from html.parser import HTMLParser
from typing import Final

from jinja2 import Environment, nodes

from build_tools.press.syntax import syntax_of

# By name in a template, the fact or group of facts that it stands for: all of the edition, one document.
ROOTS: Final = {"edition": "", "document": "document"}
Scope = Mapping[str, str]
# HTML 13.1.2: elements without an end.
_VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)


def facts_of_template(templates: Environment, name: str, aside: Collection[str] = ()) -> frozenset[str]:
    """The facts that a template prints as text, by dotted name (`contact.fax`, `document.title`; `*` in a list).

    What it prints under a condition counts if it is a fact of which the condition asks, or is printed otherwise as
    well. What stands in tags is not printed, nor what a template makes of facts by other means; where elements of the
    classes `aside` are printed, and whether at all, stylesheets decide.
    """
    return _Template(templates, name, aside).printed(ROOTS)


class _Html(HTMLParser):
    """Where in HTML a template stands: in a tag, or within an element of certain classes."""

    def __init__(self, aside: Collection[str]) -> None:
        super().__init__(convert_charrefs=False)
        self._aside, self._open = aside, list[bool]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._open.append(any(each in self._aside for each in (dict(attrs).get("class") or "").split()))

    def handle_endtag(self, tag: str) -> None:
        del self._open[-1:]

    @property
    def prints(self) -> bool:
        """Whether text that is set here is printed in any case."""
        return not self.rawdata.startswith("<") and not any(self._open)


class _Template:
    def __init__(self, templates: Environment, name: str, aside: Collection[str]) -> None:
        self._templates, self._aside, self._open = templates, aside, set[str]()
        self._html = _Html(aside)
        self._tree = syntax_of(templates, name)
        self._macros = {macro.name: macro for macro in self._tree.find_all(nodes.Macro)}
        self._imports = {
            each.target: each.template.value
            for each in self._tree.find_all(nodes.Import)
            if isinstance(each.template, nodes.Const)
        }

    def printed(self, scope: Scope) -> frozenset[str]:
        return frozenset(self._body(self._tree.body, dict(scope)))

    def call(self, macro: str, arguments: list[str | None]) -> set[str]:
        """What a macro prints, given what its arguments stand for."""
        found = self._macros.get(macro)
        if found is None or macro in self._open:
            return set()
        names = [argument.name for argument in found.args]
        given = {name: path for name, path in zip(names, arguments, strict=False) if path is not None}
        outside, self._html = self._html, _Html(self._aside)
        self._open.add(macro)
        printed = self._body(found.body, given)
        self._open.discard(macro)
        self._html = outside
        return printed

    def _body(self, body: list[nodes.Node], scope: dict[str, str]) -> set[str]:
        found: set[str] = set()
        for node in body:
            is_text = isinstance(node, nodes.Output)
            found |= self._output(node, scope) if is_text else self._statement(node, scope)  # type: ignore[arg-type]
        return found

    def _output(self, node: nodes.Output, scope: Scope) -> set[str]:
        """What is printed as text."""
        found: set[str] = set()
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                self._html.feed(part.data)
            elif self._html.prints:
                found |= self._expression(part, scope)
        return found

    def _statement(self, node: nodes.Node, scope: dict[str, str]) -> set[str]:
        match node:
            case nodes.If():
                return self._choice(node, scope)
            case nodes.For(target=nodes.Name(name=name)):
                path = _path(node.iter, scope)
                return self._body(node.body, {**scope, name: f"{path}.*"} if path else scope)
            case nodes.Assign(target=nodes.Name(name=name)) if path := _path(node.node, scope):
                scope[name] = path
        return set()

    def _choice(self, node: nodes.If, scope: dict[str, str]) -> set[str]:
        asked = [path for each in _asked(node.test) if (path := _path(each, scope)) is not None and path]
        branches = [node.body, *([[*node.elif_, *node.else_]] if node.elif_ or node.else_ else [])]
        found = [self._body(branch, dict(scope)) for branch in branches]
        under = {fact for each in found for fact in each if any(fact == a or fact.startswith(f"{a}.") for a in asked)}
        return under | (found[0] & found[1] if len(found) > 1 else set())

    def _inner(self, node: nodes.Call, scope: Scope) -> set[str]:
        """What calls among the arguments of a macro print: it is given to print them."""
        calls = (each for each in node.args if isinstance(each, nodes.Call))
        return set[str]().union(*(self._expression(each, scope) for each in calls))

    def _expression(self, node: nodes.Node, scope: Scope) -> set[str]:
        if path := _path(node, scope):
            return {path}
        match node:
            case nodes.Call(node=nodes.Getattr(node=nodes.Name(name=name), attr=macro)) if name in self._imports:
                other = _Template(self._templates, self._imports[name], self._aside)
                return other.call(macro, [_path(each, scope) for each in node.args]) | self._inner(node, scope)
            case nodes.Call(node=nodes.Name(name=name)) if name in self._macros:
                return self.call(name, [_path(each, scope) for each in node.args]) | self._inner(node, scope)
            case nodes.Call(node=called):
                of = called.node if isinstance(called, nodes.Getattr) else called
                return set[str]().union(*(self._expression(each, scope) for each in (of, *node.args)))
            case nodes.CondExpr():
                return set()
            case nodes.Getattr(node=inner) | nodes.Filter(node=nodes.Expr() as inner):
                return self._expression(inner, scope)
            case nodes.Concat() | nodes.Add():
                return set[str]().union(*(self._expression(each, scope) for each in node.iter_child_nodes()))
        return set()


def _path(node: nodes.Node, scope: Scope) -> str | None:
    """The fact that an expression names; "" for the edition as a whole, None for anything else."""
    match node:
        case nodes.Name(name=name):
            return scope.get(name)
        case nodes.Getattr(node=inner, attr=attr):
            above = _path(inner, scope)
            return None if above is None else f"{above}.{attr}".lstrip(".")
        case nodes.Getitem(node=inner, arg=nodes.Const(value=key)):
            above = _path(inner, scope)
            return None if above is None else f"{above}.{key}".lstrip(".")
        case nodes.Filter(node=nodes.Expr() as inner):
            return _path(inner, scope)
        case nodes.CondExpr(test=test, expr1=inner):
            asked, path = _path(test, scope), _path(inner, scope)
            return path if path and asked and f"{path}.".startswith(f"{asked}.") else None
    return None


def _asked(test: nodes.Node) -> Iterator[nodes.Node]:
    """What a condition asks of: whether there are such facts."""
    match test:
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            yield from _asked(left)
            yield from _asked(right)
        case nodes.Compare(expr=expr, ops=ops):
            yield from (expr, *(each.expr for each in ops))
        case _:
            yield test
