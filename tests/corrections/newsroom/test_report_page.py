"""A report's page: what it shows, and what deciding there does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from coffeepress.articles.models import Article

pytestmark = pytest.mark.postgres


def page_of(client: Any, report: Any) -> str:
    answer = client.get(f"/newsroom/readers-reports/{report.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def decide(client: Any, report: Any, decision: str, **written: Any) -> Any:
    answer = client.post(f"/newsroom/readers-reports/{report.pk}/", {"decision": decision, **written})
    report.refresh_from_db()
    return answer


def applying(article: Article, **written: Any) -> dict[str, Any]:
    """The form for correcting as a browser sends it."""
    from tests.corrections.newsroom.reports import PROPOSAL

    return {
        "replacement": PROPOSAL,
        "matter": "fact",
        "note": "",
        "seen_revision": article.latest_revision_id,
        "keep_draft": "False",
        **written,
    }


def test_the_passage_stands_in_its_paragraph_with_the_proposals_difference(
    article: Article, editor: Any
) -> None:
    from tests.corrections.newsroom.reports import about

    page = page_of(editor, about(article))
    assert "<mark>The bridge is forty metres long.</mark>" in page
    assert "<del>forty</del><ins>fourteen</ins>" in page
    assert "The passage is in the article as the reader saw it." in page


def test_every_decision_is_offered_for_a_passage(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    page = page_of(editor, about(article))
    for name in ("apply", "note", "clarify", "answer", "decline", "fixed", "duplicate", "spam"):
        assert f'name="decision" value="{name}"' in page, name


def test_applying_mends_the_article_and_leads_to_the_next_report(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about
    from tests.edition.newsroom import fresh

    report, following = about(article), about(article, "The old mill", proposal="The new mill")
    answer = decide(editor, report, "apply", **applying(article))
    assert answer["Location"] == f"/newsroom/readers-reports/{following.pk}/"
    assert report.state == "corrected"
    assert "The bridge is <b>fourteen</b> metres long." in str(fresh(article).body)
    shown = editor.get(answer["Location"]).content.decode()
    assert f"№ {report.pk}: Corrected." in shown
    assert f'href="{fresh(article).permalink}"' in shown


def test_a_typing_error_is_mended_without_a_public_note_and_a_matter_of_fact_with_one(
    article: Article, editor: Any
) -> None:
    from coffeepress.corrections.models import Correction
    from tests.corrections.newsroom.reports import about
    from tests.edition.newsroom import fresh

    slip = about(article, "The old mill stands by the river.", proposal="")
    decide(
        editor,
        slip,
        "apply",
        **applying(article, replacement="The old mill stood by the river.", matter="typing"),
    )
    assert (slip.state, Correction.objects.count()) == ("corrected", 0)
    fact = about(fresh(article))
    decide(editor, fact, "apply", **applying(fresh(article)))
    assert [(each.said, each.says) for each in Correction.objects.all()] == [
        ("The bridge is forty metres long.", "The bridge is fourteen metres long.")
    ]


def test_what_kind_of_change_it_is_is_guessed_from_its_size(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    fact, slip = about(article), about(article, "The old mill", proposal="The odl mill")
    for report, chosen in ((fact, "apply_matter_1"), (slip, "apply_matter_0")):
        assert f'id="{chosen}" checked' in page_of(editor, report)


def test_a_draft_is_not_overwritten_and_both_texts_are_shown(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about
    from tests.edition.newsroom import fresh, save_draft

    save_draft(article, body=[("text", "<p>The bridge is <b>forty</b> metres long.</p><p>A new end.</p>")])
    report = about(article)
    stale = applying(fresh(article), note="We were wrong & say so")
    shown = decide(editor, report, "apply", **stale).content.decode()
    assert report.state == "received"
    for words in (
        "The article has been changed meanwhile",
        "Correct what readers see, and keep the draft",
        "Open the draft",
        "<ins>.\nA new end</ins>",
        "<del>old mill stands by the river.\nThe </del>",
        'value="The bridge is fourteen metres long."',
        'value="We were wrong &amp; say so"',
        f'name="seen_revision" value="{fresh(article).latest_revision_id}"',
    ):
        assert words in shown, words


def test_with_the_draft_kept_readers_get_the_correction_and_the_draft_stays(
    article: Article, editor: Any
) -> None:
    from tests.corrections.newsroom.reports import about
    from tests.edition.newsroom import fresh, save_draft

    save_draft(article, body=[("text", "<p>The bridge is <b>forty</b> metres long.</p><p>A new end.</p>")])
    report = about(article)
    decide(editor, report, "apply", **applying(fresh(article), keep_draft="on"))
    assert report.state == "corrected"
    live, draft = fresh(article), fresh(article).get_latest_revision_as_object()
    assert "fourteen" in str(live.body)
    assert "A new end." not in str(live.body)
    assert "A new end." in str(draft.body)


def test_an_article_changed_since_the_page_was_opened_is_a_conflict(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about
    from tests.edition.newsroom import publish

    report, stale = about(article), applying(article)
    publish(article, standfirst="Another one")
    shown = decide(editor, report, "apply", **stale).content.decode()
    assert "The article has been changed meanwhile" in shown
    assert report.state == "received"


def test_who_comes_second_is_told_who_decided_and_keeps_what_was_typed(
    article: Article, editor: Any, signed_in: Any
) -> None:
    from tests.corrections.newsroom.reports import about

    report = about(article)
    decide(signed_in("Moderator"), report, "spam")
    shown = decide(editor, report, "decline", reason="It is right as it is.").content.decode()
    assert report.state == "spam"
    assert "Decided meanwhile: Spam, by Moderator Novak." in shown
    assert "It is right as it is." in shown


def test_declining_needs_a_reason_or_a_prepared_one_alone(article: Article, editor: Any) -> None:
    from coffeepress.corrections.models import PreparedReason
    from tests.corrections.newsroom.reports import about

    report = about(article)
    prepared = PreparedReason.objects.create(language="en", title="Taste", text="It is meant so.")
    foreign = PreparedReason.objects.create(language="uk", title="Смак", text="Так задумано.")
    shown = decide(editor, report, "decline", reason=" ").content.decode()
    assert "The reader is told why: write a reason, or choose a prepared one." in shown
    assert "Taste" in shown
    assert "Смак" not in shown
    decide(editor, report, "decline", prepared=foreign.pk)
    assert report.state == "received"
    decide(editor, report, "decline", prepared=prepared.pk)
    assert (report.state, report.reason) == ("declined", "It is meant so.")


@pytest.mark.parametrize(
    ("decision", "written", "state"),
    [
        ("note", {"note": "The bridge is shorter."}, "corrected"),
        ("clarify", {"note": "Measured at low water."}, "clarified"),
        ("answer", {"text": "Thank you."}, "answered"),
        ("fixed", {}, "fixed"),
        ("spam", {}, "spam"),
    ],
)
def test_each_decision_does_what_it_says(
    article: Article, editor: Any, decision: str, written: dict[str, str], state: str
) -> None:
    from tests.corrections.newsroom.reports import about

    report = about(article)
    assert decide(editor, report, decision, **written)["Location"] == "/newsroom/readers-reports/"
    assert (report.state, report.decided_by.email) == (state, "editor@example.org")


@pytest.mark.parametrize(
    ("decision", "written"),
    [("note", {"note": " "}), ("clarify", {}), ("answer", {}), ("apply", {}), ("duplicate", {})],
)
def test_a_decision_without_its_words_is_asked_for_them(
    article: Article, editor: Any, decision: str, written: dict[str, str]
) -> None:
    from tests.corrections.newsroom.reports import about

    report = about(article)
    shown = decide(editor, report, decision, **written).content.decode()
    assert "This field is required." in shown
    assert report.state == "received"


def test_a_duplicate_follows_the_other_and_not_itself_or_nothing(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    first, second = about(article), about(article, "The old mill")
    for wrong, told in (
        (f"№{second.pk}", "That is this very report."),
        ("№ 999999", "There is no report with this number."),
        ("nonsense", "There is no report with this number."),
    ):
        assert told in decide(editor, second, "duplicate", of=wrong).content.decode()
    decide(editor, second, "duplicate", of=f"№ {first.pk}")
    assert (second.state, second.leader) == ("duplicate", first)


def test_the_followers_are_decided_as_well_unless_that_is_unticked(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    leader = about(article)
    follower = about(article, leader=leader)
    assert "Also for the report that follows this one" in page_of(editor, leader)
    decide(editor, leader, "decline", reason="No.", with_followers="on")
    follower.refresh_from_db()
    assert follower.state == "declined"
    other = about(article)
    remaining = about(article, leader=other)
    decide(editor, other, "decline", reason="No.")
    remaining.refresh_from_db()
    assert (remaining.state, remaining.leader) == ("received", None)


def test_a_decision_can_be_taken_back_until_a_correction_is_published(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    report = about(article)
    decide(editor, report, "decline", reason="No.")
    assert "Open again" in page_of(editor, report)
    decide(editor, report, "reopen")
    assert report.is_open
    decide(editor, report, "clarify", note="Measured at low water.")
    assert "Open again" not in page_of(editor, report)
    decide(editor, report, "reopen")
    assert report.state == "clarified"


def test_a_moderator_cannot_apply_and_is_told_what_she_can_do(article: Article, signed_in: Any) -> None:
    from tests.corrections.newsroom.reports import about
    from tests.edition.newsroom import fresh

    report, moderator = about(article), signed_in("Moderator")
    page = page_of(moderator, report)
    assert "You may not change this article. You may correct it with a public note, or clarify it." in page
    assert 'value="apply"' not in page
    answer = decide(moderator, report, "apply", **applying(article))
    assert answer.status_code == 302
    assert (report.state, "forty" in str(fresh(article).body)) == ("received", True)
    decide(moderator, report, "clarify", note="Measured at low water.")
    assert report.state == "clarified"


def test_a_gone_passage_a_changed_one_and_one_in_several_places_are_told(
    article: Article, editor: Any
) -> None:
    from tests.corrections.newsroom.reports import about
    from tests.edition.newsroom import publish

    report = about(article)
    publish(article, body=[("text", "<p>Nothing of it.</p>")])
    page = page_of(editor, report)
    assert "The passage is not in the article any more." in page
    assert "The passage is not in one certain place. Open the article and correct it there." in page
    vague = about(article, "of", prefix="", suffix="", start=None, end=None, text_digest="")
    publish(article, body=[("text", "<p>A bit of it, and of that.</p>")])
    page = page_of(editor, vague)
    assert "The passage stands in several places; which one is meant is not known." in page
    assert page.count("<mark>of</mark>") == 2


def test_the_readers_name_and_address_are_shown_to_those_alone_who_may_see_them(
    article: Article, signed_in: Any
) -> None:
    from django.contrib.auth.models import Permission

    from tests.corrections.newsroom.reports import about
    from tests.newsroom.characters import make_account

    report = about(article, name="Olena Reader", email="olena@example.org")
    assert "olena@example.org" in page_of(signed_in("Editor"), report)
    writer = make_account("Writer")
    writer.user_permissions.add(Permission.objects.get(codename="decide_report"))
    page = page_of(signed_in("Writer"), report)
    assert ("olena" in page.lower(), "Gave no name." in page) == (False, False)
    assert "forty" in page


def test_a_source_is_a_link_only_when_it_is_one_web_address(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    page = page_of(editor, about(article, source="https://example.org/bridge?a=1&b=2"))
    assert (
        'href="https://example.org/bridge?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow"'
        in page
    )
    for source in (
        "javascript:alert(1)",
        "see https://example.org",
        "http:///x",
        "https://[",
        "data:text/html,x",
    ):
        page = page_of(editor, about(article, source=source))
        assert "nofollow" not in page, source


def test_hostile_strings_come_back_as_the_text_they_are(article: Article, editor: Any) -> None:
    from django.utils.html import escape

    from tests.corrections.newsroom.reports import HOSTILE, about

    for text in HOSTILE:
        report = about(
            article, "no such passage " + text[:500], wrong=text, proposal=text, source=text, name=text[:120]
        )
        page = page_of(editor, report)
        assert escape(text) in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    queue = editor.get("/newsroom/readers-reports/").content.decode()
    assert "<script>alert" not in queue
    assert "&lt;script&gt;alert(1)" in queue


def test_an_unknown_decision_and_a_report_that_is_not_there_are_refused(
    article: Article, editor: Any
) -> None:
    from tests.corrections.newsroom.reports import about

    assert decide(editor, about(article), "burn").status_code == 400
    assert editor.get("/newsroom/readers-reports/999999/").status_code == 404


def test_a_letter_is_answered_and_nothing_of_it_can_be_applied(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import letter

    sent = letter()
    page = page_of(editor, sent)
    assert [name in page for name in ('value="apply"', 'value="clarify"', 'value="answer"')] == [
        False,
        False,
        True,
    ]
    assert decide(editor, sent, "clarify", note="Hm").status_code == 200
    assert sent.state == "received"


def test_the_page_takes_as_many_queries_for_twenty_followers_as_for_one(
    article: Article, editor: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.corrections.newsroom.reports import about

    leader = about(article)
    about(article, leader=leader)
    page_of(editor, leader)
    with CaptureQueriesContext(connection) as with_one:
        page_of(editor, leader)
    for _ in range(19):
        about(article, leader=leader)
    with CaptureQueriesContext(connection) as with_twenty:
        page_of(editor, leader)
    assert len(with_twenty) == len(with_one)


TWICE = "<p>The fee is ten euros.</p><p>For <i>children</i> too.</p><p>The fee is ten euros.</p>"


def in_two_places(article: Article) -> tuple[Any, list[int]]:
    """A report about words that stand twice, without a position, and where they begin."""
    from coffeepress.articles.passages import said
    from tests.corrections.newsroom.reports import about
    from tests.edition.newsroom import fresh, publish

    publish(article, body=[("text", TWICE)])
    fields: dict[str, Any] = {"prefix": "", "suffix": "", "start": None, "end": None, "text_digest": ""}
    report = about(fresh(article), "ten euros", proposal="two euros", **fields)
    text = said(fresh(article)).text
    return report, [text.index("ten euros"), text.rindex("ten euros")]


@pytest.mark.parametrize(
    ("chosen", "now"),
    [
        (0, TWICE.replace("ten", "two", 1)),
        (1, "two".join(TWICE.rsplit("ten", 1))),
    ],
)
def test_of_several_equal_places_the_editor_chooses_the_one_to_correct(
    article: Article, editor: Any, chosen: int, now: str
) -> None:
    from tests.edition.newsroom import fresh

    report, places = in_two_places(article)
    page = page_of(editor, report)
    assert "Choose one of them to correct it." in page
    assert page.count('name="place"') == 2
    assert "… The bridge The fee is [ten euros]. For children too." in page
    decide(editor, report, "apply", **applying(fresh(article), replacement="two euros", place=places[chosen]))
    assert report.state == "corrected"
    assert now in str(fresh(article).body)


def test_without_a_choice_among_equal_places_nothing_is_corrected(article: Article, editor: Any) -> None:
    from tests.edition.newsroom import fresh

    report, _places = in_two_places(article)
    answer = decide(editor, report, "apply", **applying(fresh(article), replacement="two euros"))
    assert answer.context["bound"].errors == {"place": ["This field is required."]}
    assert (report.state, fresh(article).body.stream_block is not None) == ("received", True)
    assert TWICE in str(fresh(article).body)


@pytest.mark.parametrize("place", ["-3", "0", "99999", "elsewhere"])
def test_a_place_that_was_not_offered_is_refused(article: Article, editor: Any, place: str) -> None:
    from tests.edition.newsroom import fresh

    report, _places = in_two_places(article)
    answer = decide(editor, report, "apply", **applying(fresh(article), replacement="two euros", place=place))
    assert list(answer.context["bound"].errors) == ["place"]
    assert report.state == "received"
    assert TWICE in str(fresh(article).body)


def test_a_place_chosen_in_a_text_that_was_changed_since_is_a_conflict(article: Article, editor: Any) -> None:
    from tests.edition.newsroom import fresh, publish

    report, places = in_two_places(article)
    form = applying(fresh(article), replacement="two euros", place=places[1])
    later = TWICE.replace("For", "And for all")
    publish(fresh(article), body=[("text", later)])
    decide(editor, report, "apply", **form)
    assert report.state == "received"
    assert later in str(fresh(article).body)
