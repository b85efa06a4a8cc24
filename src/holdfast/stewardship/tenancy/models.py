"""Partnerships, the agencies in them and the people who act for those agencies."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models.functions import Lower, Now

from holdfast.kernel import clock

if TYPE_CHECKING:
    from holdfast.stewardship.access.actor import Actor


class Sector(models.TextChoices):
    """The usual sectors of a safeguarding partnership; a charter uses these keys."""

    LOCAL_AUTHORITY = "local-authority", "Local authority"
    POLICE = "police", "Police"
    HEALTH = "health", "Health"
    EDUCATION = "education", "Education"
    YOUTH_JUSTICE = "youth-justice", "Youth justice"
    PROBATION = "probation", "Probation"
    HOUSING = "housing", "Housing"
    COMMUNITY_SAFETY = "community-safety", "Licensing and community safety"
    PUBLIC_HEALTH = "public-health", "Public health"
    VOLUNTARY = "voluntary", "Voluntary and community"
    CARE_PROVIDER = "care-provider", "Care provider"
    BOARD = "board", "Board and business unit"
    OTHER = "other", "Other"


class Partnership(models.Model):
    """A safeguarding partnership: the tenant that every other row belongs to."""

    # What the application's database role may do to this table, and the column that names the tenant.
    row_rights: ClassVar[str] = "select, insert, update"
    tenant_column: ClassVar[str] = "id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    area = models.CharField(max_length=200, blank=True)
    is_invented = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return self.name


class TenantQuerySet(models.QuerySet[Any]):
    """Rows of one partnership; subclasses narrow `visible_to` to what the person may see."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(partnership_id=actor.partnership_id)


class TenantModel(models.Model):
    """A row that belongs to a partnership.

    `row_rights` is what the application's database role may do with the table; `row_condition`, where set,
    is an SQL condition that a row must satisfy besides to be read (see `access.row_security`).
    `definer_functions` are functions that see past row security, which that role may call.
    """

    row_rights: ClassVar[str] = "select, insert, update, delete"
    row_condition: ClassVar[str] = ""
    tenant_column: ClassVar[str] = "partnership_id"
    definer_functions: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True


class Agency(TenantModel):
    """An organisation that takes part: police, a council's children's services, a health trust, a charity."""

    row_rights: ClassVar[str] = "select, insert, update"

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    sector = models.CharField(max_length=40, choices=Sector)
    is_statutory = models.BooleanField(default=False)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint("partnership", Lower("name"), name="agency_name_once"),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True)
                | models.Q(joined_on__isnull=True)
                | models.Q(left_on__gte=models.F("joined_on")),
                name="agency_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


# What `able_to_act` asks, in SQL, for the one statement that every request begins with.
ABLE_TO_ACT = (
    "(p.access_until is null or p.access_until >= %(today)s) and p.left_on is null and p.locked_at is null"
)


class PersonQuerySet(TenantQuerySet):
    """People, and those of them who may act today."""

    def able_to_act(self) -> Self:
        """Those who have not left and whose access is neither locked nor run out."""
        return self.filter(
            models.Q(access_until__isnull=True) | models.Q(access_until__gte=clock.today()),
            left_on__isnull=True,
            locked_at__isnull=True,
        )


class Person(TenantModel):
    """Somebody who acts for an agency in one partnership; may have an account to sign in with."""

    row_rights: ClassVar[str] = "select, insert, update"

    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="people")
    account = models.ForeignKey(
        "stewardship.Account", null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    left_on = models.DateField(null=True, blank=True)
    # An account may serve several partnerships; each locks and limits its own person, never the account.
    locked_at = models.DateTimeField(null=True, blank=True)
    access_until = models.DateField(null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "account"],
                condition=models.Q(account__isnull=False),
                name="one_person_per_account_and_partnership",
            ),
        ]

    def __str__(self) -> str:
        return self.name
