"""An editor mends the passage of a report: where it is, with its markup, and without overwriting anybody's work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry, Workflow

from coffeepress.articles.models import Article
from coffeepress.articles.passages import said
from coffeepress.corrections.apply import (
    AlreadySo,
    Applied,
    Conflict,
    Locked,
    NotAtThatPlace,
    NotPublished,
    PassageGone,
    apply,
)
from coffeepress.corrections.decide import Decided, decline
from coffeepress.corrections.mending import OtherLines
from coffeepress.corrections.models import Correction, PastText, PendingCorrection, Report, ReportEvent
from coffeepress.corrections.replacing import Invalid
from coffeepress.people.models import User
from tests.corrections.reports import as_stored, letter, report_on
from tests.edition.newsroom import Newsroom, fresh, new_picture, publish, save_draft, schedule, unpublish
from tests.newsroom.characters import EDITOR, MODERATOR, WRITER, make_account

pytestmark = pytest.mark.postgres

TEXT = (
    '<p>The mayr of <a href="https://example.org/">Lviv</a> <b>openned</b> the bridge.</p><p>It is old.</p>'
)


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    return newsroom.article(
        newsroom.section("city"), title="The bridge", standfirst="Short.", body=[("text", TEXT)]
    )


@pytest.fixture
def editor(newsroom: Newsroom) -> User:
    return make_account(EDITOR)


@pytest.fixture
def chief(newsroom: Newsroom) -> User:
    """Another editor."""
    user = User.objects.create_user("chief@example.org", "a-long-enough-password", first_name="Chief")
    user.groups.add(*make_account(EDITOR).groups.all())
    return user


@pytest.fixture
def proofreader(newsroom: Newsroom) -> User:
    """Decides on reports and may change articles, but not publish them."""
    user = make_account(MODERATOR)
    for granted in GroupPagePermission.objects.filter(
        group__name="Editor", permission__codename__in=["change_page", "add_page"]
    ):
        GroupPagePermission.objects.create(
            group=user.groups.get(), page=granted.page, permission=granted.permission
        )
    return User.objects.get(pk=user.pk)


def applied(report: Report, by: User, replacement: str, **options: Any) -> Applied:
    """Applied by an editor who has seen the newest revision."""
    article = Article.objects.get(pk=report.article_id)
    options.setdefault("seen_revision", article.latest_revision_id)
    options.setdefault("is_fact", False)
    return apply(report, by, replacement, **options)


def source(article: Article) -> str:
    return str(fresh(article).body.get_prep_value()[0]["value"])


def draft_of(article: Article) -> Article:
    latest: Article = fresh(article).get_latest_revision_as_object()
    return latest


def test_a_mended_passage_is_published_with_its_markup(article: Article, editor: User) -> None:
    report = report_on(article, "The mayr of Lviv openned", "The mayor of Lviv opened")
    done = applied(report, editor, "The mayor of Lviv opened")
    assert source(article) == TEXT.replace("mayr", "mayor").replace("openned", "opened")
    assert (done.is_published, done.in_draft) == (True, None)
    assert fresh(article).live_revision_id == done.revision.pk
    assert not fresh(article).has_unpublished_changes


def test_the_history_names_the_report_and_the_editor(article: Article, editor: User) -> None:
    report = report_on(article, "mayr", "mayor")
    done = applied(report, editor, "mayor")
    entry = PageLogEntry.objects.get(page=article.pk, action="corrections.apply")
    assert (entry.user, entry.revision, entry.content_changed) == (editor, done.revision, True)
    assert entry.formatter.format_message(entry) == f"Corrected after report № {report.pk}"
    assert done.revision.user == editor


def test_the_report_is_decided_and_its_history_says_so(article: Article, editor: User) -> None:
    report = report_on(article, "mayr", "mayor")
    applied(report, editor, "mayor")
    stored = as_stored(report)
    assert (stored.state, stored.decided_by) == (Report.State.CORRECTED, editor)
    event = stored.events.get()
    assert (event.what, event.state, event.by) == (ReportEvent.What.DECIDED, "corrected", editor)


def test_a_typing_error_is_mended_without_a_public_note(article: Article, editor: User) -> None:
    assert applied(report_on(article, "mayr"), editor, "mayor").correction is None
    assert not Correction.objects.exists()


def test_a_typing_error_is_noted_where_the_outlet_wants_it(
    article: Article, editor: User, change_site: Any
) -> None:
    change_site(typing_errors="noted")
    correction = applied(report_on(article, "mayr"), editor, "mayor").correction
    assert correction is not None
    assert (correction.said, correction.says) == ("mayr", "mayor")


def test_a_typing_error_with_a_note_is_public(article: Article, editor: User) -> None:
    correction = applied(report_on(article, "mayr"), editor, "mayor", note=" Sorry. ").correction
    assert correction is not None
    assert correction.note == "Sorry."


def test_a_matter_of_fact_is_always_public(article: Article, editor: User) -> None:
    report = report_on(article, "It is old.", name="Ada", wants_credit=True)
    correction = applied(report, editor, "It is new.", is_fact=True).correction
    assert correction is not None
    assert (correction.said, correction.says, correction.credit) == ("It is old.", "It is new.", "Ada")
    assert (correction.by, correction.kind, correction.language) == (editor, "correction", "en")


def test_a_reader_who_wants_no_credit_is_not_named(article: Article, editor: User) -> None:
    correction = applied(report_on(article, "old", name="Ada"), editor, "new", is_fact=True).correction
    assert correction is not None
    assert correction.credit == ""


def test_the_text_that_readers_had_is_kept(article: Article, editor: User) -> None:
    before = said(article)
    applied(report_on(article, "mayr"), editor, "mayor")
    applied(report_on(fresh(article), "old"), editor, "new", is_fact=True)
    kept = list(PastText.objects.filter(article=article))
    assert [(each.digest == before.digest, each.typing_error) for each in kept] == [
        (True, True),
        (False, False),
    ]


def test_a_passage_over_two_fields_is_mended_in_both(article: Article, editor: User) -> None:
    report = report_on(article, "bridge\nShort.\nThe mayr")
    applied(report, editor, "bridges\nLong.\nThe mayor")
    now = fresh(article)
    assert (now.title, now.standfirst) == ("The bridges", "Long.")
    assert source(article) == TEXT.replace("mayr", "mayor")


def test_a_passage_that_moved_and_changed_is_mended_where_it_is_now(article: Article, editor: User) -> None:
    report = report_on(article, "The mayr of Lviv openned the bridge.")
    publish(article, body=[("text", "<p>New beginning.</p>" + TEXT.replace("Lviv", "Lwiw"))])
    applied(report, editor, "The mayor of Lviv opened the bridge.")
    now = source(article)
    assert now == "<p>New beginning.</p>" + TEXT.replace("mayr", "mayor").replace("openned", "opened")


@pytest.mark.parametrize(
    ("exact", "replacement", "changed"),
    [
        ("The bell", "The big bell", {"title": "The big bell"}),
        ("First lead.", "Second lead.", {"standfirst": "Second lead."}),
        ("Own captoin", "Own caption", {"lead_caption": "Own caption"}),
        ("Pier", "Quay", {}),
        ("Twelve", "Thirteen", {}),
        ("Said ones", "Said once", {}),
        ("A captian", "A captain", {}),
        ("In the bax", "In the box", {}),
    ],
)
def test_every_kind_of_field_is_mended(
    newsroom: Newsroom, editor: User, exact: str, replacement: str, changed: dict[str, str]
) -> None:
    article = varied(newsroom)
    text = said(article).text
    applied(report_on(article, exact), editor, replacement)
    now = fresh(article)
    assert said(now).text == text.replace(exact, replacement)
    assert {name: getattr(now, name) for name in changed} == changed


def varied(newsroom: Newsroom) -> Article:
    picture = new_picture(caption="Own captoin")
    article = newsroom.article(
        newsroom.section("city"),
        title="The bell",
        standfirst="First lead.",
        lead_picture=picture,
        body=[
            ("quotation", {"text": "Said ones.\n\nAnd again.", "speaker": "Ada", "role": ""}),
            (
                "gallery",
                {"pictures": [{"picture": new_picture("teal"), "caption": "A captian"}], "caption": ""},
            ),
            ("info_box", {"title": "Box", "text": "<p>In the bax</p>"}),
        ],
    )
    table = {
        "columns": [{"type": "text", "heading": "Pier"}],
        "rows": [{"values": ["Twelve"]}],
        "caption": "",
    }
    stored: list[Any] = article.body.get_prep_value()
    stored.append({"type": "table", "value": {"caption": "Counts", "table": table, "source": ""}})
    return publish(article, body=Article._meta.get_field("body").to_python(stored))


def test_followers_are_decided_with_their_leader(article: Article, editor: User) -> None:
    leader = report_on(article, "mayr of Lviv")
    follower = report_on(article, "The mayr")
    applied(leader, editor, "mayor of Lviv")
    assert as_stored(follower).state == Report.State.CORRECTED


# Somebody else's work


def test_a_draft_is_not_overwritten_and_both_texts_are_shown(
    article: Article, editor: User, chief: User
) -> None:
    report = report_on(article, "mayr")
    draft = draft_of(article)
    draft.title = "Another headline"
    revision = draft.save_revision(user=chief, clean=False)
    with pytest.raises(Conflict) as raised:
        applied(report, editor, "mayor")
    conflict = raised.value
    assert conflict.live == said(fresh(article)).text
    assert conflict.draft == conflict.live.replace("The bridge", "Another headline")
    assert (conflict.by, conflict.at, conflict.revision) == (chief, revision.created_at, revision.pk)
    assert as_stored(report).is_open
    assert source(article) == TEXT


def test_a_change_since_the_editor_looked_is_a_conflict_without_a_draft(
    article: Article, editor: User
) -> None:
    report = report_on(article, "mayr")
    seen = article.latest_revision_id
    publish(article, standfirst="Longer.")
    with pytest.raises(Conflict):
        applied(report, editor, "mayor", seen_revision=seen)
    with pytest.raises(Conflict):
        applied(report, editor, "mayor", seen_revision=seen, keep_draft=True)


def test_a_draft_that_is_kept_is_the_newest_version_and_mended_as_well(
    article: Article, editor: User, chief: User
) -> None:
    report = report_on(article, "mayr")
    draft = draft_of(article)
    draft.title = "Another headline"
    draft.save_revision(user=chief, clean=False)
    done = applied(report, editor, "mayor", keep_draft=True)
    now = fresh(article)
    assert (now.title, now.has_unpublished_changes, now.live_revision_id) == (
        "The bridge",
        True,
        done.revision.pk,
    )
    assert source(article) == TEXT.replace("mayr", "mayor")
    assert done.in_draft is True
    newest = now.get_latest_revision()
    assert newest.user == chief
    kept = newest.as_object()
    assert said(kept).text == said(now).text.replace("The bridge", "Another headline")
    entry = PageLogEntry.objects.get(page=article.pk, action="corrections.carry")
    assert "as well" in entry.formatter.format_message(entry)


def test_a_draft_that_has_other_words_there_keeps_them(article: Article, editor: User) -> None:
    report = report_on(article, "mayr")
    save_draft(article, body=[("text", TEXT.replace("The mayr", "Somebody else"))])
    done = applied(report, editor, "mayor", keep_draft=True)
    assert done.in_draft is False
    assert source(article) == TEXT.replace("mayr", "mayor")
    assert draft_of(article).body.get_prep_value()[0]["value"] == TEXT.replace("The mayr", "Somebody else")
    entry = PageLogEntry.objects.get(page=article.pk, action="corrections.carry")
    assert "as it was" in entry.formatter.format_message(entry)


def test_a_draft_that_has_the_new_words_already_is_said_to_have_them(article: Article, editor: User) -> None:
    report = report_on(article, "mayr")
    save_draft(article, body=[("text", TEXT.replace("mayr", "mayor"))])
    assert applied(report, editor, "mayor", keep_draft=True).in_draft is True


def test_a_kept_draft_published_later_has_the_correction(article: Article, editor: User) -> None:
    report = report_on(article, "mayr")
    save_draft(article, title="Another headline")
    applied(report, editor, "mayor", keep_draft=True)
    now = publish(article)
    assert (now.title, source(article)) == ("Another headline", TEXT.replace("mayr", "mayor"))


def test_the_review_of_a_kept_draft_goes_on(article: Article, editor: User) -> None:
    writer = make_account(WRITER)
    report = report_on(article, "mayr")
    save_draft(article, title="Another headline")
    article.get_workflow().start(fresh(article), writer)
    done = applied(report, editor, "mayor", keep_draft=True)
    state = fresh(article).current_workflow_state
    assert (state.status, state.requested_by) == ("in_progress", writer)
    assert state.current_task_state.revision == fresh(article).get_latest_revision() != done.revision


@pytest.mark.parametrize("keep_draft", [False, True])
def test_an_article_that_somebody_has_locked_is_left_alone(
    article: Article, editor: User, chief: User, keep_draft: bool
) -> None:
    report = report_on(article, "mayr")
    Article.objects.filter(pk=article.pk).update(locked=True, locked_by=chief, locked_at=timezone.now())
    with pytest.raises(Locked):
        applied(report, editor, "mayor", keep_draft=keep_draft)
    assert applied(report, chief, "mayor").is_published


def test_an_article_whose_next_version_is_scheduled_is_left_alone(article: Article, editor: User) -> None:
    report = report_on(article, "mayr")
    schedule(article, title="Tomorrow")
    with pytest.raises(Locked):
        applied(report, editor, "mayor", keep_draft=True)
    assert fresh(article).approved_schedule


# Refusals


def test_a_moderator_may_not_apply(article: Article) -> None:
    with pytest.raises(PermissionDenied):
        applied(report_on(article, "mayr"), make_account(MODERATOR), "mayor")


def test_a_writer_may_not_decide(article: Article) -> None:
    with pytest.raises(PermissionDenied):
        applied(report_on(article, "mayr"), make_account(WRITER), "mayor")


def test_what_is_decided_is_not_applied(article: Article, editor: User) -> None:
    report = report_on(article, "mayr")
    decline(report, editor, "No.")
    with pytest.raises(Decided) as raised:
        applied(report, editor, "mayor")
    assert raised.value.report.state == Report.State.DECLINED


def test_an_article_that_is_withdrawn_is_not_mended(article: Article, editor: User) -> None:
    report = report_on(article, "mayr")
    unpublish(article)
    with pytest.raises(NotPublished):
        applied(report, editor, "mayor")


def test_a_letter_is_not_applied(editor: User) -> None:
    with pytest.raises(NotPublished):
        apply(letter(), editor, "mayor", is_fact=True, seen_revision=None)


def test_a_passage_that_is_gone_is_not_mended(article: Article, editor: User) -> None:
    report = report_on(article, "The mayr of Lviv openned the bridge.")
    publish(article, body=[("text", "<p>It is old.</p>")])
    with pytest.raises(PassageGone) as raised:
        applied(report, editor, "The mayor")
    assert raised.value.standing == "gone"


def test_what_reads_so_already_is_not_applied(article: Article, editor: User) -> None:
    with pytest.raises(AlreadySo):
        applied(report_on(article, "mayr"), editor, "mayr")


def test_another_number_of_lines_is_refused(article: Article, editor: User) -> None:
    report = report_on(article, "bridge.\nIt is old.")
    with pytest.raises(OtherLines):
        applied(report, editor, "bridge, which is old.")
    assert as_stored(report).is_open


@pytest.mark.parametrize("replacement", ["", "x" * 256])
def test_a_headline_that_the_form_would_refuse_is_refused(
    article: Article, editor: User, replacement: str
) -> None:
    with pytest.raises(Invalid, match="do not fit"):
        applied(report_on(article, "The bridge"), editor, replacement)


def test_a_pull_quote_too_long_is_refused(newsroom: Newsroom, editor: User) -> None:
    article = newsroom.article(newsroom.section("city"), body=[("pull_quote", {"text": "Short"})])
    with pytest.raises(Invalid):
        applied(report_on(article, "Short"), editor, "x" * 301)


# Who may not publish


def test_who_may_not_publish_sends_it_to_review(article: Article, proofreader: User) -> None:
    report = report_on(article, "It is old.")
    done = applied(report, proofreader, "It is new.", is_fact=True, note="Sorry.")
    assert (done.is_published, done.correction, done.in_draft) == (False, None, None)
    assert source(article) == TEXT
    assert draft_of(article).body.get_prep_value()[0]["value"] == TEXT.replace("old", "new")
    state = fresh(article).current_workflow_state
    assert (state.requested_by, state.current_task_state.revision) == (proofreader, done.revision)
    stored = as_stored(report)
    assert (stored.state, stored.assignee, stored.decided_at) == (Report.State.LOOKING, proofreader, None)
    assert stored.events.get().what == ReportEvent.What.REVIEW
    assert not Correction.objects.exists()


def test_the_correction_is_made_when_the_review_publishes_it(
    article: Article, proofreader: User, editor: User
) -> None:
    report = report_on(article, "It is old.")
    applied(report, proofreader, "It is new.", is_fact=True, note="Sorry.")
    fresh(article).current_workflow_state.current_task_state.specific.approve(user=editor)
    assert source(article) == TEXT.replace("old", "new")
    stored = as_stored(report)
    assert (stored.state, stored.decided_by) == (Report.State.CORRECTED, proofreader)
    correction = stored.correction
    assert (correction.said, correction.says, correction.note) == ("It is old.", "It is new.", "Sorry.")
    assert not PendingCorrection.objects.exists()


def test_a_typing_error_is_decided_without_a_note_when_the_review_publishes_it(
    article: Article, proofreader: User
) -> None:
    report = report_on(article, "mayr")
    applied(report, proofreader, "mayor")
    publish(article)
    assert as_stored(report).state == Report.State.CORRECTED
    assert not Correction.objects.exists()


@pytest.mark.parametrize("is_taken_over", [True, False])
def test_words_that_were_taken_out_are_out_when_the_review_publishes_it(
    article: Article, proofreader: User, is_taken_over: bool
) -> None:
    report = report_on(article, "The mayr of ")
    applied(report, proofreader, "")
    publish(article, **({} if is_taken_over else {"body": [("text", TEXT)]}))
    assert as_stored(report).is_open != is_taken_over


def test_what_the_reviewer_did_not_take_over_is_open_again(article: Article, proofreader: User) -> None:
    report = report_on(article, "It is old.")
    applied(report, proofreader, "It is new.", is_fact=True)
    publish(article, body=[("text", TEXT.replace("mayr", "mayor"))])
    stored = as_stored(report)
    assert stored.is_open
    assert [event.what for event in stored.events.all()] == ["review", "returned"]
    assert not PendingCorrection.objects.exists()
    assert not Correction.objects.exists()


def test_a_correction_in_review_waits_while_others_are_published(
    article: Article, proofreader: User, editor: User
) -> None:
    waiting = report_on(article, "It is old.")
    applied(waiting, proofreader, "It is new.", is_fact=True)
    other = report_on(article, "mayr")
    done = applied(other, editor, "mayor", keep_draft=True)
    assert done.in_draft is True
    assert PendingCorrection.objects.get().report == waiting
    publish(article)
    assert source(article) == TEXT.replace("old", "new").replace("mayr", "mayor")
    assert as_stored(waiting).state == Report.State.CORRECTED


def test_a_report_declined_while_its_correction_is_in_review_stays_declined(
    article: Article, proofreader: User, editor: User
) -> None:
    report = report_on(article, "It is old.")
    applied(report, proofreader, "It is new.", is_fact=True)
    decline(report, editor, "It is old.")
    publish(article)
    assert as_stored(report).state == Report.State.DECLINED
    assert not Correction.objects.exists()


def test_whoever_may_not_publish_mends_the_draft_that_is_there(article: Article, proofreader: User) -> None:
    report = report_on(article, "mayr")
    save_draft(article, title="Another headline")
    done = applied(report, proofreader, "mayor", keep_draft=True)
    assert (done.is_published, done.in_draft) == (False, True)
    draft = draft_of(article)
    assert (draft.title, draft.body.get_prep_value()[0]["value"]) == (
        "Another headline",
        TEXT.replace("mayr", "mayor"),
    )


def test_without_a_workflow_it_stays_a_draft(article: Article, proofreader: User) -> None:
    Workflow.objects.all().delete()
    applied(report_on(article, "mayr"), proofreader, "mayor")
    assert fresh(article).has_unpublished_changes
    assert fresh(article).current_workflow_state is None


def test_an_article_in_review_is_locked_to_who_does_not_review(article: Article, proofreader: User) -> None:
    report = report_on(article, "mayr")
    save_draft(article, title="Another headline")
    article.get_workflow().start(fresh(article), make_account(WRITER))
    with pytest.raises(Locked):
        applied(report, proofreader, "mayor", keep_draft=True)


def test_an_expiry_date_does_not_hinder(article: Article, editor: User) -> None:
    Article.objects.filter(pk=article.pk).update(expire_at=timezone.now() + timedelta(days=1))
    applied(report_on(article, "mayr"), editor, "mayor")
    assert fresh(article).expire_at is not None


# A place chosen of several


FEES = "<p>The fee is ten euros.</p><p>For children <i>too</i>.</p><p>The fee is ten euros.</p>"


def twice(article: Article) -> tuple[Report, int]:
    """A report about words that stand twice, and where they begin the second time."""
    publish(article, body=[("text", FEES)])
    report = report_on(fresh(article), "ten euros", "two euros")
    Report.objects.filter(pk=report.pk).update(prefix="", suffix="", start=None, end=None, text_digest="")
    return fresh_report(report), said(fresh(article)).text.rindex("ten euros")


def fresh_report(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def test_of_equal_places_the_chosen_one_is_mended_and_none_without_a_choice(
    article: Article, editor: User
) -> None:
    report, second = twice(article)
    with pytest.raises(PassageGone):
        applied(report, editor, "two euros")
    assert source(article) == FEES
    applied(report, editor, "two euros", at=second)
    assert source(article) == "two".join(FEES.rsplit("ten", 1))


@pytest.mark.parametrize("off", [-1, 1, 10_000, -10_000])
def test_a_chosen_place_that_holds_other_words_is_refused(article: Article, editor: User, off: int) -> None:
    report, second = twice(article)
    with pytest.raises(NotAtThatPlace):
        applied(report, editor, "two euros", at=second + off)
    assert source(article) == FEES
    assert fresh_report(report).is_open


def test_a_place_chosen_in_the_published_text_is_mended_where_it_is_in_a_draft(
    article: Article, proofreader: User
) -> None:
    report, second = twice(article)
    save_draft(fresh(article), body=[("text", "<p>New: all fees are here.</p>" + FEES)])
    applied(report, proofreader, "two euros", at=second, keep_draft=True)
    mended = str(draft_of(article).body.get_prep_value()[0]["value"])
    assert mended == "<p>New: all fees are here.</p>" + "two".join(FEES.rsplit("ten", 1))
    assert source(article) == FEES


def test_a_chosen_place_that_a_draft_has_not_is_refused(article: Article, proofreader: User) -> None:
    report, second = twice(article)
    save_draft(fresh(article), body=[("text", FEES.rsplit("<p>", 1)[0])])
    with pytest.raises(NotAtThatPlace):
        applied(report, proofreader, "two euros", at=second, keep_draft=True)
