"""Addresses of partnerships, people, agencies and permissions."""

from django.urls import path

from holdfast.stewardship.access import views as access
from holdfast.stewardship.accounts.views.partnerships import partnerships

app_name = "stewardship"
urlpatterns = [
    path("partnerships/", partnerships, name="partnerships"),
    path("permissions/", access.permissions, name="permissions"),
    path("permissions/mine/", access.own_permissions, name="own-permissions"),
]
