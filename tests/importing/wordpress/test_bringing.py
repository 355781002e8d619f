"""An export becomes articles, sections, persons and pages; a second run changes nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from wagtail.models import Page, ReferenceIndex

from coffeepress.articles.models import Article, Byline, FreePage, Listed, Picture, Section
from coffeepress.edition.models import Address, Change
from coffeepress.importing.models import Brought
from coffeepress.importing.wordpress import bringing
from coffeepress.importing.wordpress.report import Report
from coffeepress.people.models import Person

from .exports import attachment, author, category, export, item

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

Bring = Callable[..., Report]
NEWS = ("category", "news", "News")
UPLOADS = "https://old.example/wp-content/uploads/2020/03"
SHOWN = f'<img class="wp-image-9" src="{UPLOADS}/bridge-300x200.jpg" alt="A bridge">'


def state() -> list[str]:
    """Everything that a run may have written, as text."""
    rows: list[str] = []
    for model in (
        Page,
        Article,
        FreePage,
        Section,
        Person,
        Byline,
        Listed,
        Address,
        Picture,
        Brought,
        ReferenceIndex,
    ):
        rows.append(serializers.serialize("json", model._base_manager.order_by("pk")))
    return rows


def folder_with(tmp_path: Path, name: str = "2020/03/bridge.jpg") -> Path:
    from PIL import Image

    path = tmp_path / "uploads" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(data, "JPEG")
    path.write_bytes(data.getvalue())
    return tmp_path / "uploads"


def test_article_comes_in_with_all_that_belongs_to_it(bring: Bring) -> None:
    made = item(7, "The &amp; bridge", "<p>Words.</p>", terms=[NEWS, ("post_tag", "river", "River")])
    report = bring(export(author("anna", "Anna Novak"), category("news", "News"), made))
    article = Article.objects.get()
    assert article.title == "The & bridge"
    assert article.live
    assert article.permalink == "/2020/03/item-7/"
    assert article.first_published_at == datetime(2020, 3, 5, 10, tzinfo=UTC)
    assert article.get_parent().specific.title == "News"
    assert [byline.person.name for byline in article.bylines.all()] == ["Anna Novak"]
    assert [tag.name for tag in article.tags.all()] == ["River"]
    assert [(block.block_type, block.value.source) for block in article.body] == [("text", "<p>Words.</p>")]
    assert report.came["articles", "new"] == 1
    person, tag = Person.objects.get(), article.tags.get()
    section = Section.objects.get()
    assert set(Listed.objects.values_list("list", "month")) == {
        ("all:en", "2020-03"),
        (f"section:{section.pk}", "2020-03"),
        (f"person:{person.pk}", "2020-03"),
        (f"tag:{tag.pk}:en", "2020-03"),
    }
    keys = set(Change.objects.values_list("key", flat=True))
    assert {f"article:{article.pk}", "list:all:en", "list:all:en:2020-03", "months:all:en"} <= keys


def test_tree_stays_sound_and_pages_can_be_edited_and_published(bring: Bring) -> None:
    bring(export(*(item(number, terms=[NEWS]) for number in range(1, 30)), item(40, kind="page")))
    assert [list(problems) for problems in Page.find_problems()] == [[], [], [], [], []]
    assert Section.objects.get().numchild == 29
    article = Article.objects.get(slug="item-3")
    before = article.permalink
    article.title = "Changed"
    article.save_revision().publish()
    article.refresh_from_db()
    assert (article.title, article.permalink) == ("Changed", before)
    section = Section.objects.get()
    section.add_child(instance=Article(title="New", slug="new", locale=section.locale))
    assert [list(problems) for problems in Page.find_problems()] == [[], [], [], [], []]


def test_imported_article_equals_one_that_was_published_by_hand(bring: Bring) -> None:
    bring(export(item(1, terms=[NEWS, ("post_tag", "river", "River")])))
    article = Article.objects.get()
    lists, addresses = (
        set(Listed.objects.values_list("list", "month")),
        set(Address.objects.values_list("path")),
    )
    references = set(ReferenceIndex.objects.values_list("model_path", "to_object_id", "content_path"))
    article.save_revision().publish()
    assert set(Listed.objects.values_list("list", "month")) == lists
    assert set(Address.objects.values_list("path")) == addresses
    ReferenceIndex.create_or_update_for_object(article)
    assert set(ReferenceIndex.objects.values_list("model_path", "to_object_id", "content_path")) == references


def test_what_came_in_is_the_first_revision(bring: Bring) -> None:
    terms = [NEWS, ("post_tag", "river", "River")]
    bring(export(item(1, "First", terms=terms), item(2, kind="page", title="Page"), item(3, status="draft")))
    article = Article.objects.get(title="First")
    assert article.latest_revision == article.live_revision
    assert article.latest_revision.created_at == article.latest_revision_created_at
    kept = article.latest_revision.as_object()
    assert (kept.title, kept.body.raw_data[0]["value"]) == ("First", "<p>Words.</p>")
    assert [tag.name for tag in kept.tags.all()] == ["River"]
    assert [byline.person.name for byline in kept.bylines.all()] == ["anna"]
    article.title = "Second"
    article.save_revision().publish()
    assert [revision.as_object().title for revision in article.revisions.order_by("pk")] == [
        "First",
        "Second",
    ]
    page = FreePage.objects.get()
    assert page.live_revision.as_object().title == "Page"
    draft = Article.objects.get(live=False)
    assert (draft.live_revision, draft.latest_revision.as_object().title) == (None, "A title")
    draft.latest_revision.publish()
    assert Article.objects.get(pk=draft.pk).live


def test_search_finds_what_came_in(bring: Bring) -> None:
    bring(export(item(1, "Bridge closed", "<p>The ferry runs.</p>"), item(2, "Other")))
    assert [article.title for article in Article.objects.search("ferry")] == ["Bridge closed"]
    assert [article.title for article in Article.objects.search("bridge")] == ["Bridge closed"]


def test_second_run_changes_nothing(bring: Bring, tmp_path: Path) -> None:
    media = folder_with(tmp_path)
    text = export(
        author("anna", "Anna Novak"),
        category("news", "News"),
        attachment(9, f"{UPLOADS}/bridge.jpg", alt="A bridge"),
        item(1, terms=[NEWS], content=SHOWN),
        item(2, kind="page", slug="about"),
        item(3, status="draft"),
        item(4, status="future", date="2100-01-01 10:00:00"),
        item(5, kind="page", status="future", date="2100-01-01 10:00:00"),
    )
    bring(text, media=media)
    before = state()
    Change.objects.all().delete()
    report = bring(text, media=media)
    assert state() == before
    assert not report.changed_anything
    assert Change.objects.count() == 0
    assert report.came["articles", "the same"] == 3


def test_batches_give_the_same_as_one(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "BATCH", 3)
    bring(export(*(item(number, slug="same", link="https://old.example/?p=1") for number in range(1, 9))))
    assert [list(problems) for problems in Page.find_problems()] == [[], [], [], [], []]
    assert list(Article.objects.order_by("path").values_list("slug", flat=True)) == [
        *("same", "same-2", "same-3", "same-4", "same-5", "same-6", "same-7", "same-8"),
    ]
    assert Article.objects.values("permalink").distinct().count() == 8


def test_change_over_there_is_brought_up_to_date(bring: Bring) -> None:
    bring(export(item(1, "Old", terms=[NEWS]), item(2, kind="page", title="Old page")))
    report = bring(
        export(item(1, "New", "<p>More.</p>", terms=[NEWS]), item(2, kind="page", title="New page"))
    )
    article = Article.objects.get()
    assert (article.title, article.body[0].value.source) == ("New", "<p>More.</p>")
    assert article.permalink == "/2020/03/item-1/"
    assert article.last_published_at == datetime(2020, 3, 5, 10, tzinfo=UTC)
    assert FreePage.objects.get().title == "New page"
    assert (report.came["articles", "updated"], report.came["pages", "updated"]) == (1, 1)
    assert bring(export(item(1, "New", "<p>More.</p>", terms=[NEWS]))).came["articles", "the same"] == 1


def test_article_edited_in_the_newsroom_is_left_alone(bring: Bring) -> None:
    bring(export(item(1, "Old")))
    article = Article.objects.get()
    article.title = "Edited here"
    article.save_revision().publish()
    report = bring(export(item(1, "New over there")))
    assert Article.objects.get().title == "Edited here"
    assert report.came["articles", "left alone"] == 1


def test_article_withdrawn_or_deleted_in_the_newsroom_does_not_come_back(bring: Bring) -> None:
    bring(export(item(1, "One"), item(2, "Two")))
    Article.objects.get(title="One").unpublish()
    Article.objects.get(title="Two").delete()
    report = bring(export(item(1, "One again"), item(2, "Two again")))
    assert list(Article.objects.values_list("title", "live")) == [("One", False)]
    assert report.came["articles", "left alone"] == 2


@pytest.mark.parametrize(
    ("status", "extra", "live", "reason"),
    [
        ("publish", "", True, None),
        ("draft", "", False, None),
        ("pending", "", False, None),
        ("private", "", False, "it was private"),
        ("publish", "<wp:post_password>x</wp:post_password>", False, "it was protected by a password"),
        ("in-review", "", False, "its status was “in-review”"),
    ],
)
def test_status(bring: Bring, status: str, extra: str, live: bool, reason: str | None) -> None:
    report = bring(export(item(1, status=status, extra=extra)))
    assert Article.objects.get().live is live
    assert [why for what, why in report.reasons if what == "brought as a draft"] == (
        [reason] if reason else []
    )


@pytest.mark.parametrize("status", ["trash", "auto-draft", "inherit"])
def test_what_wordpress_threw_away_is_left_out(bring: Bring, status: str) -> None:
    assert bring(export(item(1, status=status))).count("left out") == 1
    assert Article.objects.count() == 0


def test_scheduled_article_waits_for_its_hour(bring: Bring) -> None:
    bring(
        export(
            item(1, status="future", date="2100-01-01 10:00:00", link="https://old.example/2100/01/item-1/")
        )
    )
    article = Article.objects.get()
    assert (article.live, article.go_live_at) == (False, datetime(2100, 1, 1, 10, tzinfo=UTC))
    assert article.approved_schedule
    assert article.permalink_shape == "/{year}/{month}/{slug}/"


@pytest.mark.parametrize(
    ("link", "permalink"),
    [
        ("https://old.example/2020/03/05/item-1/", "/2020/03/05/item-1/"),
        ("http://www.old.example/item-1", "/item-1/"),
        ("https://old.example/archives/123", "/archives/123/"),
        ("https://old.example/2019/12/31/item-1/", "/2019/12/31/item-1/"),
        ("https://old.example/новини/%d0%bc%d1%96%d1%81%d1%82/", "/новини/міст/"),
        ("https://old.example/?p=1", "/2020/03/item-1/"),
        ("https://other.example/a/", "/2020/03/item-1/"),
        ("https://old.example/a/../../etc/", "/2020/03/item-1/"),
        ("https://old.example/people/anna/", "/2020/03/item-1/"),
        ("https://old.example/2020/03/", "/2020/03/item-1/"),
        ("https://old.example/.git/", "/2020/03/item-1/"),
        ("https://old.example/{slug}/{0.__class__}/", "/{slug}/{0.__class__}/"),
    ],
)
def test_address_is_kept_where_it_can_be(bring: Bring, link: str, permalink: str) -> None:
    bring(export(item(1, link=link)))
    article = Article.objects.get()
    assert article.permalink == permalink
    article.save_revision().publish()
    article.refresh_from_db()
    assert article.permalink == permalink


def test_two_items_of_one_address_get_two(bring: Bring) -> None:
    link = "https://old.example/story/"
    report = bring(export(item(1, slug="story", link=link), item(2, slug="story", link=link)))
    assert list(Article.objects.order_by("pk").values_list("permalink", flat=True)) == [
        "/story/",
        "/2020/03/story-2/",
    ]
    assert report.count("other address") == 1


def test_page_from_deeper_down_lies_at_the_top_and_its_old_address_leads_there(bring: Bring) -> None:
    bring(export(item(1, kind="page", slug="team", link="https://old.example/about/team/")))
    assert FreePage.objects.get().path_for_readers == "/team/"
    addresses = set(Address.objects.filter(kind="free_page").values_list("path", "is_current"))
    assert addresses == {("/team/", True), ("/about/team/", False)}


def test_page_and_section_of_one_name_both_come_in(bring: Bring) -> None:
    bring(export(item(1, terms=[("category", "about", "About")]), item(2, kind="page", slug="about")))
    assert (Section.objects.get().slug, FreePage.objects.get().slug) == ("about", "about-2")


def test_section_whose_name_the_site_uses_gets_a_number(bring: Bring) -> None:
    bring(export(item(1, terms=[("category", "archive", "Archive")])))
    assert Section.objects.get().slug == "archive-2"


def test_categories_below_others_and_further_ones_become_tags(bring: Bring) -> None:
    terms = [("category", "kyiv", "Kyiv"), ("category", "sport", "Sport")]
    bring(
        export(
            category("news", "News"),
            category("kyiv", "Kyiv", "news"),
            category("sport", "Sport"),
            item(1, terms=terms),
        )
    )
    assert Section.objects.get().title == "News"
    assert sorted(tag.name for tag in Article.objects.get().tags.all()) == ["Kyiv", "Sport"]


def test_circle_of_categories_ends(bring: Bring) -> None:
    bring(export(category("a", "A", "b"), category("b", "B", "a"), item(1, terms=[("category", "a", "A")])))
    assert Section.objects.count() == 1


def test_uncategorised_articles_go_to_news(bring: Bring) -> None:
    bring(export(item(1), item(2, terms=[("category", "uncategorized", "Uncategorized")])))
    assert Section.objects.get().title == "News"


def test_co_authors_are_named_in_their_order(bring: Bring) -> None:
    terms = [("author", "cap-anna", "anna"), ("author", "cap-guest", "Guest Writer")]
    bring(export(author("anna", "Anna Novak"), item(1, terms=terms)))
    assert [byline.person.name for byline in Article.objects.get().bylines.all()] == [
        "Anna Novak",
        "Guest Writer",
    ]


def test_mail_addresses_of_authors_are_not_published(bring: Bring) -> None:
    bring(export(author("anna@old.example", "Anna Novak"), item(1, author="anna@old.example")))
    person = Person.objects.get()
    assert (person.slug, person.email) == ("anna-novak", "")


def test_number_used_twice_is_reported(bring: Bring) -> None:
    text = export(item(1, "One"), item(1, "Other", slug="other"))
    assert bring(text).count("left out") == 1
    before = state()
    bring(text)
    assert state() == before


def test_picture_comes_from_the_media_folder_with_its_words(bring: Bring, tmp_path: Path) -> None:
    text = export(
        attachment(9, f"{UPLOADS}/bridge.jpg ", alt="A bridge", caption="The old one"),
        item(1, content=f"<p>Words.</p>{SHOWN}", meta={"_thumbnail_id": "9"}),
    )
    bring(text, media=folder_with(tmp_path))
    picture, article = Picture.objects.get(), Article.objects.get()
    assert (picture.alt, picture.caption, picture.width) == ("A bridge", "The old one", 640)
    assert article.lead_picture == picture
    assert article.body[1].value["picture"] == picture
    assert picture.file_hash


def test_lead_picture_that_opens_the_body_is_shown_once(bring: Bring, tmp_path: Path) -> None:
    content = f'[caption id="attachment_9"]{SHOWN} Its words[/caption]\n\nText'
    text = export(
        attachment(9, f"{UPLOADS}/bridge.jpg"), item(1, content=content, meta={"_thumbnail_id": "9"})
    )
    bring(text, media=folder_with(tmp_path))
    article = Article.objects.get()
    assert (article.lead_caption, article.lead_alt) == ("Its words", "A bridge")
    assert [block.block_type for block in article.body] == ["text"]


def test_missing_picture_leaves_a_link_and_comes_in_later(bring: Bring, tmp_path: Path) -> None:
    text = export(attachment(9, f"{UPLOADS}/bridge.jpg"), item(1, content=SHOWN))
    report = bring(text)
    link = f'<p><a href="{UPLOADS}/bridge.jpg">A bridge</a></p>'
    assert Article.objects.get().body[0].value.source == link
    assert report.count("picture missing") == 1
    report = bring(text, media=folder_with(tmp_path))
    assert Article.objects.get().body[0].block_type == "picture"
    assert report.came["articles", "updated"] == 1


def test_pictures_whose_names_end_in_a_size_are_told_apart(bring: Bring, tmp_path: Path) -> None:
    names = ("wall-580x300.jpg", "wall-150x150.jpg", "wall.jpg")
    for name in names:
        folder = folder_with(tmp_path, f"2020/03/{name}")
    content = "".join(f'<p>x</p><img src="{UPLOADS}/{name}">' for name in (*names, "wall-300x200.jpg"))
    attachments = [attachment(number, f"{UPLOADS}/{name}") for number, name in enumerate(names, 20)]
    bring(export(*attachments, item(1, content=content)), media=folder)
    shown = [
        block.value["picture"].file.name
        for block in Article.objects.get().body
        if block.block_type == "picture"
    ]
    assert [name.rpartition("/")[2] for name in shown] == [*names, "wall.jpg"]
    assert Picture.objects.count() == 3


def test_later_export_by_https_and_with_attachments_brings_nothing_twice(
    bring: Bring, tmp_path: Path
) -> None:
    folder = folder_with(tmp_path)
    made = item(1, content=SHOWN)
    bring(export(made).replace("https://old.example", "http://www.old.example"), media=folder)
    bring(export(attachment(9, f"{UPLOADS}/bridge.jpg"), made), media=folder)
    assert (Article.objects.count(), Picture.objects.count()) == (1, 1)


def test_file_that_is_no_picture_is_refused(bring: Bring, tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (folder / "2020/03/bridge.jpg").write_bytes(b"<?php evil(); ?>")
    report = bring(export(attachment(9, f"{UPLOADS}/bridge.jpg"), item(1, content=SHOWN)), media=folder)
    assert [why for what, why in report.reasons if what == "picture missing"] == [
        "it is not a picture that can be read"
    ]
    assert Picture.objects.count() == 0


def test_media_folder_is_never_left(bring: Bring, tmp_path: Path) -> None:
    folder_with(tmp_path, "../secret.jpg")
    folder = tmp_path / "uploads"
    folder.mkdir(exist_ok=True)
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    urls = [f"{UPLOADS}/../../secret.jpg", f"{UPLOADS}/%2e%2e/secret.jpg", "https://old.example/link.jpg"]
    bring(export(item(1, content="".join(f'<img src="{url}">' for url in urls))), media=folder)
    assert Picture.objects.count() == 0


def test_document_comes_in_as_a_download(bring: Bring, tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    (folder / "2020/03").mkdir(parents=True)
    (folder / "2020/03/report.pdf").write_bytes(b"%PDF-1.4")
    content = f'<div class="wp-block-file"><a href="{UPLOADS}/report.pdf">Report</a></div>'
    bring(export(item(1, content=content)), media=folder)
    [block] = Article.objects.get().body
    assert (block.block_type, block.value["title"], block.value["document"].title) == (
        "download",
        "Report",
        "report",
    )


def test_attachments_that_no_post_shows_come_in_too(bring: Bring, tmp_path: Path) -> None:
    report = bring(export(attachment(9, f"{UPLOADS}/bridge.jpg"), item(1)), media=folder_with(tmp_path))
    assert report.came["pictures", "new"] == 1


def test_interrupted_run_goes_on_where_it_was(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "BATCH", 2)
    text = export(*(item(number) for number in range(1, 7)))
    plant = bringing.plant
    calls: list[int] = []

    def failing(seedlings: Any) -> None:
        calls.append(len(seedlings))
        if len(calls) == 2:
            raise KeyboardInterrupt
        plant(seedlings)

    monkeypatch.setattr(bringing, "plant", failing)
    with pytest.raises(KeyboardInterrupt):
        bring(text)
    assert Article.objects.count() == 2
    report = bring(text)
    assert (report.came["articles", "the same"], report.came["articles", "new"]) == (2, 4)
    assert [list(problems) for problems in Page.find_problems()] == [[], [], [], [], []]


def test_everything_passes_the_editors_own_validation(bring: Bring, tmp_path: Path) -> None:
    long = "word " * 400
    content = (
        f'[caption id="attachment_9"]{SHOWN} {long}[/caption]'
        f'[caption]<img src="{UPLOADS}/bridge.jpg" alt="IMG_1234.jpg">x[/caption]'
        f"<blockquote>A<cite>{long}</cite></blockquote><blockquote cite='https://not an address'>B</blockquote>"
        f'<figure class="wp-block-pullquote"><blockquote>{long}</blockquote></figure>'
        f"<table><caption>{long}</caption><tr><td>{long}</td></tr></table><table><tr><td>x</td></tr></table>"
        '[embed]http://youtu.be/abcdefg[/embed][gallery ids="' + ",".join(["9"] * 90) + '"]'
    )
    text = export(
        attachment(9, f"{UPLOADS}/bridge.jpg"), item(1, "T" * 300, content, meta={"_thumbnail_id": "9"})
    )
    bring(text, media=folder_with(tmp_path))
    article = Article.objects.get()
    article.body.stream_block.clean(article.body)
    article.full_clean()
    assert long.strip() in str(article.body.raw_data[0]["value"]) or long.strip() in str(
        list(article.body.raw_data)
    )


def test_queries_grow_with_batches_not_with_articles(
    bring: Bring, django_assert_max_num_queries: Any
) -> None:
    bring(export(author("anna", "Anna"), item(1, terms=[NEWS])))
    with django_assert_max_num_queries(60):
        bring(export(author("anna", "Anna"), *(item(number, terms=[NEWS]) for number in range(2, 180))))
