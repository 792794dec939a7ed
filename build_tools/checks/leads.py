"""Whether what is clicked leads to where a place of the set stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote, unquote

from build_tools.checks.subject import Publication, Subject
from build_tools.concordance import Concordance
from build_tools.inspection.document import Action, Destination
from build_tools.manuscript.model import Link as LinkOfManuscript
from build_tools.manuscript.model import Target

# Points by which a destination may miss the line before and its own: what programs round away.
OFF = 1.0
_UNRESERVED = re.compile("[A-Za-z0-9._~-]")
_NAMED = "nameddest="


@lru_cache(maxsize=4096)
def normal(address: str) -> str:
    """An address as it is compared (RFC 3986, 6.2.2): scheme and host in small letters, characters escaped alike."""
    escaped = re.sub("%[0-9A-Fa-f]{2}", _escape, quote(address, safe="%:/?#[]@!$&'()*+,;=~", errors="replace"))
    scheme, host, rest = re.fullmatch("([^:/?#]*:)?(//[^/?#]*)?(.*)", escaped, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{(scheme or '').lower()}{(host or '').lower()}{rest or ('/' if host else '')}"


def _escape(found: re.Match[str]) -> str:
    character = unquote(found.group())
    return character if _UNRESERVED.fullmatch(character) else found.group().upper()


def is_dead(actions: Sequence[Action]) -> bool:
    """Whether what is clicked does nothing, or leads to no page of its document."""
    if not actions:
        return True
    first = actions[0]
    nowhere = first.destination is None or first.destination.page is None
    return (first.kind == "GoTo" and nowhere) or (first.kind in ("URI", "GoToR", "Launch") and not first.address)


class Leads:
    """Where the links of one document of a set lead."""

    def __init__(self, subject: Subject) -> None:
        self._publication: Publication = subject.publication
        self._own = subject.document.id
        self._known: dict[tuple[str, str, Destination], bool] = {}
        self._named: dict[str, dict[str, Destination]] = {}

    def right(self, link: LinkOfManuscript, actions: Sequence[Action]) -> bool:
        """Whether what is clicked leads where the manuscript says."""
        if not actions:
            return False
        if link.target is None:
            return actions[0].kind == "URI" and normal(actions[0].address or "") == normal(link.address)
        return self.to(link.target, actions[0])

    def to(self, target: Target, action: Action) -> bool:
        """Whether an action leads to a place of the set; of a document that is not there, only its file is judged."""
        concordance = self._publication.documents.get(target.document)
        if target.document == self._own:
            found = action.destination if action.kind == "GoTo" else None
        elif (name := self._name(target.document, action)) is None or concordance is None:
            return name is not None
        else:
            found = self._destination(concordance, name)
        block = concordance.places.get(target.anchor, "") if concordance else ""
        return found is not None and self.stands(target.document, block, found)

    def _name(self, document: str, action: Action) -> str | None:
        """The destination that an action names in a document of the set; None where it leads to another file."""
        meant = self._publication.document(document)
        if meant is None or action.kind not in ("URI", "GoToR"):
            return None
        file, _, fragment = (action.address or "").partition("#")
        base = self._publication.manuscript.edition.address
        files = {normal(f"{base}{meant.file}")} if base else {normal(f"./{meant.file}"), normal(meant.file)}
        return (action.name or fragment.removeprefix(_NAMED)) if normal(file) in files else None

    def _destination(self, concordance: Concordance, name: str) -> Destination | None:
        named = self._named.setdefault(concordance.document.id, {})
        if not named:
            named.update(concordance.pdf.destinations)
        return named.get(name) or named.get(unquote(name))

    def stands(self, document: str, block: str, found: Destination) -> bool:
        """Whether a place is where a block begins: on its page, not below its first line nor above the end of what
        comes before it. True where nobody knows where that is, as of a picture without a caption.
        """
        key = document, block, found
        if key not in self._known:
            concordance = self._publication.documents.get(document)
            self._known[key] = concordance is None or _stands(concordance, block, found)
        return self._known[key]


def _stands(concordance: Concordance, block: str, found: Destination) -> bool:
    # A table begins at its caption, or at its first row.
    names = (block, concordance.rows.get(block, ""))
    begun = [stretch for name in names if (stretch := concordance.first(name))]
    here = [stretch.box for stretch in begun if stretch.page == found.page]
    if not here or found.top is None:
        return not begun or bool(here)
    before = concordance.last(concordance.before.get(block, ""))
    above = before is not None and before.page == found.page and before.box.bottom >= here[0].bottom
    ceiling = before.box.bottom if before and above else float("inf")
    return min(box.top for box in here) - OFF <= found.top <= ceiling + OFF
