"""Editors who do anything in any order: a state machine for hypothesis, compared with a full press at its end.

Every text carries a mark of its own, so that what is not published can be looked for in all files.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Revision

from coffeepress.adverts.models import AdvertCount, AdvertPlaces, Creative
from coffeepress.adverts.places import PLACES
from coffeepress.adverts.schedule import outlet_day, settle
from coffeepress.articles.models import Article, Byline, FreePage, Home, Listed, Picture, Section
from coffeepress.articles.passages import said
from coffeepress.corrections import decide
from coffeepress.corrections.amend import amend
from coffeepress.corrections.apply import Locked, apply
from coffeepress.corrections.models import Correction, CorrectionVersion, PastText, Report
from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from coffeepress.edition.worker import publish_due
from coffeepress.letters.begin import begin as begin_letter
from coffeepress.letters.models import Letter
from coffeepress.people.models import Person, User
from coffeepress.support.events import months_later
from coffeepress.support.models import SupportWords, Tier
from coffeepress.support.public.past_months import recount_months
from coffeepress.support.public.standing import recount
from coffeepress.topics import assign
from coffeepress.topics import decide as decide_topics
from coffeepress.topics.close import close_due, open_due
from coffeepress.topics.count import count_open
from coffeepress.topics.models import Assignment, BallotFile, Round, Topic
from coffeepress.topics.plan import CannotPlan, Plan, plan
from tests.corrections.reports import report_on
from tests.edition import newsroom as does
from tests.edition.folder import differences, files, torn
from tests.support.paying import people
from tests.topics.votes import stored_ballot

SLUGS = st.sampled_from(["bridge", "flood", "harbour"])
TAGS = st.lists(st.sampled_from(["rivers", "money", "trees"]), max_size=2)
DATES = st.builds(
    does.on, st.sampled_from([2025, 2026]), st.sampled_from([1, 2, 11]), st.sampled_from([3, 17])
)
ANY = st.integers(0, 50)
LANGUAGE = st.sampled_from(["en", "uk"])
MARK = re.compile(r"Mark\d+Mark")
T = TypeVar("T")
_marks = count(1)


def mark() -> str:
    """A word that occurs nowhere else."""
    return f"Mark{next(_marks)}Mark"


def pick(things: Sequence[T], number: int) -> T | None:
    return things[number % len(things)] if things else None


class Editors(RuleBasedStateMachine):
    """What editors do. `newsroom`, `start` (a pressed edition) and `folder` are set by the test."""

    newsroom: ClassVar[does.Newsroom]
    start: ClassVar[Path]
    folder: ClassVar[Path]
    examples: ClassVar[Any] = count(1)

    def __init__(self) -> None:
        super().__init__()
        self.here = self.folder / f"example-{next(self.examples)}"
        shutil.copytree(self.start, self.here / "edition", symlinks=True)
        settings.EDITION_DIR = self.here / "edition"
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.counted_at = timezone.now()
        self.later, self.now = timedelta(), timezone.now
        timezone.now = lambda: self.now() + self.later

    def teardown(self) -> None:
        try:
            press()
            found = differences(self.here / "full")
            assert not found, "\n".join(found)
            self.nothing_unpublished_is_readable()
        finally:
            timezone.now = self.now
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)
            shutil.rmtree(self.here)

    def nothing_unpublished_is_readable(self) -> None:
        there = files()
        found = {each for body in there.values() for each in MARK.findall(body.decode("latin-1"))}
        leaked = found - published_marks()
        assert not leaked, sorted(
            f"{each} is in {name}" for name, body in there.items() for each in leaked if each.encode() in body
        )
        build = settings.EDITION_DIR / "current"
        assert torn(build.resolve()) == []

    # Articles

    @rule(slug=SLUGS, tags=TAGS, author=ANY, picture=ANY, date=DATES, section=ANY, linked=ANY)
    def draft(
        self, slug: str, tags: list[str], author: int, picture: int, date: Any, section: int, linked: int
    ) -> None:
        with refusals():
            where = pick(self.sections(), section)
            if where:
                self.newsroom.draft(where, slug, at=date, **self.content(tags, author, picture, linked))

    @rule(article=ANY, tags=TAGS, author=ANY, picture=ANY, linked=ANY)
    def edit_draft(self, article: int, tags: list[str], author: int, picture: int, linked: int) -> None:
        press()
        chosen = pick(self.articles(), article)
        if chosen:
            does.save_draft(chosen, **self.content(tags, author, picture, linked))
        report = press()
        assert (report.written, report.removed) == ([], []), (report.written, report.removed)

    @rule(article=ANY)
    def publish(self, article: int) -> None:
        self.publish_with(article)

    @rule(article=ANY, slug=SLUGS)
    def rename(self, article: int, slug: str) -> None:
        self.publish_with(article, slug=slug)

    @rule(article=ANY, date=DATES)
    def change_date(self, article: int, date: Any) -> None:
        self.publish_with(article, first_published_at=date)

    @rule(article=ANY, tags=TAGS)
    def retag(self, article: int, tags: list[str]) -> None:
        self.publish_with(article, tags=tags)

    @rule(article=ANY, person=ANY)
    def set_byline(self, article: int, person: int) -> None:
        chosen = pick(self.persons(), person)
        self.publish_with(article, authors=[chosen] if chosen else [])

    @rule(article=ANY)
    def schedule(self, article: int) -> None:
        chosen = pick(self.articles(), article)
        if chosen:
            with refusals():
                does.schedule(chosen, title=mark(), standfirst=mark())

    @rule()
    def time_passes(self) -> None:
        for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
            past = timezone.now() - timedelta(minutes=5)
            revision.content["go_live_at"] = past.isoformat()
            revision.approved_go_live_at = past
            revision.save(update_fields=["content", "approved_go_live_at"])
        publish_due()

    @rule(days=st.integers(1, 3))
    def days_pass(self, days: int) -> None:
        self.later += timedelta(days=days)
        publish_due()

    @rule(article=ANY)
    def expire(self, article: int) -> None:
        chosen = pick(self.articles(), article)
        if chosen:
            Page.objects.filter(pk=chosen.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
            publish_due()

    @rule(article=ANY)
    def unpublish(self, article: int) -> None:
        chosen = pick(self.articles(), article)
        if chosen:
            does.unpublish(chosen)

    @rule(article=ANY)
    def delete(self, article: int) -> None:
        chosen = pick(self.articles(), article)
        if chosen:
            does.delete(chosen)

    @rule(article=ANY, section=ANY)
    def move(self, article: int, section: int) -> None:
        chosen, where = pick(self.articles(), article), pick(self.sections(), section)
        if chosen and where and chosen.locale_id == where.locale_id:
            with refusals():
                does.move(chosen, where)

    @rule(article=ANY, section=ANY)
    def translate(self, article: int, section: int) -> None:
        chosen, where = pick(self.articles(), article), pick(self.sections(), section)
        if chosen and where and chosen.locale_id != where.locale_id:
            with refusals():
                self.newsroom.translation(chosen, where, title=mark())

    @rule(article=ANY, keep_live=st.booleans())
    def copy(self, article: int, keep_live: bool) -> None:
        chosen = pick(self.articles(), article)
        if chosen:
            with refusals():
                chosen.copy(update_attrs={"slug": f"{chosen.slug}-copy"}, keep_live=keep_live)

    # Sections and fronts

    @rule(section=ANY, slug=st.sampled_from(["world", "town", "svit"]))
    def rename_section(self, section: int, slug: str) -> None:
        chosen = pick(self.sections(), section)
        if chosen:
            with refusals():
                does.publish(chosen, slug=slug, title=mark())

    @rule(section=ANY)
    def unpublish_section(self, section: int) -> None:
        chosen = pick(self.sections(), section)
        if chosen:
            does.unpublish(chosen)

    @rule(section=ANY)
    def publish_section(self, section: int) -> None:
        chosen = pick(self.sections(), section)
        if chosen:
            with refusals():
                does.publish(chosen, intro=mark())

    @rule(section=ANY)
    def delete_section(self, section: int) -> None:
        if len(self.sections()) > 2:
            does.delete(pick(self.sections(), section))

    @rule(slug=st.sampled_from(["world", "town", "svit"]), language=st.sampled_from(["en", "uk"]))
    def open_section(self, slug: str, language: str) -> None:
        with refusals():
            self.newsroom.section(slug, language=language, title=mark())

    @rule(language=st.sampled_from(["en", "uk"]), top=st.lists(ANY, max_size=3))
    def choose_top_stories(self, language: str, top: list[int]) -> None:
        chosen = [article for number in top if (article := pick(self.articles(), number))]
        home = Home.objects.get(locale__language_code=language)
        does.publish(home, top=[("article", article) for article in chosen])

    @rule(language=st.sampled_from(["en", "uk"]), article=ANY)
    def write_footer(self, language: str, article: int) -> None:
        chosen = pick(self.articles(), article)
        link = f'<a linktype="page" id="{chosen.pk}">here</a>' if chosen else ""
        does.publish(Home.objects.get(locale__language_code=language), footer_text=f"<p>{mark()} {link}</p>")

    @rule(language=st.sampled_from(["en", "uk"]))
    def unpublish_home(self, language: str) -> None:
        does.unpublish(Home.objects.get(locale__language_code=language))

    @rule(language=st.sampled_from(["en", "uk"]))
    def publish_home(self, language: str) -> None:
        does.publish(Home.objects.get(locale__language_code=language))

    @rule(menu=st.booleans(), linked=ANY, purpose=st.sampled_from(["", "ethics", "corrections"]))
    def write_free_page(self, menu: bool, linked: int, purpose: str) -> None:
        page = FreePage.objects.first()
        changes = {
            "title": mark(),
            "show_in_menus": menu,
            "body": self.content([], 0, 0, linked)["body"],
            "purpose": purpose,
        }
        if page:
            does.publish(page, **changes)
        else:
            self.newsroom.free_page("about", **changes)

    @rule()
    def unpublish_free_page(self) -> None:
        for page in FreePage.objects.all():
            does.unpublish(page)

    @rule()
    def delete_free_page(self) -> None:
        for page in FreePage.objects.all():
            does.delete(page)

    # Persons, pictures, tags, files, redirects

    @rule(number=st.integers(1, 3), language=st.sampled_from(["en", "uk"]))
    def add_person(self, number: int, language: str) -> None:
        if not Person.objects.filter(slug=f"ada-{number}", locale__language_code=language).exists():
            self.newsroom.person(mark(), slug=f"ada-{number}", language=language)

    @rule(person=ANY, portrait=ANY)
    def edit_person(self, person: int, portrait: int) -> None:
        chosen = pick(self.persons(), person)
        if chosen:
            chosen.name, chosen.position, chosen.portrait = mark(), mark(), pick(self.pictures(), portrait)
            chosen.save()

    @rule(person=ANY, slug=st.sampled_from(["ada-1", "ada-2", "ada-3", "ada-4"]))
    def rename_person(self, person: int, slug: str) -> None:
        chosen = pick(self.persons(), person)
        if chosen and not Person.objects.filter(slug=slug, locale=chosen.locale).exists():
            chosen.slug = slug
            chosen.save()

    @rule(person=ANY)
    def delete_person(self, person: int) -> None:
        chosen = pick(self.persons(), person)
        if chosen and not Byline.objects.filter(person=chosen).exists() and not drafted(chosen):
            chosen.delete()

    @rule(colour=st.sampled_from(["navy", "olive", "maroon"]))
    def add_picture(self, colour: str) -> None:
        if len(self.pictures()) < 3:
            does.new_picture(colour, title=mark(), alt=mark())

    @rule(picture=ANY)
    def edit_picture(self, picture: int) -> None:
        chosen = pick(self.pictures(), picture)
        if chosen:
            chosen.alt, chosen.caption = mark(), mark()
            chosen.save()

    @rule(picture=ANY, colour=st.sampled_from(["teal", "purple"]))
    def replace_picture(self, picture: int, colour: str) -> None:
        chosen = pick(self.pictures(), picture)
        if chosen:
            does.replace_picture(chosen, colour)

    @rule(picture=ANY)
    def delete_picture(self, picture: int) -> None:
        chosen = pick(self.pictures(), picture)
        if chosen:
            with transaction.atomic():
                chosen.delete()

    @rule()
    def add_document(self) -> None:
        if not get_document_model().objects.exists():
            does.new_document(f"{mark()},1\n" * 30)

    @rule()
    def delete_document(self) -> None:
        for document in get_document_model().objects.all():
            document.delete()

    @rule(tag=ANY)
    def rename_tag(self, tag: int) -> None:
        chosen = pick(list(Tag.objects.order_by("pk")), tag)
        if chosen:
            chosen.name, chosen.slug = mark(), f"renamed-{chosen.pk}"
            chosen.save()

    @rule(tag=ANY)
    def delete_tag(self, tag: int) -> None:
        chosen = pick(list(Tag.objects.order_by("pk")), tag)
        if chosen:
            chosen.delete()

    @rule(old=st.sampled_from(["/old", "/2026/02/bridge", "/world"]), article=ANY, permanent=st.booleans())
    def redirect(self, old: str, article: int, permanent: bool) -> None:
        chosen = pick(self.articles(), article)
        target: dict[str, Any] = {"redirect_page": chosen} if chosen else {"redirect_link": "/world/"}
        with refusals():
            Redirect.objects.update_or_create(
                old_path=old, site=None, defaults={**target, "is_permanent": permanent}
            )

    @rule()
    def delete_redirects(self) -> None:
        for each in Redirect.objects.all():
            each.delete()

    # Corrections

    @rule(article=ANY, word=ANY, is_fact=st.booleans())
    def apply_report(self, article: int, word: int, is_fact: bool) -> None:
        report = self.report(article, word)
        if report:
            seen = Article.objects.get(pk=report.article_id).latest_revision_id
            with refusals(Locked):
                apply(report, chief(), mark(), is_fact=is_fact, seen_revision=seen, keep_draft=True)

    @rule(article=ANY, word=ANY, public=st.booleans())
    def decide_report(self, article: int, word: int, public: bool) -> None:
        report = self.report(article, word)
        if report and public:
            decide.correct_with_note(report, chief(), mark(), said=mark(), says=mark())
        elif report:
            decide.decline(report, chief(), mark())

    @rule(article=ANY, word=ANY)
    def clarify(self, article: int, word: int) -> None:
        report = self.report(article, word)
        if report:
            decide.clarify(report, chief(), mark())

    @rule(correction=ANY)
    def amend_correction(self, correction: int) -> None:
        chosen = pick(list(Correction.objects.order_by("pk")), correction)
        if chosen:
            amend(chosen, chief(), said=mark(), says="", note=mark(), credit=mark(), kind="clarification")

    # Support

    @rule(language=st.sampled_from(["en", "uk"]), appeals=st.integers(0, 3))
    def word_support(self, language: str, appeals: int) -> None:
        asked = [
            ("appeal", {"title": "Coffee?", "text": "{coffee}", "button": f"{each}"})
            for each in range(appeals)
        ]
        SupportWords.objects.update_or_create(
            language=language, defaults={"title": f"Join {appeals}", "appeals": asked}
        )

    @rule(minor=st.sampled_from([400, 900]), is_offered=st.booleans())
    def offer_tier(self, minor: int, is_offered: bool) -> None:
        Tier.objects.update_or_create(amount_minor=minor, currency="EUR", defaults={"is_offered": is_offered})

    @rule(number=st.integers(1, 12), months_ago=st.integers(0, 2))
    def people_pay(self, number: int, months_ago: int) -> None:
        people(number, months_later(timezone.now(), -months_ago))

    @rule(days=st.sampled_from([1, 40]))
    def support_is_counted(self, days: int) -> None:
        self.counted_at += timedelta(days=days)
        recount(now=self.counted_at)
        recount_months(now=self.counted_at)

    # Adverts

    @rule(language=LANGUAGE, places=st.lists(st.sampled_from(list(PLACES)), max_size=3, unique=True))
    def open_places(self, language: str, places: list[str]) -> None:
        given = {"places": places, "house_text": mark(), "note_text": mark()}
        AdvertPlaces.objects.update_or_create(language=language, defaults=given)

    @rule(language=LANGUAGE)
    def forget_places(self, language: str) -> None:
        for places in AdvertPlaces.objects.filter(language=language):
            places.delete()

    @rule(language=LANGUAGE, place=st.sampled_from(list(PLACES)), picture=ANY, waits=st.booleans(), cap=ANY)
    def sell_advert(self, language: str, place: str, picture: int, waits: bool, cap: int) -> None:
        shown = pick(self.pictures(), picture) if picture % 2 else None
        Creative.objects.create(
            name=mark(),
            kind=Creative.Kind.PICTURE if shown else Creative.Kind.TEXT,
            picture=shown,
            **({} if shown else {"heading": mark(), "text": mark()}),
            link="https://shop.example/",
            places=[place],
            languages=[language],
            starts_at=timezone.now() + timedelta(hours=1) if waits else None,
            most_a_day=5 if cap % 2 else None,
        )

    @rule(advert=ANY, is_on=st.booleans(), language=LANGUAGE)
    def edit_advert(self, advert: int, is_on: bool, language: str) -> None:
        chosen = pick(self.adverts(), advert)
        if chosen:
            chosen.heading, chosen.alt = mark() if chosen.heading else "", mark() if chosen.picture_id else ""
            chosen.is_on, chosen.languages = is_on, [language]
            chosen.save()

    @rule(advert=ANY)
    def delete_advert(self, advert: int) -> None:
        chosen = pick(self.adverts(), advert)
        if chosen:
            chosen.delete()

    @rule(advert=ANY)
    def adverts_time_passes(self, advert: int) -> None:
        chosen = pick(self.adverts(), advert)
        if chosen:
            earlier = timezone.now() - timedelta(minutes=5)
            times = {"starts_at": earlier} if chosen.starts_at else {"ends_at": earlier}
            Creative.objects.filter(pk=chosen.pk).update(**times)
            AdvertCount.objects.update_or_create(
                creative=chosen, place="end", day=outlet_day(timezone.now()), defaults={"seen": 5}
            )
        settle()

    # Topics and rounds

    @rule(language=st.sampled_from(["en", "uk"]))
    def propose_topic(self, language: str) -> None:
        Topic.objects.create(language=language, question=mark(), lines=mark(), links="https://example.org/")

    @rule(
        topic=ANY, decision=st.sampled_from(["accept", "decline", "reword", "unmerge", "ask_back", "remove"])
    )
    def decide_topic(self, topic: int, decision: str) -> None:
        chosen = pick(self.topics(), topic)
        if chosen:
            words: dict[str, Any] = {
                "accept": {"by": chief()},
                "decline": {"by": chief(), "reason": mark()},
                "reword": {"by": chief(), "question": mark(), "lines": mark(), "links": ""},
                "unmerge": {"by": chief()},
                "ask_back": {"by": chief(), "question": mark()},
                "remove": {},
            }
            with refusals(decide_topics.CannotDecide):
                getattr(decide_topics, decision)(chosen, **words[decision])

    @rule(topic=ANY, into=ANY)
    def merge_topics(self, topic: int, into: int) -> None:
        one, other = pick(self.topics(), topic), pick(self.topics(), into)
        if one and other:
            with refusals(decide_topics.CannotDecide):
                decide_topics.merge(one, other, chief())

    @rule(language=st.sampled_from(["en", "uk", ""]), shows=st.booleans())
    def plan_round(self, language: str, shows: bool) -> None:
        if Round.objects.count() < 6:
            now = timezone.now()
            wanted = Plan(
                title=mark(),
                language=language,
                opens_at=now - timedelta(hours=1),
                closes_at=now + timedelta(days=1),
                shows_results=shows,
            )
            with refusals(CannotPlan):
                plan(wanted)

    @rule()
    def open_rounds(self) -> None:
        open_due()

    @rule(topics=st.lists(ANY, min_size=1, max_size=3))
    def vote(self, topics: list[int]) -> None:
        round_ = Round.objects.filter(state="open").order_by("pk").first()
        there = self.topics()
        if round_ and there:
            stored_ballot(round_, *{there[number % len(there)] for number in topics})

    @rule()
    def count_ballots(self) -> None:
        count_open()

    @rule()
    def close_rounds(self) -> None:
        now = timezone.now()
        Round.objects.filter(state="open").update(closes_at=now - timedelta(minutes=1))
        close_due()

    @rule(assignment=ANY, article=ANY, step=st.sampled_from(["start", "drop", "add", "take_away"]))
    def move_assignment(self, assignment: int, article: int, step: str) -> None:
        chosen = pick(list(Assignment.objects.order_by("pk")), assignment)
        story = pick(self.articles(), article)
        with refusals(decide_topics.CannotDecide):
            if chosen and step == "start":
                assign.start(chosen, chief())
            elif chosen and step == "drop":
                assign.drop(chosen, chief(), mark())
            elif chosen and story and step == "add":
                assign.add_article(chosen, story, chief())
            elif chosen and story:
                assign.take_article_away(chosen, story, chief())

    # Letters

    @rule(language=st.sampled_from(["en", "uk"]), chosen=st.lists(ANY, max_size=3), linked=ANY)
    def send_letter(self, language: str, chosen: list[int], linked: int) -> None:
        articles = [article for number in chosen if (article := pick(self.articles(), number))]
        other = pick(self.articles(), linked)
        link = f'<a linktype="page" id="{other.pk}">here</a>' if other else ""
        letter = Letter.objects.create(
            kind="daily",
            language=language,
            subject=mark(),
            opening=f"<p>{mark()} {link}</p>",
            content=[("heading", mark()), *(("article", article) for article in articles)],
            state=Letter.State.SCHEDULED,
        )
        begin_letter(letter.pk)

    @rule(language=st.sampled_from(["en", "uk"]))
    def draft_letter(self, language: str) -> None:
        Letter.objects.create(kind="weekly", language=language, subject=mark(), opening=f"<p>{mark()}</p>")

    # Presses

    @rule()
    def press(self) -> None:
        press()

    @rule()
    def press_everything(self) -> None:
        press_all(processes=1)

    # What there is

    def sections(self) -> list[Section]:
        return list(Section.objects.order_by("pk"))

    def articles(self) -> list[Article]:
        return list(Article.objects.order_by("pk"))

    def persons(self) -> list[Person]:
        return list(Person.objects.order_by("pk"))

    def pictures(self) -> list[Picture]:
        return list(Picture.objects.order_by("pk"))

    def adverts(self) -> list[Creative]:
        return list(Creative.objects.order_by("pk"))

    def report(self, article: int, word: int) -> Report | None:
        """A reader's report about one of the words of a published article."""
        chosen = pick(list(Article.objects.live().exclude(permalink="").order_by("pk")), article)
        passage = pick(MARK.findall(said(chosen).text), word) if chosen else None
        return (
            report_on(chosen, passage, mark(), name=mark(), wants_credit=word % 2 == 0)
            if chosen and passage
            else None
        )

    def topics(self) -> list[Topic]:
        return list(Topic.objects.order_by("pk"))

    def publish_with(self, article: int, **changes: Any) -> None:
        chosen = pick(self.articles(), article)
        if chosen:
            with refusals():
                does.publish(chosen, **changes)

    def content(self, tags: list[str], author: int, picture: int, linked: int) -> dict[str, Any]:
        other, shown = pick(self.articles(), linked), pick(self.pictures(), picture)
        document = get_document_model().objects.first()
        link = f'<a linktype="page" id="{other.pk}">{mark()}</a>' if other and linked % 2 else ""
        body: list[Any] = [("text", f"<p>{mark()} {link} {'and so on ' * 20}</p>")]
        if shown and picture % 2:
            body.append(("picture", {"picture": shown, "alt": mark(), "caption": mark()}))
        if document and linked % 3 == 0:
            body.append(("download", {"document": document, "title": mark(), "description": ""}))
        person = pick(self.persons(), author)
        return {
            "title": mark(),
            "standfirst": mark(),
            "lead_picture": shown if picture % 3 else None,
            "lead_alt": mark(),
            "body": body,
            "tags": tags,
            "authors": [person] if person and author % 4 else [],
        }


