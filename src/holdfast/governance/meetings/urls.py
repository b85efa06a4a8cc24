"""Addresses of meetings, their agendas and papers, answers and calendars."""

from django.urls import path

from holdfast.governance.meetings.views import agenda, answers, calendars, meetings, papers, series

app_name = "meetings"
_GROUP = "groups/<uuid:group_id>/meetings/"
_ONE = "meetings/<uuid:meeting_id>/"
_ITEM = "agenda-items/<uuid:item_id>/"
_PAPER = "papers/<uuid:paper_id>/"
urlpatterns = [
    path("meetings/", meetings.mine, name="mine"),
    path("meetings/calendar/", calendars.subscription, name="calendar"),
    path("meetings/calendar/address/", calendars.make_feed, name="make-feed"),
    path("meetings/calendar/revocation/", calendars.revoke_feed, name="revoke-feed"),
    path("meetings/calendar/<str:token>.ics", calendars.feed, name="feed"),
    path(_GROUP, meetings.of_group, name="of-group"),
    path(f"{_GROUP}series/", series.series, name="series"),
    path(f"{_GROUP}series/confirmation/", series.confirm, name="confirm-series"),
    path(f"{_GROUP}new/", series.add, name="add"),
    path(f"{_GROUP}extraordinary/", series.call, name="call"),
    path(_ONE, meetings.meeting, name="meeting"),
    path(f"{_ONE}date/", meetings.move, name="move"),
    path(f"{_ONE}cancellation/", meetings.cancel, name="cancel"),
    path(f"{_ONE}carrying/", meetings.carry, name="carry"),
    path(f"{_ONE}removal/", meetings.drop, name="drop"),
    path(f"{_ONE}invitation.ics", calendars.invitation, name="invitation"),
    path(f"{_ONE}answer/", answers.own_answer, name="answer"),
    path(f"{_ONE}answer/withdrawal/", answers.take_back, name="take-back"),
    path(f"{_ONE}answers/<uuid:person_id>/", answers.answer_for, name="answer-for"),
    path(f"{_ONE}agenda/", agenda.agenda, name="agenda"),
    path(f"{_ONE}agenda/confirmation/", agenda.confirm, name="confirm-agenda"),
    path(f"{_ONE}agenda/items/new/", agenda.add_item, name="add-item"),
    path(f"{_ONE}invitees/new/", agenda.invite, name="invite"),
    path("invitees/<uuid:invitee_id>/withdrawal/", agenda.withdraw_invitation, name="withdraw-invitation"),
    path(_ITEM, agenda.change_item, name="change-item"),
    path(f"{_ITEM}place/", agenda.place_item, name="place-item"),
    path(f"{_ITEM}removal/", agenda.remove_item, name="remove-item"),
    path(f"{_ITEM}papers/new/", papers.add_paper, name="add-paper"),
    path(f"{_ITEM}papers/pin/", papers.pin_paper, name="pin-paper"),
    path(_PAPER, papers.read_paper, name="paper"),
    path(f"{_PAPER}version/", papers.replace_paper, name="replace-paper"),
    path(f"{_PAPER}withdrawal/", papers.withdraw_paper, name="withdraw-paper"),
]
