"""With which colours a page is painted (ISO 32000-1, 8.6), with its forms, patterns, shadings, images and glyphs, and
what of it is transparent (11).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pypdf.generic import NameObject, StreamObject

from build_tools.inspection import values
from build_tools.inspection.operators import BLACK, INHERITED, Colour, Content, Use, names_of, read_content
from build_tools.inspection.printing import Paint
from build_tools.inspection.spaces import INKS, ink_of, ink_of_function, ink_of_image, most, space_name

DEEPEST: Final = 12


@dataclass(frozen=True)
class Painted:
    """What a piece of content is painted with: see `PrintedPage`."""

    paints: frozenset[Paint] = frozenset()
    groups: frozenset[str] = frozenset()
    shines: bool = False

    def with_(self, others: Iterable[Painted]) -> Painted:
        """This and what others are painted with."""
        every = [self, *others]
        return Painted(
            frozenset[Paint]().union(*(each.paints for each in every)),
            frozenset[str]().union(*(each.groups for each in every)),
            any(each.shines for each in every),
        )


class Plates:
    """Reads pages; what several of them use is read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], Painted] = {}

    def page(self, page: Any) -> Painted:
        """What a page is painted with."""
        contents = page.get_contents()
        data = contents.get_data() if contents is not None else b""
        return self._content(read_content(data, BLACK), values.get(page, "/Resources"), "page", 0)

    def group(self, page: Any) -> str:
        """The colour space in which a page blends what is transparent (11.6.6); "" where it says nothing."""
        group = values.dictionary(page, "/Group")
        return "" if group is None else space_name(values.entry(group, "/CS"))

    def _content(self, content: Content, resources: Any, where: str, depth: int) -> Painted:
        if depth > DEEPEST:
            return Painted()
        named = values.get(resources, "/ColorSpace")
        paints = frozenset(_paint(use, named, where) for use in content.uses if use.colour != INHERITED)
        return Painted(paints).with_(self._used(content, resources, where, depth + 1))

    def _used(self, content: Content, resources: Any, where: str, depth: int) -> Iterator[Painted]:
        def entries(kind: str) -> Iterator[Any]:
            holder = values.get(resources, f"/{kind}")
            return (values.entry(holder, f"/{name}") for name in names_of(content.names, kind))

        named = values.get(resources, "/ColorSpace")
        for name, fill, stroke in sorted(content.drawn):
            external = values.entry(values.get(resources, "/XObject"), f"/{name}")
            colours = [fill] if _is_stencil(external) else [fill, stroke] if _is_form(external) else []
            uses = (Use("fill", colour) for colour in colours if colour != INHERITED)
            yield Painted(frozenset(_paint(use, named, where) for use in uses))
            yield self._once(external, where, lambda each: self._external(each, resources, where, depth))
        for state in entries("ExtGState"):
            yield self._state(values.resolved(state), resources, where, depth)
        for pattern in entries("Pattern"):
            yield self._once(pattern, where, lambda each: self._pattern(each, resources, where, depth))
        for shading in entries("Shading"):
            yield Painted(frozenset([_shading(values.resolved(shading), named, where)]))
        for font in entries("Font"):
            yield self._once(font, where, lambda each: self._font(each, resources, where, depth))

    def _once(self, value: Any, where: str, read: Callable[[Any], Painted]) -> Painted:
        """What is read of an object, once for each place where that makes a difference."""
        number = values.reference(value)
        if number is None:
            return read(values.resolved(value))
        key = (number, "mask" if where == "mask" else "")
        if key not in self._known:
            self._known[key] = Painted()  # what comes back to itself has been read
            self._known[key] = read(values.resolved(value))
        return self._known[key]

    def _external(self, external: Any, outer: Any, where: str, depth: int) -> Painted:
        if _is_form(external):
            return self._form(external, outer, "mask" if where == "mask" else "form", depth)
        if not isinstance(external, StreamObject) or _is_stencil(external):
            return Painted()
        space = space_name(values.entry(external, "/ColorSpace"), values.get(outer, "/ColorSpace"))
        known = space in (INKS, f"Indexed/{INKS}")
        paint = Paint("image", where, space, (), ink_of_image(external, space) if known else None)
        return Painted(frozenset([paint]), shines=values.get(external, "/SMask") is not None)

    def _form(self, form: StreamObject, outer: Any, where: str, depth: int) -> Painted:
        resources = values.get(form, "/Resources") or outer
        initial = INHERITED if where in ("form", "glyph") else BLACK
        own = self._content(read_content(form.get_data(), initial), resources, where, depth)
        group = values.dictionary(form, "/Group")
        if group is None or where == "mask":
            return own
        space = space_name(values.entry(group, "/CS"), values.get(resources, "/ColorSpace"))
        return own.with_([Painted(groups=frozenset([space]) if space else frozenset(), shines=True)])

    def _state(self, state: Any, outer: Any, where: str, depth: int) -> Painted:
        """A graphics state (8.4.5): opacity, blend mode, mask."""
        opacities = [values.number(values.get(state, key)) for key in ("/ca", "/CA")]
        modes = [values.name(each) for each in values.items(values.get(state, "/BM"))]
        shines = any(each is not None and each < 1 for each in opacities) or any(each != "Normal" for each in modes)
        own, mask = Painted(shines=shines), values.dictionary(state, "/SMask")
        if mask is None:
            return own
        as_mask = "mask" if values.name(values.get(mask, "/S")) == "Luminosity" else "form"
        form = values.entry(mask, "/G")
        inner = self._once(form, as_mask, lambda each: self._masking(each, outer, as_mask, depth))
        return own.with_([inner, Painted(shines=True)])

    def _masking(self, form: Any, outer: Any, where: str, depth: int) -> Painted:
        return self._form(form, outer, where, depth) if isinstance(form, StreamObject) else Painted()

    def _pattern(self, pattern: Any, outer: Any, where: str, depth: int) -> Painted:
        inside = "mask" if where == "mask" else "pattern"
        if isinstance(pattern, StreamObject):
            return self._form(pattern, outer, inside, depth)
        shading = values.get(pattern, "/Shading")
        return Painted(frozenset([_shading(shading, values.get(outer, "/ColorSpace"), inside)]))

    def _font(self, font: Any, outer: Any, where: str, depth: int) -> Painted:
        """The glyphs of a Type 3 font (9.6.5) are content; those of any other are painted as text is."""
        if values.name(values.get(font, "/Subtype")) != "Type3":
            return Painted()
        glyphs = (values.resolved(each) for each in values.entries(font, "/CharProcs").values())
        resources, inside = values.get(font, "/Resources") or outer, "mask" if where == "mask" else "glyph"
        streams = (each for each in glyphs if isinstance(each, StreamObject))
        return Painted().with_([self._form_of_glyph(each, resources, inside, depth) for each in streams])

    def _form_of_glyph(self, glyph: StreamObject, resources: Any, where: str, depth: int) -> Painted:
        return self._content(read_content(glyph.get_data(), INHERITED), resources, where, depth)


def _is_form(external: Any) -> bool:
    return _kind(external) == "Form"


def _is_stencil(external: Any) -> bool:
    return _kind(external) == "Image" and values.boolean(values.get(values.resolved(external), "/ImageMask"))


def _kind(external: Any) -> str:
    found = values.resolved(external)
    return (values.name(values.get(found, "/Subtype")) or "") if isinstance(found, StreamObject) else ""


def _paint(use: Use, named: Any, where: str) -> Paint:
    space = _space_of(use.colour, named)
    ink = ink_of(use.colour.values) if space == INKS else None
    return Paint(use.what, where, space, use.colour.values, ink)


def _space_of(colour: Colour, named: Any) -> str:
    """The space of a colour; a name that the resources do not know, and no device has, is none."""
    return space_name(NameObject(f"/{colour.space}"), named)


def _shading(shading: Any, named: Any, where: str) -> Paint:
    space = space_name(values.entry(shading, "/ColorSpace"), named)
    functions = values.items(values.entry(shading, "/Function"))
    ink = most(map(ink_of_function, functions)) if space == INKS and len(functions) == 1 else None
    return Paint("shading", where, space, (), ink)
