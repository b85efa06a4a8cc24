"""The pages shown when something cannot be done: what happened and what to do, leaking nothing."""

import sys
from collections.abc import Iterable

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import engines

from holdfast.kernel.finding import Finding

CALM = "Nothing that you saved has been lost."


def error_page(
    request: HttpRequest, status: int, title: str, *said: str, finding: Finding | None = None
) -> HttpResponse:
    """A page of one heading, a few sentences, and the finding that they rest on."""
    template = engines["jinja2"].get_template("errors/error.html")
    # When the server itself is unwell the page is made without the database: nobody's name in its header.
    asked = request if status < 500 else None
    return HttpResponse(
        template.render({"title": title, "said": said, "finding": finding}, asked), status=status
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where what was sent was too much."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return error_page(
        request,
        400,
        "We could not read that",
        "What your browser sent was not what this page expects.",
        "Go back, and try again. If you followed a link, it may have been cut short.",
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a refusal may carry its own sentence for the person who reads it."""
    reason = str(exception) if exception is not None else ""
    return error_page(
        request,
        403,
        "You may not do this",
        reason or "Your role does not allow it.",
        "If you think that it should, ask your partnership's business manager.",
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same for what is missing and for what this person may not see."""
    return error_page(
        request,
        404,
        "There is no page here",
        "There is nothing at this address, or nothing that you may see.",
        "If you typed the address, check it. If you followed a link, what it led to may have moved.",
    )


def wrong_method(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    """405: most often the address of a form that was refused, opened again by itself."""
    page = error_page(
        request,
        405,
        "There is nothing to read here",
        "This address only takes what a form sends.",
        "Go back to the page with the form, or start from the home page.",
    )
    page.headers["Allow"] = ", ".join(methods)
    return page


def conflict(request: HttpRequest, said: str = "") -> HttpResponse:
    """409, where there is no text of two people to compare."""
    return error_page(
        request,
        409,
        "Someone changed this first",
        said or "While you had the page open, someone else changed the same thing.",
        "Go back and reload to see their change, then make yours if it is still needed.",
    )


def refused(request: HttpRequest, finding: Finding) -> HttpResponse:
    """409: the terms of reference do not allow it."""
    said = "Go back: nothing has been changed."
    return error_page(request, 409, "The terms do not allow this", said, finding=finding)


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    return error_page(
        request,
        413,
        "That is too large to take",
        "What you sent is larger than this page can take.",
        "Send a smaller file, or split it into several.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where it is the database that cannot be reached."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return error_page(
        request,
        500,
        "Something went wrong",
        f"It is not your doing, and it has been noted. {CALM}",
        "Go back and try again in a minute. If it happens again, tell your system administrator the time.",
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """503."""
    page = error_page(
        request,
        503,
        "Holdfast is not available just now",
        f"The database is being looked after or cannot be reached. {CALM}",
        "Try again in a few minutes.",
    )
    page.headers["Retry-After"] = "120"
    return page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without its token, most often a page left open through a signing out."""
    return error_page(
        request,
        403,
        "Please send that again",
        "The page had been open for a long time, or you signed out and in again in another tab.",
        "Go back: what you typed should still be there. Copy it if you are unsure,"
        " reload the page and send it again.",
    )
