"""What an element of HTML is in the structure tree (ISO 32000-1, 14.8.4): types, and which stands in which.

Everything comes from the tree of the HTML, nothing from boxes: so what goes on over pages is one element. Elements that
say nothing to a reader (`div`, `span`, `strong` …) are none; their text belongs to the element round them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

SVG: Final = "{http://www.w3.org/2000/svg}svg"
_TYPES: Final = {
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "aside": "Div",
    "figure": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    "code": "Code",
    **{f"h{rank}": f"H{rank}" for rank in range(1, 7)},
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "table": "Table",
    "caption": "Caption",
    "figcaption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "img": "Figure",
    SVG: "Figure",
    "q": "Quote",
    "ruby": "Ruby",
    "rb": "RB",
    "rt": "RT",
    "rp": "RP",
}
# Elements that group others and hold no text of their own: a text in one of them is a paragraph.
GROUPS: Final = frozenset(
    ("Part", "Sect", "Art", "Div", "BlockQuote", "TOC", "Index", "L", "LI", "Table", "THead", "TBody", "TFoot", "TR")
)
BLOCKS: Final = frozenset(("P", *(f"H{rank}" for rank in range(1, 7))))
_INLINE: Final = frozenset(("Span", "Quote", "Code", "Reference", "Link", "Ruby", "RB", "RT", "RP"))
_OF_RUBY: Final = ("RB", "RT", "RP")
_INLINE_TAGS: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "rb",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
    ]
)


# Which link of a footnote it is: that of another call of it than the first.
AGAIN: Final = "again"


class Key(NamedTuple):
    """A structure element: the element of HTML that it comes from, its type and, where an element of HTML gives several
    of a type, which of them. `implied`: HTML does not say it, as the paragraph of a text that stands in a `div`.
    """

    element: Any
    role: str
    part: str = ""

    @property
    def implied(self) -> bool:
        return self.part == "implied"


Chain = tuple[Key, ...]


class Roles:
    """The structure elements of an HTML tree, each as the chain of those that it stands in, from outside, itself
    last.
    """

    def __init__(self, root: Any) -> None:
        self._above = {child: parent for parent in root.iter() for child in parent}
        self._chains: dict[Any, Chain] = {}
        self._texts: dict[tuple[Any, str], Chain | None] = {}
        self.root_language = str(root.get("lang") or "")

    def chain(self, element: Any) -> Chain:
        """The structure element in which the children of an element stand."""
        found = self._chains.get(element)
        if found is None:
            above = self._above.get(element)
            outer = () if above is None else self.chain(above)
            found = self._chains[element] = self._inside(outer, element)
        return found

    def text(self, element: Any, tag: str) -> Chain | None:
        """The structure element that holds the text of a box; `tag` is the box's, `p::before` where a stylesheet makes
        it. None: it is no content, as a leader is none.
        """
        if element is None:  # what a page says of itself
            return None
        key = element, tag
        if key not in self._texts:
            self._texts[key] = None if self._is_leader(element) else self._held(element, tag.partition("::")[2])
        return self._texts[key]

    def note_called_again(self, element: Any) -> Any:
        """The footnote that an element calls which another one called before: the nearest of that label. None: there is
        none.
        """
        near = (each for above in self._all_above(element) for each in above.iter() if "footnote" in _classes(each))
        return next((note for note in near if note.get("data-label") == element.get("data-label")), None)

    def language(self, key: Key) -> str | None:
        """The language of a structure element, where it is another than that round it (14.9.2.2)."""
        own = _language(key.element)
        return own if own and not key.implied and own != self._around(key.element) else None

    def _held(self, element: Any, pseudo: str) -> Chain:
        chain = self.chain(element)
        if pseudo == "marker":
            return (*self._up_to(chain, "LI", "TOCI"), Key(element, "Lbl"))
        note = self._note_called_by(element, pseudo)
        if note is not None:
            call = (Key(note, "Reference"), Key(note, "Link", "call"))
            return (*self._holding(self.chain(self._above[note]), self._above[note]), *call)
        if pseudo == "footnote-marker" or (pseudo == "before" and "footnote" in _classes(element)):
            return (*self._up_to(chain, "Note"), Key(element, "Lbl"), Key(element, "Link", "back"))
        return self._holding(chain, element)

    def _note_called_by(self, element: Any, pseudo: str) -> Any:
        """The footnote whose mark a text is: of a note at the side, the mark is an element before it."""
        if pseudo == "footnote-call":
            return element
        if "note-call" not in _classes(element):
            return None
        beside = list(self._above[element])
        return next(each for each in beside[beside.index(element) :] if "footnote" in _classes(each))

    def _inside(self, outer: Chain, element: Any) -> Chain:
        own = tuple(self._own(element))
        if own and own[0].role == "Note":
            outer = tuple(key for key in outer if key.role not in BLOCKS and key.role not in _INLINE)
        elif own and own[0].role in _INLINE and own[0].role not in _OF_RUBY:
            outer = self._holding(outer, self._above.get(element, element))
        return (*outer, *own)

    def _own(self, element: Any) -> Iterator[Key]:
        """The structure elements that an element makes, from outside."""
        tag = element.tag
        special = _SPECIAL.get(tag) if isinstance(tag, str) else None
        roles = special(self, element) if special else ((element, _TYPES[tag]),) if tag in _TYPES else ()
        made = [Key(*role) for role in roles]
        if not made and self._is_foreign(element):
            made = [Key(element, "Span" if tag in _INLINE_TAGS else "Div")]
        yield from made

    def _holding(self, chain: Chain, element: Any) -> Chain:
        """A chain whose last may hold a text."""
        if chain and chain[-1].role == "Ruby":
            return (*chain, Key(chain[-1].element, "RB", "implied"))
        if not chain or chain[-1].role in GROUPS or chain[-1].role == "Note":
            return (*chain, Key(self._block(element), "P", "implied"))
        return chain

    def _block(self, element: Any) -> Any:
        """The innermost element round a text that is no part of a line."""
        while element.tag in _INLINE_TAGS and element in self._above and not _is_note_paragraph(element):
            element = self._above[element]
        return element

    def _is_leader(self, element: Any) -> bool:
        return element.get("data-leader") is not None

    def _is_foreign(self, element: Any) -> bool:
        own = _language(element)
        return bool(own) and own != self._around(element)

    def _around(self, element: Any) -> str | None:
        above = self._above.get(element)
        while above is not None:
            if own := _language(above):
                return own
            above = self._above.get(above)
        return self.root_language

    @staticmethod
    def _up_to(chain: Chain, *roles: str) -> Chain:
        last = max((at for at, key in enumerate(chain) if key.role in roles), default=-1)
        return chain[: last + 1]

    # What is not the same everywhere

    def _section(self, element: Any) -> Sequence[tuple[Any, ...]]:
        return ((element, "Art" if "case" in _classes(element) else "Sect"),)

    def _division(self, element: Any) -> Sequence[tuple[Any, ...]]:
        return ((element, "Index"),) if "index-columns" in _classes(element) else ()

    def _list(self, element: Any) -> Sequence[tuple[Any, ...]]:
        return ((element, "TOC" if self._is_in(element, "nav") else "L"),)

    def _item(self, element: Any) -> Sequence[tuple[Any, ...]]:
        if not self._is_in(element, "nav"):
            return (element, "LI"), (element, "LBody")
        above = self._entries_above(element)
        return (*(step for each in above for step in ((each, "TOCI"), (each, "TOC"))), (element, "TOCI"))

    def _entries_above(self, item: Any) -> list[Any]:
        """The lines of the contents below which a line stands, by the levels that their classes name."""
        above: list[tuple[int, Any]] = []
        level = _level(item)
        for each in self._above[item]:
            if each is item:
                break
            above = [entry for entry in above if entry[0] < _level(each)]
            above.append((_level(each), each))
        return [each for at, each in above if at < level]

    def _term(self, element: Any) -> Sequence[tuple[Any, ...]]:
        return (element, "LI"), (element, "Lbl")

    def _meaning(self, element: Any) -> Sequence[tuple[Any, ...]]:
        """A meaning stands in the item of the term before it."""
        term = element
        for each in self._above[element]:
            if each.tag == "dt":
                term = each
            if each is element:
                break
        return (term, "LI"), (element, "LBody")

    def _link(self, element: Any) -> Sequence[tuple[Any, ...]]:
        if element.get("href") is None:
            return ()
        is_entry = self._is_in(element, "nav") or any(
            "index-columns" in _classes(above) for above in self._all_above(element)
        )
        return ((element, "Reference"), (element, "Link")) if is_entry else ((element, "Link"),)

    def _span(self, element: Any) -> Sequence[tuple[Any, ...]]:
        if "footnote" in _classes(element):
            return ((element, "Note"),)
        return ((element, "P"),) if _is_note_paragraph(element) else ()

    def _call_again(self, element: Any) -> Sequence[tuple[Any, ...]]:
        """A footnote is called as a link leads to it; the first call stands where the footnote does."""
        return ((element, "Reference"), (element, "Link", AGAIN)) if "footnote-again" in _classes(element) else ()

    def _listing(self, element: Any) -> Sequence[tuple[Any, ...]]:
        return (element, "P"), (element, "Code")

    def _abbreviation(self, element: Any) -> Sequence[tuple[Any, ...]]:
        return ((element, "Span"),) if element.get("title") else ()

    def _is_in(self, element: Any, tag: str) -> bool:
        return any(above.tag == tag for above in self._all_above(element))

    def _all_above(self, element: Any) -> Iterator[Any]:
        while (element := self._above.get(element)) is not None:
            yield element


_SPECIAL: Final = {
    "section": Roles._section,
    "div": Roles._division,
    "ol": Roles._list,
    "ul": Roles._list,
    "li": Roles._item,
    "dt": Roles._term,
    "dd": Roles._meaning,
    "a": Roles._link,
    "span": Roles._span,
    "sup": Roles._call_again,
    "pre": Roles._listing,
    "abbr": Roles._abbreviation,
}


def _classes(element: Any) -> list[str]:
    return str(element.get("class") or "").split()


def _language(element: Any) -> str | None:
    found = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")
    return None if found is None else str(found)


def _is_note_paragraph(element: Any) -> bool:
    return "footnote-paragraph" in _classes(element)


def _level(item: Any) -> int:
    """The level of a line of the contents, as its class says it."""
    found = (name[6:] for name in _classes(item) if name.startswith("level-"))
    return next((int(level) for level in found if level.isdigit()), 0)
