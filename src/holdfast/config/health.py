"""`/health/`: whether the database answers and the jobs are worked on."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

# A worker reports every 10 seconds; three missed reports mean that nobody works.
SILENT_SECONDS = 30
JOBS_WELL = """
select exists (
    select from procrastinate_workers
    where last_heartbeat > now() - make_interval(secs => %s)
)
"""


class HealthMiddleware:
    """Answers before everything else: sessions, transactions and redirects need what may be broken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/health/" or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        return health()


def health() -> JsonResponse:
    """200 when both are well, else 503; says which, and nothing else."""
    database, jobs = assess_health()
    words = {True: "well", False: "not well"}
    status = 200 if database and jobs else 503
    answer = JsonResponse({"database": words[database], "jobs": words[jobs]}, status=status)
    answer["Cache-Control"] = "no-store"
    answer._has_been_logged = True  # type: ignore[attr-defined]  # or Django logs each 503 as its own error
    return answer


def assess_health() -> tuple[bool, bool]:
    """Whether the database answers, and whether a worker reported lately."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(JOBS_WELL, [SILENT_SECONDS])
            return True, bool(cursor.fetchone()[0])
    except DatabaseError:
        return False, False
