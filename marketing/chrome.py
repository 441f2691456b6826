"""The ways around the marketing task pages: the two tabs, the breadcrumb."""

from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marketing.columns import ROOT
from marketing.models import TaskKind

Crumb = tuple[str | Promise, str | None]


def kind_asked(query: QueryDict) -> TaskKind:
    """The tab that the address names; the first for anything else."""
    asked = query.get("kind", "")
    return TaskKind(asked) if asked in TaskKind.values else TaskKind.SALES_EXPANSION


def kind_url(kind: TaskKind) -> str:
    """The address of a tab without filters; the default is left out."""
    return f"{ROOT}/" if kind is TaskKind.SALES_EXPANSION else f"{ROOT}/?kind={kind}"


def tabs(current: TaskKind) -> list[dict[str, Any]]:
    return [{"label": kind.label, "url": kind_url(kind), "current": kind is current, "count": ""} for kind in TaskKind]


def trail(*crumbs: Crumb) -> list[Crumb]:
    """The breadcrumb of a page below Marketing Tasks."""
    return [(_("Sales"), "/partner/sales/"), (_("Marketing Tasks"), f"{ROOT}/" if crumbs else None), *crumbs]
