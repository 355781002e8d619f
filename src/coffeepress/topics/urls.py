"""Addresses of topics that Django answers. What else lies below `/topics/` is pressed."""

from django.urls import path

from coffeepress.topics.forms import propose, receipt, vote

app_name = "topics"

urlpatterns = [
    path("topics/vote/", vote.vote, name="vote"),
    path("topics/receipt/", receipt.find_ballot, name="receipt"),
    path("topics/propose/", propose.propose, name="propose"),
    path("topics/propose/<int:number>/", propose.answer, name="answer"),
    path("topics/similar/", propose.find_similar, name="similar"),
]
