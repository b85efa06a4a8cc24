"""Addresses of risk: the list, a child's risk and plan, what is to be recorded, who is placed where."""

from django.urls import path

from holdfast.casework.risk.views import child, listing, placed, plan, recording, striking

app_name = "risk"
_CHILD = "children/<uuid:child_id>/"
urlpatterns = [
    path("list/", listing.exploitation_list, name="list"),
    path("list/export.<str:kind>", listing.list_export, name="export"),
    path("list/history/", listing.history, name="history"),
    path("list/updates/<uuid:meeting_id>/", listing.update, name="update"),
    path("risk/placed/", placed.placed, name="placed"),
    path("risk/gaps/", placed.gaps, name="gaps"),
    path("risk/recording/", recording.recording, name="recording"),
    path("risk/recording/<uuid:confirmation_id>/", recording.confirmation, name="confirmation"),
    path("risk/recording/<uuid:confirmation_id>/not-needed/", recording.not_needed, name="not-needed"),
    path("risk/recorders/<uuid:group_id>/", recording.recorders, name="recorders"),
    path(f"{_CHILD}risk/", child.risk, name="risk"),
    path(f"{_CHILD}risk/assessment/", child.assessment, name="assessment"),
    path(f"{_CHILD}risk/place/<str:change>/", child.place, name="place"),
    path(f"{_CHILD}risk/levels/<uuid:level_id>/striking-out/", striking.level, name="strike-level"),
    path(f"{_CHILD}risk/places/<uuid:list_change_id>/striking-out/", striking.place, name="strike-place"),
    path(f"{_CHILD}placements/<uuid:placement_id>/notice/", placed.notice, name="notice"),
    path(f"{_CHILD}notices/<uuid:notice_id>/answer/", placed.notice_answer, name="notice-answer"),
    path(f"{_CHILD}plan/", plan.plan, name="plan"),
    path(f"{_CHILD}plan/agreement/", plan.agreement, name="agreement"),
    path(f"{_CHILD}plan/review/", plan.review, name="review"),
    path(f"{_CHILD}plan/ending/", plan.ending, name="ending"),
    path(f"{_CHILD}shared/new/", plan.sharing, name="sharing"),
]
