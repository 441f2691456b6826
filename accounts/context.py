"""What the chrome of every page shows: the menus, the account, and whether the person only views."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, demo_is_loaded
from accounts.models import User
from accounts.roles import Capability
from accounts.sessions import seconds_to_ask

SALES = "/partner/sales"
ORGANIZATION = "/partner/organization"


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html. A stranger gets the demo accounts, while the demo world is loaded."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        demo = DEMO_ACCOUNTS if request.path == str(settings.LOGIN_URL) and demo_is_loaded() else []
        return {
            "account_name": "",
            "navigation": [],
            "view_only": False,
            "session_left": 0,
            "demo_accounts": demo,
            "demo_password": DEMO_PASSWORD if demo else "",
        }
    return {
        "account_name": user.username,
        "navigation": _navigation(user, request.path) if user.partner else [],
        "view_only": user.standing.only_views,
        "session_left": seconds_to_ask(request.session) if user.partner else 0,
        "demo_accounts": [],
        "demo_password": "",
    }


def _navigation(user: User, path: str) -> list[dict[str, Any]]:
    leads = [
        (Capability.VIEW_OPPORTUNITIES, _("Opportunity Management"), f"{SALES}/opportunities/"),
        (Capability.VIEW_TASKS, _("Marketing Tasks"), f"{SALES}/marketing-tasks/"),
    ]
    customers = [(Capability.VIEW_CUSTOMERS, _("Customer Management"), f"{SALES}/customers/")]
    records = [
        (Capability.READ_AUDIT_LOG, _("Audit Log"), f"{ORGANIZATION}/audit/"),
        (Capability.VIEW_REVEALS, _("Reveal Log"), f"{ORGANIZATION}/reveals/"),
    ]

    def groups(*found: tuple[str, list[tuple[Capability, str, str]]]) -> list[dict[str, Any]]:
        """The groups with the links that the person may follow, without the empty ones."""
        drawn = [
            {"heading": heading, "links": [_link(label, url, path) for need, label, url in links if user.can(need)]}
            for heading, links in found
        ]
        return [group for group in drawn if group["links"]]

    sales = groups((_("Leads and Opportunities"), leads), (_("Customers"), customers))
    organization = groups((_("Records"), records))
    return [
        {"label": _("Home"), "url": "/partner/", "current": path == "/partner/", "groups": []},
        *(
            {"label": label, "url": f"{root}/", "current": path.startswith(root), "groups": found}
            for label, root, found in ((_("Sales"), SALES, sales), (_("Organization"), ORGANIZATION, organization))
            if found
        ),
    ]


def _groups(user: User, path: str, headed: list[Any]) -> list[dict[str, Any]]:
    """The groups of a menu in which the person can open anything."""
    groups = [
        {"heading": heading, "links": [_link(label, url, path) for need, label, url in links if user.can(need)]}
        for heading, links in headed
    ]
    return [group for group in groups if group["links"]]


def _link(label: str, url: str, path: str) -> dict[str, Any]:
    return {"label": label, "url": url, "current": path.startswith(url)}
