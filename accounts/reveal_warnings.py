"""The warning that a day's limit of reveals is nearly reached: to the tenant's administrators, once a day."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.mail import in_language_of, send_later
from accounts.models import AuditEntry, Notification, User, reference_of
from accounts.notifications import notify
from accounts.reveal_limits import DAY, WARNED_AT_PERCENT, Limit

NEARLY_REACHED = "reveal limit nearly reached"


def warn_once(limit: Limit, by: User) -> None:
    """Tell the tenant's administrators once a day, by mail and in the log: who, and never what was shown."""
    tenant = by.tenant
    about: models.Model = tenant if limit.of_tenant else by
    lines = AuditEntry.objects.filter(tenant=tenant, action=NEARLY_REACHED, subject_kind=about._meta.model_name)
    if lines.filter(subject=reference_of(about)[:60], at__gte=timezone.now() - DAY).exists():
        return
    record(NEARLY_REACHED, on=about, by=by, limit=limit.records)
    told = list(User.objects.responsible_for(by))
    notify(to=told, kind=Notification.Kind.REVEAL_LIMIT, about=about)
    for administrator in told:
        with in_language_of(administrator):
            send_later(to=administrator, subject=_("Many customer details are shown"), text=_warning(limit, by))


def _warning(limit: Limit, by: User) -> str:
    if limit.of_tenant:
        text = _("Your company's members have shown %(percent)s%% of the %(number)s customer details of a day.")
    else:
        text = _("%(member)s has shown %(percent)s%% of the %(number)s customer details of a day.")
    words = {"member": by.username, "percent": WARNED_AT_PERCENT, "number": f"{limit.records:,}"}
    return f"{text % words}\n\n{_('Partner Center > Organization > Reveal Log has the details.')}\n"
