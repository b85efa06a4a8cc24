"""Who chairs for this meeting only, and where the chair set the quorum aside."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from holdfast.governance.meetings.models import AgendaItem, Meeting
from holdfast.governance.room.models.visibility import NOT_EXCLUDED_OR_WHOLE
from holdfast.stewardship.tenancy.models import Person, TenantModel, TenantQuerySet


class Nomination(TenantModel):
    """Whom those present nominated to chair this meeting only, or from when the chair was handed over."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="nominations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.person_id} chairs {self.meeting_id}"


class Override(TenantModel):
    """The chair's agreement to go on without a quorum, where the terms allow it, with the reason."""

    row_condition = NOT_EXCLUDED_OR_WHOLE

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="overrides")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="overrides"
    )
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000)
    from_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason")]

    def __str__(self) -> str:
        return f"override of {self.meeting_id}"
