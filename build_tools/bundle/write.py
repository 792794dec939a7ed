"""A bundle as bytes that depend on nothing but its content."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from build_tools.bundle.model import CATALOGUE, Catalogue

# The first moment that ZIP knows: no bundle tells when it was packed.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o100644 << 16


def bundle_bytes(catalogue: Catalogue, files: Mapping[str, bytes]) -> bytes:
    """The bundle of a catalogue and the files that it speaks of; their digests are put into it here."""
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
    whole = {CATALOGUE: catalogue_json(catalogue.model_copy(update={"files": digests})), **files}
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for path in sorted(whole, key=lambda path: (path != CATALOGUE, path)):
            archive.writestr(_entry(path), whole[path], ZIP_DEFLATED, 9)
    return packed.getvalue()


def catalogue_json(catalogue: Catalogue) -> bytes:
    """The catalogue: UTF-8, keys in order, defaults left out, a newline at the end."""
    plain = catalogue.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(path, _TIME)
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    return entry
