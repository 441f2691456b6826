"""The ways around the marketing task pages: the tabs, the breadcrumb."""

from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import has
from accounts.roles import Capability
from marketing.columns import ROOT
from marketing.models import MarketingTask, TaskKind
from marketing.task_columns import ALL_TASKS, task_url

Crumb = tuple[str | Promise, str | None]

NEW_TASK = f"{ROOT}/new/"


def kind_asked(query: QueryDict) -> TaskKind:
    """The tab that the address names; the first for anything else."""
    asked = query.get("kind", "")
    return TaskKind(asked) if asked in TaskKind.values else TaskKind.SALES_EXPANSION


def kind_url(kind: TaskKind) -> str:
    """The address of a tab without filters; the default is left out."""
    return f"{ROOT}/" if kind is TaskKind.SALES_EXPANSION else f"{ROOT}/?kind={kind}"


def tabs(user: User, current: TaskKind | None) -> list[dict[str, Any]]:
    """The two lists of customers to reach; for whoever manages tasks, the list of them all, which is no kind."""
    links: list[tuple[str | Promise, str, bool]] = [(kind.label, kind_url(kind), kind is current) for kind in TaskKind]
    if has(user, Capability.MANAGE_TASKS):
        links.append((_("All tasks"), ALL_TASKS, current is None))
    return [{"label": label, "url": url, "current": is_current, "count": ""} for label, url, is_current in links]


def trail(*crumbs: Crumb) -> list[Crumb]:
    """The breadcrumb of a page below Marketing Tasks."""
    return [(_("Sales"), "/partner/sales/"), (_("Marketing Tasks"), f"{ROOT}/" if crumbs else None), *crumbs]


def below(task: MarketingTask, page: str | Promise) -> list[Crumb]:
    """The breadcrumb of a page below one task."""
    return trail((task.name, task_url(task)), (page, None))
