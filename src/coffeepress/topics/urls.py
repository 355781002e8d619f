"""Addresses of topics that Django answers. What else lies below `/topics/` is pressed."""

from django.urls import path

from coffeepress.topics.forms import propose, receipt, similar, vote

app_name = "topics"

urlpatterns = [
    path("topics/vote/", vote.vote, name="vote"),
    path("topics/receipt/", receipt.find_ballot, name="receipt"),
    path("topics/propose/", propose.propose_topic, name="propose"),
    path("topics/propose/<int:number>/", propose.own_topic, name="own"),
    path("topics/similar/", similar.offer_similar, name="similar"),
]
