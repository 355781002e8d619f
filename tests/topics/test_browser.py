"""Proposing, voting, and recounting in a real browser: with the keyboard alone, and without JavaScript."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.corrections.browsing import Reader
from tests.newsroom.characters import PASSWORD, address_of
from tests.people.mailbox import code_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.people.serving import MailedSite

pytestmark = pytest.mark.browser

MOST_TABS = 120

NEW_ROUND = """
import json
from coffeepress.topics import decide
from tests.newsroom.characters import make_account
from tests.topics.votes import make_round, make_topic

questions = ("Who owns the ferry?", "Why is the swimming pond empty?", "What is in the school lunch?")
topics = [make_topic(each + " (TITLE)", lines="It matters.", state="proposed") for each in questions]
for topic in topics:
    decide.accept(topic, make_account("Editor"))
print(json.dumps([make_round(title="TITLE", votes=2).pk, *(topic.pk for topic in topics)]))
"""
CLOSE = """
from django.utils import timezone
from coffeepress.topics.models import Round
Round.objects.filter(pk={round}).update(closes_at=timezone.now())
"""
SUPPORTER = """
from datetime import timedelta
from django.utils import timezone
from coffeepress.people.models import User
from coffeepress.support.models import Supporter
user = User.objects.create_user("{address}", date_joined=timezone.now() - timedelta(days=99))
Supporter.objects.create(user=user, language="en", counts_until=timezone.now() + timedelta(days=30))
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailedSite]:
    """A site that mails codes."""
    from tests.people.serving import served_with_mail

    with served_with_mail(tmp_path_factory.mktemp("topics") / "site") as site:
        yield site


