"""What every row that hangs on a child shares: the child, and need to know in the database."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from holdfast.casework.children.models.child import Child
from holdfast.casework.children.models.querysets import sees_all
from holdfast.casework.children.need_to_know import not_hidden
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import TenantModel, TenantQuerySet


class ChildRowsQuerySet(TenantQuerySet):
    """Rows that hang on a child, narrowed to children that the person may see."""

    def visible_to(self, actor: Actor) -> Self:
        rows = super().visible_to(actor)
        if sees_all(actor):
            return rows
        return rows.filter(child__in=Child.objects.visible_to(actor).values("pk"))


class ChildRow(TenantModel):
    """A row that hangs on a child. A restricted child's rows do not exist for those without a grant."""

    row_rights: ClassVar[str] = "select, insert, update"
    row_condition: ClassVar[str] = not_hidden()
    # When two records become one, a row of which the kept one has the like already (a unique constraint says
    # so) may stay with the other; where it may not, the merge is refused until one of the two is put right.
    may_stay_when_merged: ClassVar[bool] = False

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="%(class)ss")

    objects = ChildRowsQuerySet.as_manager()

    class Meta:
        abstract = True
