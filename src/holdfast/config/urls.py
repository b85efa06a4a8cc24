"""The site's addresses: each app brings its own."""

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from holdfast.stewardship.access.policy import Audience, allow
from holdfast.stewardship.home import home
from holdfast.web.presence import presence

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("account/", include("holdfast.stewardship.accounts.urls")),
    path("session/", allow("GET", audience=Audience.ANYONE)(presence), name="session"),
    path("", include("holdfast.stewardship.urls")),
    path("", include("holdfast.casework.screening.urls")),
    path("", include("holdfast.casework.links.urls")),
    path("", include("holdfast.casework.children.frontdoor.urls")),
    path("", include("holdfast.casework.referrals.urls")),
    path("", include("holdfast.groups.urls")),
    path("", include("holdfast.obligations.notices.urls")),
    path("", include("holdfast.obligations.concerns.urls")),
    path("", include("holdfast.obligations.ledger.urls")),
    path("", include("holdfast.obligations.escalation.urls")),
    path("", include("holdfast.governance.meetings.urls")),
    path("", include("holdfast.governance.actions.urls")),
    path("", include("holdfast.governance.minutes.urls")),
    path("", include("holdfast.governance.attendance.urls")),
    path("", include("holdfast.governance.room.urls")),
    path("", include("holdfast.governance.terms_review.urls")),
    path("", include("holdfast.casework.children.urls")),
    path("", include("holdfast.casework.panel.urls")),
    path("", include("holdfast.casework.risk.urls")),
    path("", include("holdfast.casework.missing.urls")),
    path("", include("holdfast.insight.compliance.urls")),
    path("", include("holdfast.exchange.urls")),
]

if settings.HOLDFAST_GALLERY:
    urlpatterns.append(path("components/", include("holdfast.web.gallery.urls")))

if apps.is_installed("holdfast.demo"):
    urlpatterns.append(path("", include("holdfast.demo.urls")))

handler400 = "holdfast.web.errors.bad_request"
handler403 = "holdfast.web.errors.permission_denied"
handler404 = "holdfast.web.errors.page_not_found"
handler500 = "holdfast.web.errors.server_error"
