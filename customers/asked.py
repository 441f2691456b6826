"""Customer Management, Customer Development and Reseller Management as an address asks for them."""

from django.http import QueryDict
from django.utils import timezone

from accounts.models import Partner, User
from accounts.roles import Reach
from customers import reseller_columns
from customers.columns import DEFAULT_ORDER, ORDERS, customer_columns
from customers.development import development_columns
from customers.forms.assignment import ResellerFilterForm
from customers.forms.filters import CustomerFilterForm
from customers.forms.preregistration import DevelopmentFilterForm
from customers.models import Customer
from customers.resellers import counting, matching
from partner_center.web.asked import Asked
from partner_center.web.clock import today
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import order_from


def customers(user: User, query: QueryDict, *, group: str) -> Asked[Customer, CustomerFilterForm]:
    """One of the two tabs of Customer Management."""
    form = CustomerFilterForm(
        query,
        sees_unassigned=user.reach in {Reach.TENANT, Reach.PARTNER},
        chooses_owner=user.reach is not Reach.OWN,
        time_zone=user.tenant.time_zone,
    )
    found = Customer.objects.visible_to(user).of_group(group, user).matching(form.text()).filter(**form.criteria())
    found = found.in_relation(form.relations(), today(user.tenant.time_zone))
    found = found.in_the_hands_of(form.good.get("owner", ""))
    found = found.having_open_opportunities(form.good.get("open", ""), user)
    if form.only_unassigned():
        found = found.unassigned()
    columns = customer_columns(group=group, tenant=user.tenant, now=timezone.now())
    preferences = Preferences.of(user.lists, f"customers-{group}", columns)
    return Asked(
        found,
        form,
        preferences,
        order_from(query, ORDERS, DEFAULT_ORDER, preferences.shown),
        lambda rows: rows.with_list_relations().counting_open_opportunities(user),  # type: ignore[attr-defined]
    )


def development(user: User, query: QueryDict) -> Asked[Customer, DevelopmentFilterForm]:
    form = DevelopmentFilterForm(query)
    found = Customer.objects.visible_to(user).in_development(user).matching(form.text())
    columns = development_columns(user.tenant, timezone.now())
    preferences = Preferences.of(user.lists, "customer-development", columns)
    return Asked(
        found.in_relation(form.states(), today(user.tenant.time_zone)),
        form,
        preferences,
        order_from(query, ORDERS, DEFAULT_ORDER, preferences.shown),
        lambda rows: rows.with_list_relations(),  # type: ignore[attr-defined]
    )


def resellers(user: User, query: QueryDict) -> Asked[Partner, ResellerFilterForm]:
    form = ResellerFilterForm(query)
    preferences = Preferences.of(user.lists, "resellers", reseller_columns.reseller_columns(user.tenant))
    return Asked(
        matching(Partner.objects.visible_to(user).resellers_of(user.tenant_id), form.text(), form.statuses()),
        form,
        preferences,
        order_from(query, reseller_columns.ORDERS, reseller_columns.DEFAULT_ORDER, preferences.shown),
        lambda rows: counting(rows.select_related("parent", "account_manager"), user),
    )
