"""Addresses of letters that Django answers. What else lies below `/letters/` is pressed."""

from django.urls import path

from coffeepress.letters import views

app_name = "letters"

urlpatterns = [
    path("letters/subscribe/", views.subscribe, name="subscribe"),
    path("letters/token/", views.token, name="token"),
    path("letters/asked/", views.asked, name="asked"),
    path("letters/confirm/<str:token>/", views.confirm, name="confirm"),
    path("letters/leave/<str:token>/", views.leave, name="leave"),
    path("account/letters/", views.mine, name="mine"),
]
