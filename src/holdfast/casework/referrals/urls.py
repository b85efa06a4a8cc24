"""Addresses of referrals and what follows from them."""

from django.urls import URLPattern

app_name = "referrals"
urlpatterns: list[URLPattern] = []
