"""Addresses of referrals and what follows from them: codes and ids, never a name."""

from django.urls import path

from holdfast.casework.referrals.views import listing, receiving, triaging

app_name = "referrals"
_ONE = "referrals/<uuid:referral_id>/"
urlpatterns = [
    path("referrals/", listing.referral_list, name="list"),
    path("referrals/new/", receiving.new_referral, name="new"),
    path("referrals/draft/", receiving.draft, name="draft"),
    path("referrals/draft/discarded/", receiving.discarded_draft, name="discarded-draft"),
    path(_ONE, listing.referral, name="referral"),
    path(f"{_ONE}triage/", triaging.triage, name="triage"),
    path(f"{_ONE}child/", triaging.child, name="child"),
    path(f"{_ONE}front-door/", triaging.front_door, name="front-door"),
    path(f"{_ONE}decision/", triaging.decision, name="decision"),
    path(f"{_ONE}outcome/", triaging.outcome, name="outcome"),
]
