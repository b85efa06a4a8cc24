"""Addresses of missing episodes and return interviews."""

from django.urls import path

from holdfast.casework.missing.views import arranging, content, episodes, interviews, lists, recording

app_name = "missing"
_CHILD = "children/<uuid:child_id>/missing/"
_EPISODE = "missing/episodes/<uuid:episode_id>/"
_INTERVIEW = "missing/interviews/<uuid:interview_id>/"
urlpatterns = [
    path("missing/", lists.missing_now, name="now"),
    path("missing/rules/", lists.rules, name="rules"),
    path(_CHILD, episodes.of_child, name="of-child"),
    path(f"{_CHILD}new/", recording.new_episode, name="new"),
    path(_EPISODE, episodes.episode, name="episode"),
    path(f"{_EPISODE}correction/", recording.correction, name="correction"),
    path(f"{_EPISODE}return/", recording.found, name="return"),
    path(f"{_EPISODE}grade/", recording.grade, name="grade"),
    path(f"{_EPISODE}withdrawal/", recording.withdrawal, name="withdrawal"),
    path(f"{_EPISODE}restoration/", recording.restoration, name="restoration"),
    path(f"{_EPISODE}passage/", recording.passage, name="episode-passage"),
    path(f"{_EPISODE}interview/", interviews.interview_for, name="interview-for"),
    path("missing/interviews/", interviews.interview_list, name="interviews"),
    path(_INTERVIEW, interviews.interview, name="interview"),
    path(f"{_INTERVIEW}holder/", arranging.holder, name="holder"),
    path(f"{_INTERVIEW}offer/", arranging.offer, name="offer"),
    path(f"{_INTERVIEW}acceptance/", arranging.acceptance, name="acceptance"),
    path(f"{_INTERVIEW}refusal/", arranging.refusal, name="refusal"),
    path(f"{_INTERVIEW}carers/", arranging.carers, name="carers"),
    path(f"{_INTERVIEW}attempt/", arranging.attempt, name="attempt"),
    path(f"{_INTERVIEW}cancellation/", arranging.cancellation, name="cancellation"),
    path(f"{_INTERVIEW}reopening/", arranging.reopening, name="reopening"),
    path(f"{_INTERVIEW}content/", content.content, name="content"),
    path(f"{_INTERVIEW}draft/", content.draft, name="draft"),
    path(f"{_INTERVIEW}returns/", content.returns, name="returns"),
    path(f"{_INTERVIEW}passage/", content.passage, name="passage"),
    path(f"{_INTERVIEW}passages/<uuid:passage_id>/taking-back/", content.taking_back, name="take-back"),
]
