"""`/health/`: whether the database answers, the jobs are worked on, and messages go."""

from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from holdfast.kernel import clock

# A worker reports every 10 seconds; three missed reports mean that nobody works.
SILENT_SECONDS = 30
JOBS_WELL = """
select exists (
    select from procrastinate_workers
    where last_heartbeat > now() - make_interval(secs => %s)
)
"""

# A message that nobody's mail server took for so long is an operator's business.
LATE = timedelta(days=1)


class HealthMiddleware:
    """Answers before everything else: sessions, transactions and redirects need what may be broken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/health/" or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        return health()


def health() -> JsonResponse:
    """200 when database and jobs are well, else 503; says which, and nothing else.

    Messages that do not go are said, and are no reason to take the site away.
    """
    database, jobs, messages = assess_health()
    words = {True: "well", False: "not well"}
    said = {"database": words[database], "jobs": words[jobs], "messages": words[messages]}
    answer = JsonResponse(said, status=200 if database and jobs else 503)
    answer["Cache-Control"] = "no-store"
    answer._has_been_logged = True  # type: ignore[attr-defined]  # or Django logs each 503 as its own error
    return answer


def assess_health() -> tuple[bool, bool, bool]:
    """Whether the database answers, a worker reported lately, and no message has waited for a day."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(JOBS_WELL, [SILENT_SECONDS])
            jobs = bool(cursor.fetchone()[0])
            cursor.execute("select undelivered_messages(%s) = 0", [clock.now() - LATE])
            return True, jobs, bool(cursor.fetchone()[0])
    except DatabaseError:
        return False, False, False
