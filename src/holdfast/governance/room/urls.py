"""Addresses of the meeting room."""

from django.urls import path

from holdfast.governance.room.views import attendance, conduct, deciding, interests, items, room

app_name = "room"
_ROOM = "meetings/<uuid:meeting_id>/room/"
_ITEM = f"{_ROOM}items/<uuid:item_id>/"
_STAY = f"{_ROOM}attendance/<uuid:presence_id>/"
_VOTE = f"{_ROOM}votes/<uuid:vote_id>/"
urlpatterns = [
    path(_ROOM, room.room, name="room"),
    path(f"{_ROOM}live/<str:region>/", room.live, name="live"),
    path(f"{_ROOM}quorum/", room.quorum_throughout, name="quorum"),
    path(f"{_ROOM}opening/", conduct.opening, name="opening"),
    path(f"{_ROOM}closing/", conduct.closing, name="closing"),
    path(f"{_ROOM}adjournment/", conduct.adjournment, name="adjournment"),
    path(f"{_ROOM}cancellation/", conduct.cancellation, name="cancellation"),
    path(f"{_ROOM}continuation/", conduct.continuation, name="continuation"),
    path(f"{_ROOM}chair/", conduct.nominations, name="nominations"),
    path(f"{_ROOM}override/", conduct.override, name="override"),
    path(f"{_ROOM}override/<uuid:override_id>/end/", conduct.override_end, name="override-end"),
    path(f"{_ROOM}attendance/somebody-else/", attendance.somebody_else, name="somebody-else"),
    path(f"{_ROOM}arrivals/<uuid:person_id>/", attendance.arrivals, name="arrivals"),
    path(f"{_STAY}departure/", attendance.departure, name="departure"),
    path(f"{_STAY}place/", attendance.place, name="place"),
    path(f"{_STAY}correction/", attendance.correction, name="correction"),
    path(f"{_STAY}striking-out/", attendance.striking_out, name="striking-out"),
    path(f"{_ITEM}beginning/", items.beginning, name="beginning"),
    path(f"{_ITEM}ending/", items.ending, name="ending"),
    path(f"{_ITEM}note/", items.note, name="note"),
    path(f"{_ITEM}minute/", items.minute, name="minute"),
    path(f"{_ITEM}minute/holder/", items.holding, name="holding"),
    path(f"{_ITEM}nothing-to-declare/<str:who>/", interests.nothing_to_declare, name="nothing-to-declare"),
    path(f"{_ITEM}declaration/", interests.declaration, name="declaration"),
    path(f"{_ROOM}exclusions/<uuid:exclusion_id>/end/", interests.exclusion_end, name="exclusion-end"),
    path(f"{_ITEM}decisions/", deciding.decisions, name="decisions"),
    path(f"{_ROOM}decisions/<uuid:decision_id>/withdrawal/", deciding.decision_withdrawal, name="withdrawal"),
    path(f"{_ITEM}actions/", deciding.actions, name="actions"),
    path(f"{_ITEM}votes/", deciding.votes, name="votes"),
    path(f"{_VOTE}ballots/<uuid:person_id>/", deciding.ballots, name="ballots"),
    path(f"{_VOTE}casting-vote/", deciding.casting_vote, name="casting-vote"),
    path(f"{_VOTE}withdrawal/", deciding.vote_withdrawal, name="vote-withdrawal"),
    path(f"{_VOTE}closing/", deciding.vote_closing, name="vote-closing"),
]
