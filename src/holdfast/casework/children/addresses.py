"""Addresses of who may see a child, with whom the child is shared, and who and what is around the child."""

from django.urls import path

from holdfast.casework.children.views import (
    around,
    discussing,
    emergency,
    guarding,
    looking,
    placements,
    received,
    rights,
    sharing,
)

_ONE = "children/<uuid:child_id>/"
_EMERGENCY = "children/emergency-access/"
_RECEIVED = "children/from-other-partnerships/"
PATTERNS = [
    path("children/restricted/", guarding.guarded, name="guarded"),
    path("children/restricted/<uuid:child_id>/taking-over/", guarding.taking_over, name="taking-over"),
    path("children/matches/<uuid:match_id>/", guarding.match, name="match"),
    path(_EMERGENCY, emergency.emergency_access, name="emergency-access"),
    path(f"{_EMERGENCY}<uuid:access_id>/", emergency.emergency, name="emergency"),
    path(f"{_EMERGENCY}<uuid:access_id>/end/", emergency.emergency_end, name="emergency-end"),
    path(_RECEIVED, received.received, name="received"),
    path(f"{_RECEIVED}<uuid:received_id>/", received.received_child, name="received-child"),
    path(f"{_RECEIVED}<uuid:received_id>/record/", received.received_record, name="received-record"),
    path(f"{_RECEIVED}<uuid:received_id>/end/", received.received_end, name="received-end"),
    path("children/shares/<uuid:share_id>/", sharing.share, name="share"),
    path("groups/<uuid:group_id>/children/", discussing.discussing, name="discussing"),
    path("groups/<uuid:group_id>/children/ending/", discussing.discussing_end, name="discussing-end"),
    path("children/authorities/", placements.authorities, name="authorities"),
    path("children/authorities/<uuid:authority_id>/end/", placements.authority_end, name="authority-end"),
    path("children/turning-18/", looking.turning_18, name="turning-18"),
    path(f"{_ONE}access/", rights.rights, name="rights"),
    path(f"{_ONE}restriction/", rights.restriction, name="restriction"),
    path(f"{_ONE}restriction/end/", rights.restriction_end, name="restriction-end"),
    path(f"{_ONE}guardian/", rights.guardian, name="guardian"),
    path(f"{_ONE}access/new/", rights.new_grant, name="new-grant"),
    path(f"{_ONE}access/<uuid:sight_id>/end/", rights.grant_end, name="grant-end"),
    path(f"{_ONE}sharing/", sharing.sharing, name="sharing"),
    path(f"{_ONE}sharing/new/", sharing.new_share, name="new-share"),
    path(f"{_ONE}sharing/<uuid:share_id>/end/", sharing.share_end, name="share-end"),
    path(f"{_ONE}around/", around.around, name="around"),
    path(f"{_ONE}voice/new/", around.new_voice, name="new-voice"),
    path(f"{_ONE}areas/", around.areas, name="areas"),
    path(f"{_ONE}professionals/new/", around.new_professional, name="new-professional"),
    path(f"{_ONE}professionals/<uuid:professional_id>/", around.professional, name="professional"),
    path(
        f"{_ONE}professionals/<uuid:professional_id>/end/", around.professional_end, name="professional-end"
    ),
    path(f"{_ONE}placements/new/", placements.new_placement, name="new-placement"),
    path(f"{_ONE}placements/<uuid:placement_id>/", placements.placement, name="placement"),
    path(f"{_ONE}placements/<uuid:placement_id>/host/", placements.host_told, name="host-told"),
    path(f"{_ONE}chronology/", looking.chronology, name="chronology"),
]
