"""Where readers find topics, rounds and ballots; and the forms, which Django answers. Pure but for the settings."""

from urllib.parse import urlencode

from django.conf import settings

from coffeepress.articles.paths import topics_path as topics_path


def topic_path(language: str, number: int) -> str:
    """A topic's page: it stays where it is, however the question is worded."""
    return f"{topics_path(language)}{number}/"


def round_path(language: str, number: int) -> str:
    """A round's page of results."""
    return f"{topics_path(language)}rounds/{number}/"


def ballots_path(number: int) -> str:
    """A closed round's file of ballots: one for all languages."""
    return f"{round_path(settings.COFFEEPRESS.languages[0], number)}ballots.txt"


def vote_path(language: str, *topics: int) -> str:
    """The voting form, with topics ticked. Forms are no reader pages: one address answers in all languages."""
    path = _form("vote/", language)
    if not topics:
        return path
    return f"{path}{'&' if '?' in path else '?'}{urlencode([('topic', each) for each in topics])}"


def receipt_path(language: str) -> str:
    """Where a voter finds the own ballot by its receipt."""
    return _form("receipt/", language)


def propose_path(language: str, number: int | None = None) -> str:
    """The form for a proposal; with a topic's number, the one in which its proposer answers what was asked back."""
    return _form(f"propose/{number}/" if number else "propose/", language)


def _form(name: str, language: str) -> str:
    first: str = settings.COFFEEPRESS.languages[0]
    path = f"{topics_path(first)}{name}"
    return path if language == first else f"{path}?language={language}"
