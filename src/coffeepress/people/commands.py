"""The accounts' command: `coffeepress accounts reset-second-factor`."""

import click


@click.group("accounts", epilog="Example: coffeepress accounts reset-second-factor anna@paper.example")
def accounts_group() -> None:
    """Help people who cannot sign in any more."""


@accounts_group.command(
    "reset-second-factor", epilog="Example: coffeepress accounts reset-second-factor anna@paper.example"
)
@click.argument("email")
def reset_second_factor(email: str) -> None:
    """Take an account's passkeys, app and recovery codes away, and sign it out everywhere.

    First make sure that whoever asks for it is who they say.
    """
    from allauth.mfa.models import Authenticator
    from django.db import transaction

    from coffeepress.people import devices
    from coffeepress.people.models import Device, User

    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise click.ClickException(f"There is no account with the address {email}.")
    with transaction.atomic():
        number, _each = Authenticator.objects.filter(user=user).delete()
        devices.end(list(Device.objects.filter(user=user)))
    click.echo(f"{number} taken away from {user.email}, who is signed out everywhere and can add new ones.")


commands: list[click.Command] = [accounts_group]
