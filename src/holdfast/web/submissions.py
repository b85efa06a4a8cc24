"""A form sent twice, or eight times at once, does one thing."""

import hashlib
import uuid
from collections.abc import Callable
from datetime import datetime

import jinja2
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from jinja2.runtime import Context
from markupsafe import Markup

from holdfast.kernel import clock
from holdfast.web.models import Submission

FIELD = "submission"
_CLAIM = (
    "insert into web_submission (digest, location, made_at) values (%s, '', %s)"
    " on conflict (digest) do nothing"
)


def once(request: HttpRequest, do: Callable[[], str]) -> HttpResponseRedirect:
    """Do it, unless this very form has been dealt with; either way, go where `do` said to go next.

    `do` performs the operation and returns an address. What it raises is raised, and the form may be
    sent again. A second sending that arrives during the first waits for it.
    """
    token = request.POST.get(FIELD, "")
    if not _is_uuid(token):
        return redirect(do())
    digest = _digest(request, token)
    with transaction.atomic():
        if not _claim(digest):
            return redirect(Submission.objects.values_list("location", flat=True).get(digest=digest))
        location = do()
        Submission.objects.filter(digest=digest).update(location=location)
    return redirect(location)


def was_sent(request: HttpRequest, token: str, path: str) -> bool:
    """Whether the form with this token was sent to this address, and dealt with."""
    return _is_uuid(token) and Submission.objects.filter(digest=_digest(request, token, path)).exists()


def forget_before(instant: datetime) -> int:
    """Forget what was sent before `instant`, which no browser will send again; how many were forgotten."""
    return Submission.objects.filter(made_at__lt=instant).delete()[0]


@jinja2.pass_context
def form_tokens(context: Context) -> Markup:
    """The hidden fields of every form that is posted: against forgery, and against sending twice."""
    request: HttpRequest = context["request"]
    sent = request.POST.get(FIELD, "") if request.method == "POST" else ""
    token = sent if _is_uuid(sent) else str(uuid.uuid4())
    hidden = Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token)
    return Markup(context["csrf_input"]) + hidden  # noqa: S704  # nosec B704 (Django's own)


def _claim(digest: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [digest, clock.now()])
        return bool(cursor.rowcount)


def _digest(request: HttpRequest, token: str, path: str = "") -> str:
    who = getattr(request.user, "pk", None) or request.session.session_key or "anonymous"
    return hashlib.sha256(f"{who}|{path or request.path}|{token}".encode()).hexdigest()


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
