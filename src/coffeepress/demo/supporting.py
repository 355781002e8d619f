"""Bring into the demo how it asks for support: the words of each language, and the tiers that they name."""

from collections.abc import Iterable

from coffeepress.demo.values import SupportContent
from coffeepress.support.models import SupportWords, Tier, TierWords


def bring_support(contents: Iterable[SupportContent]) -> None:
    """Store the words, and the tiers with their words in each language."""
    contents = list(contents)
    for content in contents:
        SupportWords.objects.create(
            language=content.language,
            title=content.title,
            intro=content.intro_html,
            ways=list(content.ways),
            appeals=list(content.appeals),
        )
    for position, same in enumerate(zip(*(content.tiers for content in contents), strict=True)):
        amount = same[0].amount
        tier = Tier.objects.create(amount_minor=amount.minor, currency=amount.currency, position=position)
        for content, words in zip(contents, same, strict=True):
            TierWords.objects.create(
                tier=tier, language=content.language, name=words.name, purpose=words.purpose
            )
