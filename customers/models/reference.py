"""The shape of a reference list: choices that the platform operator edits and every tenant shares."""

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class ReferenceQuerySet(models.QuerySet["ReferenceEntry"]):
    def offered(self) -> Self:
        """What may be chosen now, in the operator's order."""
        return self.filter(active=True).order_by("position", "code")


class ReferenceEntry(models.Model):
    """One choice of a list. Entries are switched off, never deleted: old records keep pointing at them."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name in English"), max_length=80)
    name_zh = models.CharField(_("name in Chinese"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    active = models.BooleanField(_("offered"), default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("position", "code")

    def __str__(self) -> str:
        """The name in the language of the page."""
        return (self.name_zh or self.name) if (get_language() or "").startswith("zh") else self.name
