"""Addresses of the gallery."""

from django.urls import path

from holdfast.web.gallery import views

app_name = "gallery"
urlpatterns = [
    path("", views.gallery, name="all"),
    path("form/", views.form, name="form"),
    path("errors/<int:status>/", views.error, name="error"),
]
