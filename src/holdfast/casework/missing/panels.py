"""What missing episodes put on others' pages: the navigation, home, the child's tab, marks, time line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from holdfast.casework.children import chronology
from holdfast.casework.children.chronology import Event
from holdfast.casework.children.marks import Mark, child_marks, list_narrowing
from holdfast.casework.children.models import Child
from holdfast.casework.children.shell import ROW
from holdfast.casework.children.tabs import Tab, child_tab
from holdfast.casework.missing.models import Episode, FrequentSpell, Interview
from holdfast.casework.missing.queries.episodes import open_episodes
from holdfast.casework.missing.queries.frequent import spells_on
from holdfast.casework.missing.queries.interviews import waiting_rows
from holdfast.casework.missing.queries.saying import times_said
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record
from holdfast.web import shell, slots, words
from holdfast.web.shell import NavigationItem

P = Permission
SHOWN = 8


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None)


def navigation(request: HttpRequest) -> NavigationItem | None:
    """Who is missing now, with how many, for whoever may see any; one query."""
    actor = _actor(request)
    if actor is None or not actor.may(P.SEE_CASES):
        return None
    count = Episode.objects.visible_to(actor).open().count()
    return NavigationItem("Missing", reverse("missing:now"), count=count, order=16, row=ROW)


def interviews_navigation(request: HttpRequest) -> NavigationItem | None:
    """Return interviews, for who holds them and sees nothing else of a child."""
    actor = _actor(request)
    if actor is None or not actor.may(P.HOLD_INTERVIEWS):
        return None
    return NavigationItem("Return interviews", reverse("missing:interviews"), order=17, row=ROW)


def missing_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """Children who are missing now stand above everything else."""
    actor = _actor(request)
    if actor is None or not actor.may(P.SEE_CASES):
        return None
    rows = open_episodes(actor)
    if not rows:
        return None
    record("listed missing children", by=actor, rows=[str(row.child_id) for row in rows])
    return slots.Panel("missing/_home.html", {"rows": rows})


def interviews_panel(request: HttpRequest, subject: Any) -> slots.Panel | None:
    """The interviews that are due soonest."""
    actor = _actor(request)
    if actor is None or not (actor.may(P.HOLD_INTERVIEWS) or actor.may(P.MANAGE_INTERVIEWS)):
        return None
    rows = waiting_rows(actor)
    if rows:
        record("listed return interviews", by=actor, rows=[str(row.child_id) for row in rows[:SHOWN]])
    late = sum(row.is_late for row in rows)
    context = {"rows": rows[:SHOWN], "number": len(rows), "late": late, "holds": actor.may(P.HOLD_INTERVIEWS)}
    return slots.Panel("missing/_interviews.html", context) if rows or context["holds"] else None


def tab(request: HttpRequest, child: Child) -> Tab | None:
    """The child's episodes among the child's pages."""
    actor = _actor(request)
    if actor is None or not actor.may(P.SEE_CASES):
        return None
    return Tab("missing", "Missing", reverse("missing:of-child", args=[child.pk]), 20)


def open_marks(actor: Actor, child_ids: Collection[UUID]) -> Mapping[UUID, list[Mark]]:
    """`Missing now`, wherever the child is named."""
    rows = Episode.objects.open().filter(child__in=child_ids)
    return {row.child_id: [Mark(_open_text(row), "red", words.sentence(times_said(row)))] for row in rows}


def _open_text(episode: Episode) -> str:
    return "Missing now" if episode.kind == Episode.Kind.MISSING else "Away now"


def frequent_marks(actor: Actor, child_ids: Collection[UUID]) -> Mapping[UUID, list[Mark]]:
    """`Frequently missing`, with since when, until when and why."""
    found = spells_on(child_ids, clock.today())
    return {
        child_id: [Mark("Frequently missing", "orange", _why(s), _clauses(s))]
        for child_id, s in found.items()
    }


def _why(spell: FrequentSpell) -> str:
    until = f"until {words.short_day(spell.to_on)} if no further episode comes"
    return f"{spell.why} Since {words.short_day(spell.from_on)}, {until}"


def _clauses(spell: FrequentSpell) -> tuple[str, ...]:
    return (spell.clause,) if spell.clause else ()


def episode_events(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Each episode at its beginning and, where the child came back, at its end."""
    for row in Episode.objects.visible_to(actor).standing().filter(child=child_id):
        url = reverse("missing:episode", args=[row.pk])
        began = row.began_at if row.is_began_known else row.times.began_on
        gone = "" if row.gone_from == "not-known" else f"From {row.get_gone_from_display().lower()}"
        yield Event(began, "missing", row.get_kind_display(), row.circumstances or gone, url)
        if row.ended_at is not None and row.times.ended_on is not None:
            ended = row.ended_at if row.is_ended_known else row.times.ended_on
            yield Event(ended, "missing", "Found or returned", row.found_where, url)


def interview_events(child_id: UUID, actor: Actor) -> Iterator[Event]:
    """Interviews that were held or declined."""
    for row in Interview.objects.visible_to(actor).filter(child=child_id):
        url = reverse("missing:interview", args=[row.pk])
        if row.held_at is not None:
            yield Event(row.held_at, "return-interview", "Return interview held", row.wishes, url)
        elif row.state == Interview.State.DECLINED and row.declined_at is not None:
            yield Event(
                row.declined_at, "return-interview", "Return interview declined", row.declined_why, url
            )


def _missing_now(actor: Actor) -> Any:
    return Episode.objects.visible_to(actor).open().values("child_id")


def _frequent(actor: Actor) -> Any:
    today = clock.today()
    rows = FrequentSpell.objects.visible_to(actor).filter(from_on__lte=today, to_on__gte=today)
    return rows.order_by().values("child_id")


def register() -> None:
    """Offer all of it; called when the app is ready."""
    shell.navigation_item(navigation)
    shell.navigation_item(interviews_navigation)
    slots.home.register(missing_panel, order=1)
    slots.home.register(interviews_panel, order=5)
    child_tab(tab)
    child_marks(open_marks, order=10)
    child_marks(frequent_marks, order=20)
    list_narrowing("missing-now", "Missing now", _missing_now)
    list_narrowing("frequent", "Frequently missing", _frequent)
    chronology.register(episode_events, missing="Missing episodes")
    chronology.register(interview_events, return_interview="Return interviews")
