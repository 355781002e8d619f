"""The addresses of the search: `/search/`, and `/uk/search/` for another language."""

from django.urls import path

from coffeepress.search import views

app_name = "search"

urlpatterns = [
    path("search/", views.search, name="first_language"),
    path("<slug:language>/search/", views.search, name="language"),
]
