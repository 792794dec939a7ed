"""Bundles of editions' folders, without typesetting: everything is said to be printed on page 77."""

from __future__ import annotations

import hashlib
from pathlib import Path

from build_tools.bundle.catalogue import Built, catalogue, files_of
from build_tools.bundle.read import Bundle, read_bundle
from build_tools.bundle.write import bundle_bytes
from build_tools.concordance.locations import locations_json
from build_tools.manuscript import LOCATIONS, MANUSCRIPT
from tests.bundle.taking import offprints


def bundled(source: Path, work: Path, bundles: Path) -> Bundle:
    """The bundle of an edition, written into a folder; `work` is a folder of its own for what comes of that."""
    taken, data = offprints(source, work), (work / "out" / MANUSCRIPT).read_bytes()
    locations = taken.locations.model_copy(update={"manuscript": hashlib.sha256(data).hexdigest()})
    made = catalogue(Built(taken.edition, taken.manuscript, locations), taken.sections)
    files = {MANUSCRIPT: data, LOCATIONS: locations_json(locations), **files_of(made, taken.sections)}
    bundles.mkdir(parents=True, exist_ok=True)
    file = bundles / f"{taken.edition.id}.kanko"
    file.write_bytes(bundle_bytes(made, files))
    return read_bundle(file)
