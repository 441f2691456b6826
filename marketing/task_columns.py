"""The columns of the list of all tasks, for whoever manages them."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from marketing.columns import ROOT
from marketing.models import MarketingTask
from marketing.permissions import can_manage
from partner_center.web import formats
from partner_center.web.listing import Action, Column, Order
from partner_center.web.templatetags.ui import chip

ALL_TASKS = f"{ROOT}/all/"
ORDERS = {"due": Order("due", "due_on", True), "start": Order("start", "starts_on", True)}
DEFAULT_ORDER = "-due"

_STATUS_CHIPS = {
    MarketingTask.Status.DRAFT: "neutral",
    MarketingTask.Status.IN_PROGRESS: "info",
    MarketingTask.Status.ENDED: "ok",
    MarketingTask.Status.CANCELLED: "lost",
}


def status_chip(task: MarketingTask) -> SafeString:
    status = MarketingTask.Status(task.status)
    return chip(status.label, _STATUS_CHIPS[status])


def task_columns() -> list[Column[MarketingTask]]:
    """Rows come with `target_count`, `touched_count` and `made_count`."""
    return [
        Column("task", _("Task"), _task, is_header=True, classes="pc-name"),
        Column("strategy", _("Strategy"), lambda row: row.get_strategy_display()),
        Column("status", _("Status"), status_chip),
        Column("start", _("Start"), lambda row: formats.day(row.starts_on), sort="start", classes="pc-nowrap"),
        Column("due", _("Due"), lambda row: formats.day(row.due_on), sort="due", classes="pc-nowrap"),
        Column("touched", _("Customers approached"), _touched, align="end"),
        Column("opportunities", _("Opportunities"), _made, align="end"),
    ]


def task_url(task: MarketingTask) -> str:
    return f"{ROOT}/{task.number}/"


def _task(row: MarketingTask) -> SafeString:
    return format_html(
        '<a id="open-{}" href="{}"><bdi>{}</bdi></a><span class="pc-second pc-reference">{}</span>',
        row.number,
        task_url(row),
        row.name,
        row.number,
    )


def _touched(row: Any) -> str:
    return _now("%(touched)s of %(total)s") % {
        "touched": formats.whole(row.touched_count),
        "total": formats.whole(row.target_count),
    }


def _made(row: Any) -> SafeString | str:
    if not row.made_count:
        return formats.whole(0)
    said = _now("Opportunities from %(reference)s: %(number)s") % {
        "reference": row.number,
        "number": formats.whole(row.made_count),
    }
    return format_html(
        '<a id="opportunities-{}" href="{}opportunities/" aria-label="{}">{}</a>',
        row.number,
        task_url(row),
        said,
        formats.whole(row.made_count),
    )


def task_actions(user: User, row: MarketingTask) -> list[Action]:
    """The Operation column: Edit and Add customers while the task is not over, and Details."""
    acts = [(_now("Details"), "details", "")]
    if can_manage(user, row):
        acts = [(_now("Edit"), "edit", "edit/"), (_now("Add customers"), "customers", "customers/"), *acts]
    return [
        Action(label, f"{task_url(row)}{path}", f"{label}, {row.name}", f"op-{row.number}-{key}")
        for label, key, path in acts
    ]


def counted_tasks(number: int, text: str) -> str:
    return ngettext("%(number)s marketing task", "%(number)s marketing tasks", number) % {"number": text}
