"""Registers the reader pages that support brings, and what it adds to articles' pages."""

from coffeepress.articles import slots
from coffeepress.edition.kinds import register
from coffeepress.support.appeal import AppealFiller
from coffeepress.support.page import SupportPageKind
from coffeepress.support.public.income_page import IncomePageKind
from coffeepress.support.public.standing_file import StandingFileKind

for kind in (SupportPageKind, StandingFileKind, IncomePageKind):
    register(kind)
slots.register(AppealFiller)
