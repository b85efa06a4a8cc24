"""The site, and a page behind the door of links that are tried out."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from holdfast.casework.links.doors import behind_door
from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import use_up
from holdfast.config.urls import handler400, handler403, handler404, handler500
from holdfast.config.urls import urlpatterns as own


@behind_door("trying", "GET", "POST")
def behind(request: HttpRequest, link: Link) -> HttpResponse:
    if request.method == "POST":
        use_up(link)
    return HttpResponse(f"{link.contact_name}, {link.subject_id}, as {request.actor}")  # type: ignore[attr-defined]


@behind_door("feedback")
def another(request: HttpRequest, link: Link) -> HttpResponse:
    return HttpResponse("never")


urlpatterns = [
    path("invited/<str:secret>/trying/", behind, name="trying-behind"),
    path("invited/<str:secret>/another/", another, name="trying-another"),
    *own,
]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
