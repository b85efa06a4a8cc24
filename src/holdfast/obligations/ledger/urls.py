"""Addresses of what is owed."""

from django.urls import path

from holdfast.obligations.ledger.views import everything, obligation, owed

app_name = "ledger"
_ONE = "owed/obligation/<uuid:obligation_id>/"
urlpatterns = [
    path("owed/", owed.owed_list, name="owed"),
    path("owed/all/", everything.everything, name="all"),
    path("owed/all/export.<str:kind>", everything.export, name="export"),
    path("owed/all/reminders/", everything.reminders, name="reminders"),
    path("groups/<uuid:group_id>/owed/", everything.of_group, name="of-group"),
    path(_ONE, obligation.obligation, name="obligation"),
    path(f"{_ONE}statement/", obligation.statement, name="statement"),
    path(f"{_ONE}statement/withdrawal/", obligation.statement_withdrawal, name="statement-withdrawal"),
    path(f"{_ONE}waiver/", obligation.waiver, name="waiver"),
    path(f"{_ONE}waiver/end/", obligation.waiver_end, name="waiver-end"),
]
