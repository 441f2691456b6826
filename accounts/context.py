"""What the chrome of every page shows: the menus, the account, how it looks, and whether the person only views."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, demo_is_loaded
from accounts.models import User
from accounts.preferences import COOKIES, Appearance, Shortcuts
from accounts.roles import Capability
from accounts.sessions import seconds_to_ask
from partner_center.web.counts import at_most

SALES = "/partner/sales"
ORGANIZATION = "/partner/organization"
PREFERENCES = "/partner/preferences"
HELP = "/partner/help/"
#: More than so many is 99+: nobody counts further.
MOST_UNREAD = 99
_OF_CUSTOMERS = {Capability.PREREGISTER_CUSTOMERS, Capability.MODIFY_CUSTOMERS, Capability.ASSIGN_CUSTOMERS}
#: What changes something in a part of Sales. Whoever can do nothing of it only views it, and the pages say so.
CHANGES = {
    f"{SALES}/opportunities/": {Capability.ADD_OPPORTUNITIES},
    f"{SALES}/customers/": _OF_CUSTOMERS,
    f"{SALES}/customer-development/": {Capability.PREREGISTER_CUSTOMERS},
    f"{SALES}/resellers/": {Capability.MANAGE_RESELLERS},
    f"{SALES}/marketing-tasks/": {Capability.HANDLE_TASKS},
}


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html. A stranger gets the demo accounts, while the demo world is loaded."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        demo = DEMO_ACCOUNTS if request.path == str(settings.LOGIN_URL) and demo_is_loaded() else []
        return {
            "account_name": "",
            "navigation": [],
            "theme": appearance_of(request),
            "view_only": False,
            "time_zone": settings.TIME_ZONE,
            "session_left": 0,
            "demo_accounts": demo,
            "demo_password": DEMO_PASSWORD if demo else "",
            "saved_at": _time_in(request.GET.get("saved", "")),
        }
    return {
        "account_name": user.username,
        "navigation": _navigation(user, request.path) if user.partner else [],
        "account_links": _account_links(request.path) if user.partner else [],
        "theme": appearance_of(request),
        "density": user.density,
        "shortcuts": bool(user.partner) and user.shortcuts == Shortcuts.ON,
        "view_only": _only_views(user, request.path),
        "suspension": _suspension(user),
        "time_zone": user.tenant.time_zone if user.partner else settings.TIME_ZONE,
        "session_left": seconds_to_ask(request.session) if user.partner else 0,
        "demo_accounts": [],
        "demo_password": "",
        **_unread(user),
    }


def _unread(user: User) -> dict[str, Any]:
    """The number in the bell, which has come with the member."""
    number = getattr(user, "unread", 0)
    text = at_most(number, MOST_UNREAD)
    words = ngettext("%(number)s unread notification", "%(number)s unread notifications", number)
    return {
        "unread": number,
        "unread_text": text,
        "unread_words": words % {"number": text} if number else _("Notifications"),
    }


def _suspension(user: User) -> str:
    """What every page says to members of a suspended company; nothing to others."""
    if not user.is_suspended or not user.partner:
        return ""
    if user.tenant.is_suspended:
        own = user.partner.is_distributor
        said = _("Your company is suspended.") if own else _("Your distributor is suspended.")
    else:
        said = _("%(distributor)s has suspended the cooperation with your company.")
    words = {"distributor": user.tenant.name}
    return f"{said % words} {_('You can view everything, but change nothing.')}"


def _only_views(user: User, path: str) -> bool:
    """Whether others may change something on this page, and the person may not."""
    return any(path.startswith(part) and not any(map(user.can, changes)) for part, changes in CHANGES.items())


def _time_in(said: str) -> str:
    """The time at which a page that outlived its session saw its draft saved; nothing for what is no time."""
    return said if re.fullmatch(r"[0-2][0-9]:[0-5][0-9]", said) else ""


def appearance_of(request: HttpRequest) -> str:
    """What the person chose, else what was chosen in this browser, else what the device says."""
    remembered = request.COOKIES.get(COOKIES["appearance"], "")
    chosen = getattr(getattr(request, "user", None), "appearance", "")
    return chosen or (remembered if remembered in Appearance.values else Appearance.AUTO.value)


def _account_links(path: str) -> list[dict[str, Any]]:
    links = [
        (_("Partner Center"), "/partner/"),
        (_("Preferences"), f"{PREFERENCES}/"),
        (_("My reveals"), f"{PREFERENCES}/reveals/"),
        (_("Export History"), "/partner/exports/"),
        (_("Help"), HELP),
    ]
    return [{"label": label, "url": url, "current": path == url} for label, url in links]


#: A link of a menu: what it needs, its words, its address, and the keys that lead there, for whoever uses shortcuts.
Entry = tuple[Capability, str, str, str]


def _navigation(user: User, path: str) -> list[dict[str, Any]]:
    leads = [
        (Capability.VIEW_OPPORTUNITIES, _("Opportunity Management"), f"{SALES}/opportunities/", "g o"),
        (Capability.VIEW_CUSTOMERS, _("Customer Development"), f"{SALES}/customer-development/", "g d"),
        (Capability.VIEW_TASKS, _("Marketing Tasks"), f"{SALES}/marketing-tasks/", "g t"),
    ]
    customers = [
        (Capability.VIEW_CUSTOMERS, _("Customer Management"), f"{SALES}/customers/", "g c"),
        (Capability.ASSIGN_CUSTOMERS, _("Customer Assignment"), f"{SALES}/customers/assignment/", ""),
        (Capability.IMPORT_CUSTOMERS, _("Import Customers"), f"{SALES}/imports/", ""),
    ]
    resellers = [(Capability.VIEW_RESELLERS, _("Reseller Management"), f"{SALES}/resellers/", "")]
    people = [(Capability.MANAGE_MEMBERS, _("Member Management"), f"{ORGANIZATION}/members/", "")]
    records = [
        (Capability.READ_AUDIT_LOG, _("Audit Log"), f"{ORGANIZATION}/audit/", ""),
        (Capability.VIEW_REVEALS, _("Reveal Log"), f"{ORGANIZATION}/reveals/", ""),
    ]
    company = [(Capability.VIEW_DISTRIBUTOR, _("Our distributor"), f"{ORGANIZATION}/distributor/", "")]
    menus = [
        (
            _("Sales"),
            SALES,
            [(_("Leads and Opportunities"), leads), (_("Customers"), customers), (_("Resellers"), resellers)],
        ),
        (_("Organization"), ORGANIZATION, [(_("People"), people), (_("Company"), company), (_("Records"), records)]),
    ]
    return [
        {"label": _("Home"), "url": "/partner/", "current": path == "/partner/", "groups": [], "shortcut": "g h"},
        *(
            {"label": label, "url": f"{root}/", "current": path.startswith(f"{root}/"), "groups": groups}
            for label, root, headed in menus
            if (groups := _groups(user, path, headed))
        ),
    ]


def _groups(user: User, path: str, headed: list[tuple[str, list[Entry]]]) -> list[dict[str, Any]]:
    """The groups of a menu in which the person can open anything, with the links that lead there."""
    # A page may stand below another one's address: then it alone is current.
    nearest = max(
        (url for _heading, entries in headed for *_, url, _keys in entries if path.startswith(url)), default=""
    )
    groups = [
        {"heading": heading, "links": [_link(entry, nearest) for entry in entries if user.can(entry[0])]}
        for heading, entries in headed
    ]
    return [group for group in groups if group["links"]]


def _link(entry: Entry, nearest: str) -> dict[str, Any]:
    _need, label, url, shortcut = entry
    return {"label": label, "url": url, "current": url == nearest, "shortcut": shortcut}
