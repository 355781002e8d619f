"""Bring letters into the demo: those that were sent as they would stand afterwards, and a draft."""

from collections.abc import Mapping
from datetime import datetime

from coffeepress.articles.models import Article
from coffeepress.demo.values import DemoContent, LetterContent
from coffeepress.letters.begin import begin
from coffeepress.letters.models import Delivery, Kind, Letter, Subscriber
from coffeepress.letters.send import recount
from coffeepress.letters.sign_up import subscribe
from coffeepress.people.models import User

Pages = Mapping[tuple[str, str], int]


def bring_letters(demo: DemoContent, pages: Pages, *, editor: User) -> None:
    """Write subscribers and letters. No mail goes out.

    Args:
        pages: the articles' ids by language and slug.
        editor: who wrote them.
    """
    for email, language in demo.subscribers:
        subscribe(email, language, [kind.value for kind in Kind])
    for content in demo.letters:
        letter = _draft(content, pages, editor)
        if content.sent_at is not None:
            _send(letter, content.sent_at)


def _draft(content: LetterContent, pages: Pages, editor: User) -> Letter:
    articles = [Article.objects.get(pk=pages[content.language, slug]) for slug in content.articles]
    return Letter.objects.create(
        kind=content.kind,
        language=content.language,
        subject=content.subject,
        opening=content.opening_html,
        content=[("article", article) for article in articles],
        covers_until=content.sent_at,
        by=editor,
    )


def _send(letter: Letter, at: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SCHEDULED, send_at=at, made_at=at)
    begin(letter.pk, at=at)
    wants = Subscriber.objects.filter(
        subscriptions__kind=letter.kind, subscriptions__language=letter.language
    )
    Delivery.objects.bulk_create(
        Delivery(letter=letter, subscriber=each, state=Delivery.State.SENT, at=at) for each in wants
    )
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.SENT, is_filled=True, ended_at=at)
    recount(letter)
