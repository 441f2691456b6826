"""Business Opportunities as an address asks for it."""

from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from accounts.roles import Reach
from opportunities.columns import DEFAULT_ORDER, ORDERS, opportunity_columns
from opportunities.forms.filters import OpportunityFilterForm
from opportunities.models import Opportunity
from partner_center.web.asked import Asked
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import order_from


def opportunities(user: User, query: QueryDict, *, group: str) -> Asked[Opportunity, OpportunityFilterForm]:
    """One of its two tabs."""
    form = OpportunityFilterForm(
        query,
        group=group,
        chooses_owner=user.reach is not Reach.OWN,
        time_zone=user.tenant.time_zone,
        currency=user.tenant.currency,
    )
    columns = opportunity_columns(group=group, tenant=user.tenant, now=timezone.now(), new=query.get("new", ""))
    preferences = Preferences.of(user.lists, f"opportunities-{group}", columns)
    return Asked(
        Opportunity.objects.visible_to(user).of_group(group, user).matching(form.criteria()),
        form,
        preferences,
        order_from(query, ORDERS, DEFAULT_ORDER, preferences.shown),
        lambda rows: rows.with_list_relations(*preferences.relations),  # type: ignore[attr-defined]
    )
