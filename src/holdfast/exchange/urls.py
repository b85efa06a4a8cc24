"""Addresses of imports and exports."""

from django.urls import path

from holdfast.exchange.views import exporting, listing, tray, uploading

app_name = "exchange"
urlpatterns = [
    path("imports/", listing.runs, name="runs"),
    path("imports/return/", uploading.new_return, name="new-return"),
    path("imports/list/", uploading.new_list, name="new-list"),
    path("imports/tray/", tray.tray, name="tray"),
    path("imports/tray/<uuid:row_id>/", tray.waiting_row, name="row"),
    path("imports/tray/<uuid:row_id>/dismissal/", tray.dismissal, name="dismissal"),
    path("imports/held/", tray.held, name="held"),
    path("imports/held/<uuid:row_id>/", tray.held_row, name="held-row"),
    path("imports/held/<uuid:row_id>/dismissal/", tray.held_dismissal, name="held-dismissal"),
    path("imports/exports/", exporting.exports, name="exports"),
    path("imports/exports/missing/", exporting.missing_file, name="missing-file"),
    path("imports/<uuid:run_id>/", listing.run, name="run"),
    path("imports/<uuid:run_id>/progress/", listing.progress, name="progress"),
    path("imports/<uuid:run_id>/columns/", uploading.columns, name="columns"),
    path("imports/<uuid:run_id>/application/", listing.application, name="application"),
    path("imports/<uuid:run_id>/discarding/", listing.discarding, name="discarding"),
]
