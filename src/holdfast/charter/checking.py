"""Whether a charter makes sense as a whole: numbers that can be reached, single rules, no circles."""

from collections.abc import Iterable, Iterator

from .circles import agency_circle, reporting_circle
from .fitness import unfit
from .mechanism import Mechanism
from .meeting import Attendance, Decisions
from .model import Charter
from .place import Findings, Path, Place
from .quorum_rule import Inquorate, Override, QuorumRule
from .reach import check_quorum
from .registry import ONCE, name_of
from .words import plain

_MEMBERSHIP = ("seat", "agency", "office")


def check_charters(charters: Iterable[Charter], findings: Findings) -> None:
    """Record every contradiction within and between the charters of one file."""
    charters = list(charters)
    for index, charter in enumerate(charters):
        prefix: Path = ("group", index) if ("group", index) in findings.lines else ()
        _check_charter(charter, Place(findings, prefix))
    circle = reporting_circle(charters)
    if circle:
        where = next((i for i, each in enumerate(charters) if each.key in circle), 0)
        prefix = ("group", where) if ("group", where) in findings.lines else ()
        path: Path = (*prefix, "reports_to")
        Place(findings, path if path in findings.lines else ("body",)).fault(
            f"the reporting lines run in a circle: {' > '.join(circle)}; expected a tree that ends at a board"
        )


def placed(charter: Charter, place: Place) -> Iterator[tuple[Mechanism, Place]]:
    """Every mechanism with its place in the file."""
    for index, clause in enumerate(charter.clauses):
        here = place.at("clause").at(index).in_clause(clause.id)
        seen: dict[str, int] = {}
        for mechanism in clause.mechanisms:
            name = name_of(mechanism)
            at = here.at(name).at(seen.setdefault(name, 0))
            seen[name] += 1
            yield mechanism, at if at.path in here.findings.lines else here.at(name)


def _check_charter(charter: Charter, place: Place) -> None:
    circle = agency_circle(charter.agencies)
    if circle:
        place.at("agency").fault(f"agencies are a part of each other in a circle: {' > '.join(circle)}")
        return
    every = list(placed(charter, place))
    # Seats that could not be read would make any quorum look out of reach.
    is_sound = not any(fault.field.split(".")[0] in _MEMBERSHIP for fault in place.findings.faults)
    for mechanism, where in every:
        for expected in unfit(charter, mechanism):
            where.fault(expected)
        if isinstance(mechanism, QuorumRule) and is_sound:
            check_quorum(charter.facts, mechanism, where)
        if isinstance(mechanism, QuorumRule | Override):
            _check_override(charter, mechanism, where)
    _check_once(every)


def _check_override(charter: Charter, mechanism: QuorumRule | Override, place: Place) -> None:
    rule = mechanism.override if isinstance(mechanism, QuorumRule) else mechanism
    if rule and rule.allowed and rule.by not in charter.office_by_key:
        place.fault(f"'{rule.by}' may set the quorum aside, but no office has that key; expected an office")


def _check_once(every: list[tuple[Mechanism, Place]]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for mechanism, where in every:
        for about in _single(mechanism):
            key = (name_of(mechanism), about)
            if key in seen:
                kind = f" for {about}" if about else ""
                where.fault(f"is already stated{kind} in clause {seen[key]}: expected it once")
            seen.setdefault(key, mechanism.clause)


def _single(mechanism: Mechanism) -> Iterator[str]:
    """What this mechanism may be stated for only once."""
    if isinstance(mechanism, QuorumRule | Inquorate | Decisions):
        yield from dict.fromkeys(map(plain, mechanism.kinds or ("",)))
    elif isinstance(mechanism, ONCE) or (isinstance(mechanism, Attendance) and mechanism.at_least):
        yield ""
