"""Addresses of support that Django answers. What else lies below `/support/` is pressed."""

from django.urls import path

from coffeepress.support import views

app_name = "support"

urlpatterns = [
    path("support/webhooks/<slug:provider>/", views.webhook, name="webhook"),
]
