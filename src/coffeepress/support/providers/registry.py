"""Which providers there are. Registering a name twice is an error."""

from coffeepress.support.providers.contract import Provider

_providers: dict[str, Provider] = {}


class ProviderRegisteredTwice(ValueError):
    """Two providers have the same name."""


class UnknownProvider(KeyError):
    """No provider has this name."""


def register(provider: Provider) -> None:
    """Add a provider.

    Raises:
        ProviderRegisteredTwice: its name is taken.
    """
    if provider.name in _providers:
        raise ProviderRegisteredTwice(provider.name)
    _providers[provider.name] = provider


def named(name: str) -> Provider:
    """The provider of that name.

    Raises:
        UnknownProvider: there is none.
    """
    try:
        return _providers[name]
    except KeyError:
        raise UnknownProvider(name) from None


def registered() -> list[Provider]:
    """All providers, in the order in which they were registered."""
    return list(_providers.values())
