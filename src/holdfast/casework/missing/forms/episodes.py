"""Recording and correcting an episode."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from holdfast.casework.missing.forms.moments import Moment, MomentField, kept_instant
from holdfast.casework.missing.models import Episode
from holdfast.casework.missing.rules.episodes import GRADES
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.kernel import clock
from holdfast.kernel.causes_and_risks import CAUSES
from holdfast.web import forms

_GRADES = [("", "Not graded"), *GRADES.items()]
_UNKNOWN_TIME = "Leave the time empty if only the date is known."
_KINDS = {
    "missing": "Nobody knows where the child is.",
    "away": "It is known where the child is, and it is not where the child should be.",
}


class Lines(forms.LongTextField):
    """Several things, one on each line."""

    def __init__(self, *, each: int = 200, **kwargs: Any) -> None:
        super().__init__(rows=3, max_length=4000, **kwargs)
        self.each = each

    def clean(self, value: Any) -> tuple[str, ...]:
        """The lines that say something."""
        lines = [line.strip() for line in str(super().clean(value) or "").splitlines()]
        if any(len(line) > self.each for line in lines):
            raise forms.ValidationError(f"Use {self.each} characters or fewer on each line")
        return tuple(line for line in lines if line)


class NewEpisodeForm(forms.Form):
    """What is known when a child is reported missing: a minute, on a telephone."""

    kind = forms.ChoiceField(
        label="What has happened?",
        choices=Episode.Kind.choices,
        widget=forms.Radios(hints=_KINDS),
        initial="missing",
    )
    gone_from = forms.ChoiceField(label="Gone from", choices=Episode.GoneFrom.choices, widget=forms.Radios)
    began = MomentField(
        label="Missing since",
        help_text=f"When the child left, or was last seen by a responsible adult. {_UNKNOWN_TIME}",
    )
    last_seen_where = forms.CharField(label="Last seen where, and with whom", required=False, max_length=300)
    reported_by = forms.CharField(label="Reported by", required=False, max_length=200)
    grade = forms.ChoiceField(label="Grade", choices=_GRADES, required=False)
    circumstances = forms.LongTextField(label="What happened", required=False, rows=3)
    ended = MomentField(label="Back already? Since when", required=False, help_text=_UNKNOWN_TIME)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("began", clock.now())
        super().__init__(*args, **kwargs)

    def facts(self) -> EpisodeFacts:
        """What was typed, as the rules take it."""
        sent = self.cleaned_data
        began: Moment = sent["began"]
        ended: Moment | None = sent["ended"]
        return EpisodeFacts(
            kind=sent["kind"],
            gone_from=sent["gone_from"],
            began_at=began.at,
            is_began_known=began.is_known,
            reported_at=clock.now(),
            reported_by=sent["reported_by"],
            last_seen_where=sent["last_seen_where"],
            grade=sent["grade"],
            circumstances=sent["circumstances"],
            ended_at=ended.at if ended else None,
            is_ended_known=ended is None or ended.is_known,
        )


_INSTANTS = ("began_at", "reported_at", "last_seen_at", "ended_at")


class EpisodeForm(forms.VersionedForm):
    """Everything that is said of an episode, to be corrected."""

    kind = forms.ChoiceField(
        label="What happened", choices=Episode.Kind.choices, widget=forms.Radios(hints=_KINDS)
    )
    gone_from = forms.ChoiceField(label="Gone from", choices=Episode.GoneFrom.choices, widget=forms.Radios)
    began = MomentField(label="Missing since", help_text=_UNKNOWN_TIME)
    reported_at = forms.InstantField(label="Reported", required=False)
    reported_by = forms.CharField(label="Reported by", required=False, max_length=200)
    last_seen_at = forms.InstantField(label="Last seen", required=False)
    last_seen_where = forms.CharField(label="Last seen where, and with whom", required=False, max_length=300)
    circumstances = forms.LongTextField(label="Circumstances", required=False)
    reasons = forms.MultipleChoiceField(
        label="Reasons", required=False, choices=CAUSES, widget=forms.Checkboxes(attrs={"class": "small"})
    )
    companions = Lines(
        label="With whom",
        required=False,
        help_text="One on each line; another child on record by the reference.",
    )
    places = Lines(label="Places", required=False, each=300, help_text="One on each line.")
    ended = MomentField(
        label="Found or returned",
        required=False,
        help_text=f"Empty while the child is missing. {_UNKNOWN_TIME}",
    )
    found_where = forms.CharField(label="Found where", required=False, max_length=300)
    found_by = forms.ChoiceField(
        label="Found by", required=False, choices=[("", "Not said"), *Episode.FoundBy.choices]
    )
    found_state = forms.ChoiceField(
        label="In what state", required=False, choices=[("", "Not said"), *Episode.FoundState.choices]
    )
    external_reference = forms.CharField(label="Police or other reference", required=False, max_length=120)
    reason = forms.LongTextField(label="Why it is corrected", required=False, rows=2)

    @classmethod
    def shown(cls, episode: Episode) -> dict[str, Any]:
        """What stands in the boxes at first."""
        facts = EpisodeFacts.of(episode)
        return facts.columns() | {
            "began": Moment.of(facts.began_at, facts.is_began_known),
            "ended": Moment.of(facts.ended_at, facts.is_ended_known),
            "companions": "\n".join(facts.companions),
            "places": "\n".join(facts.places),
            "version": episode.version,
        }

    def facts(self, episode: Episode) -> EpisodeFacts:
        """What was typed; what this form does not ask stays."""
        sent = dict(self.cleaned_data)
        began, ended = sent.pop("began"), sent.pop("ended")
        for name in ("version", "reason"):
            sent.pop(name)
        sent |= {
            "reasons": tuple(sent["reasons"]),
            "began_at": began.at,
            "is_began_known": began.is_known,
            "ended_at": ended.at if ended else None,
            "is_ended_known": ended is None or ended.is_known,
        }
        kept = {name: kept_instant(getattr(episode, name), sent[name]) for name in _INSTANTS}
        return replace(EpisodeFacts.of(episode), **sent | kept)


class ReturnForm(forms.VersionedForm):
    """The child is found, or came back."""

    ended = MomentField(label="When", help_text=_UNKNOWN_TIME)
    found_by = forms.ChoiceField(label="How", choices=Episode.FoundBy.choices, widget=forms.Radios)
    found_where = forms.CharField(label="Where", required=False, max_length=300)
    found_state = forms.ChoiceField(
        label="In what state", choices=Episode.FoundState.choices, widget=forms.Radios
    )


class GradeForm(forms.Form):
    """How grave it is now."""

    grade = forms.ChoiceField(label="Grade", choices=list(GRADES.items()), widget=forms.Radios)
    from_at = forms.InstantField(label="From when")
    reason = forms.LongTextField(label="Why", rows=3)


class ReasonForm(forms.TextForm):
    """A reason, or other words; the label says which."""

    text = forms.LongTextField(rows=4)


class RulesForm(forms.VersionedForm):
    """What a partnership lays down besides the terms."""

    is_away_counted = forms.BooleanField(
        label="Being away without authorisation counts towards frequent missing", required=False
    )
    provider = forms.TypedChoiceField(
        label="Return interviews go to",
        required=False,
        empty_value=None,
        help_text="Unless somebody else is chosen for a child.",
    )

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = [("", "Nobody in particular"), *agencies]  # type: ignore[attr-defined]
