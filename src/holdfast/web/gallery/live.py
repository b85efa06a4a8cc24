"""A page that saves itself and follows changes, as the meeting room does."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from holdfast.kernel import clock
from holdfast.web import words
from holdfast.web.pages import fresh

KEPT = "gallery_note"


def live(request: HttpRequest) -> HttpResponse:
    """The page; without scripts its button saves."""
    if request.method == "POST":
        _keep(request)
        return redirect("gallery:live")
    return render(request, "gallery/live.html", {"note": _note(request), "version": len(_note(request))})


def note(request: HttpRequest) -> JsonResponse:
    """Save as the writer pauses."""
    _keep(request)
    return JsonResponse({"saved_at": words.clock_time(clock.now()), "version": len(_note(request))})


def follow(request: HttpRequest) -> HttpResponse:
    """What others see of it, if it has changed."""
    said = _note(request)
    return fresh(request, len(said), lambda: render(request, "gallery/_note.html", {"note": said}))


def _note(request: HttpRequest) -> str:
    return str(request.session.get(KEPT, ""))


def _keep(request: HttpRequest) -> None:
    request.session[KEPT] = request.POST.get("note", "")[:10_000]
