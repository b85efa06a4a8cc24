"""Addresses of the case meeting."""

from django.urls import path

from holdfast.casework.panel.views import (
    answers,
    concluding,
    deciding,
    feedback,
    lists,
    notes,
    of_child,
    room,
    saying,
    told,
)

app_name = "panel"
_MEETING = "cases/meetings/<uuid:meeting_id>/"
_CASE = "cases/children/<uuid:listing_id>/"
_BUNDLE = "cases/feedback/<uuid:bundle_id>/"
urlpatterns = [
    path("cases/", lists.meetings, name="meetings"),
    path(_MEETING, lists.case_list, name="list"),
    path(f"{_MEETING}building/", lists.building, name="building"),
    path(f"{_MEETING}issue/", lists.issue, name="issue"),
    path(f"{_MEETING}children/new/", lists.addition, name="addition"),
    path(f"{_CASE}deferral/", lists.deferral, name="deferral"),
    path(f"{_CASE}return/", lists.return_to_list, name="return"),
    path(f"{_CASE}place/", lists.place, name="place"),
    path(f"{_MEETING}answers/", answers.answers, name="answers"),
    path(f"{_MEETING}answers/rest/", answers.nothing_known_of_the_rest, name="nothing-of-the-rest"),
    path(f"{_CASE}answer/", answers.answer, name="answer"),
    path(f"{_CASE}answer/nothing-known/", answers.nothing_known, name="nothing-known"),
    path(f"{_MEETING}next/", room.next_child, name="next"),
    path(f"{_MEETING}left/", concluding.left, name="left"),
    path(f"{_MEETING}left/carrying-over/", concluding.carrying_all, name="carrying-all"),
    path(f"{_CASE}unchanged/", concluding.unchanged, name="unchanged"),
    path(f"{_CASE}carrying-over/", concluding.carrying, name="carrying"),
    path(_CASE, room.case, name="case"),
    path(f"{_CASE}live/<str:region>/", room.live, name="live"),
    path(f"{_CASE}beginning/", room.beginning, name="beginning"),
    path(f"{_CASE}contributions/", saying.contributions, name="contributions"),
    path(f"{_CASE}contributions/rest/", saying.nothing_to_add, name="nothing-to-add"),
    path(f"{_CASE}record/", room.record_page, name="record"),
    path(f"{_CASE}confirmation/", room.confirmation, name="confirmation"),
    path(f"{_CASE}actions/", deciding.actions, name="actions"),
    path(f"{_CASE}decisions/<uuid:decision_id>/withdrawal/", deciding.decision_withdrawal, name="withdrawal"),
    path(f"{_CASE}decisions/<str:what>/", deciding.decisions, name="decisions"),
    path(f"{_CASE}conflicts/", room.conflicts, name="conflicts"),
    path(f"{_CASE}practice/", notes.practice_of_case, name="practice-of-case"),
    path(f"{_CASE}disclosures/", notes.disclosures_of_case, name="disclosures-of-case"),
    path("cases/practice/", notes.practice, name="practice"),
    path("cases/practice/<uuid:note_id>/resolution/", notes.resolution, name="resolution"),
    path("cases/disclosures/", notes.disclosures, name="disclosures"),
    path(f"{_MEETING}practice/", notes.practice_of_meeting, name="practice-of-meeting"),
    path(f"{_MEETING}check/", notes.closing_check, name="check"),
    path(f"{_MEETING}figures/", notes.figures, name="figures"),
    path(f"{_MEETING}feedback/", feedback.bundles, name="bundles"),
    path(_BUNDLE, feedback.bundle, name="bundle"),
    path(f"{_BUNDLE}parts/<uuid:part_id>/", feedback.part, name="part"),
    path(f"{_BUNDLE}giving/", feedback.giving, name="giving"),
    path(f"{_BUNDLE}setting-aside/", feedback.setting_aside, name="setting-aside"),
    path(f"{_BUNDLE}read/", told.feedback, name="feedback"),
    path(f"{_BUNDLE}acknowledgement/", told.acknowledgement, name="acknowledgement"),
    path("children/<uuid:child_id>/meetings/", of_child.meetings, name="of-child"),
    path("outside/feedback/<str:secret>/", told.feedback_outside, name="feedback-outside"),
]
