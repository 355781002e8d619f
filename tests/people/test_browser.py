"""Accounts in a real browser: with and without JavaScript, with a passkey; and the header of pages that all share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.newsroom.characters import PASSWORD, address_of
from tests.people.mailbox import code_in, link_in

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.people.serving import MailedSite

pytestmark = pytest.mark.browser


def ask_for_code(page: Page, served: MailedSite, address: str) -> str:
    """Ask for a code in a browser.

    Returns:
        The mail.
    """
    page.goto(f"{served.site.address}/account/")
    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    return served.mail_to(address)


def sign_in(page: Page, served: MailedSite, address: str) -> None:
    """Sign in by a code in a browser."""
    page.get_by_label("The code").fill(code_in(ask_for_code(page, served, address)).lower())
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def sign_out(page: Page) -> None:
    """Sign out in a browser."""
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.locator(".account [data-signed-in]")).to_have_text("Sign in")


@pytest.fixture
def violations(page: Page) -> Iterator[list[str]]:
    """What the content security policy forbade: nothing, at the end of the test."""
    found: list[str] = []
    page.on(
        "console", lambda said: found.append(said.text) if "Content Security Policy" in said.text else None
    )
    yield found
    assert found == []


def test_header_knows_whether_somebody_is_signed_in_and_the_page_does_not(
    served: MailedSite, page: Page, violations: list[str]
) -> None:
    before = served.site.read("/").content
    page.goto(served.site.address)
    expect(page.locator(".account [data-signed-in]")).to_have_text("Sign in")
    assert page.context.cookies() == []
    sign_in(page, served, "header@example.org")
    page.goto(served.site.address)
    expect(page.locator(".account [data-signed-in]")).to_have_text("Your account")
    assert page.evaluate("document.cookie") == "coffeepress_hint=reader"
    assert page.evaluate("document.documentElement.dataset.hint") == "reader"
    assert served.site.read("/").content == before
    page.locator(".account [data-signed-in]").click()
    sign_out(page)
    page.goto(served.site.address)
    expect(page.locator(".account [data-signed-in]")).to_have_text("Sign in")
    assert page.evaluate("document.cookie") == ""


def test_all_of_it_without_scripts(served: MailedSite, page_without_scripts: Page) -> None:
    page = page_without_scripts
    sign_in(page, served, "plain@example.org")
    page.get_by_label("First name").fill("Anna")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("First name")).to_have_value("Anna")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download everything").click()
    assert '"first_name": "Anna"' in download.value.path().read_text()
    page.get_by_role("link", name="Delete your account").click()
    page.get_by_label("I am sure").check()
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("heading", name="Your account is deleted")).to_be_visible()
    page.goto(f"{served.site.address}/account/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_link_in_the_mail_opens_with_one_press(served: MailedSite, page: Page, violations: list[str]) -> None:
    mail = ask_for_code(page, served, "link@example.org")
    page.goto(served.site.address + link_in(mail))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_passkey_is_added_signs_in_and_is_removed(
    served: MailedSite, page: Page, violations: list[str]
) -> None:
    add_authenticator(page.context, page)
    sign_in(page, served, "passkey@example.org")
    add_passkey(page, "My phone")
    sign_out(page)
    page.goto(f"{served.site.address}/account/sign-in/?next=/corrections/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{served.site.address}/corrections/")
    page.goto(f"{served.site.address}/account/")
    expect(page.get_by_text("passkey@example.org")).to_be_visible()
    page.get_by_role("button", name="Remove My phone").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    sign_out(page)
    page.goto(f"{served.site.address}/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That passkey is not known here.")).to_be_visible()


def test_passkey_that_is_not_there_is_told(served: MailedSite, page: Page, violations: list[str]) -> None:
    page.goto(f"{served.site.address}/account/sign-in/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new Error('the reader said no')); }"
    )
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("That did not work. Please try again, or use a code.")).to_be_visible()


def test_passkey_opens_the_newsroom_to_staff_who_came_by_password(
    served: MailedSite, page: Page, violations: list[str]
) -> None:
    add_authenticator(page.context, page)
    by_password(page, served)
    page.goto(f"{served.site.address}/account/")
    add_passkey(page, "Desk")
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(f"{served.site.address}/account/")
    sign_out(page)
    by_password(page, served)
    page.wait_for_url("**/account/second-factor/**")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{served.site.address}/newsroom/")


@pytest.mark.parametrize("path", ["sign-in/", "", "delete/", "passkeys/add/"])
def test_account_pages_can_be_used_by_everyone(served: MailedSite, page: Page, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    sign_in(page, served, f"axe{len(path)}@example.org")
    if path == "sign-in/":
        sign_out(page)
    page.goto(f"{served.site.address}/account/{path}")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    found: Any = Axe().run(page)
    assert found.response["violations"] == [], found.generate_report()


def by_password(page: Page, served: MailedSite) -> None:
    page.goto(f"{served.site.address}/newsroom/login/")
    page.locator("[name=username]").fill(address_of("Moderator"))
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[type=submit]").click()
    page.wait_for_url(re.compile("/newsroom/$|/account/"))


def add_passkey(page: Page, name: str) -> None:
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("A name for it").fill(name)
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url(re.compile("/account/(second-factor/recovery-codes/)?$"))


def add_authenticator(context: BrowserContext, page: Page) -> Any:
    """Give the browser a device that holds passkeys and knows its owner."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    return session
