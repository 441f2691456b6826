"""What a notification says, in the language of whoever reads it, and where it leads.

It refers to records by their numbers. Words that stand for something with a translation are stored as the source has
them and translated here; dates are stored as 2026-11-30.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Notification
from partner_center.web import formats

Kind = Notification.Kind

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        Kind.PREREGISTRATION_REVIEWED: _("The preregistration of %(reference)s was reviewed: %(outcome)s."),
        Kind.PREREGISTRATION_ENDING: _("The preregistration of %(reference)s ends on %(date)s."),
        Kind.PREREGISTRATION_EXPIRED: _("The preregistration of %(reference)s has expired."),
        Kind.ASSOCIATION_ACCEPTED: _("%(reference)s accepted the association."),
        Kind.ASSOCIATION_FAILED: _("The association of %(reference)s failed. %(outcome)s"),
        Kind.CUSTOMER_ASSIGNED: _("%(reference)s was assigned to you."),
        Kind.TASK_ASSIGNED: _("%(reference)s has customers for you to approach."),
        Kind.OPPORTUNITY_ASSIGNED: _("%(reference)s was transferred to you by %(by)s."),
        Kind.PHASE_CHANGED: _("%(reference)s was moved to %(phase)s, %(probability)s%%, by %(by)s."),
        Kind.OPPORTUNITY_WON: _("%(reference)s was won by %(by)s."),
        Kind.OPPORTUNITY_LOST: _("%(reference)s was marked as lost by %(by)s."),
        Kind.OPPORTUNITY_STALE: _("%(reference)s has had no progress for 14 days."),
        Kind.OPPORTUNITY_OVERDUE: _("%(reference)s is past its attainment date, %(date)s."),
        Kind.NEXT_STEP_DUE: _("The next step of %(reference)s is due on %(date)s."),
        Kind.DRAFT_EXPIRES: _("A draft of yours will be deleted on %(date)s."),
        Kind.IMPORT_READY: _("Import %(reference)s is finished."),
        Kind.EXPORT_READY: _("Export %(reference)s is ready to download."),
        Kind.REVEAL_LIMIT: _("Members show many customer details. The Reveal Log says who."),
    }
)


class _Words(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def sentence(notification: Notification) -> str:
    """One line, without a name that is masked elsewhere."""
    said = _Words(notification.words, reference=notification.reference)
    if said["date"]:
        said["date"] = formats.day(date.fromisoformat(said["date"]))
    for key in ("phase", "outcome"):
        if said[key]:
            said[key] = _now(said[key])
    return str(SENTENCES[notification.kind]) % said
