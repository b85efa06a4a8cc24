"""Addresses of escalation."""

from django.urls import path

from holdfast.obligations.escalation.views import ladders, steps

app_name = "escalation"
_ONE = "escalation/<uuid:step_id>/"
_OWED = "owed/obligation/<uuid:obligation_id>/"
urlpatterns = [
    path("groups/<uuid:group_id>/escalation/", steps.group_steps, name="group"),
    path("groups/<uuid:group_id>/escalation/direct/", steps.direct, name="direct"),
    path(_ONE, steps.step, name="step"),
    path(f"{_ONE}letter.<str:kind>", steps.letter_file, name="letter-file"),
    path(f"{_ONE}sending/", steps.sending, name="sending"),
    path(f"{_ONE}declining/", steps.declining, name="declining"),
    path(f"{_ONE}acknowledgement/", steps.acknowledgement, name="acknowledgement"),
    path(f"{_ONE}reply/", steps.reply, name="reply"),
    path(f"{_ONE}closing/", steps.closing, name="closing"),
    path(f"{_OWED}proposal/", steps.proposal, name="proposal"),
    path(f"{_OWED}letter/", steps.letter, name="letter"),
    path("ladders/", ladders.all_ladders, name="ladders"),
    path("ladders/independent-chair/", ladders.new_rung, name="new-chair"),
    path("ladders/agencies/<uuid:agency_id>/", ladders.new_rung, name="new-rung"),
    path("ladders/rungs/<uuid:rung_id>/", ladders.rung, name="rung"),
    path("ladders/rungs/<uuid:rung_id>/end/", ladders.rung_end, name="rung-end"),
    path("letters/", ladders.letters, name="letters"),
    path("letters/<slug:key>/", ladders.wording, name="wording"),
    path("letters/<slug:key>/first-wording/", ladders.own_words, name="own-words"),
]
