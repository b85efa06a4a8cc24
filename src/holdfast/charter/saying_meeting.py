"""Quorum, schedule, attendance, declarations, decisions and minutes in plain English."""

from holdfast.kernel.finding import counted, listed

from .facts import Facts
from .meeting import (
    Absences,
    Attendance,
    Decisions,
    Declarations,
    Extraordinary,
    Minutes,
    Notice,
    Papers,
    Schedule,
)
from .quorum_rule import Inquorate, Override, QuorumRule
from .saying import acts, given, last_so_long, one, sentence, such_as, who
from .wanting import COUNTED_AS, said_share, wanted
from .words import spoken


def say_quorum(facts: Facts, rule: QuorumRule) -> str:
    """A quorum and who counts to it."""
    about = such_as(" for ", map(spoken, rule.kinds))
    if rule.needs is None:
        return sentence(f"no quorum is stated{about}; attendance is recorded all the same")
    said = [f"the quorum{about} is {wanted(facts, rule.needs)}"]
    switches = [(name, value) for name, value in vars(rule.counting).items() if value is not None]
    said += [f"{COUNTED_AS[name]} {'count' if value else 'do not count'}" for name, value in switches]
    if rule.override:
        override = say_override(facts, rule.override)
        said.append(override[0].lower() + override[1:].rstrip("."))
    return sentence("; ".join(said))


def say_override(facts: Facts, rule: Override) -> str:
    """The chair's override."""
    if not rule.allowed:
        return sentence("the quorum may not be set aside by anyone")
    return sentence(
        f"{facts.office_name(rule.by)} may set the quorum aside",
        "for one meeting" if rule.scope == "meeting" else "for one item at a time",
        given(rule.reason, "with a reason, which is minuted"),
        given(not rule.acting_chair, "; whoever acts in that place may not"),
    )


def say_inquorate(facts: Facts, rule: Inquorate) -> str:
    """What an inquorate meeting means."""
    eased = rule.reconvened_quorum == "those present"
    what = {
        "cancelled": "the meeting is cancelled",
        "adjourned": "the meeting is adjourned to another date",
        "reconvened": "the meeting is reconvened",
        "discussion only": "discussion may go on but nothing is decided",
        "continues": "the meeting goes on and its decisions wait to be confirmed",
    }[rule.then]
    return sentence(
        f"without a quorum{such_as(' for ', map(spoken, rule.kinds))}",
        f"({rule.wait} after the start)" if rule.wait else "",
        what,
        f"within {rule.within}" if rule.within else "",
        given(rule.may_adjourn, "and may be adjourned to another date"),
        f"; if the quorum is lost midway, {rule.lost_midway}",
        given(eased, "; those present are the quorum of the meeting that follows"),
    )


def say_schedule(facts: Facts, rule: Schedule) -> str:
    """How often the group meets."""
    often = str(rule.every) if rule.every else ""
    if rule.at_least:
        often = f"at least {counted(rule.at_least, 'time')} a {rule.per}"
    day = (
        f"on the {listed(rule.week)} {rule.weekday}"
        if rule.week
        else f"on a {rule.weekday}"
        if rule.weekday
        else ""
    )
    return sentence(
        f"the group meets {often or 'every month'}",
        day,
        such_as("in ", rule.months),
        f", never in {listed(rule.not_in, 'or')}," if rule.not_in else "",
        f"at {rule.starts:%H:%M}" if rule.starts else "",
        f"for {rule.duration}" if rule.duration else "",
        "; a date on a bank holiday",
        given(rule.avoid_boards, "or on which a Board meets"),
        f"moves {rule.moves}",
    )


def say_notice(facts: Facts, rule: Notice) -> str:
    """Notice."""
    kind = "clear working day" if rule.working else "clear day"
    return sentence(
        f"meetings are called with {counted(rule.clear_days, kind)} of notice,",
        "counting neither the day of the notice nor the day of the meeting",
    )


def say_papers(facts: Facts, rule: Papers) -> str:
    """Agenda and papers."""
    when = f"{rule.before} before the meeting" if rule.before else "before the meeting, with no time stated"
    return sentence(
        f"{who(facts, rule.by)} {acts(rule.by, 'sends', 'send')} the agenda and papers {when}",
        f"; the draft agenda {rule.draft_before} before" if rule.draft_before else "",
        f"; {one(facts, rule.confirmed_by)} confirms the agenda" if rule.confirmed_by else "",
    )


