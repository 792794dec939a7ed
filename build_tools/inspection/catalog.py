"""The document catalog (ISO 32000-1, 7.7.2): what holds for the whole document."""

from __future__ import annotations

from typing import Any

from build_tools.inspection import values
from build_tools.inspection.document import Catalog


def catalog_facts(catalog: Any) -> Catalog:
    """Language (14.9.2), mark information (14.7.1), how it is opened and shown (12.2)."""
    marks, preferences = values.get(catalog, "/MarkInfo"), values.entries(catalog, "/ViewerPreferences")
    return Catalog(
        language=values.text(values.get(catalog, "/Lang")),
        is_marked=values.boolean(values.get(marks, "/Marked")),
        is_suspect=values.boolean(values.get(marks, "/Suspects")),
        page_layout=values.name(values.get(catalog, "/PageLayout")),
        page_mode=values.name(values.get(catalog, "/PageMode")),
        viewer_preferences=values.listed(preferences),
    )
