"""Those who complain. Their words and numbers are personal; journals only name the row."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from amends.people.rows import OrgRow


class Complainant(OrgRow):
    """One complainant with contact data and classes (FR-015). A person may come back with another case."""

    name = models.TextField(blank=True, default="")
    phone = models.CharField(max_length=32, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    address = models.TextField(blank=True, default="")
    customer_number = models.CharField(max_length=64, blank=True, default="")
    classes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    is_staff = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="zh-hans")
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["org", "phone"], name="complainant_by_phone", condition=~models.Q(phone="")),
            models.Index(fields=["org", "name"], name="complainant_by_name", condition=~models.Q(name="")),
            models.Index(
                fields=["org", "customer_number"], name="complainant_by_number", condition=~models.Q(customer_number="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
