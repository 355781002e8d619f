"""A sample of everything that a route can name."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow

from coffeepress.adverts.models import AdvertPlaces, Creative
from coffeepress.articles.models import Picture
from coffeepress.corrections.models import Correction, PreparedReason, Report
from coffeepress.letters.models import Letter, SignUp
from coffeepress.letters.tokens import leave_url
from coffeepress.people.models import Person
from coffeepress.support.book import new_pledge
from coffeepress.support.claim import claim_token
from coffeepress.support.models import LedgerEvent, Supporter, SupportWords, Tier, UploadedStatement
from coffeepress.support.money import Money
from coffeepress.support.providers.bank import page_token
from coffeepress.support.providers.manual import book_cash
from coffeepress.support.supporters import supporter_with_address
from tests.edition.newsroom import Newsroom
from tests.newsroom.characters import EDITOR, SUPPORTER, make_account
from tests.topics.votes import HOUR, make_round, make_topic


class World:
    """An outlet with one of each, none of which belongs to any character but the Editor."""

    def __init__(self) -> None:
        outlet = Newsroom()
        editor = make_account(EDITOR)
        self.section = outlet.section("city")
        outlet.section("stadt", language="uk")
        self.article = outlet.article(self.section, "ferry", owner=editor)
        self.draft = outlet.draft(self.section, "embargoed", title="Embargoed story", owner=editor)
        self.workflow_state = self.draft.get_workflow().start(self.draft, editor)
        self.person = Person.objects.create(name="Anna Novak", slug="anna-novak", locale=outlet.locale())
        self.picture = Picture.objects.create(
            title="Ferry", file=_picture_file(), width=40, height=30, uploaded_by_user=editor
        )
        self.document = get_document_model().objects.create(
            title="Plan", file=ContentFile(b"plan", "plan.txt"), uploaded_by_user=editor
        )
        self.redirect = Redirect.objects.create(old_path="/old", redirect_link="/new")
        self.collection = Collection.get_first_root_node().add_child(name="Archive")
        self.account = make_account(SUPPORTER)
        self.correction = Correction.objects.create(article=self.article, language="en", note="Mended")
        self.reason = PreparedReason.objects.create(language="en", title="Taste", text="It is meant so.")
        self.words = SupportWords.objects.create(language="en")
        self.advert = Creative.objects.create(
            name="Bread",
            kind="text",
            heading="Bread",
            link="https://bread.example/",
            places=["end"],
            languages=["en"],
        )
        self.advert_places = AdvertPlaces.objects.create(language="en")
        self.tier = Tier.objects.create(amount_minor=900, currency="EUR")
        self.pledge = new_pledge(
            provider="bank", supporter=supporter_with_address("patron@paper.example", "en"), language="en"
        )
        book_cash(Money(350, "EUR"), number="receipt-1", language="en")
        self.cash = LedgerEvent.objects.get()
        self.statement = UploadedStatement.objects.create(
            name="november.csv",
            currency="EUR",
            packed=zlib.compress(b"Date,Amount,Text\n2026-11-03,3.50,x\n"),
        )
        self.topic = make_topic("Who owns the ferry?", proposer=None)
        self.round = make_round()
        Supporter.objects.create(user=self.account, language="en", counts_until=timezone.now() + HOUR)
        self.letter = Letter.objects.create(
            kind="daily", language="en", subject="Today", opening="<p>Words</p>"
        )
        self.wish = SignUp.objects.create(nonce="n", email="anna@paper.example", language="en", kinds="daily")
        self.receipt = Report.objects.create(
            kind=Report.Kind.PASSAGE, language="en", article=self.article, exact="Words", wrong="Typed"
        )

    def sample(self, name: str) -> Mapping[str, Any]:
        """What stands for each part of a route's pattern."""
        task_state = self.workflow_state.current_task_state
        revision = self.article.latest_revision_id
        return {
            "parent_page_id": self.section.pk,
            "page_id": self.draft.pk if "workflow" in name or "revisions" in name else self.article.pk,
            "page_pk": Page.get_first_root_node().pk,
            "page_to_move_id": self.article.pk,
            "destination_id": self.section.pk,
            "content_type_app_name": "articles",
            "content_type_model_name": "article",
            "app_label": self._app_and_model(name)[0],
            "app_name": "articles",
            "model_name": self._app_and_model(name)[1],
            "action": "delete",
            "action_name": "approve" if "workflow" in name or "collect" in name else "convert_alias",
            "task_state_id": task_state.pk,
            "task_id": task_state.task_id,
            "revision_id": self.draft.latest_revision_id,
            "workflow_state_id": self.workflow_state.pk,
            "workflow_pk": Workflow.objects.get().pk,
            "collection_id": self.collection.pk,
            "redirect_id": self.redirect.pk,
            "document_id": self.document.pk,
            "doc_id": self.document.pk,
            "image_id": self.picture.pk,
            "uploaded_file_id": 1,
            "filter_spec": "original",
            "object_id": self.article.pk,
            "receipt": self.receipt.token,
            "provider": "stripe",
            "number": self.topic.pk,
            "session_id": 1,
            "restriction_id": 1,
            "uidb64": "MQ",
            "token": "set-password",
            "language": "uk",
            "handle": "h4ndle",
            "code": "BCDF-GHJK",
            "path": self.picture.file.name,
            "reference": self.pledge.reference,
            "support/transfer/<str:token>/": f"/support/transfer/{page_token(self.pledge.reference)}/",
            "support/claim/<str:token>/": f"/support/claim/{claim_token(self.pledge)}/",
            "letters/confirm/<str:token>/": f"/letters/confirm/{self.wish.token}/",
            "letters/leave/<str:token>/": leave_url(1, self.letter.pk).removeprefix("http://testserver"),
            "pk": self._key(name),
            r"documents/^(\d+)/(.*)$": f"/documents/{self.document.pk}/{self.document.filename}",
            "newsroom/bulk/<str:app_label>/<str:model_name>/<str:action>/": (
                f"/newsroom/bulk/wagtailcore/page/delete/?id={self.article.pk}&next=/newsroom/"
            ),
            "newsroom/tag-autocomplete/<slug:app_name>/<slug:model_name>/": "/newsroom/tag-autocomplete/taggit/tag/",
            r"newsroom/^.*/$": "/newsroom/there/is/nothing/here/",
            r"newsroom/pages/^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)"
            r"\.\.\.(?P<revision_id_b>live|latest|\d+)/$": (
                f"/newsroom/pages/{self.article.pk}/revisions/compare/{revision}...live/"
            ),
        }

    def _key(self, name: str) -> int:
        kinds: dict[str, Any] = {
            "reports:report": self.receipt,
            "published_corrections": self.correction,
            "prepared_reasons": self.reason,
            "supporting:supporter": self.pledge.supporter,
            "supporting:take_back": self.cash,
            "supporting:statement_preview": self.statement,
            "support_words": self.words,
            "support_tiers": self.tier,
            "adverts_creative": self.advert,
            "adverts_advertplaces": self.advert_places,
            "topics_desk": self.topic,
            "topics_rounds": self.round,
            "newsroom_letters": self.letter,
            "pages": self.article,
            "documents": self.document,
            "wagtaildocs": self.document,
            "images": self.picture,
            "collections": self.collection,
            "workflows:edit_task": Task.objects.get(),
            "workflows:disable_task": Task.objects.get(),
            "workflows:enable_task": Task.objects.get(),
            "workflows": Workflow.objects.get(),
            "people_person": self.person,
            "locales": Locale.objects.last(),
            "sites": Site.objects.get(),
            "users_users": self.account,
            "users_groups": Group.objects.get(name=EDITOR),
        }
        return next((thing.pk for part, thing in kinds.items() if part in name), 1)

    @staticmethod
    def _app_and_model(name: str) -> tuple[str, str]:
        if "snippet" in name:
            return "people", "person"
        if "bulk" in name:
            return "wagtailcore", "page"
        if "task" in name:
            return "wagtailcore", "groupapprovaltask"
        return "articles", "article"


def _picture_file() -> ContentFile:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(stream, "PNG")
    return ContentFile(stream.getvalue(), "ferry.png")
