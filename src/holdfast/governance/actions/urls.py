"""Addresses of actions."""

from django.urls import path

from holdfast.governance.actions.views import allocating, answering, listing

app_name = "actions"
_ONE = "actions/<uuid:action_id>/"
urlpatterns = [
    path("actions/", listing.action_list, name="list"),
    path("actions/export.<str:kind>", listing.action_export, name="export"),
    path("groups/<uuid:group_id>/actions/new/", allocating.new_action, name="new"),
    path(_ONE, listing.action, name="action"),
    path(f"{_ONE}acknowledgement/", answering.acknowledgement, name="acknowledgement"),
    path(f"{_ONE}query/", answering.query, name="query"),
    path(f"{_ONE}query-answer/", allocating.query_answer, name="query-answer"),
    path(f"{_ONE}progress/", answering.progress, name="progress"),
    path(f"{_ONE}completion/", answering.completion, name="completion"),
    path(f"{_ONE}evidence/<uuid:entry_id>/", listing.evidence, name="evidence"),
    path(f"{_ONE}reopening/", allocating.reopening, name="reopening"),
    path(f"{_ONE}withdrawal/", allocating.withdrawal, name="withdrawal"),
    path(f"{_ONE}owner/", allocating.owner, name="owner"),
    path(f"{_ONE}due-date/", allocating.due_date, name="due-date"),
    path(f"{_ONE}wording/", allocating.wording, name="wording"),
    path(f"{_ONE}follow-on/", allocating.follow_on, name="follow-on"),
]
