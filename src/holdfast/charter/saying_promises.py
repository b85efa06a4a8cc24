"""Reports, reviews, clocks, pathways, approvals, records and attestations in plain English."""

from holdfast.kernel.clocks import Clock, said_day
from holdfast.kernel.finding import counted, listed

from .facts import Facts
from .promises import (
    Approval,
    Attested,
    ClockPromise,
    Consultation,
    Escalation,
    EscalationStep,
    Flag,
    Pathway,
    Report,
    Review,
    Undertaking,
)
from .saying import acts, bodies, body, given, one, sentence, such_as, who

_CLOCKS = {
    Clock.ELAPSED: "counted in elapsed hours",
    Clock.WORKING: "counted in working days: day one is the next working day, due at the end of the last",
    Clock.CALENDAR: "counted in calendar days, due at the end of the last",
}


def say_report(facts: Facts, rule: Report) -> str:
    """A report that is owed."""
    when = [
        str(rule.every) if rule.every else "",
        f"for each meeting of {body(facts, rule.each_meeting_of)}" if rule.each_meeting_of else "",
        "on request" if rule.on_request else "",
    ]
    return sentence(
        f"{who(facts, rule.by)} {acts(rule.by, 'reports', 'report')} to {bodies(facts, rule.to)}",
        f"through {body(facts, rule.via)}" if rule.via else "",
        listed(part for part in when if part) or "with no interval stated",
        f"within {rule.within}" if rule.within else "",
        such_as("on ", rule.parts),
        f"({listed(rule.forms, 'or')})" if rule.forms else "",
    )


def say_review(facts: Facts, rule: Review) -> str:
    """A review."""
    unstated = "not dated" if rule.dates_left_blank else "none stated"
    next_on = said_day(rule.next) if rule.next else unstated
    return sentence(
        f"{who(facts, rule.by)} {acts(rule.by, 'reviews', 'review')} {rule.of}",
        str(rule.every) if rule.every else "with no interval stated",
        such_as("for ", rule.looks_at),
        f", consulting {who(facts, rule.consults)}" if rule.consults else "",
        f"; what it proposes goes to {who(facts, rule.then)}" if rule.then else "",
        f"; last on {said_day(rule.last)}" if rule.last else "",
        f"; next date: {next_on}",
    )


def say_clock(facts: Facts, rule: ClockPromise) -> str:
    """A promise with a clock."""
    return sentence(
        f"{who(facts, rule.by)} {acts(rule.by, 'owes', 'owe')} {rule.what}",
        such_as("to ", rule.to),
        f"within {rule.within} of {rule.after}, {_CLOCKS[rule.within.clock]}",
    )


def say_pathway(facts: Facts, rule: Pathway) -> str:
    """A pathway of services."""
    steps = [
        f"{listed(step.levels, 'or')} to {step.to}" + (f" ({step.when})" if step.when else "")
        for step in rule.steps
    ]
    other = "needs a reason" if rule.others_with_reason else "is not allowed"
    agree, steps_said = acts(rule.by, "agrees", "agree"), "; ".join(steps)
    return sentence(f"{who(facts, rule.by)} {agree} the referral: {steps_said}; another choice {other}")


def say_flag(facts: Facts, rule: Flag) -> str:
    """A flag that sets itself."""
    number = f"{'exactly' if rule.exactly else 'at least'} {counted(rule.times, 'time')}"
    return sentence(
        f"the system sets the flag '{rule.name}' by itself when {rule.of} happen {number}",
        f"within {counted(rule.days, 'day')} ({rule.counted})",
    )


def say_consultation(facts: Facts, rule: Consultation) -> str:
    """A consultation rule."""
    return sentence(
        f"{who(facts, rule.who)} {acts(rule.who, 'is', 'are')} asked about {rule.of}",
        given(rule.deadline_required, "and no request goes out without a deadline"),
        f", with {rule.within} to answer" if rule.within else "",
        "; silence is taken as agreement"
        if rule.silence == "means agreement"
        else "; who has not answered is shown",
        f"; {one(facts, rule.watched_by)} follows up" if rule.watched_by else "",
        f", reminding {rule.remind_before} before" if rule.remind_before else "",
    )


def say_approval(facts: Facts, rule: Approval) -> str:
    """An approval, by one signature or several."""
    both = "both must" if len(rule.by) == 2 else "all must" if len(rule.by) > 2 else "must"
    return sentence(
        f"{who(facts, rule.by)} {both} approve {rule.of} before it takes effect",
        f", after {rule.after}" if rule.after else "",
        f"; approved on {said_day(rule.on)}" if rule.on else given(rule.dates_left_blank, "; not dated"),
    )


def say_escalation(facts: Facts, rule: Escalation) -> str:
    """An escalation ladder."""
    steps = "; then ".join(_rung(step) for step in rule.steps)
    return sentence(f"{who(facts, rule.by)} may take {rule.of} to {steps}")


def _rung(step: EscalationStep) -> str:
    after = f" after {step.after}" if step.after else ""
    return f"{step.to}{after}{f' when {step.when}' if step.when else ''}"


def say_undertaking(facts: Facts, rule: Undertaking) -> str:
    """Something the system keeps."""
    return sentence(
        rule.what.rstrip("."),
        f"({listed(rule.items)})" if rule.items else "",
        f"; {who(facts, rule.by)} {acts(rule.by, 'answers', 'answer')} for it" if rule.by else "",
        such_as("; for ", rule.to),
        f"; looked at {rule.every}" if rule.every else "",
        given(rule.each_meeting, "; looked at in each meeting"),
        given(rule.after_each_meeting, "; done, and confirmed, after each meeting"),
        f"; within {rule.within}" if rule.within else "",
        f"of {rule.after}" if rule.within and rule.after else "",
    )


def say_attested(facts: Facts, rule: Attested) -> str:
    """What only people can do."""
    attest = acts(rule.by, "attests", "attest")
    when = listed(f"at {each}" for each in rule.when)
    return sentence(
        f"only people can do this: {who(facts, rule.by)} {attest} it {when.replace('at yearly', 'yearly')},",
        "and the system shows who did and when",
        f"; beside it stand {rule.shown_by}" if rule.shown_by else "",
        f"; the sentence attested: '{rule.statement.rstrip('.')}'" if rule.statement else "",
    )
