"""Begin a letter: from this moment what goes out is fixed, and readers can open it on the site."""

import logging
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from coffeepress.articles.models import Article
from coffeepress.articles.paths import letters_path, month_of, outlet_time
from coffeepress.edition.outbox import changed
from coffeepress.letters.keys import LETTER, LETTERS
from coffeepress.letters.mail import made
from coffeepress.letters.models import Letter, LetterArticle

logger = logging.getLogger(__name__)

_TRIES = 200


def begin_due() -> int:
    """Begin the letters whose time has come.

    Returns:
        How many were begun.
    """
    due = Letter.objects.filter(state=Letter.State.SCHEDULED)
    due = due.filter(Q(send_at=None) | Q(send_at__lte=timezone.now()))
    return sum(_guarded(pk) for pk in list(due.order_by("pk").values_list("pk", flat=True)))


def _guarded(pk: int) -> bool:
    """Begin a letter. One that cannot be made is a draft again, and holds up no other."""
    try:
        return begin(pk)
    except (OperationalError, InterfaceError):
        raise  # the database's trouble, and no letter's
    except Exception as error:
        logger.exception("Letter %s could not be begun.", pk)
        row = Letter.objects.filter(pk=pk, state=Letter.State.SCHEDULED)
        row.update(state=Letter.State.DRAFT, send_at=None, trouble=repr(error)[:300])
        return False


def begin(pk: int, *, at: datetime | None = None) -> bool:
    """Begin a scheduled letter; `at` is another moment than now, for what is brought in.

    Returns:
        Whether it was: False where an editor has thought better of it.
    """
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(pk=pk, state=Letter.State.SCHEDULED).first()
        if letter is None:
            return False
        letter.begun_at = at or timezone.now()
        letter.state = Letter.State.SENDING
        letter.path = _free_path(letter, letter.begun_at)
        mail = made(letter)
        letter.sent_subject, letter.sent_html, letter.sent_text = mail.subject, mail.html, mail.text
        letter.save()
        live = Article.objects.live().filter(pk__in=letter.articles).values_list("pk", flat=True)
        LetterArticle.objects.bulk_create(
            LetterArticle(letter=letter, article_id=article) for article in live
        )
        changed(*keys_of(letter))
    return True


def keys_of(letter: Letter) -> list[str]:
    """The keys of the pages on which a begun letter stands."""
    assert letter.begun_at is not None
    language = letter.language
    return [LETTER(letter.pk), LETTERS(language), LETTERS(language, month_of(letter.begun_at))]


def _free_path(letter: Letter, moment: datetime) -> str:
    """The letter's address, such as `/letters/2026/11/24-daily/`; never given out twice."""
    local = outlet_time(moment)
    start = f"{letters_path(letter.language)}{local:%Y/%m/%d}-{letter.kind}"
    for number in range(1, _TRIES):
        path = f"{start}/" if number == 1 else f"{start}-{number}/"
        if not Letter.objects.filter(path=path).exists():
            return path
    return f"{start}-{letter.pk}-{local:%H%M%S}/"
