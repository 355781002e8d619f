"""Addresses of readers' forms and receipts. What else lies below `/corrections/` is pressed."""

from django.urls import path

from coffeepress.corrections import views

app_name = "corrections"

urlpatterns = [
    path("corrections/report/", views.report, name="report"),
    path("corrections/token/", views.token, name="token"),
    path("corrections/write/", views.write, name="write"),
    path("corrections/r/<str:receipt>/", views.status, name="status"),
    path("corrections/r/<str:receipt>/annotation.json", views.annotation, name="annotation"),
]
