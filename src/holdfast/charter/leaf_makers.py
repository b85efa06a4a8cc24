"""Makes each single need of a quorum from what its table says."""

from collections.abc import Callable
from typing import Any

from .quorum_rule import (
    AgencyPresent,
    AllOf,
    Among,
    Base,
    DistinctPresent,
    Kind,
    MembersPresent,
    OfficePresent,
    SeatPresent,
    SectorPresent,
    SharePresent,
)

DISTINCT = {
    "distinct_agencies": Kind.AGENCY,
    "distinct_statutory_agencies": Kind.STATUTORY_AGENCY,
    "distinct_sectors": Kind.SECTOR,
}


def _share(test: str) -> Callable[[dict[str, Any], Among], Any]:
    def made(read: dict[str, Any], among: Among) -> SharePresent:
        base = read.get("of", Base.ALL_SEATS)
        return SharePresent(share=read[test], of=base, is_more_than=test == "more_than", among=among)

    return made


def _distinct(test: str) -> Callable[[dict[str, Any], Among], Any]:
    def made(read: dict[str, Any], among: Among) -> DistinctPresent:
        different = read.get("different_people", False)
        return DistinctPresent(kind=DISTINCT[test], count=read[test], different_people=different, among=among)

    return made


def _each(
    test: str, one: Callable[[Any, dict[str, Any], Among], Any]
) -> Callable[[dict[str, Any], Among], Any]:
    def made(read: dict[str, Any], among: Among) -> AllOf:
        parts = tuple(one(key, read, among) for key in read[test])
        return AllOf(parts=parts, different_people=read.get("different_people", False))

    return made


def _seat(key: str, read: dict[str, Any], among: Among) -> SeatPresent:
    return SeatPresent(seat=key, among=among)


def _sector(key: str, read: dict[str, Any], among: Among) -> SectorPresent:
    return SectorPresent(sector=key, count=read.get("count", 1), among=among)


def _agency(key: str, read: dict[str, Any], among: Among) -> AgencyPresent:
    return AgencyPresent(agency=key, substitutes=read.get("or", ()), count=read.get("count", 1), among=among)


def _office(key: str, read: dict[str, Any], among: Among) -> OfficePresent:
    return OfficePresent(office=key, among=among)


MAKERS: dict[str, Callable[[dict[str, Any], Among], Any]] = {
    "members": lambda read, among: MembersPresent(count=read["members"], among=among),
    "share": _share("share"),
    "more_than": _share("more_than"),
    "seat": lambda read, among: _seat(read["seat"], read, among),
    "seats": _each("seats", _seat),
    "sector": lambda read, among: _sector(read["sector"], read, among),
    "sectors": _each("sectors", _sector),
    "agency": lambda read, among: _agency(read["agency"], read, among),
    "agencies": _each("agencies", _agency),
    "office": lambda read, among: _office(read["office"], read, among),
    "offices": _each("offices", _office),
} | {test: _distinct(test) for test in DISTINCT}
