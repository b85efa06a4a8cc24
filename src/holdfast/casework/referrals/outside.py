"""What links to referrals open: a referral by somebody outside, and what came of one."""

from __future__ import annotations

from holdfast.casework.links.purposes import Purpose, register_purpose
from holdfast.stewardship.access.permissions import Permission

REFER = Purpose(
    key="referral",
    title="You can refer a child",
    asks="You can tell the case meeting of a child whom you worry about.",
    route="referrals:by-link",
    called="Referral of a child",
    kept_by=Permission.KEEP_REFERRALS,
)
OUTCOME = Purpose(
    key="referral-outcome",
    title="What came of your referral",
    asks="You can read what came of a referral that you made.",
    route="referrals:outcome-by-link",
    called="What came of a referral",
    kept_by=Permission.KEEP_REFERRALS,
)


def register() -> None:
    """Make them known; called when the app is ready."""
    register_purpose(REFER)
    register_purpose(OUTCOME)
