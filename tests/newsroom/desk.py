"""A browser at a desk in the newsroom, by the words that editors use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.newsroom.characters import PASSWORD, address_of

if TYPE_CHECKING:
    from tests.newsroom.served import ServedSite

TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
  `violation of ${event.effectiveDirective} by ${event.blockedURI} ${event.sample} in ${event.sourceFile}`));
"""


class Desk:
    """Somebody at work. Notes every violation of the policy and every error of a script."""

    def __init__(self, browser: Browser, site: ServedSite, character: str) -> None:
        self.site = site
        self.violations: list[str] = []
        self.context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 900})
        self.context.set_default_timeout(30_000)
        self.context.add_init_script(TELL_VIOLATIONS)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self._note(message.text))
        self.page.on("pageerror", lambda error: self.violations.append(f"{self.page.url}: {error}"))
        self._sign_in(address_of(character))

    def _note(self, text: str) -> None:
        if "violat" in text or "Content Security Policy" in text:
            self.violations.append(f"{self.page.url}: {text}")

    def _sign_in(self, address: str) -> None:
        self.go("/login/")
        self.page.fill("[name=username]", address)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("button[type=submit]")
        self.page.wait_for_url(f"{self.site.newsroom}/")

    def go(self, path: str) -> None:
        """Open a page of the newsroom."""
        self.page.goto(f"{self.site.newsroom}{path}")

    def leave(self) -> None:
        self.context.close()

    def open_new_article(self, section: str) -> None:
        """Open the form of a new article, through the list's button, and wait until it has started."""
        section_id = self.site.run(
            "from coffeepress.articles.models import Section\n"
            f"print(Section.objects.get(slug={section!r}, locale__language_code='en').pk)"
        ).strip()
        self.go(f"/pages/add/articles/article/{section_id}/")
        expect(self.page.locator("#id_title")).to_be_visible()

    def write(self, headline: str, standfirst: str = "") -> None:
        """Write the headline; the address follows it."""
        self.page.locator("#id_title").press_sequentially(headline)
        self.page.fill("#id_standfirst", standfirst)

    def add_block(self, kind: str) -> None:
        """Add a block at the end of the body."""
        self.page.locator(
            "[data-streamfield-stream-container] > div > button[title='Insert a block']"
        ).last.click()
        self.page.get_by_role("option", name=kind, exact=True).click()

    def type_text(self, text: str) -> None:
        """Type into the text block that was added last."""
        self.page.locator(".public-DraftEditor-content").last.click()
        self.page.keyboard.type(text)

    def add_byline(self, name: str, number: int = 0) -> None:
        self.page.click("#id_bylines-ADD")
        self.page.locator(f"#id_bylines-{number}-person-chooser").get_by_role(
            "button", name="Choose"
        ).first.click()
        self.page.locator(".modal").get_by_role("link", name=name).click()
        expect(self.page.locator(f"#id_bylines-{number}-person-chooser")).to_contain_text(name)

    def add_tag(self, name: str) -> None:
        self.page.locator("#panel-child-article-tags-section ul.tagit input").click()
        self.page.keyboard.type(f"{name},")

    def upload_lead_picture(self, path: str, *, alt: str, credit: str) -> None:
        """Upload a picture from within the article."""
        self.page.locator("#id_lead_picture-chooser").get_by_role("button", name="Choose an image").click()
        upload = self.page.locator(".modal #tab-upload")
        self.page.locator(".modal").get_by_role("tab", name="Upload").click()
        upload.locator("input[type=file]").set_input_files(path)
        expect(upload.locator("[name$=title]")).not_to_have_value("")  # from the file's name, a moment later
        upload.locator("[name$=alt]").fill(alt)
        upload.locator("[name$=credit]").fill(credit)
        upload.get_by_role("button", name="Upload").click()
        expect(self.page.locator(".modal")).to_have_count(0)

    def schedule(self, moment: str) -> None:
        """Say when the article is to be published, in the dialogue of the status panel."""
        self.page.get_by_role("button", name="Toggle status").click()
        self.page.get_by_role("button", name="Set schedule").click()
        dialogue = self.page.get_by_role("dialog")
        dialogue.locator("#id_go_live_at").fill(moment)
        # By the keyboard: the calendar may lie over the button.
        dialogue.get_by_role("button", name="Save schedule").press("Enter")

    def act(self, action: str) -> None:
        """Choose what to do from the menu at the foot of the form."""
        footer = self.page.locator("footer")
        button = footer.get_by_role("button", name=action, exact=True)
        if not button.is_visible():
            footer.get_by_role("button", name="More actions").click()
        button.click()

    def expect_message(self, text: str | re.Pattern[str]) -> None:
        """Wait until the newsroom says so."""
        expect(self.page.locator(".messages")).to_contain_text(text)
