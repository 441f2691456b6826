"""Marketing Tasks as an address asks for it."""

from django.http import QueryDict

from accounts.models import User
from marketing.chrome import kind_asked
from marketing.columns import DEFAULT_ORDER, ORDERS, target_columns
from marketing.forms.filters import TargetFilterForm
from marketing.models import Target
from partner_center.web.asked import Asked
from partner_center.web.clock import today
from partner_center.web.list_preferences import Preferences
from partner_center.web.listing import order_from


def targets(user: User, query: QueryDict) -> Asked[Target, TargetFilterForm]:
    """The tab that the address names."""
    kind = kind_asked(query)
    form = TargetFilterForm(query, kind=kind)
    found = Target.objects.visible_to(user).begun().of_kind(kind).matching(form.text())
    preferences = Preferences.of(user.lists, "marketing-tasks", target_columns(user, today(user.tenant.time_zone)))
    return Asked(
        found.with_strategy(form.strategies()).in_status(form.statuses()),
        form,
        preferences,
        order_from(query, ORDERS, DEFAULT_ORDER, preferences.shown),
        lambda rows: rows.with_list_relations().counting_opportunities(user),  # type: ignore[attr-defined]
    )
