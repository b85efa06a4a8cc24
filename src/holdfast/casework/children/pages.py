"""What every page about one child has: the child, if this person may see it, and the frame round the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from holdfast.casework.children.marks import Mark, marks_of
from holdfast.casework.children.models import Child
from holdfast.casework.children.tabs import tabs
from holdfast.kernel import clock
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest
from holdfast.stewardship.trail.record import record_view
from holdfast.web.words import short_day

MOST_MERGES = 10


def child_or_404(
    request: PersonRequest,
    child_id: UUID,
    permission: Permission,
    *,
    what: str = "viewed",
    is_poll: bool = False,
) -> Child:
    """The child, if this person may see it and is permitted; that it was seen goes into the trail.

    The id of a record that was merged leads to the record that was kept. A page that polls says `is_poll`,
    and leaves no further entry.
    """
    rows = Child.objects.visible_to(request.actor).select_related("guardian")
    found: Child | None = rows.filter(pk=kept_id(child_id)).first()
    if found is None:
        raise Http404
    request.actor.require(permission)
    if not is_poll:
        record_view(found, by=request.actor, what=what, reference=found.reference)
    return found


def kept_id(child_id: UUID) -> UUID:
    """The id of the record that holds the child now: another's, where the record was merged into that."""
    for _ in range(MOST_MERGES):
        into = Child.objects.filter(pk=child_id).values_list("merged_into", flat=True).first()
        if into is None:
            break
        child_id = into
    return child_id


def frame(request: PersonRequest, child: Child, tab: str) -> dict[str, Any]:
    """What `casework/child.html` and `casework/child_form.html` print round a page of a child.

    `render(request, "missing/episode.html", {"page": page, **frame(request, child, "missing")})`; for a form
    `submit(request, form, do, title=..., button=..., template="casework/child_form.html", **frame(...))`.
    """
    return {
        "child": child,
        "tabs": tabs(request, child, tab),
        "facts": identity_facts(child),
        "marks": [*own_marks(child), *marks_of(request.actor, [child.pk]).get(child.pk, [])],
        "may_list": request.actor.may(Permission.SEE_CASES),
    }


def child_page(
    request: PersonRequest, child: Child, template: str, tab: str, status: int = 200, **more: Any
) -> HttpResponse:
    """A page about a child within its frame."""
    return render(request, template, {**more, **frame(request, child, tab)}, status=status)


def identity_facts(child: Child) -> list[tuple[str, str]]:
    """Reference, age and what else says who this is, as the identity bar shows it."""
    facts = [("Reference", child.reference), ("Born", born(child))]
    if child.known_as:
        facts.append(("Known as", child.known_as))
    facts.append(("Sex", child.get_sex_display()))
    if child.language:
        facts.append(
            ("Language", child.language + (", needs an interpreter" if child.needs_interpreter else ""))
        )
    return facts


def born(child: Child) -> str:
    """`3 April 2010 (16)`, `about 3 April 2010 (about 16)`, or `not known`."""
    if child.birth_on is None:
        return "not known"
    about = "about " if child.is_birth_estimated else ""
    return f"{about}{short_day(child.birth_on)} ({about}{child.age_on(clock.today())})"


def own_marks(child: Child) -> list[Mark]:
    """What the record itself says that must not be overlooked."""
    if not child.is_restricted:
        return []
    return [Mark("Restricted", "purple", "only people with a named grant may see this record")]
