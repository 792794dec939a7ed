"""Everything that a PDF paints, in inks: pages, the forms, patterns, shadings, images and glyphs that they use."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from build_tools.prepress.content import black, converted, space_name
from build_tools.prepress.inks import Inks, Mask
from build_tools.prepress.messages import of_page
from build_tools.prepress.pictures import convert_image
from build_tools.prepress.shadings import convert_shading
from build_tools.prepress.spaces import Target


def convert_colours(pdf: Pdf, inks: Inks) -> list[bytes]:
    """Convert all that the pages of a file use; return the pages' own content, converted, page by page.

    Raises KankoError for what can't be converted.
    """
    walk = _Walk(pdf, inks)
    contents = []
    for number, page in enumerate(pdf.pages, 1):
        with of_page(number):
            contents.append(black(inks) + b"\n" + walk.page(page.obj))
    walk.forget_spaces()
    return contents


class _Walk:
    """Visits what pages use, each object once; colour spaces are forgotten last, when nothing asks for them."""

    def __init__(self, pdf: Pdf, inks: Inks) -> None:
        self.pdf, self.inks, self.mask = pdf, inks, Mask()
        self.seen: set[tuple[int, int]] = set()
        self.resources: list[Any] = []

    def page(self, page: Any) -> bytes:
        resources = page.get("/Resources", Dictionary())
        content = converted(page, resources, self.inks)
        self._resources(resources, self.inks)
        self._group(page, self.inks)
        return content

    def forget_spaces(self) -> None:
        """Take out the colour spaces that resources name: nothing is in them any more."""
        for resources in self.resources:
            if "/ColorSpace" in resources:
                del resources["/ColorSpace"]

    def _again(self, value: Object) -> bool:
        """Whether an object has been here; one that is written where it stands has one place."""
        known = value.is_indirect and value.objgen in self.seen
        self.seen.add(value.objgen)
        return known

    def _resources(self, resources: Any, target: Target) -> None:
        if resources is None or self._again(resources):
            return
        self.resources.append(resources)
        named = resources.get("/ColorSpace")
        # Masks come first: what they use is theirs, whoever else may use it.
        for state in _entries(resources, "/ExtGState"):
            self._state(state, resources, target)
        for each in _entries(resources, "/XObject"):
            self._external(each, resources, target)
        for pattern in _entries(resources, "/Pattern"):
            self._pattern(pattern, resources, target)
        for shading in _entries(resources, "/Shading"):
            self._shading(shading, named, target)
        for font in _entries(resources, "/Font"):
            self._glyphs(font, resources, target)

    def _state(self, state: Any, outer: Any, target: Target) -> None:
        mask = state.get("/SMask")
        if isinstance(mask, Dictionary):
            self._form(mask.G, outer, self.mask if Name.Luminosity == mask.S else target)

    def _external(self, external: Any, outer: Any, target: Target) -> None:
        if external.Subtype == Name.Form:
            self._form(external, outer, target)
        elif external.Subtype == Name.Image and not self._again(external):
            convert_image(external, outer.get("/ColorSpace"), target, self.pdf)

    def _form(self, form: Any, outer: Any, target: Target) -> None:
        """A form (8.10) or a tiling pattern (8.7.3); without resources of its own it uses those around it."""
        if self._again(form):
            return
        resources = form.get("/Resources", outer)
        content = converted(form, resources, target)
        form.write(content if form.get("/Subtype") == Name.Form else black(target) + b"\n" + content)
        self._group(form, target)
        self._resources(resources, target)

    def _group(self, holder: Any, target: Target) -> None:
        """Let transparency be blended in the colours of the target (11.6.6)."""
        group = holder.get("/Group")
        if isinstance(group, Dictionary) and "/CS" in group:
            group.CS = space_name(target)

    def _pattern(self, pattern: Any, outer: Any, target: Target) -> None:
        if isinstance(pattern, Stream):
            self._form(pattern, outer, target)
        elif not self._again(pattern):
            self._shading(pattern.Shading, outer.get("/ColorSpace"), target)

    def _shading(self, shading: Any, named: Any, target: Target) -> None:
        if not self._again(shading):
            convert_shading(shading, named, target, self.pdf)

    def _glyphs(self, font: Any, outer: Any, target: Target) -> None:
        """The glyphs of a Type 3 font (9.6.5) are drawn like forms."""
        if font.get("/Subtype") != Name.Type3 or self._again(font):
            return
        resources = font.get("/Resources", outer)
        for glyph in font.CharProcs.values():
            if not self._again(glyph):
                glyph.write(converted(glyph, resources, target))
        self._resources(resources, target)


def _entries(resources: Any, key: str) -> list[Any]:
    """What resources name of a kind; a name that stands for nothing is passed over."""
    found = resources.get(key)
    return [each for _, each in sorted(found.items()) if isinstance(each, Object)] if found is not None else []


def is_transparent(resources: Any, seen: set[tuple[int, int]] | None = None) -> bool:
    """Whether what resources name lets something shine through (11): masks, groups, blend modes, less than full
    opacity.
    """
    seen = set() if seen is None else seen
    if resources is None or (resources.is_indirect and resources.objgen in seen):
        return False
    seen.add(resources.objgen)
    states, externals = _entries(resources, "/ExtGState"), _entries(resources, "/XObject")
    if any(map(_shines, states)) or any("/SMask" in each or "/Group" in each for each in externals):
        return True
    inner = [*externals, *(each for each in _entries(resources, "/Pattern") if isinstance(each, Stream))]
    return any(is_transparent(each.get("/Resources"), seen) for each in inner)


def _shines(state: Any) -> bool:
    blends = state.get("/BM", Name.Normal)
    modes = list(blends) if isinstance(blends, Array) else [blends]
    opacity = min(float(state.get("/ca", 1)), float(state.get("/CA", 1)))
    return opacity < 1 or isinstance(state.get("/SMask"), Dictionary) or any(str(mode) != "/Normal" for mode in modes)
