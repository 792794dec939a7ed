"""Asks for pages of the web."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request

from build_tools.judges.addresses import BAD, Answer

SECONDS = 15
AGENT = "Mozilla/5.0 (compatible; Kanko link check)"


def answered(address: str) -> Answer:
    """How an address answers; a server that does not like to be asked for the head alone is asked for all."""
    answer = _asked(address, "HEAD")
    return answer if answer.status is not None and answer.status < BAD else _asked(address, "GET")


def _asked(address: str, method: str) -> Answer:
    try:
        request = urllib.request.Request(address, method=method, headers={"User-Agent": AGENT})
        with urllib.request.urlopen(request, timeout=SECONDS) as response:
            return Answer(response.status)
    except urllib.error.HTTPError as error:
        return Answer(error.code)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(None, str(getattr(error, "reason", error)))
