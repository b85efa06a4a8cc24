"""Terms of reference by page: every fault at once, nothing lost, read back, tried out, signed, in force."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.charter.shelf import shipped
from holdfast.groups.charters import terms_in_force
from holdfast.groups.models import Terms
from holdfast.groups.operations.seats import appoint
from tests.factories import make_account
from tests.groups.world import ADOPTED, SIGNED, TODAY, Fernshire, charter, shipped_charter
from tests.web.fetcher import Fetcher, Page

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def bola(place: Fernshire) -> Fetcher:
    """Bola's browser."""
    return Fetcher(place.account)


def propose(place: Fernshire, browser: Fetcher, text: str) -> Page:
    """The page after a text was pasted."""
    return browser.get(f"/groups/{place.group.pk}/terms/new/").submit(source=text)


def test_every_fault_is_shown_by_line_and_the_text_stays(place: Fernshire, bola: Fetcher) -> None:
    text = charter().replace("places = 2", "places = 0").replace('"1 year"', f'"{SCRIPT}"')
    page = propose(place, bola, text)
    assert page.errors == ["2 faults in the text: each is named below with its line"]
    assert [row[:2] for row in page.rows] == [["41", "harbour/members-1"], ["58", "harbour/vice-1"]]
    assert page.by_id("id_source").text == text
    place.look()
    assert not Terms.objects.exists()


@pytest.mark.parametrize("text", ["[[", "\x01", "a = " + "[" * 5000, "[[clause]]\nid = 3", '"' * 500_001])
def test_a_hostile_text_is_a_fault_like_others(place: Fernshire, bola: Fetcher, text: str) -> None:
    assert propose(place, bola, text).errors


def test_an_uploaded_file_with_faults_comes_back_as_text_to_mend(place: Fernshire, bola: Fetcher) -> None:
    text = charter().replace("places = 2", "places = 0")
    page = propose_file(place, bola, text.encode())
    assert "1 fault in the text" in page.errors[0]
    mended = page.submit(source=(page.by_id("id_source").text or "").replace("places = 0", "places = 3"))
    assert mended.heading == "Harbour group"


def propose_file(place: Fernshire, browser: Fetcher, content: bytes) -> Page:
    """The page after a file was uploaded."""
    form = browser.get(f"/groups/{place.group.pk}/terms/new/")
    return form.submit(file=SimpleUploadedFile("charter.toml", content))


def test_a_file_that_is_no_text_is_refused_kindly(place: Fernshire, bola: Fetcher) -> None:
    assert propose_file(place, bola, b"MZ\x00\xff\xfe" * 100).errors
    assert propose(place, bola, " \n ").errors == ["Choose a file, or paste the text"]


def test_the_same_text_twice_is_refused(place: Fernshire, bola: Fetcher) -> None:
    propose(place, bola, charter())
    assert "already there, as version 1" in propose(place, bola, charter()).errors[0]


def test_a_text_of_several_groups_asks_which(place: Fernshire, bola: Fetcher) -> None:
    one, two = charter().strip(), charter().replace("harbour", "lagoon").replace("Harbour", "Lagoon").strip()
    both = "\n".join(_as_group(text) for text in (one, two))
    page = propose(place, bola, both)
    assert "choose which of them is meant" in page.errors[0]
    assert page.submit(charter_key="lagoon").heading == "Lagoon group"


def _as_group(text: str) -> str:
    """A charter of its own as one of a document's groups."""
    lines = []
    for line in text.splitlines():
        line = line.replace("[[", "[[group.", 1) if line.startswith("[[") else line
        lines.append(line.replace("[clause", "[group.clause", 1) if line.startswith("[clause") else line)
    return "[[group]]\n" + "\n".join(lines) + "\n"


def test_the_terms_are_read_back_clause_by_clause(place: Fernshire, bola: Fetcher) -> None:
    page = propose(place, bola, charter(nurse=f"Nurse {SCRIPT}"))
    assert "No fault was found" in page.banners[0]
    assert "harbour/quorum-1 Two members make a quorum." in page.text
    assert "Reports Not signed" not in page.text
    assert SCRIPT in page.text


