"""From a Writer's draft to the readers' pages, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Response, expect

if TYPE_CHECKING:
    from tests.newsroom.desk import Desk
    from tests.newsroom.served import Published, ServedSite

pytestmark = pytest.mark.browser


def is_saving(response: Response, path: str) -> bool:
    """Whether this is the answer to a draft that saved itself."""
    return response.request.method == "POST" and response.url.endswith(path) and response.ok


def published(served: ServedSite, slug: str, title: str) -> Published:
    """An article that readers have."""
    from tests.newsroom.served import Published

    pk = served.run(
        "from coffeepress.articles.models import Article, Section\n"
        "section = Section.objects.get(slug='city', locale__language_code='en')\n"
        f"article = Article(title={title!r}, slug={slug!r}, locale=section.locale)\n"
        "section.add_child(instance=article)\n"
        "article.save_revision().publish()\n"
        "print(article.pk)"
    )
    return Published(int(pk), served.path_of(slug), served.path_of(slug).removesuffix(f"{slug}/"))


def test_an_article_goes_from_a_writer_through_review_to_all_its_readers_pages(
    served: ServedSite, at_desk: Callable[[str], Desk], photograph: Path
) -> None:
    writer = at_desk("Writer")
    writer.open_new_article("city")
    writer.write("Night ferry returns", "It had not sailed since 2019.")
    writer.upload_lead_picture(str(photograph), alt="The ferry at its pier", credit="Ilse Hahn")
    writer.add_block("Text")
    writer.type_text("The first crossing is on Friday.")
    writer.add_byline("Anna Novak")
    writer.add_tag("ferries")
    expect(writer.page.locator("footer")).not_to_contain_text("Publish")
    writer.page.get_by_role("button", name="Toggle preview").click()
    preview = writer.page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", name="Night ferry returns")).to_be_visible()
    writer.act("Submit to Review")
    writer.expect_message("Night ferry returns")
    assert served.read("/").text.count("Night ferry returns") == 0

    editor = at_desk("Editor")
    expect(editor.page.locator("#waiting-section, #waiting").first).to_contain_text("Night ferry returns")
    editor.page.get_by_role("link", name="Night ferry returns").click()
    editor.act("Approve and Publish")
    editor.expect_message("Night ferry returns")

    path = served.path_of("night-ferry-returns")
    assert served.read(path).status_code == 200
    month = path.removesuffix("night-ferry-returns/")
    for listing in (
        "/",
        "/city/",
        "/people/anna-novak/",
        "/tags/ferries/",
        month,
        f"/city{month}",
        "/feed.xml",
    ):
        assert "Night ferry returns" in served.read(listing).text, listing
    article = served.read(path).text
    for words in ("The first crossing is on Friday.", "Anna Novak", "The ferry at its pier", "Ilse Hahn"):
        assert words in article, words


def test_a_change_is_kept_by_itself_and_reaches_readers_when_it_is_published(
    served: ServedSite, at_desk: Callable[[str], Desk]
) -> None:
    article = published(served, "harbour-plans", "Harbour plans")
    editor = at_desk("Editor")
    editor.go(f"/pages/{article.pk}/edit/")
    with editor.page.expect_response(lambda response: is_saving(response, f"/pages/{article.pk}/edit/")):
        # At a person's speed: the form first takes note of what it holds, and then of what has changed.
        editor.page.locator("#id_standfirst").press_sequentially("A second berth comes.", delay=200)
    assert "A second berth comes." not in served.read(article.path).text
    editor.page.reload()
    expect(editor.page.locator("#id_standfirst")).to_have_value("A second berth comes.")
    editor.act("Publish")
    editor.expect_message("published")
    assert "A second berth comes." in served.read(article.path).text


def test_a_changed_slug_leaves_a_permanent_redirect(
    served: ServedSite, at_desk: Callable[[str], Desk]
) -> None:
    article = published(served, "old-pier", "Old pier")
    editor = at_desk("Editor")
    editor.go(f"/pages/{article.pk}/edit/")
    editor.page.get_by_role("tab", name="Address and search").click()
    editor.page.fill("#id_slug", "new-pier")
    editor.act("Publish")
    editor.expect_message("published")
    moved = served.read(article.path)
    assert (moved.status_code, moved.headers["location"]) == (
        301,
        article.path.replace("old-pier", "new-pier"),
    )
    assert served.read(moved.headers["location"]).status_code == 200


def test_what_is_scheduled_is_with_readers_when_its_time_has_come(
    served: ServedSite, at_desk: Callable[[str], Desk]
) -> None:
    editor = at_desk("Editor")
    editor.open_new_article("city")
    editor.write("Lantern festival opens")
    # The form takes whole minutes of the future; so the time is brought forward behind its back.
    editor.schedule("2030-01-01 09:00")
    editor.act("Schedule to publish")
    editor.expect_message("scheduled")
    editor.go("/")
    expect(editor.page.locator("body")).to_contain_text("Lantern festival opens")
    assert "Lantern festival opens" not in served.read("/").text
    served.run(
        "from django.utils import timezone\nfrom wagtail.models import Revision\n"
        "revision = Revision.objects.get(approved_go_live_at__isnull=False)\n"
        "revision.approved_go_live_at = timezone.now()\n"
        "revision.content['go_live_at'] = timezone.now().isoformat()\n"
        "revision.save()"
    )
    served.wait_until(lambda: "Lantern festival opens" in served.read("/").text)


def test_what_is_unpublished_is_gone_at_once(served: ServedSite, at_desk: Callable[[str], Desk]) -> None:
    article = published(served, "false-alarm", "False alarm")
    assert "False alarm" in served.read("/feed.xml").text
    editor = at_desk("Editor")
    editor.go(f"/pages/{article.pk}/unpublish/")
    editor.page.get_by_role("button", name="Yes, unpublish it").click()
    editor.expect_message("unpublished")
    assert served.read(article.path).status_code == 410
    for listing in ("/", "/city/", "/feed.xml", article.month):
        assert "False alarm" not in served.read(listing).text, listing


def test_a_press_that_fails_is_told_to_the_editor_and_done_again_by_the_worker(
    served: ServedSite, at_desk: Callable[[str], Desk]
) -> None:
    article = published(served, "before-the-storm", "Before the storm")
    editor = at_desk("Editor")
    editor.open_new_article("water")
    editor.write("Storm closes the port")
    # A file stands where the page's folder has to be: the press cannot write it, root or not.
    hindrance = served.edition / article.month.strip("/") / "storm-closes-the-port"
    hindrance.write_text("in the way")
    editor.act("Publish")
    editor.expect_message("the readers’ pages could not be brought up to date")
    assert served.read(article.path).status_code == 200
    assert "Storm closes the port" not in served.read("/water/").text
    served.run(
        "from datetime import timedelta\nfrom django.db.models import F\n"
        "from coffeepress.edition.models import Change\n"
        "Change.objects.update(created_at=F('created_at') - timedelta(minutes=1))"
    )
    editor.go("/")
    expect(editor.page.locator("body")).to_contain_text("Readers do not have everything yet")
    hindrance.unlink()
    served.wait_until(lambda: "Storm closes the port" in served.read("/water/").text)
    assert served.read(f"{article.month}storm-closes-the-port/").status_code == 200