class Round:
    """An open round with three topics, and a supporter whom nobody has seen yet."""

    def __init__(self, served: MailedSite, title: str) -> None:
        self.served, self.site = served, served.site
        self.number, *self.topics = json.loads(self.site.run(NEW_ROUND.replace("TITLE", title)))
        self.supporter = f"{title.lower()}@example.org"
        self.site.run(SUPPORTER.format(address=self.supporter))

    @property
    def path(self) -> str:
        return f"/topics/rounds/{self.number}/"

    def close(self) -> None:
        """Let its time be over, and wait for the worker."""
        self.site.run(CLOSE.format(round=self.number))
        self.site.wait_until(lambda: self.site.read(f"{self.path}ballots.txt").status_code == 200)
        self.site.wait_until(lambda: "Recount it yourself" in self.site.read(self.path).text)

    def recounted(self, folder: Path, receipt: str) -> str:
        """What the command says of the published file."""
        for ending in ("", ".sha256"):
            content = self.site.read(f"{self.path}ballots.txt{ending}").content
            (folder / f"ballots.txt{ending}").write_bytes(content)
        command = [sys.executable, "-m", "coffeepress", "topics", "recount", str(folder / "ballots.txt")]
        done = subprocess.run([*command, "--receipt", receipt], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout


def with_keys(page: Page, target: Locator) -> None:
    """Reach something by the tabulator key alone."""
    expect(target).to_be_visible()
    for _press in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by {MOST_TABS} tabulator keys")


def pressed(page: Page, target: Locator, key: str = "Enter") -> None:
    """Reach something by keys, and press one more on it."""
    with_keys(page, target)
    page.keyboard.press(key)


def receipt_on(page: Page) -> str:
    expect(page.get_by_role("heading", name="Your ballot is counted")).to_be_visible()
    return page.locator("code.copied").inner_text()


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def link(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("link", name=name).first


def test_all_of_it_with_the_keyboard_alone(served: MailedSite, browser: Browser, tmp_path: Path) -> None:
    round_ = Round(served, "Autumn")
    reader = Reader(browser, served.site.address, base_url=served.site.address)
    page, axe = reader.page, reader.axe
    ferry, pond, lunch = round_.topics

    # From a topic's page to the form; a stranger signs in and comes back, the topic ticked.
    served.site.wait_until(lambda: served.site.read(f"/topics/{ferry}/").status_code == 200)
    reader.open(f"/topics/{ferry}/")
    assert axe() == []
    pressed(page, link(page, "Vote"))
    expect(page.get_by_role("alert")).to_contain_text("Please sign in to vote")
    assert axe() == []
    pressed(page, link(page, "Sign in"))
    with_keys(page, page.get_by_label("Your e-mail address"))
    page.keyboard.type(round_.supporter)
    page.keyboard.press("Enter")
    with_keys(page, page.get_by_label("The code"))
    page.keyboard.type(code_in(served.mail_to(round_.supporter)))
    page.keyboard.press("Enter")
    expect(page.locator(f"#vote-{ferry}")).to_be_checked()
    expect(page.locator(".votes-left")).to_have_text("Votes left: 1")
    assert axe() == []

    # Too many are counted while ticked, and refused with all ticks kept; then it is cast.
    pressed(page, page.locator(f"#vote-{pond}"), "Space")
    pressed(page, page.locator(f"#vote-{lunch}"), "Space")
    expect(page.locator(".votes-left")).to_have_text("Too many: please take 1 away")
    pressed(page, button(page, "Cast my ballot"))
    expect(page.get_by_role("alert")).to_contain_text("You have 2 votes, and chose 3 topics.")
    assert page.locator("[name=topic]:checked").count() == 3
    assert axe() == []
    pressed(page, page.locator(f"#vote-{lunch}"), "Space")
    pressed(page, button(page, "Cast my ballot"))
    first = receipt_on(page)
    assert axe() == []

    # A proposal that is like another one becomes a vote for it: the ballot is changed.
    reader.open("/topics/propose/")
    pressed(page, page.get_by_role("textbox", name="Your question"), "End")
    page.keyboard.type("What is in our school lunch?")
    expect(page.get_by_text("Is one of these what you mean?")).to_be_visible()
    assert axe() == []
    pressed(page, page.locator(".vote-instead").first)
    expect(page.locator(f"#vote-{lunch}")).to_be_checked()
    pressed(page, page.locator(f"#vote-{pond}"), "Space")
    pressed(page, button(page, "Change my ballot"))
    second = receipt_on(page)
    assert second != first

    # One that is like none is proposed.
    reader.open("/topics/propose/")
    pressed(page, page.get_by_role("textbox", name="Your question"), "End")
    page.keyboard.type("Do gulls go to court?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("We have it, and the newsroom will read it.")
    assert axe() == []

    # The receipt finds the ballot; the one of before does not.
    assert found_by(page, reader, first) == "No ballot has this receipt."
    assert axe() == []
    assert found_by(page, reader, second) == "This ballot is in the box."
    assert axe() == []

    round_.close()
    reader.open(round_.path)
    expect(page.locator(".results > li").first).to_contain_text("1 vote")
    assert axe() == []
    reader.open("/topics/")
    assert axe() == []
    assert found_by(page, reader, second) == "This ballot is counted."
    assert axe() == []
    told = round_.recounted(tmp_path, second)
    assert "Your ballot is counted. It names:" in told
    assert "The count is what the ballots come to." in told
    assert reader.faults == []
    reader.context.close()


def found_by(page: Page, reader: Reader, receipt: str) -> str:
    """What is said of a receipt that is typed: its first sentence."""
    reader.open("/topics/receipt/")
    pressed(page, page.get_by_label("Your receipt"), "End")
    page.keyboard.type(receipt)
    page.keyboard.press("Enter")
    said = page.locator("main").locator("[role=alert], [role=status]").first
    expect(said).to_be_visible()
    return said.inner_text().split(".")[0].strip() + "."


def test_all_of_it_without_scripts(served: MailedSite, page_without_scripts: Page, tmp_path: Path) -> None:
    round_, page = Round(served, "Winter"), page_without_scripts
    address = served.site.address
    ferry, pond, _lunch = round_.topics
    page.goto(f"{address}/topics/vote/?topic={ferry}")
    link(page, "Sign in").click()
    page.get_by_label("Your e-mail address").fill(round_.supporter)
    button(page, "Send me a code").click()
    page.get_by_label("The code").fill(code_in(served.mail_to(round_.supporter)))
    button(page, "Sign in").click()
    expect(page.locator(f"#vote-{ferry}")).to_be_checked()
    button(page, "Cast my ballot").click()
    first = receipt_on(page)

    page.goto(f"{address}/topics/propose/")
    page.get_by_role("textbox", name="Your question").fill("Why is our swimming pond so empty? (Winter)")
    page.get_by_label("Why it matters").fill("It is hot.")
    button(page, "Propose it").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is sent yet")
    expect(page.get_by_label("Why it matters")).to_have_value("It is hot.")
    page.locator(".vote-instead").first.click()
    expect(page.locator(f"#vote-{pond}")).to_be_checked()
    button(page, "Change my ballot").click()
    second = receipt_on(page)
    assert second != first
    page.reload()
    assert receipt_on(page) == second

    page.goto(f"{address}/topics/propose/")
    page.get_by_role("textbox", name="Your question").fill("Why is our swimming pond so empty? (Winter)")
    button(page, "Propose it").click()
    button(page, "Mine is another one: propose it").click()
    expect(page.get_by_role("status")).to_contain_text("We have it")

    page.goto(f"{address}/topics/receipt/")
    page.get_by_label("Your receipt").fill(second.lower())
    button(page, "Find the ballot").click()
    expect(page.get_by_role("status")).to_contain_text("This ballot is in the box.")
    round_.close()
    page.goto(address + round_.path)
    expect(page.locator(".results > li").first).to_contain_text("1 vote")
    assert "Your ballot is counted." in round_.recounted(tmp_path, second)


def test_editor_decides_at_the_desk(served: MailedSite, browser: Browser) -> None:
    round_ = Round(served, "Spring")
    served.site.run(
        "from tests.topics.votes import make_topic\n"
        "make_topic('Who owns the old ferry?', state='proposed')\n"
        "make_topic('Swans?', state='proposed')"
    )
    reader = Reader(browser, served.site.address)
    page = reader.page
    reader.open("/newsroom/login/?next=/newsroom/topics/")
    page.fill("[name=username]", address_of("Editor"))
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Who owns the old ferry?").click()
    page.locator("summary", has_text="Merge").click()
    page.get_by_label("Find the other topic").fill("Spring")
    page.locator("#merge").get_by_role("button", name="Search").click()
    page.get_by_text("Who owns the ferry? (Spring)").click()
    button(page, "Merge").click()
    expect(page.locator(".messages")).to_contain_text("merged")
    page.get_by_role("link", name="Swans?").click()
    button(page, "Put it on the ballot").click()
    expect(page.locator(".messages")).to_contain_text("on the ballot")
    page.get_by_role("link", name="On the ballot").click()
    expect(page.get_by_role("link", name="Swans?")).to_be_visible()
    paths = (
        "",
        f"{round_.topics[0]}/",
        "rounds/",
        f"rounds/{round_.number}/",
        "rounds/add/",
        "assignments/",
        "flags/",
    )
    for path in paths:
        reader.open(f"/newsroom/topics/{path}")
        expect(page.locator("main h1").first).to_be_visible()
        assert reader.axe() == [], path
    assert reader.faults == []
    reader.context.close()
