"""Addresses of support that Django answers. What else lies below `/support/` is pressed."""

from django.urls import path

from coffeepress.support import views
from coffeepress.support.forms import after, begin, practice

app_name = "support"

urlpatterns = [
    path("support/begin/", begin.begin_pledge, name="begin"),
    path("support/thanks/", after.thanks, name="thanks"),
    path("support/transfer/<str:token>/", after.transfer, name="transfer"),
    path("support/portal/<str:reference>/", after.change, name="portal"),
    path("support/claim/<str:token>/", after.claim_pledge, name="claim"),
    path("support/practice/<str:token>/", practice.practise, name="practice"),
    path("support/webhooks/<slug:provider>/", views.webhook, name="webhook"),
]
