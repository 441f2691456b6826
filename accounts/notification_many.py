"""Notifications of one act upon many records: what they say, and the lists to which they lead."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.translation import ngettext_lazy

from accounts.models import Notification

SALES = "/partner/sales"
Kind = Notification.Kind

#: By the kind, and by the name of the records' model. None names a record: there are too many.
SENTENCES: Mapping[tuple[str, str], Any] = MappingProxyType(
    {
        (Kind.CUSTOMER_ASSIGNED, "customer"): ngettext_lazy(
            "%(number)s customer was assigned to you.", "%(number)s customers were assigned to you.", "number"
        ),
        (Kind.CUSTOMER_ASSIGNED, "partner"): ngettext_lazy(
            "%(number)s reseller was assigned to you.", "%(number)s resellers were assigned to you.", "number"
        ),
        (Kind.OPPORTUNITY_ASSIGNED, "opportunity"): ngettext_lazy(
            "%(number)s opportunity was transferred to you by %(by)s.",
            "%(number)s opportunities were transferred to you by %(by)s.",
            "number",
        ),
        (Kind.PHASE_CHANGED, "opportunity"): ngettext_lazy(
            "%(number)s opportunity was moved to %(phase)s by %(by)s.",
            "%(number)s opportunities were moved to %(phase)s by %(by)s.",
            "number",
        ),
        (Kind.TASK_ASSIGNED, "target"): ngettext_lazy(
            "%(number)s target customer was assigned to you.",
            "%(number)s target customers were assigned to you.",
            "number",
        ),
        (Kind.TASK_ASSIGNED, "marketingtask"): ngettext_lazy(
            "%(reference)s has %(number)s more customer for you to approach.",
            "%(reference)s has %(number)s more customers for you to approach.",
            "number",
        ),
    }
)
#: The list of the records, by the model's name. An account manager's resellers are seen by their customers.
LISTS: Mapping[str, str] = MappingProxyType(
    {
        "customer": f"{SALES}/customers/",
        "opportunity": f"{SALES}/opportunities/",
        "partner": f"{SALES}/customers/resellers/",
        "target": f"{SALES}/marketing-tasks/",
    }
)
