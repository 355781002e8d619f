"""Deleting an account: each holding forgets the person in its own way, then the account goes."""

from django.db import transaction

from coffeepress.people.holdings import registered
from coffeepress.people.models import User
from coffeepress.people.second_factor import is_staff


class BelongsToStaff(Exception):
    """The account can enter the newsroom: an administrator has to delete it, who also sees what is left behind."""


@transaction.atomic
def delete_account(user: User) -> None:
    """Forget a reader.

    Raises:
        BelongsToStaff: the account is not a reader's alone.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_superuser or locked.is_staff or is_staff(locked):
        raise BelongsToStaff
    for holding in reversed(registered()):
        holding.forget(locked)
    locked.delete()
