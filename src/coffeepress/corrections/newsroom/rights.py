"""Who sees readers' reports and decides on them, and who sees the readers' names and addresses."""

from typing import Any

from coffeepress.people.newsroom.rights import ForHolders

DECIDE = "corrections.decide_report"
SEE_REPORTER = "corrections.see_reporter"


def may_decide(user: Any) -> bool:
    return bool(user.has_perm(DECIDE))


def sees_reporter(user: Any) -> bool:
    return bool(user.has_perm(SEE_REPORTER))


def may_change(user: Any, article: Any) -> bool:
    """Whether Wagtail lets an account change the article; a decision that changes it needs that as well."""
    return article is not None and bool(article.permissions_for_user(user).can_edit())


class ForDeciders(ForHolders):
    """A view for those who may decide on reports."""

    rights = (DECIDE,)
