"""Writing the next version: a clause at a time with a live check, or the whole text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from holdfast.charter.editing import Block, NotByClause, blocks
from holdfast.charter.place import FaultyCharter
from holdfast.governance.terms_review.forms import ClauseForm, NewClauseForm, WholeTextForm
from holdfast.governance.terms_review.models import TermsReview
from holdfast.governance.terms_review.operations.drafting import (
    DraftChanged,
    Kind,
    Wanted,
    change_draft,
    replace_draft,
    source_of,
)
from holdfast.governance.terms_review.queries.amendments import amendments_page
from holdfast.governance.terms_review.queries.trying import located, tried
from holdfast.governance.terms_review.views.shared import REVIEW, SEE, found, frame, url_of
from holdfast.kernel.finding import counted
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.web.conflicts import Difference, conflict_page
from holdfast.web.forms import VersionedForm
from holdfast.web.pages import form_page, submit
from holdfast.web.words import clause as said_clause

STARTER = "attested = true"


@allow("GET", permission=SEE)
def amendments(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """Each clause before and after; `?all=1` shows also those that stay."""
    row = found(request, review_id)
    page = amendments_page(request.actor, row)
    context = {"page": page, "shows_all": bool(request.GET.get("all")), **frame(request, row)}
    return render(request, "terms_review/amendments.html", context)


def _draft_blocks(review: TermsReview) -> tuple[dict[str, Block], int]:
    source, version = source_of(review)
    try:
        return blocks(source, review.base.charter_key), version
    except NotByClause:
        return {}, version


def _block(request: HttpRequest, review: TermsReview) -> tuple[Block, int]:
    there, version = _draft_blocks(review)
    block = there.get(request.GET.get("clause", ""))
    if block is None:
        raise Http404
    return block, version


def _save(
    request: PersonRequest,
    review: TermsReview,
    form: VersionedForm,
    kind: str,
    wanted: Callable[[dict[str, Any]], Wanted],
    thanks: str,
    **page: Any,
) -> HttpResponse:
    """Change the draft, or say why not: faults by line, a refusal, or what somebody else did meanwhile."""
    back = f"{url_of(review, 'amendments')}?all=1"
    page |= {"back": back, "caption": review.group}

    def do(sent: dict[str, Any]) -> str:
        one = wanted(sent)
        change_draft(review, by=request.actor, kind=kind, wanted=one, seen_version=sent["version"])
        messages.success(request, thanks)
        return f"{url_of(review, 'amendments')}#clause-{one.clause}"

    try:
        return submit(request, form, do, **page)
    except FaultyCharter as faulty:
        faults = located(review, kind, wanted(form.cleaned_data), faulty)
        number = counted(len(faults), "fault")
        form.add_error("rule" if "rule" in form.fields else None, f"{number}: each is named below")
        return form_page(request, form, **page | {"faults": faults})
    except DraftChanged as changed:
        return _conflict(request, review, changed, wanted(form.cleaned_data))


def _conflict(
    request: HttpRequest, review: TermsReview, changed: DraftChanged, yours: Wanted
) -> HttpResponse:
    theirs = blocks(changed.source, review.base.charter_key).get(yours.clause)
    differences = [
        Difference("wording", "The wording", theirs.wording if theirs else "(removed)", yours.wording),
        Difference("rule", "The rule", theirs.rule if theirs else "(removed)", yours.rule),
    ]
    return conflict_page(
        request,
        what=f"clause {said_clause(yours.clause)}",
        differences=differences if yours.wording else [],
        version=changed.version,
        changed_by=changed.edit.made_by.name,
        changed_at=changed.edit.made_at,
        keep_theirs=url_of(review, "amendments"),
    )


def _check_url(review: TermsReview, kind: str, clause: str = "") -> str:
    return f"{url_of(review, 'check')}?{urlencode({'kind': kind, 'clause': clause})}"


@allow("GET", "POST", permission=REVIEW)
def clause(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """Write a clause anew: its wording and its rule."""
    row = found(request, review_id, REVIEW)
    block, version = _block(request, row)
    initial = {"wording": block.wording, "rule": block.rule, "version": version}
    check_url = _check_url(row, Kind.CHANGED, block.clause)
    form = ClauseForm(request.POST or None, check=check_url, initial=initial)
    return _save(
        request, row, form, Kind.CHANGED,
        lambda sent: Wanted(block.clause, sent["wording"], sent["rule"]),
        "The clause is changed in the draft.",
        title=f"Clause {said_clause(block.clause)}", button="Check and save",
        template="terms_review/clause.html", faults=(),
        tried=tried(row, Kind.CHANGED, Wanted(block.clause, block.wording, block.rule)),
    )  # fmt: skip


@allow("GET", "POST", permission=REVIEW)
def new_clause(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """Add a clause."""
    row = found(request, review_id, REVIEW)
    there, version = _draft_blocks(row)
    initial = {"version": version, "rule": STARTER}
    check_url = _check_url(row, Kind.ADDED)
    form = NewClauseForm(request.POST or None, check=check_url, clauses=there, initial=initial)
    return _save(
        request, row, form, Kind.ADDED,
        lambda sent: Wanted(
            sent["clause"].strip(), sent["wording"], sent["rule"], sent["after"] or None
        ),
        "The clause is added to the draft.",
        title="Add a clause", button="Check and add", template="terms_review/clause.html",
        tried=None, faults=(),
    )  # fmt: skip


@allow("GET", "POST", permission=REVIEW)
def removal(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """Take a clause out of the draft."""
    row = found(request, review_id, REVIEW)
    block, version = _block(request, row)
    return _save(
        request, row, VersionedForm(request.POST or None, initial={"version": version}), Kind.REMOVED,
        lambda sent: Wanted(block.clause),
        "The clause is taken out of the draft. It can be put back.",
        title=f"Remove clause {said_clause(block.clause)}", button="Remove it", intro=block.wording,
        template="terms_review/removal.html", faults=(), danger=True,
    )  # fmt: skip


@allow("GET", "POST", permission=REVIEW)
def restoration(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """Put a clause back as it is in force."""
    row = found(request, review_id, REVIEW)
    _, version = source_of(row)
    wanted = Wanted(request.GET.get("clause", ""))
    return _save(
        request, row, VersionedForm(request.POST or None, initial={"version": version}), Kind.RESTORED,
        lambda sent: wanted,
        "The clause is again as it is in force.",
        title=f"Put clause {said_clause(wanted.clause)} back as it is in force", button="Put it back",
        template="terms_review/removal.html", faults=(),
    )  # fmt: skip


@allow("GET", "POST", permission=REVIEW)
def whole_text(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """Put a whole charter file in the draft's place."""
    row = found(request, review_id, REVIEW)
    source, version = source_of(row)
    form = WholeTextForm(
        request.POST or None, request.FILES or None, initial={"source": source, "version": version}
    )
    page: dict[str, Any] = {
        "title": "The whole text of the draft", "button": "Check and save", "caption": row.group,
        "back": url_of(row, "amendments"), "template": "groups/terms/propose.html",
    }  # fmt: skip

    def do(sent: dict[str, Any]) -> str:
        replace_draft(row, by=request.actor, source=sent["source"], seen_version=sent["version"])
        messages.success(request, "The draft is the text that you gave.")
        return url_of(row, "amendments")

    try:
        return submit(request, form, do, **page)
    except FaultyCharter as faulty:
        form.add_faults(faulty)
        return form_page(request, form, **page)
    except DraftChanged as changed:
        return conflict_page(
            request, what="the draft", version=changed.version, changed_by=changed.edit.made_by.name,
            changed_at=changed.edit.made_at, keep_theirs=url_of(row, "amendments"),
            differences=[
                Difference("source", "The text", changed.source, form.cleaned_data["source"])
            ],
        )  # fmt: skip


@allow("POST", permission=REVIEW)
def check(request: PersonRequest, review_id: UUID) -> HttpResponse:
    """What the checker says of a clause as it is being written; nothing is kept."""
    row = found(request, review_id, REVIEW)
    kind = Kind.ADDED if request.GET.get("kind") == Kind.ADDED else Kind.CHANGED
    name = request.POST.get("clause", "").strip() if kind == Kind.ADDED else request.GET.get("clause", "")
    sent = request.POST
    wanted = Wanted(name, sent.get("wording", ""), sent.get("rule", ""), sent.get("after") or None)
    found_out = tried(row, kind, wanted)
    return render(request, "terms_review/_check.html", {"tried": found_out, "faults": found_out.faults})
