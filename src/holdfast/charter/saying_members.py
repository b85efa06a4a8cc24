"""Seats, offices, chairing, deputies and appointments in plain English."""

from holdfast.kernel.finding import counted, listed

from .facts import Facts
from .membership import Appointment, Chairing, Cooption, Deputies, Election, HeldBy, Invitees, Office, Seat
from .saying import acts, bodies, body, given, sentence, such_as, who
from .words import spoken


def say_seat(facts: Facts, seat: Seat) -> str:
    """One seat."""
    agencies = listed((facts.agency_name(agency) for agency in seat.agency), "or")
    sector = seat.sector or facts.sector_of(seat.agency[0] if seat.agency else None)
    stands = [agencies, f"sector {spoken(sector)}" if sector else "", seat.status.value]
    stands += ["does not vote"] if not seat.is_voting else []
    stands += ["does not count to the quorum"] if not seat.is_counted else []
    stands += (
        ["a statutory agency's"] if facts.represents(seat.key, (seat.agency or (None,))[0]).statutory else []
    )
    stands += ["to be confirmed"] if seat.unconfirmed else []
    stands += [f"at the level of {seat.seniority}"] if seat.seniority else []
    return sentence(
        f"{'A seat' if seat.places == 1 else counted(seat.places, 'seat')} for the {seat.role}",
        f"({', '.join(part for part in stands if part)})",
        given(seat.several_people, "which several people may share, counting once"),
        f"held by the {seat.ex_officio} of {body(facts, seat.of)}" if seat.ex_officio and seat.of else "",
    )


def say_office(facts: Facts, office: Office) -> str:
    """One office, how it is held and what it brings."""
    ways = [_held(facts, held) for held in office.held_by]
    rule = office.election
    more = [
        f"for {office.term}" if office.term else "",
        *(_election(facts, rule) if rule else ()),
        given(office.casting_vote, "with a casting vote"),
        given(not office.counted, "without a seat the holder does not count to the quorum"),
        given(not office.voting, "without a seat the holder does not vote"),
        given(office.deputy_acts, "a deputy in the holder's seat holds the office too"),
    ]
    details = "; ".join(part for part in more if part)
    return sentence(
        f"{facts.office_name(office.key)} is {listed(ways, 'or')}",
        given(len(ways) > 1, f"({_acting(office, len(ways))})"),
        given(details, f"; {details}"),
    )


def _acting(office: Office, ways: int) -> str:
    if office.in_turn:
        return "in turn"
    return "either may act" if ways == 2 else "any of them may act"


def _election(facts: Facts, rule: Election) -> list[str]:
    return [
        f"by {rule.ballot} ballot with one vote per {rule.vote_per}",
        such_as("candidates come from ", map(spoken, rule.eligible_sectors)),
        such_as("candidates come from ", map(facts.agency_name, rule.eligible_agencies)),
        such_as("candidates fill a seat of ", map(facts.seat_name, rule.eligible_seats)),
        given(not rule.members_only, "others than members may stand"),
        given(rule.wins == "more than half", "more than half of the votes win"),
        f"a tie is settled by {rule.tie}",
    ]


def _held(facts: Facts, held: HeldBy) -> str:
    if held.seat:
        return f"whoever fills the seat of {facts.seat_name(held.seat)}"
    agency = f" ({facts.agency_name(held.agency)})" if held.agency else ""
    if held.role:
        return f"the {held.role}{agency}"
    if held.elected:
        return f"elected by the members{agency}"
    if held.appointed_by:
        return f"appointed by {bodies(facts, held.appointed_by)}{agency}"
    if held.ex_officio:
        return f"the {held.ex_officio} of {body(facts, held.of or '')}"
    return f"someone from {facts.agency_name(held.agency or '')}"


def say_chairing(facts: Facts, rule: Chairing) -> str:
    """The ladder in the chair's absence."""
    steps = []
    for key in rule.in_absence:
        if key == "nomination":
            sectors = such_as(" who come from ", map(spoken, rule.nominees_from_sectors))
            voting = given(rule.nominees_vote, " who vote")
            voting += given(not rule.deputies_may_chair, ", other than deputies,")
            steps.append(
                f"the members present{sectors}{voting} name one of themselves, for that meeting only"
            )
        else:
            steps.append(f"{facts.office_name(key)} chairs")
    return sentence("when the chair is absent", "; failing that, ".join(steps))


def say_deputies(facts: Facts, rule: Deputies) -> str:
    """Deputies."""
    if not rule.allowed:
        return "Deputies may not be sent."
    return sentence(
        "a member who cannot come",
        "sends a deputy" if rule.expected else "may send a deputy",
        given(rule.same_agency, "from the same agency"),
        f"at the level of {rule.seniority}" if rule.seniority else "",
        f"({'named for each meeting' if rule.named == 'per meeting' else rule.named})"
        if rule.named != "either"
        else "",
        f", who {'counts' if rule.count else 'does not count'} to the quorum for the seat and",
        f"{'votes' if rule.vote else 'does not vote'} for it",
        given(not rule.several_seats, "; nobody is deputy for two seats at once"),
        given(rule.several_seats, "; one deputy may stand for several seats"),
        given(rule.members_may_deputise, "; a member may deputise for another"),
    )


def say_cooption(facts: Facts, rule: Cooption) -> str:
    """Co-option."""
    return sentence(
        f"{who(facts, rule.by)} may co-opt others",
        such_as("such as ", rule.examples),
        f"for {rule.term}" if rule.term else "",
        given(rule.reason, "with a reason recorded"),
        f"; they {'vote' if rule.voting else 'do not vote'} and",
        f"{'count' if rule.counted else 'do not count'} to the quorum",
    )


def say_invitees(facts: Facts, rule: Invitees) -> str:
    """Invitees."""
    return sentence(
        f"{who(facts, rule.by)} may invite {rule.who}",
        f"; they {'vote' if rule.voting else 'do not vote'},",
        f"{'count' if rule.counted else 'do not count'} to the quorum",
        given(rule.items_only, "and see only the items they are invited for"),
    )


def say_appointment(facts: Facts, rule: Appointment) -> str:
    """An appointment."""
    offices = [facts.office_name(key) for key in rule.offices] + [
        f"the {facts.seat_name(k)}" for k in rule.seats
    ]
    return sentence(
        f"{who(facts, rule.by)} {acts(rule.by, 'decides', 'decide')} on {rule.what}",
        f"({listed(offices)})" if offices else "",
        f"from those nominated by {rule.nominated_by}" if rule.nominated_by else "",
        f"for {rule.term}" if rule.term else "",
        f"again every {rule.every}" if rule.every else "",
    )
