"""Dates of the information dictionary (ISO 32000-1, 7.9.4) and of XMP (ISO 8601), which must be compared."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

DATE = re.compile(
    r"(?:D:)?(?P<year>\d{4})-?(?P<month>\d\d)?-?(?P<day>\d\d)?T?(?P<hour>\d\d)?:?(?P<minute>\d\d)?:?(?P<second>\d\d)?"
    r"(?:\.\d+)?(?:Z(?:00'?00'?)?|(?P<sign>[+-])(?P<hours>\d\d):?'?(?P<minutes>\d\d)?'?)?"
)


def moment(text: str | None) -> datetime | None:
    """The moment that a date names, missing parts being the first ones and a missing zone UTC; None for no date."""
    found = DATE.fullmatch(text.strip()) if text else None
    if found is None:
        return None
    year, month, day, hour, minute, second = (
        int(found[part] or default)
        for part, default in (("year", 0), ("month", 1), ("day", 1), ("hour", 0), ("minute", 0), ("second", 0))
    )
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=_zone(found))
    except ValueError:
        return None


def _zone(found: re.Match[str]) -> timezone:
    if found["sign"] is None:
        return UTC
    away = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return timezone(away if found["sign"] == "+" else -away)
