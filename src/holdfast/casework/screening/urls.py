"""Addresses of screening: codes and ids, never a name; those that begin with invited/ need no sign-in."""

from django.urls import path

from holdfast.casework.screening.views import (
    filling,
    guarding,
    importing,
    invitations,
    matching,
    outside,
    own,
    queue,
    tools,
)

app_name = "screening"
_ONE = "screening/<uuid:submission_id>/"
_TOOL = "screening/tools/<uuid:tool_id>/"
_OUTSIDE = "invited/<str:secret>/screening/"
urlpatterns = [
    path("screening/", own.own, name="own"),
    path("screening/new/", own.new, name="new"),
    path("children/<uuid:child_id>/screening/", own.of_child, name="of-child"),
    path("screening/queue/", queue.queue, name="queue"),
    path("screening/import/", importing.importing, name="import"),
    path("screening/invitations/", invitations.invitations, name="invitations"),
    path("screening/tools/", tools.tools, name="tools"),
    path("screening/tools/shipped/", tools.shipped, name="shipped-tool"),
    path("screening/tools/new/", tools.new_tool, name="new-tool"),
    path(_TOOL, tools.tool, name="tool"),
    path(f"{_TOOL}file/", tools.tool_file, name="tool-file"),
    path(f"{_TOOL}use/", tools.use, name="use-tool"),
    path(f"{_TOOL}end-of-use/", tools.end_of_use, name="end-tool"),
    path(_ONE, queue.submission, name="submission"),
    path(f"{_ONE}form/", filling.filling, name="form"),
    path(f"{_ONE}autosave/", filling.autosave, name="autosave"),
    path(f"{_ONE}front-door/", queue.front_door, name="front-door"),
    path(f"{_ONE}child/", matching.matching, name="matching"),
    path(f"{_ONE}child/<uuid:child_id>/", matching.match, name="match"),
    path(f"{_ONE}confirmation/", queue.confirmation, name="confirmation"),
    path(f"{_ONE}setting-aside/", queue.setting_aside, name="setting-aside"),
    path(f"{_ONE}putting-back/", queue.putting_back, name="putting-back"),
    path("screening/guarded/<uuid:met_id>/", guarding.guarded, name="guarded"),
    path("invited/received/screening/", outside.received_outside, name="received-outside"),
    path(_OUTSIDE, outside.outside, name="outside"),
    path(f"{_OUTSIDE}autosave/", outside.outside_autosave, name="outside-autosave"),
    path(f"{_OUTSIDE}saved/", outside.saved_outside, name="saved-outside"),
]
