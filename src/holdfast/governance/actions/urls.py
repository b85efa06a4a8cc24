"""Addresses of actions."""

from django.urls import path

from holdfast.governance.actions import views

app_name = "actions"
_ONE = "actions/<uuid:action_id>/"
urlpatterns = [
    path("actions/", views.action_list, name="list"),
    path("actions/export.<str:kind>", views.action_export, name="export"),
    path("groups/<uuid:group_id>/actions/new/", views.new_action, name="new"),
    path(_ONE, views.action, name="action"),
    path(f"{_ONE}acknowledgement/", views.acknowledgement, name="acknowledgement"),
    path(f"{_ONE}query/", views.query, name="query"),
    path(f"{_ONE}query-answer/", views.query_answer, name="query-answer"),
    path(f"{_ONE}progress/", views.progress, name="progress"),
    path(f"{_ONE}completion/", views.completion, name="completion"),
    path(f"{_ONE}reopening/", views.reopening, name="reopening"),
    path(f"{_ONE}withdrawal/", views.withdrawal, name="withdrawal"),
    path(f"{_ONE}owner/", views.owner, name="owner"),
    path(f"{_ONE}due-date/", views.due_date, name="due-date"),
    path(f"{_ONE}wording/", views.wording, name="wording"),
    path(f"{_ONE}follow-on/", views.follow_on, name="follow-on"),
]