def say_extraordinary(facts: Facts, rule: Extraordinary) -> str:
    """Extra meetings."""
    callers = [one(facts, key) for key in rule.by]
    if rule.requisition:
        callers.append(f"{said_share(rule.requisition)} of the members together, rounded up")
    if rule.requisition_number:
        callers.append(f"{counted(rule.requisition_number, 'member')} together")
    notice = "clear working day" if rule.working else "clear day"
    return sentence(
        f"an extra meeting may be called by {listed(callers, 'or') or 'nobody'}",
        given(rule.reason, "with a reason"),
        f", to be held within {rule.within}" if rule.within else "",
        f", on {counted(rule.clear_days, notice)} of notice" if rule.clear_days is not None else "",
    )


def say_attendance(facts: Facts, rule: Attendance) -> str:
    """The attendance expected."""
    if rule.at_least is None:
        return "Attendance is recorded for every seat, deputies apart, extra meetings included."
    over = last_so_long(rule.over) if rule.over else f"the {rule.year} year" if rule.year else "all meetings"
    over = f"the last {counted(rule.meetings, 'meeting')}" if rule.meetings else over
    whose = "the group" if rule.of == "group" else f"each {rule.of}"
    deputies = (
        "a deputy's attendance counts and is shown apart" if rule.deputies_count else "deputies do not count"
    )
    return sentence(
        f"at least {said_share(rule.at_least)} attendance is expected of {whose} over {over}; {deputies}",
        given(not rule.extraordinary_count, "; extra meetings do not count"),
    )


def say_absences(facts: Facts, rule: Absences) -> str:
    """One step after absences."""
    after = "after the step before"
    if rule.consecutive:
        after = f"after {counted(rule.consecutive, 'absence')} in a row"
    elif rule.any:
        after = f"after {counted(rule.any, 'absence')}" + (f" in {rule.over}" if rule.over else "")
    doer = who(facts, rule.by) + (f" to {rule.to}" if rule.to else "")
    within = f", within {rule.within}" if rule.within else ""
    return sentence(
        f"step {rule.step}:",
        after,
        given(rule.without_deputy and (rule.consecutive or rule.any), "with no deputy"),
        given(rule.apologies_excuse, "(apologies excuse)"),
        f"{', if needed,' if rule.if_needed else ','} {rule.then[:1].lower() + rule.then[1:].rstrip('.')}",
        f"({doer}{within})",
    )


def say_declarations(facts: Facts, rule: Declarations) -> str:
    """Declarations of interest."""
    declare = "everyone present declares" if rule.who == "everyone" else "members declare"
    when = f"for {rule.when}" if rule.when.startswith("each") else rule.when
    return sentence(
        f"{declare} {listed(rule.interests, 'or')} interests {when}",
        f"; someone with an interest loses the {listed(rule.excludes_from)} for that item",
        given(rule.minuted, "; both are minuted"),
    )


def say_decisions(facts: Facts, rule: Decisions) -> str:
    """How the group decides."""
    how = {
        "consensus": "by consensus",
        "majority": f"by a majority of {rule.of}",
        "unanimity": f"by all of {rule.of}",
        "share": f"by {said_share(rule.share) if rule.share else 'a share'} of {rule.of}",
    }[rule.by]
    return sentence(
        f"the group decides{such_as(' on ', map(spoken, rule.kinds))} {how}",
        f", failing which by {rule.failing_consensus}" if rule.failing_consensus else "",
        f", with one vote per {rule.vote_per}",
        f"; {facts.office_name(rule.casting_vote)} has the casting vote" if rule.casting_vote else "",
        f"; ballots are {rule.ballot}",
        "; it may decide between meetings"
        if rule.between_meetings
        else "; it does not decide between meetings",
        f", within {rule.between_within}" if rule.between_within else "",
    )


def say_minutes(facts: Facts, rule: Minutes) -> str:
    """Minutes."""
    return sentence(
        f"{who(facts, rule.by)} {acts(rule.by, 'takes or arranges', 'take or arrange')} the minutes",
        f", sent as a draft within {rule.within}" if rule.within else "",
        f", checked by {one(facts, rule.checked_by)}" if rule.checked_by else "",
        such_as(", shared with ", rule.to),
        ", approved at the next meeting" if rule.approved == "next meeting" else ", approved by the chair",
    )
