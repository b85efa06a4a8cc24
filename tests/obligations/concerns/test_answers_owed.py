"""An answer wanted by a date stands in the ledger: owed by the chair who received it, met by answering."""

from __future__ import annotations

from datetime import timedelta

import pytest

from holdfast.kernel import clock
from holdfast.obligations.concerns import operations as op
from holdfast.obligations.concerns.elsewhere import published_groups
from holdfast.obligations.concerns.models import Matter
from holdfast.obligations.concerns.operations import Receiver
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.holders import held_by
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.notices.models import Notice
from tests.obligations.concerns.place import LATER, NOW, Shire

pytestmark = pytest.mark.django_db


def owed(**asked: object) -> Obligation:
    return Obligation.objects.get(**asked)


def test_the_receiving_chair_owes_the_answer_and_giving_it_meets_it(fernshire: Shire) -> None:
    sent = fernshire.send()
    row = owed()
    assert (row.kind, row.group, row.owner_office) == ("concern-answered", fernshire.training, "chair")
    assert row.owed_group == fernshire.strategic
    assert held_by(fernshire.here("training chair")).is_owner(row)
    assert not held_by(fernshire.here("strategic chair")).is_owner(row)
    assert Obligation.objects.visible_to(fernshire.here("training member")).exists()
    assert not Obligation.objects.visible_to(fernshire.here("board-viewer")).exists()
    with clock.fixed_at(NOW + timedelta(days=40)):
        op.answer_matter(by=fernshire.here("training chair"), matter=sent, answer="Yes.")
    row = owed()
    assert row.met_at == NOW + timedelta(days=40) > (row.due_at or NOW)
    assert [(one.kind, one.subject_id) for one in row.evidence.all()] == [("concerns.matter", sent.pk)]
    assert drift_of(fernshire.training) == []


def told() -> set[tuple[str, str]]:
    rows = Notice.objects.filter(withdrawn_at=None).select_related("person")
    return {(notice.kind, notice.person.name) for notice in rows}


def test_the_chair_is_told_what_has_come_and_the_sender_that_it_was_answered(fernshire: Shire) -> None:
    sent = fernshire.send()
    assert told() == {("concern-come", "Fernshire Training Chair")}
    op.answer_matter(by=fernshire.here("training chair"), matter=sent, answer="Yes.")
    assert told() == {("concern-replied", "Fernshire Strategic Chair")}
    op.close_matter(by=fernshire.here("strategic chair"), matter=sent)
    assert told() == set()
    fernshire.send(to=Receiver(board=fernshire.board))
    assert told() == {("concern-come", "Fernshire Business-Manager")}


def test_another_date_moves_it_and_withdrawing_makes_it_void(fernshire: Shire) -> None:
    sent, chair = fernshire.send(), fernshire.here("strategic chair")
    op.redate_matter(by=chair, matter=sent, wanted_on=LATER + timedelta(days=30), reason="Easter")
    assert owed().due_at.date() == LATER + timedelta(days=30)  # type: ignore[union-attr]
    op.withdraw_matter(by=chair, matter=sent, reason="Settled.")
    assert owed().void_reason == "the concern was withdrawn"


def test_a_task_is_met_by_declining_it_and_learning_without_a_date_is_owed_by_nobody(
    fernshire: Shire,
) -> None:
    fernshire.send(kind="learning", wanted_on=None)
    assert not Obligation.objects.exists()
    task = fernshire.send(kind="task", to=Receiver(group=fernshire.tactical))
    op.decline_task(by=fernshire.here("tactical chair"), matter=task, reason="Not ours.")
    assert (owed().kind, owed().met_at) == ("task-answered", NOW)


def test_what_a_board_or_a_clause_promises_the_sender_stands_in_the_sender_s_own_group(
    fernshire: Shire,
) -> None:
    fernshire.send(to=Receiver(board=fernshire.board))
    row = owed()
    assert (row.kind, row.group, row.owner_body) == ("answer-awaited", fernshire.strategic, "Fernshire Board")
    under_a_clause = fernshire.send(clause="strategic/5.14")
    rows = Obligation.objects.filter(cause_id=under_a_clause.pk).order_by("kind")
    assert [(row.kind, row.clause, row.group) for row in rows] == [
        ("answer-awaited", "strategic/5.14", fernshire.strategic),
        ("concern-answered", "", fernshire.training),
    ]


def test_between_partnerships_each_keeps_its_own_row(fernshire: Shire) -> None:
    moorshire = Shire("Moorshire")
    moorshire.publish(moorshire.training)
    fernshire.here()
    sent = fernshire.send(to=Receiver(published=published_groups()[0].id))
    assert (owed().owner_body, owed().group) == ("Moorshire Training, Moorshire", fernshire.strategic)
    chair = moorshire.here("training chair")
    assert (owed().owner_office, owed().owed_body) == ("chair", "Fernshire Strategic, Fernshire")
    assert told() == {("concern-come", "Moorshire Training Chair")}
    op.answer_matter(by=chair, matter=Matter.objects.get(), answer="Yes.")
    assert (owed().met_at, drift_of(moorshire.training)) == (NOW, [])
    fernshire.here()
    assert (owed().met_at, owed().evidence.get().subject_id) == (NOW, sent.pk)
    assert drift_of(fernshire.strategic) == []
