"""A reader's browser that takes note of all that a page does: requests, errors, cookies, breaches of the policy."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, Route

from tests.whole.readers import ReaderPage

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PARTS = 4
"""Tests over every page are cut into so many, for as many processes."""

_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_RUN = "axe.run({resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"
_BREACHES = """
    window.breaches = [];
    document.addEventListener("securitypolicyviolation", (event) =>
        window.breaches.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@dataclass
class Notes:
    """What happened while a page was read."""

    requests: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Reader:
    """A reader with a browser of their own."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.context = context
        self.server = server
        self.page: Page = context.new_page()
        self.notes = Notes()
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.notes.faults.append(f"script: {error}"))

    def open(self, page: ReaderPage) -> Notes:
        """Go to a page and wait for all that it fetches by itself."""
        self.notes = Notes()
        self._status = page.status
        answer = self.page.goto(self.server + page.address, wait_until="load")
        assert answer is not None
        if answer.status != page.status:
            self.notes.faults.append(f"status {answer.status}")
        return self.notes

    def refuse_others(self) -> list[str]:
        """Let no request out of the machine; those that were made are told of in the list."""
        asked: list[str] = []

        def refuse(route: Route) -> None:
            asked.append(route.request.url)
            route.abort()

        self.context.route(lambda url: not url.startswith(self.server), refuse)
        return asked

    def _asked(self, request: Request) -> None:
        self.notes.requests.append((request.resource_type, request.url))
        if not request.url.startswith((f"{self.server}/", "data:")):
            self.notes.faults.append(f"third party: {request.url}")

    def _answered(self, response: Response) -> None:
        if "set-cookie" in response.headers:
            self.notes.faults.append(f"cookie: {response.url}")
        if response.status >= 400 and not response.request.is_navigation_request():
            self.notes.faults.append(f"{response.status}: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        is_own_status = self._status >= 400 and "status of" in message.text
        if message.type in {"error", "warning"} and not is_own_status:
            self.notes.faults.append(f"console: {message.text}")


@contextmanager
def reader(browser: Browser, server: str, **settings: Any) -> Iterator[Reader]:
    """A reader whom the site has never met."""
    context = browser.new_context(**settings)
    context.set_default_timeout(30_000)
    context.add_init_script(_BREACHES)
    try:
        yield Reader(context, server)
    finally:
        context.close()


def breaches(page: Page) -> list[str]:
    """What the page's content security policy forbade."""
    found: list[str] = page.evaluate("window.breaches")
    return found


def axe(page: Page) -> list[str]:
    """What axe-core finds, each with the first element that it is about."""
    page.evaluate(_AXE)  # the debugger's: the page's own policy stays strict
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in page.evaluate(_RUN)["violations"]]


def is_too_wide(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    found: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return found
