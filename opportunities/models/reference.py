"""The reference lists that only opportunities use."""

from django.utils.translation import gettext_lazy as _

from customers.models.reference import ReferenceEntry


class BusinessSystem(ReferenceEntry):
    #: The entry that asks for a text of one's own.
    OTHER = "other"

    class Meta(ReferenceEntry.Meta):
        verbose_name = _("business system")
        verbose_name_plural = _("business systems")


class Provider(ReferenceEntry):
    class Meta(ReferenceEntry.Meta):
        verbose_name = _("cloud provider")
        verbose_name_plural = _("cloud providers")


class Competitor(ReferenceEntry):
    class Meta(ReferenceEntry.Meta):
        verbose_name = _("competitor")
        verbose_name_plural = _("competitors")
