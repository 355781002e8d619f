"""The one address of syndication that is no reader page."""

from django.urls import path

from coffeepress.syndication import views

app_name = "syndication"

urlpatterns = [path("oembed/", views.oembed, name="oembed")]
