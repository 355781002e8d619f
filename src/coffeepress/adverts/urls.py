"""Addresses of adverts that Django answers. What else lies below `/adverts/` is pressed."""

from django.urls import path

from coffeepress.adverts import views

app_name = "adverts"

urlpatterns = [path("adverts/count/", views.count_view, name="count")]
