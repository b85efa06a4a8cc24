"""Addresses of notices."""

from django.urls import path

from holdfast.obligations.notices import views

app_name = "notices"
urlpatterns = [
    path("account/notices/", views.preference, name="preference"),
    path("messages/", views.undelivered, name="undelivered"),
    path("messages/<uuid:message_id>/again/", views.send_again, name="send-again"),
]