@pytest.mark.parametrize("name", shipped())
def test_each_shipped_charter_reads_back_and_can_be_tried(place: Fernshire, bola: Fetcher, name: str) -> None:
    page = propose(place, bola, shipped_charter(name))
    assert len(page.by_class("hf-clause")) > 20, page.text
    trial = page.follow("Try it: who is in the room?")
    answer = trial.submit(**dict.fromkeys(("s0", "s1", "s2"), "member"))
    assert answer.by_class("hf-finding")


def test_trying_it_out_says_who_is_missing_and_why(place: Fernshire, bola: Fetcher) -> None:
    page = propose(place, bola, charter()).follow("Try it: who is in the room?")
    alone = page.submit(s0="member")
    assert "Quorum: not quorate" in alone.text
    assert "Chair: Police inspector." in alone.text
    both = alone.submit(s1="deputy", **{"s1-remote": "on"})
    assert "Quorum: quorate" in both.text


def test_an_override_needs_the_terms_to_allow_it(place: Fernshire, bola: Fetcher) -> None:
    page = propose(place, bola, charter()).follow("Try it: who is in the room?")
    assert "Set aside by the chair" not in page.submit(s0="member", set_aside="on", reason="Urgent").text
    more = '\n[clause.quorum.override]\nby = "chair"\nreason = true\n'
    page = propose(place, bola, charter("2", more=more)).follow("Try it: who is in the room?")
    assert "Set aside by the chair" in page.submit(s0="member", set_aside="on", reason="Urgent").text


def test_nonsense_in_the_address_of_a_trial_is_taken_calmly(place: Fernshire, bola: Fetcher) -> None:
    page = propose(place, bola, charter())
    address = f"{page.address}trial/?try=1&s0=x&o0=y&kind=z&invitees=-1&in_attendance=99999&nominated=q"
    assert bola.get(address).by_class("hf-finding")


def test_from_upload_to_force_with_two_signatures(place: Fernshire, bola: Fetcher) -> None:
    place.adopt()
    appoint(place.seat("police").pk, place.paul.pk, by=place.manager, from_on=ADOPTED)
    read = propose(place, bola, charter("2", nurse="Designated nurse", more=SIGNED))
    linked = read.follow("Link its agencies").submit()
    assert linked.banners == ["The agencies are linked."]
    force = linked.follow("Put in force")
    assert "Still to be signed by: Chair and Fernshire Board" in force.submit().errors[0]
    paper = linked.follow("Record a signature given on paper")
    signed = paper.submit(capacity="the-board", signatory_name="Dr Ines Moreau")
    assert "Dr Ines Moreau, signed, not dated" in signed.text
    paul = Fetcher(make_account(place.paul))
    by_paul = paul.get(read.address).follow("Sign as Chair").submit()
    assert "Paul Okafor, signed on 3 March 2026" in by_paul.text
    group = by_paul.follow("Put in force").submit()
    assert "Designated nurse" in group.text
    place.look()
    found = terms_in_force(place.group, TODAY)
    assert found is not None
    assert found.version == "2"


def test_what_changed_between_two_versions_is_said(place: Fernshire, bola: Fetcher) -> None:
    place.adopt()
    propose(place, bola, charter("2", nurse="Designated nurse"))
    versions = bola.get(f"/groups/{place.group.pk}/terms/")
    page = versions.submit("Show what changed")
    assert "Designated nurse" in page.text
    assert "harbour/members-1" in page.text


def test_the_charter_file_can_be_fetched_to_change_it(place: Fernshire, bola: Fetcher) -> None:
    page = propose(place, bola, charter())
    answer = bola.client.get(page.links["Download the charter file"])
    assert answer.content.decode().strip() == charter().strip()
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_terms_page_asks_as_many_queries_of_a_long_charter_as_of_a_short_one(
    place: Fernshire, bola: Fetcher
) -> None:
    def queries(text: str) -> list[int]:
        page = propose(place, bola, text)
        counts = []
        for address in (page.address, f"{page.address}trial/", f"{page.address}agencies/"):
            with CaptureQueriesContext(connection) as captured:
                bola.get(address)
            counts.append(len(captured))
        return counts

    assert queries(charter()) == queries(shipped_charter("west-sussex-meog"))
