"""The fixed value sets of an opportunity's information. Phases and what belongs to progress: ../progress.py."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OpportunityType(TextChoices):
    NEW_BUSINESS = "new_business", _("New Business")
    EXPANSION = "expansion", _("Expansion")
    RENEWAL = "renewal", _("Renewal")
    MIGRATION = "migration", _("Migration")


class Deployment(TextChoices):
    NONE = "none", _("None")
    OWN_DATA_CENTRE = "own_data_centre", _("Own data centre")
    ANOTHER_CLOUD = "another_cloud", _("Another cloud")
    HYBRID = "hybrid", _("Hybrid")
    THIS_CLOUD = "this_cloud", _("Already on this cloud")


class BudgetStatus(TextChoices):
    NOT_PLANNED = "not_planned", _("Not planned")
    BEING_PLANNED = "being_planned", _("Being planned")
    APPROVED = "approved", _("Approved")


class Support(TextChoices):
    NONE = "none", _("None")
    ARCHITECTURE = "architecture", _("Architecture")
    PROOF_OF_CONCEPT = "proof_of_concept", _("Proof of concept")
    PRICING = "pricing", _("Pricing")
    TENDER = "tender", _("Tender")
    EXECUTIVE_SPONSOR = "executive_sponsor", _("Executive sponsor")
