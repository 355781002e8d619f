"""A reader's form comes back checked, with all that was typed, or becomes a receipt."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest
from django.test import Client

from coffeepress.articles.passages import said
from coffeepress.corrections.models import Report, Submission
from coffeepress.people import work
from coffeepress.people.form_numbers import read_number
from tests.corrections.readers import REPORT, TOKEN, WRITE, number, selected, send
from tests.edition.newsroom import Newsroom, unpublish

BODY = "<p>The bridge is forty metres long.</p>"
HOSTILE = [
    "<script>alert(1)</script><b>&amp;</b>",
    "{{ settings.SECRET_KEY }}{% now 'Y' %}",
    "\u202eevil\u202d\u2066 right to left",
    "bell \x07, escape \x1b[31m, delete \x7f",
    '=HYPERLINK("http://example.org/","x")',
    "+1+cmd|' /C calc'!A0",
    "x" * 4_000,
    "a\u0301\u0302 👩‍👩‍👧 \U0010ffff",
    "one\n\n  two\ttabs",
    "'\"><img src=x onerror=alert(1)>",
]


@pytest.fixture
def article(newsroom: Newsroom) -> Any:
    return newsroom.article(newsroom.section("city"), "bridge", title="The bridge", body=[("text", BODY)])


@pytest.fixture
def reader() -> Client:
    return Client(enforce_csrf_checks=True)


def about(article: Any, **fields: Any) -> dict[str, Any]:
    return {"article": str(article.pk), "language": "en", **fields}


def shown(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_the_form_sent_leads_to_a_receipt(reader: Client, article: Any) -> None:
    answer = send(reader, **selected(article, "forty metres"))
    report = Report.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/corrections/r/{report.token}/")
    page = reader.get(answer["Location"])
    assert page.status_code == 200
    assert f"Report no. {report.pk}" in shown(page)
    assert "Received" in shown(page)
    assert "forty metres" in shown(page)


def test_the_script_gets_the_receipt_as_data(reader: Client, article: Any) -> None:
    answer = send(reader, json=True, **selected(article, "forty"))
    report = Report.objects.get()
    assert answer.json() == {"number": report.pk, "url": f"/corrections/r/{report.token}/"}


def test_without_a_script_the_form_comes_back_to_be_checked_and_is_sent_from_there(
    reader: Client, article: Any
) -> None:
    typed = about(article, exact="forty metres", wrong="It is fourteen.", proposal="fourteen", name="Ann")
    page = send(reader, token=None, **typed)
    assert page.status_code == 200
    assert Report.objects.count() == 0
    for text in ("Check and send", "forty metres", "It is fourteen.", "fourteen", "Ann"):
        assert text in shown(page)
    token = page.content.decode().partition('name="token" value="')[2].partition('"')[0]
    assert send(reader, token=token, **typed).status_code == 422  # at once: a program
    later = number()
    assert send(reader, of=later, **typed).status_code == 303
    assert Report.objects.get().exact == "forty metres"


def test_sent_again_it_is_the_same_receipt_even_beyond_the_limit(
    reader: Client, article: Any, change_site: Any
) -> None:
    change_site(reports_per_hour=1)
    once = number()
    first, again = (send(reader, of=once, **about(article)) for _ in range(2))
    assert (again.status_code, again["Location"]) == (303, first["Location"])
    assert send(reader, **about(article, wrong="More")).status_code == 429


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"wrong": ""}, "wrong"),
        ({"wrong": "  \n "}, "wrong"),
        ({"wrong": "x" * 4_001}, "wrong"),
        ({"proposal": "x" * 4_001}, "proposal"),
        ({"exact": "x" * 601}, "exact"),
        ({"source": "x" * 1_001}, "source"),
        ({"name": "x" * 121}, "name"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "email"),
        ({"credit": "on"}, "name"),
        ({"exact": "same", "proposal": "same"}, "proposal"),
    ],
)
def test_what_is_missing_or_too_long_is_said_beside_its_field(
    reader: Client, article: Any, fields: dict[str, str], name: str
) -> None:
    sent = {"wrong": "It is not so.", **fields}
    answer = send(reader, json=True, **about(article, **sent))
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [name])
    page = send(reader, **about(article, **sent))
    assert page.status_code == 422
    assert f'id="report-{name}-error"' in page.content.decode()
    assert Report.objects.count() == 0


def test_lengths_count_characters_not_utf16_units(reader: Client, article: Any) -> None:
    assert send(reader, **about(article, exact="🌉" * 600)).status_code == 303


def test_a_filled_honeypot_stores_nothing_and_tells_a_person_what_to_clear(
    reader: Client, article: Any
) -> None:
    answer = send(reader, **about(article, wrong="Typed with care", website="http://example.org/"))
    assert (answer.status_code, Report.objects.count()) == (422, 0)
    assert "Typed with care" in shown(answer)
    assert "Please empty this field" in shown(answer)
    assert 'value="http://example.org/"' in shown(answer)


def test_what_comes_at_once_is_asked_for_again_with_the_same_number(reader: Client, article: Any) -> None:
    quick = number(seconds_ago=1)
    answer = send(reader, of=quick, json=True, **about(article))
    assert answer.status_code == 422
    assert read_number(answer.json()["token"]).nonce == quick.nonce
    assert Report.objects.count() == 0


def test_a_form_that_lay_open_for_a_day_gets_another_number(reader: Client, article: Any) -> None:
    old = number(seconds_ago=25 * 60 * 60)
    answer = send(reader, of=old, **about(article, wrong="Typed yesterday"))
    assert (answer.status_code, Report.objects.count()) == (422, 0)
    assert "Typed yesterday" in shown(answer)
    assert "Nothing is lost" in shown(answer)


@pytest.mark.parametrize("token", ["nonsense", "a.1:forged", "x" * 5_000, "\x00"])
def test_a_forged_number_is_as_none(reader: Client, article: Any, token: str) -> None:
    answer = send(reader, token=token, **about(article, wrong="Typed"))
    assert (answer.status_code, Report.objects.count()) == (200, 0)
    assert "Typed" in shown(answer)


def test_a_report_about_a_withdrawn_article_may_go_to_the_newsroom(reader: Client, article: Any) -> None:
    unpublish(article)
    answer = send(reader, **about(article, wrong="It was not so"))
    assert (answer.status_code, Report.objects.count()) == (404, 0)
    assert "It was not so" in shown(answer)
    assert 'name="article" value=""' in answer.content.decode()


@pytest.mark.parametrize("of_article", ["999999", "-1", "1e3", "nonsense", "9" * 30])
def test_an_article_that_never_was_is_not_found(reader: Client, article: Any, of_article: str) -> None:
    assert send(reader, article=of_article).status_code == 404


def test_a_draft_is_not_found_and_not_shown(reader: Client, newsroom: Newsroom) -> None:
    draft = newsroom.draft(newsroom.section("city"), "secret", title="Embargoed story")
    answer = send(reader, **about(draft))
    assert answer.status_code == 404
    assert "Embargoed" not in shown(answer)


def test_beyond_the_limit_the_page_keeps_what_was_typed_and_says_when(
    reader: Client, article: Any, change_site: Any
) -> None:
    change_site(reports_per_hour=1)
    send(reader, **about(article))
    answer = send(reader, **about(article, wrong="The second error"))
    assert (answer.status_code, Report.objects.count()) == (429, 1)
    assert 3_500 < int(answer["Retry-After"]) <= 3_601
    assert "The second error" in shown(answer)
    assert "60 minutes" in shown(answer)


def test_under_load_a_browser_has_to_work_and_is_given_the_work(
    reader: Client, article: Any, change_site: Any
) -> None:
    change_site(proof_of_work_above=0)
    assert reader.get(TOKEN).json()["challenge"] is None
    send(reader, **about(article))
    assert reader.get(TOKEN).json()["challenge"]["parameters"]["algorithm"] == work.ALGORITHM
    mine = number()
    answer = send(reader, of=mine, json=True, **about(article, wrong="Two"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "600")
    solution = solved(answer.json()["challenge"])
    other = send(reader, json=True, altcha=solution, **about(article, wrong="Two"))
    assert other.status_code == 503  # solved for another form's number
    answer = send(reader, of=mine, json=True, altcha=solution, **about(article, wrong="Two"))
    assert answer.status_code == 200
    assert Report.objects.count() == 2


def test_under_load_a_reader_without_a_script_is_told_what_to_do(
    reader: Client, article: Any, change_site: Any
) -> None:
    change_site(proof_of_work_above=0, mail="smtp://localhost")
    send(reader, **about(article))
    answer = send(reader, **about(article, wrong="Typed by hand"))
    assert answer.status_code == 503
    for text in ("Typed by hand", "try again in ten minutes", "write to us by mail", "data-challenge"):
        assert text in shown(answer)


def test_what_another_site_sends_is_refused(reader: Client, article: Any) -> None:
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
    ):
        answer = reader.post(
            REPORT, "wrong=x", content_type="application/x-www-form-urlencoded", headers=headers
        )
        assert answer.status_code == 403, headers
    ours = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    answer = reader.post(REPORT, "wrong=x", content_type="application/x-www-form-urlencoded", headers=ours)
    assert answer.status_code == 200


def test_what_is_no_form_or_too_large_is_refused_before_it_is_read(reader: Client, article: Any) -> None:
    assert reader.post(REPORT, {"wrong": "multipart"}).status_code == 415
    assert reader.post(REPORT, "{}", content_type="application/json").status_code == 415
    large = reader.post(REPORT, "wrong=" + "x" * 200_000, content_type="application/x-www-form-urlencoded")
    assert large.status_code == 413


def test_the_longest_that_may_be_written_is_not_too_large(reader: Client, article: Any) -> None:
    longest = about(
        article,
        exact="字" * 600,
        wrong="字" * 4_000,
        proposal="語" * 4_000,
        source="字" * 1_000,
        name="字" * 120,
    )
    assert send(reader, **longest).status_code == 303


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_a_post_reports(reader: Client, newsroom: Newsroom, method: str) -> None:
    assert getattr(reader, method)(REPORT).status_code == 405


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_the_text_it_is(reader: Client, article: Any, text: str) -> None:
    page = send(reader, token=None, **about(article, wrong=text))
    assert text in shown(page)
    answer = send(reader, **about(article, wrong=text, proposal=text[:600], source=text[:1000]))
    assert Report.objects.get().wrong == text
    receipt = reader.get(answer["Location"])
    assert text in shown(receipt)
    if "<" in text:
        assert text not in receipt.content.decode()


def test_what_no_database_can_hold_is_left_out(reader: Client, article: Any) -> None:
    answer = send(reader, **about(article, wrong="a\x00b", exact="for\x00ty", prefix="\x00", name="A\x00nn"))
    report = Report.objects.get()
    assert (answer.status_code, report.wrong, report.exact, report.name) == (303, "ab", "forty", "Ann")


def test_a_name_is_one_line(reader: Client, article: Any) -> None:
    send(reader, **about(article, name=" Ann\r\nBcc: x\u2028y\t z "))
    assert Report.objects.get().name == "Ann Bcc: x y z"


def test_the_receipt_names_nobody_and_is_kept_by_nobody(reader: Client, article: Any) -> None:
    answer = send(reader, **about(article, name="Ann Reader", email="ann@example.org", credit="on"))
    page = reader.get(answer["Location"])
    assert "Ann Reader" not in shown(page)
    assert "ann@example.org" not in shown(page)
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert 'name="robots" content="noindex"' in page.content.decode()
    assert (answer.cookies, page.cookies) == ({}, {})
    assert "Cookie" not in page.get("Vary", "")


@pytest.mark.parametrize(
    ("state", "fields", "words"),
    [
        ("received", {}, ["Received"]),
        ("looking", {}, ["Being looked at"]),
        ("corrected", {}, ["Corrected", "Thank you"]),
        ("clarified", {}, ["Clarified"]),
        ("declined", {"reason": "It <b>is</b> so."}, ["Declined", "It <b>is</b> so."]),
        ("fixed", {}, ["Already fixed"]),
        ("answered", {"reason": "Yes."}, ["Answered", "Yes."]),
        ("duplicate", {}, ["Reported before"]),
        ("spam", {}, ["Closed"]),
    ],
)
def test_the_receipt_says_what_became_of_it(
    reader: Client, article: Any, state: str, fields: dict[str, str], words: list[str]
) -> None:
    answer = send(reader, **about(article))
    Report.objects.update(state=state, **fields)
    text = shown(reader.get(answer["Location"]))
    assert [word for word in words if word not in text] == []


def test_the_receipt_leads_to_the_published_correction(reader: Client, article: Any) -> None:
    from tests.corrections.world import correct

    answer = send(reader, **about(article))
    correction = correct(article, report=Report.objects.get())
    Report.objects.update(state="corrected")
    link = f'href="http://testserver{article.permalink}#correction-{correction.pk}"'
    assert link in reader.get(answer["Location"]).content.decode()


def test_who_followed_another_report_is_led_to_its_correction(reader: Client, article: Any) -> None:
    from tests.corrections.world import correct

    first, second = send(reader, **about(article)), send(reader, **about(article, wrong="The same"))
    leader = Report.objects.get(token=first["Location"].split("/")[3])
    Report.objects.exclude(pk=leader.pk).update(leader=leader)
    correction = correct(article, report=leader)
    Report.objects.update(state="corrected")
    link = f'href="http://testserver{article.permalink}#correction-{correction.pk}"'
    assert link in reader.get(second["Location"]).content.decode()


def test_a_duplicate_is_told_what_became_of_the_other(reader: Client, article: Any) -> None:
    first, second = send(reader, **about(article)), send(reader, **about(article, wrong="The same"))
    leader = Report.objects.get(token=first["Location"].split("/")[3])
    Report.objects.exclude(pk=leader.pk).update(leader=leader, state="duplicate")
    Report.objects.filter(pk=leader.pk).update(state="declined", reason="Because.")
    text = shown(reader.get(second["Location"]))
    assert ("Declined" in text, "Because." in text) == (True, True)


def test_the_receipt_costs_one_query(reader: Client, article: Any, django_assert_num_queries: Any) -> None:
    answer = send(reader, **about(article))
    reader.get(answer["Location"])  # the outlet is looked up once in a while
    with django_assert_num_queries(1):
        reader.get(answer["Location"])


@pytest.mark.parametrize("path", ["/corrections/r/nonsense/", "/corrections/r/nonsense/annotation.json"])
def test_an_address_that_nobody_was_given_is_not_found(reader: Client, newsroom: Newsroom, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_a_report_is_given_as_a_web_annotation(reader: Client, article: Any) -> None:
    answer = send(reader, **selected(article, "forty metres"), proposal="fourteen metres", name="Beatrix")
    found = reader.get(answer["Location"] + "annotation.json")
    assert found.status_code == 200
    text = found.content.decode()
    assert "forty metres" in text
    assert "Beatrix" not in text
    made = json.loads(text)
    assert made["type"] == "Annotation"
    kinds = {each["type"] for each in made["target"]["selector"]}
    assert {"TextQuoteSelector", "TextPositionSelector"} <= kinds


def test_a_letter_is_no_annotation(reader: Client, newsroom: Newsroom) -> None:
    answer = send(reader)
    assert reader.get(answer["Location"] + "annotation.json").status_code == 404


def test_write_to_us_reaches_the_newsroom(reader: Client, newsroom: Newsroom) -> None:
    page = reader.get(WRITE)
    assert page.status_code == 200
    assert "Write to us" in shown(page)
    assert "report-exact" not in page.content.decode()
    answer = send(reader, exact="ignored", proposal="", wrong="Hello")
    report = Report.objects.get()
    assert (answer.status_code, report.kind, report.exact) == (303, Report.Kind.LETTER, "")


@pytest.mark.parametrize(
    ("language", "title"), [("uk", 'lang="uk"'), ("en", 'lang="en"'), ("xx", 'lang="en"')]
)
def test_the_form_speaks_the_language_asked_for(
    reader: Client, newsroom: Newsroom, language: str, title: str
) -> None:
    assert title in reader.get(f"{WRITE}?language={language}").content.decode()


def test_the_answer_is_in_the_articles_language(reader: Client, newsroom: Newsroom) -> None:
    article = newsroom.article(newsroom.section("stadt", language="uk"), "mist", body=[("text", BODY)])
    answer = send(reader, article=str(article.pk))
    assert 'lang="uk"' in reader.get(answer["Location"]).content.decode()
    assert Report.objects.get().language == "uk"


def test_pages_of_forms_set_no_cookie_and_are_not_kept(reader: Client, article: Any) -> None:
    for answer in (reader.get(WRITE), reader.get(TOKEN), send(reader, token=None, **about(article))):
        assert answer["Cache-Control"] == "no-store"
        assert answer.cookies == {}
        assert "unsafe" not in answer["Content-Security-Policy"]


def test_a_database_that_cannot_be_written_loses_nothing(
    reader: Client, article: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def locked(*_args: Any, **_options: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(Submission.objects, "create", locked)
    answer = send(reader, **about(article, wrong="Typed with care"))
    assert answer.status_code == 503
    assert "Typed with care" in shown(answer)


def test_the_selected_place_survives_the_way_by_the_check_page(reader: Client, article: Any) -> None:
    fields = selected(article, "forty")
    page = send(reader, token=None, **fields).content.decode()
    for name in ("start", "end", "digest", "revision"):
        assert f'name="{name}" value="{fields[name]}"' in page
    assert said(article).digest == fields["digest"]


def solved(challenge: dict[str, Any]) -> str:
    """The solution that a browser finds."""
    import altcha

    made = altcha.Challenge.from_dict(challenge)
    solution = altcha.solve_challenge(made)
    assert solution is not None
    return altcha.Payload(made, solution).to_base64()
