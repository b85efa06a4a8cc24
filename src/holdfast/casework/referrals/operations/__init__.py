"""What people do with referrals, interventions, health access, the NRM and other procedures."""

from holdfast.casework.referrals.operations.elsewhere import (
    end_health_access,
    record_health_access,
    record_procedure,
    record_seen,
    update_procedure,
)
from holdfast.casework.referrals.operations.interventions import (
    keep_provision,
    offer_intervention,
    record_none_eligible,
    take_step,
)
from holdfast.casework.referrals.operations.mechanism import (
    keep_clocks,
    record_conclusive,
    record_reasonable,
    refer_to_mechanism,
    withdraw_from_mechanism,
)
from holdfast.casework.referrals.operations.receiving import (
    Sender,
    Worry,
    forget_draft,
    receive_by_link,
    refer_child,
    save_draft,
    take_in,
)
from holdfast.casework.referrals.operations.triaging import (
    decide,
    draft_outcome,
    list_for_meeting,
    match_to_child,
    send_to_front_door,
    tell_outcome,
    turn_away,
    use_front_door,
)

__all__ = [
    "Sender",
    "Worry",
    "decide",
    "draft_outcome",
    "end_health_access",
    "forget_draft",
    "keep_clocks",
    "keep_provision",
    "list_for_meeting",
    "match_to_child",
    "offer_intervention",
    "receive_by_link",
    "record_conclusive",
    "record_health_access",
    "record_none_eligible",
    "record_procedure",
    "record_reasonable",
    "record_seen",
    "refer_child",
    "refer_to_mechanism",
    "save_draft",
    "send_to_front_door",
    "take_in",
    "take_step",
    "tell_outcome",
    "turn_away",
    "update_procedure",
    "use_front_door",
    "withdraw_from_mechanism",
]
