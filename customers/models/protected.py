"""The accounts whose preregistrations the operators look at first."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProtectedAccount(models.Model):
    """A company whose preregistrations the operators look at first, whoever asks. No page of a partner shows it."""

    name = models.CharField(_("company name"), max_length=120)
    country = models.CharField(_("country"), max_length=2, default="CN")
    registration_number = models.CharField(_("registration number"), max_length=40, blank=True)
    remarks = models.CharField(_("remarks"), max_length=500, blank=True)
    active = models.BooleanField(_("protected"), default=True)
    #: In the form in which claims are compared; kept by the verb.
    name_key = models.CharField(max_length=64, editable=False, db_index=True)
    registration_key = models.CharField(max_length=64, editable=False, blank=True, db_index=True)

    class Meta:
        verbose_name = _("protected account")
        verbose_name_plural = _("protected accounts")

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """What logs call it, where a name must not stand."""
        return f"protected account {self.pk}"
