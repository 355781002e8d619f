"""Who is counted: browsers that a person seems to sit before. Simple rules; who wants to lie can.

Programs that run no scripts never come here at all.
"""

import re

from django.http import HttpRequest

# Cubot makes telephones.
_PROGRAMS = re.compile(
    r"(?<!cu)bot\b|bot[/;_-]|crawl|spider|slurp|preview|headless|lighthouse|pagespeed|monitor|scrap|fetch|archiv|python|curl|wget"
    r"|java/|go-http|httpclient|okhttp|phantom|selenium|playwright|puppeteer|facebookexternalhit|mediapartners",
    re.IGNORECASE,
)


def is_program(request: HttpRequest) -> bool:
    """Whether a program seems to ask, or a browser that only guesses what its reader will open next."""
    agent = request.headers.get("User-Agent", "")
    purpose = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    return not agent or "prefetch" in purpose or _PROGRAMS.search(agent) is not None
