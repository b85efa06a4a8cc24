"""Addresses of referrals and what follows from them: codes and ids, never a name."""

from django.urls import path

from holdfast.casework.referrals.views import (
    elsewhere,
    importing,
    interventions,
    linking,
    listing,
    matching,
    mechanism,
    provisions,
    receiving,
    triaging,
)

app_name = "referrals"
_ONE = "referrals/<uuid:referral_id>/"
_CHILD = "children/<uuid:child_id>/"
_NRM = "referrals/nrm/<uuid:mechanism_id>/"
urlpatterns = [
    path("referrals/", listing.referral_list, name="list"),
    path("referrals/new/", receiving.new_referral, name="new"),
    path("referrals/draft/", receiving.draft, name="draft"),
    path("referrals/draft/discarded/", receiving.discarded_draft, name="discarded-draft"),
    path("referrals/import/", importing.imported, name="import"),
    path("referrals/invitation/", linking.invitation, name="invitation"),
    path("referrals/sent/", linking.sent_by_link, name="sent-by-link"),
    path("invited/<str:secret>/referral/", linking.by_link, name="by-link"),
    path("invited/<str:secret>/outcome/", linking.outcome_by_link, name="outcome-by-link"),
    path(_ONE, listing.referral, name="referral"),
    path(f"{_ONE}triage/", triaging.triage, name="triage"),
    path(f"{_ONE}child/", matching.child, name="child"),
    path(f"{_ONE}child/likely/", matching.likely, name="likely"),
    path(f"{_ONE}front-door/", triaging.front_door, name="front-door"),
    path(f"{_ONE}decision/", triaging.decision, name="decision"),
    path(f"{_ONE}outcome/", triaging.outcome, name="outcome"),
    path("referrals/services/", provisions.provision_list, name="provisions"),
    path("referrals/services/new/", provisions.new_provision, name="new-provision"),
    path("referrals/services/<uuid:provision_id>/", provisions.provision, name="provision"),
    path(
        "referrals/services/<uuid:provision_id>/details/",
        provisions.provision_details,
        name="provision-details",
    ),
    path("referrals/interventions/<uuid:intervention_id>/", interventions.intervention, name="intervention"),
    path("referrals/interventions/<uuid:intervention_id>/step/", interventions.step, name="step"),
    path("referrals/health/", elsewhere.health_list, name="health"),
    path("referrals/health/<uuid:health_id>/seen/", elsewhere.seen, name="seen"),
    path("referrals/health/<uuid:health_id>/not-seen/", elsewhere.not_seen, name="not-seen"),
    path("referrals/procedures/<uuid:procedure_id>/", elsewhere.procedure, name="procedure"),
    path("referrals/nrm/clocks/", mechanism.clocks, name="clocks"),
    path(_NRM, mechanism.mechanism, name="mechanism"),
    path(f"{_NRM}reasonable-grounds/", mechanism.reasonable, name="reasonable"),
    path(f"{_NRM}conclusive-grounds/", mechanism.conclusive, name="conclusive"),
    path(f"{_NRM}withdrawal/", mechanism.withdrawal, name="withdrawal"),
    path(f"{_CHILD}referrals/", interventions.of_one_child, name="of-child"),
    path(f"{_CHILD}interventions/new/", interventions.offer, name="offer"),
    path(f"{_CHILD}missing-service/", interventions.missing, name="missing"),
    path(f"{_CHILD}health/new/", elsewhere.to_health, name="to-health"),
    path(f"{_CHILD}nrm/new/", mechanism.to_mechanism, name="to-mechanism"),
    path(f"{_CHILD}procedures/new/", elsewhere.new_procedure, name="new-procedure"),
]
