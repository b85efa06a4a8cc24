"""Addresses of the demonstration."""

from django.urls import path

from holdfast.demo import views

app_name = "demo"
urlpatterns = [path("", views.sign_in, name="sign-in")]
