"""Addresses of the partnership's Boards and groups, their seats and terms."""

from django.urls import path

from holdfast.groups.views import boards, offices, seats, structure, terms, terms_in_force

app_name = "groups"
_BOARD = "boards/<uuid:board_id>/"
_GROUP = "groups/<uuid:group_id>/"
_SEAT = "seats/<uuid:seat_id>/"
_TERMS = "terms/<uuid:terms_id>/"
urlpatterns = [
    path("partnership/", structure.partnership, name="partnership"),
    path("partnership/vacancies/", structure.vacancies, name="vacancies"),
    path("boards/new/", boards.new_board, name="new-board"),
    path(_BOARD, boards.board, name="board"),
    path(f"{_BOARD}name/", boards.change_board, name="change-board"),
    path(f"{_BOARD}dates/", boards.add_dates, name="board-dates"),
    path("board-dates/<uuid:meeting_id>/removal/", boards.remove_date, name="remove-board-date"),
    path("groups/new/", structure.new_group, name="new-group"),
    path(_GROUP, structure.group, name="group"),
    path(f"{_GROUP}place/", structure.change_group, name="change-group"),
    path(f"{_GROUP}ending/", structure.end_group, name="end-group"),
    path(f"{_GROUP}resumption/", structure.resume_group, name="resume-group"),
    path(f"{_GROUP}members/", seats.members, name="members"),
    path(f"{_GROUP}co-options/new/", seats.coopt, name="coopt"),
    path(f"{_GROUP}offices/<str:office>/new/", offices.give_office, name="give-office"),
    path("office-holdings/<uuid:holding_id>/ending/", offices.end_office, name="end-office"),
    path(_SEAT, seats.seat, name="seat"),
    path(f"{_SEAT}appointments/new/", seats.appoint, name="appoint"),
    path(f"{_SEAT}deputies/new/", seats.name_deputy, name="name-deputy"),
    path("appointments/<uuid:appointment_id>/ending/", seats.end_appointment, name="end-appointment"),
    path("appointments/<uuid:appointment_id>/dates/", seats.correct_dates, name="correct-appointment"),
    path("appointments/<uuid:appointment_id>/withdrawal/", seats.withdraw, name="withdraw-appointment"),
    path("deputyships/<uuid:deputyship_id>/ending/", seats.end_deputyship, name="end-deputyship"),
    path(f"{_GROUP}terms/", terms.versions, name="terms"),
    path(f"{_GROUP}terms/new/", terms.propose, name="propose-terms"),
    path(f"{_GROUP}terms/comparison/", terms.comparison, name="compare-terms"),
    path(_TERMS, terms.read, name="read-terms"),
    path(f"{_TERMS}source/", terms.source, name="terms-source"),
    path(f"{_TERMS}trial/", terms.trial, name="try-terms"),
    path(f"{_TERMS}agencies/", terms_in_force.link_agencies, name="link-agencies"),
    path(f"{_TERMS}signatures/new/", terms_in_force.record_signature, name="record-signature"),
    path(f"{_TERMS}signatures/<str:capacity>/", terms_in_force.sign, name="sign-terms"),
    path(f"{_TERMS}force/", terms_in_force.put_in_force, name="put-in-force"),
]
