"""What a partnership has laid down about missing children: its group's terms, and what is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from holdfast.casework.children.groups import first_casework_group
from holdfast.casework.missing.models import Episode, MissingRules
from holdfast.casework.missing.rules.frequent import Rule, Ruling, flag_of
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.obligations.ledger.versions import Version, versions_of

# Where no terms say from when on interviews are owed, a return longer ago than this is history.
WITHOUT_TERMS = timedelta(days=28)


@dataclass(frozen=True)
class Setting:
    """The group whose terms speak of missing children, the rules of its versions, and what is counted."""

    group: Group | None
    rulings: tuple[Ruling, ...]
    is_away_counted: bool
    provider_id: UUID | None
    interviews_from: date

    @property
    def kinds(self) -> list[str]:
        """The kinds of episode whose starts count."""
        return [Episode.Kind.MISSING.value, *([Episode.Kind.AWAY.value] if self.is_away_counted else [])]

    @property
    def rule(self) -> Rule:
        """The rule that counts today."""
        today = clock.today()
        return next(one.rule for one in self.rulings if one.to_on is None or today <= one.to_on)


def missing_rules() -> MissingRules:
    """What the partnership chose; the defaults, not stored, if nothing was chosen yet."""
    return MissingRules.objects.first() or MissingRules()


def setting() -> Setting:
    """All of it for the partnership in context, in three queries."""
    group, rules = first_casework_group(), missing_rules()
    versions = versions_of(group.pk) if group else ()
    return Setting(
        group=group,
        rulings=tuple(rulings_of(versions)),
        is_away_counted=rules.is_away_counted,
        provider_id=rules.provider_id,
        interviews_from=versions[0].from_on if versions else clock.today() - WITHOUT_TERMS,
    )


def rulings_of(versions: tuple[Version, ...]) -> list[Ruling]:
    """The rules of the versions of the terms, each for its days.

    Before the first version its rule counts too, so that what was imported from earlier years is judged by
    it. A version without such a rule, and a partnership without terms, count three starts in any 90 days.
    """
    found: list[Ruling] = []
    for version in versions:
        rule = (flag_of(version.charter) if version.charter else None) or Rule()
        if found and found[-1].rule == rule:
            continue
        if found:
            found[-1] = replace(found[-1], to_on=version.from_on - timedelta(days=1))
        found.append(Ruling(rule, version.from_on if found else None))
    return found or [Ruling(Rule())]
