"""A reader of a served site, who selects and reports."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

SELECT = """([from, start, to, end]) => {
  const text = (selector) => {
    const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  };
  const find = (nodes, words, atEnd) => {
    for (const node of nodes) {
      const at = node.data.indexOf(words);
      if (at >= 0) return [node, at + (atEnd ? words.length : 0)];
    }
    throw new Error(`no ${words}`);
  };
  const range = document.createRange();
  range.setStart(...find(text(from), start, false));
  range.setEnd(...find(text(to), end, true));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""

_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_RUN = "axe.run({resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"


class Reader:
    """Somebody who reads. Notes every error of a script and every breach of the policy."""

    def __init__(self, browser: Browser, address: str, **settings: Any) -> None:
        self.address = address
        self.context: BrowserContext = browser.new_context(**settings)
        self.context.set_default_timeout(15_000)
        self.faults: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self._note(said.type, said.text))

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and "Failed to load resource" not in text:
            self.faults.append(text)

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def select(self, start: str, end: str, *, within: str = ".story", until: str | None = None) -> None:
        """Select from where `start` begins to where `end` ends; each stands in one text node."""
        self.page.evaluate(SELECT, [within, start, until or within, end])

    def report(self) -> None:
        """Select was done: press the keys, and wait for the dialog."""
        self.page.keyboard.press("Control+Enter")
        self.page.locator("dialog[open]").wait_for()

    def shown(self) -> str:
        """The passage in the dialog."""
        return self.page.locator("dialog blockquote").text_content() or ""

    def send(self, **fields: str) -> str:
        """Fill in the dialog and send it.

        Returns:
            The receipt's path.
        """
        for name, text in fields.items():
            self.page.fill(f"dialog [name={name}]", text)
        self.page.click("dialog form button")
        link = self.page.locator("dialog div a")
        link.wait_for()
        return link.get_attribute("href") or ""

    def axe(self) -> list[str]:
        """What axe-core finds."""
        self.page.evaluate(_AXE)  # the debugger's: the page's own policy stays strict
        return [
            f"{rule['id']}: {rule['nodes'][0]['html'][:200]}"
            for rule in self.page.evaluate(_RUN)["violations"]
        ]

    def leave(self) -> None:
        self.context.close()
