"""Addresses of concerns, requests, learning and tasks between groups."""

from django.urls import path

from holdfast.obligations.concerns.views import answering, listing, publishing, sending

app_name = "concerns"
_ONE = "concerns/<uuid:matter_id>/"
urlpatterns = [
    path("concerns/", listing.matters, name="list"),
    path("groups/<uuid:group_id>/concerns/", listing.of_group, name="of-group"),
    path("groups/<uuid:group_id>/concerns/new/", sending.new, name="new"),
    path("groups/<uuid:group_id>/other-partnerships/", publishing.publication, name="publication"),
    path("groups/<uuid:group_id>/other-partnerships/end/", publishing.end, name="end-publication"),
    path("boards/<uuid:board_id>/concerns/", listing.of_board, name="of-board"),
    path("boards/<uuid:board_id>/concerns/new/", sending.new_from_board, name="new-from-board"),
    path(_ONE, listing.matter, name="concern"),
    path(f"{_ONE}receipt/", answering.receipt, name="receipt"),
    path(f"{_ONE}acceptance/", answering.acceptance, name="acceptance"),
    path(f"{_ONE}refusal/", answering.refusal, name="refusal"),
    path(f"{_ONE}answer/", answering.answer, name="answer"),
    path(f"{_ONE}date/", sending.date, name="date"),
    path(f"{_ONE}withdrawal/", sending.withdrawal, name="withdrawal"),
    path(f"{_ONE}closure/", sending.closure, name="closure"),
]