class refusals:  # noqa: N801  (read as a word)
    """Within the block Wagtail may refuse what is not valid, such as a slug that is taken; or what else is named."""

    def __init__(self, *others: type[Exception]) -> None:
        self.expected = (ValidationError, *others)

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        self.atomic.__exit__(kind, error, trace)
        return kind is not None and issubclass(kind, self.expected)


def published_marks() -> set[str]:
    """The marks of all that is published now."""
    texts: list[str] = []
    for article in Article.objects.live().exclude(permalink=""):
        texts += [article.title, article.standfirst, article.lead_alt, article.lead_caption]
        texts.append(str(article.body.raw_data))
        texts += [byline.person.name for byline in article.bylines.all()]
        texts += [tag.name for tag in article.tags.all()]
    texts += corrected_texts()
    for creative in Creative.objects.filter(is_running=True):
        texts += [creative.heading, creative.text, creative.alt]
    for places in AdvertPlaces.objects.all():
        texts += [places.house_text, places.note_text]
    texts += topic_texts()
    for letter in Letter.objects.exclude(begun_at=None):
        texts += [letter.subject, letter.opening, str(letter.content.raw_data)]
    for model in (Home, Section, FreePage):
        for page in model.objects.live():
            texts += [page.title, getattr(page, "intro", ""), getattr(page, "footer_text", "")]
            texts += [str(page.body.raw_data)] if isinstance(page, FreePage) else []
    shown = Listed.objects.filter(list__startswith="person:").values_list("list", flat=True)
    for person in Person.objects.filter(pk__in={int(name.partition(":")[2]) for name in shown}):
        texts += [person.name, person.position]
    for picture in Picture.objects.all():
        texts += [picture.alt, picture.caption]
    for document in get_document_model().objects.all():
        texts.append(Path(document.file.path).read_text(encoding="utf-8"))
    return {each for text in texts for each in MARK.findall(text)}


def corrected_texts() -> list[str]:
    """What was published about corrections of articles that are published now, and what these said before."""
    live = Article.objects.live().exclude(permalink="")
    words = ("said", "says", "note", "credit")
    rows = [
        *Correction.objects.filter(article__in=live).values_list(*words),
        *CorrectionVersion.objects.filter(correction__article__in=live).values_list(*words),
        *PastText.objects.filter(article__in=live).values_list("text"),
    ]
    return [text for row in rows for text in row]


def topic_texts() -> list[str]:
    """What readers may read of topics and rounds."""
    rows = [
        *Topic.objects.filter(is_public=True).values_list("question", "lines", "reason"),
        *Assignment.objects.values_list("reason"),
        *Round.objects.values_list("title"),
        *BallotFile.objects.values_list("text"),
    ]
    return [text for row in rows for text in row]


def chief() -> User:
    """An editor who may do anything."""
    address = "chief@example.org"
    return User.objects.filter(email=address).first() or User.objects.create_superuser(
        address, "a-long-password"
    )


def drafted(person: Person) -> bool:
    """Whether a draft names this person."""
    return any(
        byline["person"] == person.pk
        for revision in Revision.objects.all()
        for byline in revision.content.get("bylines", [])
    )
