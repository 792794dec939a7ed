"""What a publication should not hold (ISO 32000-1, 12.6, 13): scripts, launches, forms, attachments, media."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pypdf.generic import ArrayObject

from build_tools.inspection import values
from build_tools.inspection.actions import chain, file_name
from build_tools.inspection.destinations import Destinations
from build_tools.inspection.document import Hazard

# Actions that do more than lead somewhere (12.6.4); GoTo, GoToR, GoToE, URI, Named and Thread are links' to judge.
HARMLESS = {"GoTo", "GoToR", "GoToE", "URI", "Named", "Thread"}
MEDIA = {"RichMedia", "Screen", "Movie", "Sound", "3D", "FileAttachment"}


class _Search:
    """Collects what is found, in the order of the places where it can be."""

    def __init__(self, catalog: Any, pages: Sequence[Any], destinations: Destinations) -> None:
        self._catalog, self._pages, self._destinations = catalog, pages, destinations

    def everywhere(self) -> Iterator[Hazard]:
        yield from self._opening()
        yield from self._names()
        yield from self._actions(self._catalog, "catalog", None)
        for number, page in enumerate(self._pages):
            yield from self._actions(page, "page", number)
            for reference in values.array(page, "/Annots"):
                yield from self._annotation(values.resolved(reference), number)
        yield from self._form()
        yield from self._outline()

    def _opening(self) -> Iterator[Hazard]:
        """What happens when the document is opened: even a mere GoTo."""
        value = values.entry(self._catalog, "/OpenAction")
        if isinstance(values.resolved(value), ArrayObject):
            yield Hazard("OpenAction", "catalog", "GoTo")
        for action in chain(value, self._destinations):
            yield Hazard("OpenAction", "catalog", action.kind)
            yield from _harm(action.kind, "OpenAction", action.address, None)

    def _names(self) -> Iterator[Hazard]:
        names = values.get(self._catalog, "/Names")
        for key, value in values.tree(values.get(names, "/JavaScript"), "Names"):
            yield Hazard("JavaScript", values.shown(key), _script(values.resolved(value)))
        for key, value in values.tree(values.get(names, "/EmbeddedFiles"), "Names"):
            yield Hazard("EmbeddedFile", values.shown(key), file_name(values.resolved(value)))
        for value in values.array(self._catalog, "/AF"):
            yield Hazard("AssociatedFile", "catalog", file_name(values.resolved(value)))

    def _actions(self, holder: Any, where: str, page: int | None) -> Iterator[Hazard]:
        """Its A, and its additional actions (12.6.3)."""
        triggers = values.entries(holder, "/AA")
        for value in (values.entry(holder, "/A"), *(triggers[key] for key in sorted(triggers))):
            for action in chain(value, self._destinations):
                yield from _harm(action.kind, where, action.address, page)

    def _annotation(self, annotation: Any, page: int) -> Iterator[Hazard]:
        kind = values.name(values.get(annotation, "/Subtype")) or ""
        if kind in MEDIA:
            yield Hazard(kind, "annotation", file_name(values.get(annotation, "/FS")), page)
        yield from self._actions(annotation, f"annotation {kind}", page)

    def _form(self) -> Iterator[Hazard]:
        """Interactive forms (12.7), XFA among them, and what their fields do."""
        form = values.dictionary(self._catalog, "/AcroForm")
        if form is None:
            return
        yield Hazard("AcroForm", "catalog", f"{len(values.array(form, '/Fields'))}")
        if values.get(form, "/XFA") is not None:
            yield Hazard("XFA", "AcroForm", "")
        waiting, seen = values.array(form, "/Fields"), values.Seen()
        while waiting:
            reference = waiting.pop()
            if not seen.before(reference):
                field = values.resolved(reference)
                yield from self._actions(field, "field", None)
                waiting += values.array(field, "/Kids")

    def _outline(self) -> Iterator[Hazard]:
        waiting, seen = [values.get(self._catalog, "/Outlines")], values.Seen()
        while waiting:
            item = values.resolved(waiting.pop())
            for key in ("/First", "/Next"):
                further = values.entry(item, key)
                if further is not None and not seen.before(further):
                    waiting.append(further)
            yield from self._actions(item, "outline", None)


def hazards(catalog: Any, pages: Sequence[Any], destinations: Destinations) -> tuple[Hazard, ...]:
    """Everything of the kind, each as often as it is there. A field's script is told for its annotation as well."""
    return tuple(_Search(catalog, pages, destinations).everywhere())


def _harm(kind: str, where: str, address: str | None, page: int | None) -> Iterator[Hazard]:
    if kind not in HARMLESS:
        yield Hazard(kind, where, address or "", page)


def _script(action: Any) -> str:
    return file_name(values.get(action, "/JS"))
