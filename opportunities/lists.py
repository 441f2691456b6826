"""Every list of the product by its name: what the page of its preferences must know. Here, where all can be seen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.audit_columns import entry_columns
from accounts.invitation_columns import invitation_columns
from accounts.member_columns import INVITATIONS, MEMBERS, member_columns
from accounts.models import User
from accounts.reveal_columns import columns_of
from accounts.roles import Capability
from customers.assignment_columns import assignment_columns
from customers.columns import DEVELOPMENT, customer_columns
from customers.columns import ROOT as CUSTOMERS
from customers.development import development_columns
from customers.invitation_columns import INVITATIONS as CUSTOMER_INVITATIONS
from customers.invitation_columns import invitation_columns as customer_invitation_columns
from customers.models import Group
from customers.reseller_columns import ROOT as RESELLERS
from customers.reseller_columns import reseller_columns
from marketing.columns import ROOT as TASKS
from marketing.columns import target_columns
from marketing.task_columns import task_columns
from opportunities.columns import ROOT, opportunity_columns
from opportunities.customer_choice import choice_columns
from opportunities.draft_columns import draft_columns
from partner_center.web.clock import today
from partner_center.web.listing import Column


@dataclass(frozen=True, slots=True)
class KnownList:
    """A list as its preferences see it: its title, who may open it, where it is, which columns it can show."""

    title: str | Promise
    capability: Capability
    address: str
    columns: Callable[[User], Sequence[Column[Any]]]


def _of_group(name: str, title: Promise, capability: Capability, address: str, columns: Any) -> dict[str, KnownList]:
    """The two lists of a page with a switch."""
    return {
        f"{name}-{group}": KnownList(
            format_lazy("{title}, {group}", title=title, group=group.label),
            capability,
            address.format(group=group),
            partial(columns, group),
        )
        for group in Group
    }


LISTS: Mapping[str, KnownList] = MappingProxyType(
    {
        **_of_group(
            "opportunities",
            _("Business Opportunities"),
            Capability.VIEW_OPPORTUNITIES,
            f"{ROOT}/{{group}}/",
            lambda group, user: opportunity_columns(group=group, tenant=user.tenant, now=timezone.now()),
        ),
        **_of_group(
            "select-customer",
            _("Select Customer"),
            Capability.ADD_OPPORTUNITIES,
            f"{ROOT}/new/?group={{group}}",
            lambda group, user: choice_columns(group, user.tenant, timezone.now(), ()),
        ),
        **_of_group(
            "customers",
            _("Customer Management"),
            Capability.VIEW_CUSTOMERS,
            f"{CUSTOMERS}/{{group}}/",
            lambda group, user: customer_columns(group=group, tenant=user.tenant, now=timezone.now()),
        ),
        "customer-development": KnownList(
            _("Customer Development"),
            Capability.VIEW_CUSTOMERS,
            f"{DEVELOPMENT}/",
            lambda user: development_columns(user.tenant, timezone.now()),
        ),
        "customer-invitations": KnownList(
            _("History Records"),
            Capability.VIEW_CUSTOMERS,
            f"{CUSTOMER_INVITATIONS}/",
            lambda user: customer_invitation_columns(user, timezone.now()),
        ),
        "customer-assignment": KnownList(
            _("Customer Assignment"),
            Capability.ASSIGN_CUSTOMERS,
            f"{CUSTOMERS}/assignment/",
            lambda user: assignment_columns(user.tenant, timezone.now()),
        ),
        "resellers": KnownList(
            _("Reseller Management"),
            Capability.VIEW_RESELLERS,
            f"{RESELLERS}/",
            lambda user: reseller_columns(user.tenant),
        ),
        "drafts": KnownList(
            _("Drafts"),
            Capability.ADD_OPPORTUNITIES,
            f"{ROOT}/drafts/",
            lambda user: draft_columns(user.tenant, timezone.now()),
        ),
        "marketing-tasks": KnownList(
            _("Marketing Tasks"),
            Capability.VIEW_TASKS,
            f"{TASKS}/",
            lambda user: target_columns(user, today(user.tenant.time_zone)),
        ),
        "all-marketing-tasks": KnownList(
            _("All tasks"), Capability.MANAGE_TASKS, f"{TASKS}/all/", lambda _user: task_columns()
        ),
        "members": KnownList(_("Members"), Capability.MANAGE_MEMBERS, f"{MEMBERS}/", member_columns),
        "member-invitations": KnownList(
            _("Invitations"),
            Capability.MANAGE_MEMBERS,
            f"{INVITATIONS}/",
            lambda user: invitation_columns(user, timezone.now()),
        ),
        "audit-log": KnownList(
            _("Audit Log"), Capability.READ_AUDIT_LOG, "/partner/organization/audit/", entry_columns
        ),
        "reveal-log": KnownList(
            _("Reveal Log"),
            Capability.VIEW_REVEALS,
            "/partner/organization/reveals/",
            lambda user: columns_of({}, user.tenant.time_zone, own=False),
        ),
        "my-reveals": KnownList(
            _("My reveals"),
            Capability.USE_PARTNER_CENTER,
            "/partner/preferences/reveals/",
            lambda user: columns_of({}, user.tenant.time_zone, own=True),
        ),
    }
)
