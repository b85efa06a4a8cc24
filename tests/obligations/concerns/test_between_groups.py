"""A concern, a request, learning or a task goes from one group to another, is received and answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.concerns import operations as op
from holdfast.obligations.concerns.models import Matter
from holdfast.obligations.concerns.operations import Receiver
from tests.obligations.concerns.place import LATER, NOW, Shire

pytestmark = pytest.mark.django_db


def test_the_chair_of_one_group_writes_and_the_chair_of_the_other_answers(fernshire: Shire) -> None:
    chair = fernshire.browser("strategic chair")
    address = f"/groups/{fernshire.strategic.pk}/concerns/"
    page = chair.get(address).follow("Send to another group")
    assert "Name no child here." in page.text
    page = page.submit(
        "Send", kind="concern", to=f"group:{fernshire.training.pk}", title="Late feedback",
        text="Feedback comes late.", wanted_on="31/3/2026", names_nobody="on",
    )  # fmt: skip
    assert page.banners == ["Concern sent."]
    other = fernshire.browser("training chair")
    home = other.get("/")
    assert "New: acknowledge or answer" in home.text
    assert "Answer the concern “Late feedback” from Fernshire Strategic" in home.text
    page = home.follow("Late feedback").submit("Acknowledge")
    page = page.follow("Answer").submit("Send the answer", text="A rota is in place.", names_nobody="on")
    assert "Answered" in page.text
    assert "Late feedback" not in other.get("/").text
    page = chair.get("/").follow("Late feedback")
    assert "A rota is in place." in page.text
    assert page.submit("Close").banners == ["It is closed."]
    assert "Nothing is open." in chair.get(address).text
    assert "Late feedback" in chair.get(f"{address}?state=any&way=out").text
    assert "Late feedback" not in chair.get(f"{address}?state=any&way=in").text


def test_nothing_is_sent_until_its_sender_says_that_it_names_no_child(fernshire: Shire) -> None:
    page = fernshire.browser("strategic chair").get(f"/groups/{fernshire.strategic.pk}/concerns/new/")
    page = page.submit(
        "Send", kind="learning", to=f"group:{fernshire.training.pk}", title="Hotels", text="Ask for the log."
    )
    assert page.errors == [
        "Tick to confirm: it names no child, and says nothing by which a child could be recognised"
    ]
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    "number", ["943 476 5919", "943.476.5919", "943\u00a0476\u20135919", "A123456789012"]
)
def test_a_number_by_which_a_child_is_known_is_refused(fernshire: Shire, number: str) -> None:
    number = "H801200001001" if number.startswith("A") else number
    with pytest.raises(Refused, match="could be known"):
        fernshire.send(text=f"About {number}.")
    with pytest.raises(Refused, match="could be known"):
        op.answer_matter(by=fernshire.here("training chair"), matter=fernshire.send(), answer=number)
    with pytest.raises(Refused, match="could be known"):
        op.withdraw_matter(by=fernshire.here("strategic chair"), matter=fernshire.send(), reason=number)
    with pytest.raises(Refused, match="could be known"):
        op.redate_matter(
            by=fernshire.here("strategic chair"), matter=fernshire.send(), wanted_on=LATER, reason=number
        )


def test_a_parent_gives_a_task_and_the_group_below_accepts_or_declines_it(fernshire: Shire) -> None:
    def tasked(title: str) -> Matter:
        return fernshire.send(kind="task", to=Receiver(group=fernshire.tactical), title=title)

    below = fernshire.browser("tactical chair")
    page = below.get(f"/concerns/{tasked('Map the hotels').pk}/").submit("Accept this task")
    assert page.banners == ["The task is accepted."]
    page = page.follow("Answer").submit("Send the answer", text="Mapped.", names_nobody="on")
    assert "Mapped." in page.text
    page = below.get(f"/concerns/{tasked('Count the taxis').pk}/").follow("Decline")
    assert page.submit("Decline").errors == ["Say why it is declined"]
    page = page.submit("Decline", text="Licensing counts them.")
    assert "Declined" in page.text
    assert (
        "Licensing counts them."
        in fernshire.browser("strategic chair").get("/").follow("Count the taxis").text
    )


def test_the_receiving_chair_makes_an_action_of_a_task_and_each_leads_to_the_other(fernshire: Shire) -> None:
    task = fernshire.send(kind="task", to=Receiver(group=fernshire.tactical), title="Map the hotels")
    below = fernshire.browser("tactical chair")
    page = below.get(f"/concerns/{task.pk}/").follow("Make an action of this")
    page = page.submit("Allocate", agency=str(fernshire.police.pk))
    assert "Task “Map the hotels” from another group" in page.text
    assert (page.text.count("31 March 2026"), "Action 1" in below.get(f"/concerns/{task.pk}/").text) == (
        1,
        True,
    )
    assert "Action 1" not in fernshire.browser("strategic chair").get(f"/concerns/{task.pk}/").text
    other = fernshire.send(title="Not theirs")
    page = below.get(f"/groups/{fernshire.tactical.pk}/actions/new/?concern={other.pk}")
    assert "Not theirs" not in page.answer.content.decode()


def test_a_task_goes_down_and_nowhere_else(fernshire: Shire) -> None:
    for sender, to in (
        (fernshire.strategic, Receiver(group=fernshire.training)),
        (fernshire.strategic, Receiver(board=fernshire.board)),
        (fernshire.tactical, Receiver(group=fernshire.strategic)),
        (fernshire.board, Receiver(group=fernshire.training)),
    ):
        with pytest.raises(Refused, match="only to a group below"):
            fernshire.send("business-manager", sender=sender, to=to, kind="task")
    for sender in (fernshire.strategic, fernshire.board):
        assert fernshire.send(
            "business-manager", sender=sender, to=Receiver(group=fernshire.tactical), kind="task"
        ).pk


def test_all_but_learning_need_a_date_that_has_not_passed(fernshire: Shire) -> None:
    for kind in ("concern", "request"):
        with pytest.raises(Refused, match="by when an answer is wanted"):
            fernshire.send(kind=kind, wanted_on=None)
    with pytest.raises(Refused, match="passed already"):
        fernshire.send(wanted_on=date(2026, 3, 2))
    assert fernshire.send(kind="learning", wanted_on=None).wanted_on is None


def test_a_group_that_has_ended_neither_writes_nor_is_written_to(fernshire: Shire) -> None:
    fernshire.training.ended_on = date(2026, 3, 1)
    fernshire.training.save()
    with pytest.raises(Refused, match="That group has ended"):
        fernshire.send()
    with pytest.raises(Refused, match="This group has ended"):
        fernshire.send("training chair", sender=fernshire.training, to=Receiver(group=fernshire.strategic))


def test_a_board_writes_and_is_written_to_and_its_viewers_read_that_alone(fernshire: Shire) -> None:
    own = fernshire.send(title="Between groups")
    up = fernshire.send(to=Receiver(board=fernshire.board), title="To the Board")
    down = fernshire.send("business-manager", sender=fernshire.board, kind="request", title="From the Board")
    viewer = fernshire.browser("board-viewer")
    page = viewer.get(f"/boards/{fernshire.board.pk}/").follow(
        "What groups have sent to this Board, and what it sent to them"
    )
    assert "To the Board" in page.text
    assert "From the Board" in page.text
    assert "Between groups" not in viewer.get("/concerns/?state=any").text
    viewer.get(f"/concerns/{own.pk}/", status=404)
    assert "Answer" not in viewer.get(f"/concerns/{up.pk}/").links
    with pytest.raises(PermissionDenied):
        op.answer_matter(by=fernshire.here("board-viewer"), matter=up, answer="No.")
    with pytest.raises(PermissionDenied):
        op.answer_matter(by=fernshire.here("strategic chair"), matter=up, answer="No.")
    op.answer_matter(by=fernshire.here(), matter=up, answer="The Board has discussed it.")
    op.receive_matter(by=fernshire.here("training chair"), matter=down)


def test_nobody_but_the_two_groups_sees_it_and_only_the_two_chairs_act(fernshire: Shire) -> None:
    sent = fernshire.send()
    for name in ("tactical chair", "tactical member", "agency-lead", "board-viewer"):
        fernshire.browser(name).get(f"/concerns/{sent.pk}/", status=404)
    for name in ("strategic member", "training member", "auditor"):
        page = fernshire.browser(name).get(f"/concerns/{sent.pk}/")
        assert not {"Answer", "Withdraw"} & set(page.links)
    fernshire.browser("training member").get(f"/concerns/{sent.pk}/answer/", status=403)
    for name in ("strategic chair", "strategic member", "training member", "auditor"):
        with pytest.raises(PermissionDenied):
            op.receive_matter(by=fernshire.here(name), matter=sent)
    for name in ("training chair", "strategic member", "auditor"):
        with pytest.raises(PermissionDenied):
            op.withdraw_matter(by=fernshire.here(name), matter=sent, reason="No.")
    with pytest.raises(PermissionDenied):
        fernshire.send("training chair")


def test_the_date_is_changed_and_what_is_withdrawn_wants_no_answer(fernshire: Shire) -> None:
    sent = fernshire.send()
    chair = fernshire.browser("strategic chair")
    page = chair.get(f"/concerns/{sent.pk}/date/").submit("Change", wanted_on="30/4/2026", text="Easter")
    assert "From 2026-03-31 to 2026-04-30." in page.text
    page = page.follow("Withdraw").submit("Withdraw", text="It is settled.")
    assert page.banners == ["It is withdrawn."]
    sent.refresh_from_db()
    with pytest.raises(Refused, match="It was withdrawn, so it cannot be answered now"):
        op.answer_matter(by=fernshire.here("training chair"), matter=sent, answer="Too late.")
    assert [entry.kind for entry in sent.entries.all()] == ["sent", "redated", "withdrawn"]


def test_acknowledging_twice_leaves_one_entry_and_answering_twice_is_refused(fernshire: Shire) -> None:
    sent, chair = fernshire.send(), fernshire.here("training chair")
    op.receive_matter(by=chair, matter=sent)
    op.receive_matter(by=chair, matter=sent)
    op.answer_matter(by=chair, matter=sent, answer="Yes.")
    with pytest.raises(Refused, match="has been answered"):
        op.answer_matter(by=chair, matter=sent, answer="No.")
    assert [entry.kind for entry in sent.entries.all()] == ["sent", "received", "answered"]


def test_a_late_answer_is_shown_late_and_the_most_pressing_stands_first(fernshire: Shire) -> None:
    fernshire.send(title="Later", wanted_on=LATER + timedelta(days=9))
    fernshire.send(title="Sooner")
    op.answer_matter(by=fernshire.here("training chair"), matter=fernshire.send(title="Done"), answer="Yes.")
    with clock.fixed_at(NOW + timedelta(days=40)):
        text = fernshire.browser("training member").get(f"/groups/{fernshire.training.pk}/concerns/").text
    assert text.index("Sooner") < text.index("Later") < text.index("Done")
    assert "12 days overdue" in text


def test_the_pages_ask_as_much_of_five_as_of_one(fernshire: Shire) -> None:
    chair = fernshire.browser("training chair")
    addresses = ("/", "/concerns/", f"/groups/{fernshire.training.pk}/concerns/")

    def cost() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                chair.get(address)
            counts.append(len(queries))
        return counts

    fernshire.send()
    cost()
    first = cost()
    for _ in range(4):
        fernshire.send()
        fernshire.send(sender=fernshire.strategic, to=Receiver(group=fernshire.training), kind="request")
    assert cost() == first


def test_the_database_refuses_half_a_matter_and_changing_history(fernshire: Shire) -> None:
    sent = fernshire.send()
    for change in (
        {"to_group": None}, {"from_board": fernshire.board}, {"state": "closed"}, {"other_group": "X"},
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            Matter.objects.filter(pk=sent.pk).update(**change)
    for sql in ("update concerns_matterentry set text = ''", "delete from concerns_matter"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(sql)
