"""Which section of a bundle is meant: by id, label or number."""

from __future__ import annotations

from build_tools.bundle.model import Section
from build_tools.bundle.read import Bundle
from build_tools.concordance.reading import solid
from build_tools.errors import KankoError, Place, Problem, Text, typed


def chosen(bundle: Bundle, name: str) -> Section:
    """The section of an id, of a label, or of a number as it is printed (第１章).

    Raises KankoError where none is of that name, or several are, with the ids to choose from; and where it was
    withdrawn, with the reason.
    """
    _refuse_withdrawn(bundle, name)
    sections = bundle.catalogue.sections
    named = [each for each in sections if name in (each.id, each.id.partition(":")[2])]
    numbered = [each for each in sections if each.number and solid(each.number) == solid(name)]
    found = [each for each in sections if each.id == name] or named or numbered
    if len(found) > 1:
        ids = ", ".join(each.id for each in found)
        what = Text(f"Several sections are meant by {name}.", f"「{name}」に当たる節がいくつもあります。")
        remedy = Text(f"Name one by its id: {ids}", f"節の ID で指定してください: {ids}")
        raise KankoError([Problem("export.several", what, Place(typed(bundle.path)), remedy)])
    return found[0] if found else bundle.section(name)


def _refuse_withdrawn(bundle: Bundle, name: str) -> None:
    for each in bundle.catalogue.withdrawn:
        if name == each.id:
            what = Text(f"{name} was withdrawn: {each.reason}", f"{name} は転載を取りやめた節です。理由: {each.reason}")
            remedy = Text(f"Use {each.instead} instead.", f"代わりに {each.instead} を使ってください。")
            problem = Problem("export.withdrawn", what, Place(typed(bundle.path)), remedy if each.instead else None)
            raise KankoError([problem])
