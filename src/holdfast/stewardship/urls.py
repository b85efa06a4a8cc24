"""Addresses of partnerships, people, agencies and permissions."""

from django.urls import path

from holdfast.stewardship.access import views as access
from holdfast.stewardship.accounts.views import administration
from holdfast.stewardship.accounts.views.partnerships import partnerships
from holdfast.stewardship.tenancy import views
from holdfast.stewardship.trail import views as trail

app_name = "stewardship"
urlpatterns = [
    path("partnerships/", partnerships, name="partnerships"),
    path("permissions/", access.permissions, name="permissions"),
    path("permissions/mine/", access.own_permissions, name="own-permissions"),
    path("trail/", trail.trail, name="trail"),
    path("trail/export.<str:kind>", trail.trail_export, name="trail-export"),
    path("people/", views.people, name="people"),
    path("people/new/", views.new_person, name="new-person"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("people/<uuid:person_id>/change/", views.change_person, name="change-person"),
    path("people/<uuid:person_id>/departure/", views.end_person, name="end-person"),
    path("people/<uuid:person_id>/invitation/", administration.invitation, name="invitation"),
    path("people/<uuid:person_id>/lock/", administration.lock, name="lock"),
    path("people/<uuid:person_id>/lock/end/", administration.unlock, name="unlock"),
    path("people/<uuid:person_id>/access-limit/", administration.access_limit, name="access-limit"),
    path("people/<uuid:person_id>/roles/new/", administration.new_role, name="new-role"),
    path("people/<uuid:person_id>/roles/<uuid:grant_id>/end/", administration.end_role, name="end-role"),
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/new/", views.new_agency, name="new-agency"),
    path("agencies/<uuid:agency_id>/change/", views.change_agency, name="change-agency"),
    path("agencies/<uuid:agency_id>/departure/", views.end_agency, name="end-agency"),
]
