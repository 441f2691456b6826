"""The columns of the list of marketing tasks, one row a target customer, and of a task's own list of customers."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Capability, Reach
from customers.columns import ADD_OPPORTUNITY, OPPORTUNITIES
from customers.columns import ROOT as CUSTOMERS
from customers.models import Group
from marketing.models import MarketingTask, Target
from marketing.permissions import can_handle, can_manage, can_remove, can_start_from
from partner_center.web import formats
from partner_center.web.listing import Action, Column, Order
from partner_center.web.masking import Kind, company, conceal, render, spoken
from partner_center.web.templatetags.ui import chip

ROOT = "/partner/sales/marketing-tasks"

ORDERS = {"due": Order("due", "due_on", False, tie="reference")}
DEFAULT_ORDER = "due"

_STATUS_CHIPS = {
    Target.Status.PENDING: "neutral",
    Target.Status.IN_PROGRESS: "info",
    Target.Status.HANDLED: "ok",
    Target.Status.CLOSED: "lost",
}


def status_chip(target: Target) -> SafeString:
    return chip(target.state.label, _STATUS_CHIPS[target.state])


def handle_url(target: Target) -> str:
    return f"{ROOT}/{target.task.number}/{target.customer.number}/handle/"


def counted(number: int, text: str) -> str:
    """So many target customers."""
    return ngettext("%(number)s target customer", "%(number)s target customers", number) % {"number": text}


def target_columns(user: User, today: date) -> list[Column[Target]]:
    """The columns of Marketing Tasks; rows come with `visible_count`."""
    return [
        Column("task", _("Task"), _task, is_header=True, classes="pc-name", second=_("Number")),
        Column("strategy", _("Strategy"), lambda row: MarketingTask.Strategy(row.task.strategy).label),
        _customer(),
        *_assigned_to(user),
        Column(
            "due",
            _("Due"),
            lambda row: _due(row, today),
            sort="due",
            classes="pc-nowrap",
            lasting=lambda row: formats.day(row.due_on),
        ),
        Column("status", _("Status"), status_chip),
        Column("opportunities", _("Opportunities"), lambda row: _opportunities(row, user), align="end"),
    ]


def task_target_columns(user: User, today: date) -> list[Column[Target]]:
    """The customers on the page of one task: whom to reach, and what came of it."""
    zone = ZoneInfo(user.tenant.time_zone)
    return [
        Column("customer", _("Customer ID"), _customer_number, is_header=True, classes="pc-nowrap"),
        _customer(),
        Column("contact", _("Contact"), lambda row: row.customer.contact_name, Kind.PERSON, _("contact names")),
        Column(
            "phone",
            _("Phone"),
            lambda row: row.customer.mobile,
            Kind.PHONE,
            _("phone numbers"),
            classes="pc-nowrap",
        ),
        *_assigned_to(user),
        Column("due", _("Due"), lambda row: _due(row, today), sort="due", classes="pc-nowrap"),
        Column("status", _("Status"), status_chip),
        Column("result", _("Result"), lambda row: _result(row, user)),
        Column(
            "handled",
            _("Last handled"),
            lambda row: row.handled_at and formats.moment(row.handled_at, zone),
            classes="pc-off-card",
        ),
        Column("opportunities", _("Opportunities"), lambda row: _opportunities(row, user), align="end"),
    ]


def _customer() -> Column[Target]:
    return Column(
        "customer_name",
        _("Target customer"),
        lambda row: row.customer.name,
        Kind.COMPANY,
        _("customer names"),
    )


def _assigned_to(user: User) -> list[Column[Target]]:
    """Only for whoever sees the targets of several people."""
    if user.reach is Reach.OWN:
        return []
    return [
        Column(
            "account_manager",
            _("Assigned to"),
            lambda row: row.account_manager.name if row.account_manager else "",
            Kind.PERSON,
            _("account manager names"),
        )
    ]


def _task(row: Target) -> SafeString:
    return format_html(
        '<a id="open-{}" href="{}/{}/"><bdi>{}</bdi></a><span class="pc-second pc-reference">{}</span>',
        row.reference,
        ROOT,
        row.task.number,
        row.task.name,
        row.task.number,
    )


def _customer_number(row: Target) -> SafeString:
    number = row.customer.number
    return format_html('<a id="open-{}" href="{}/{}/">{}</a>', row.reference, CUSTOMERS, number, number)


def _result(row: Target, user: User) -> SafeString | str:
    """What came of it, and under it the note: for those whom notes are for."""
    if not row.note or not user.can(Capability.READ_NOTES):
        return row.get_result_display()
    return format_html('{}<span class="pc-second"><bdi>{}</bdi></span>', row.get_result_display(), row.note)


def _due(row: Target, today: date) -> SafeString | str:
    if not row.is_overdue(today):
        return formats.day(row.due_on)
    return format_html('{} <span class="pc-warning">{}</span>', formats.day(row.due_on), _now("Overdue"))


def _opportunities(row: Any, user: User) -> SafeString | str:
    """How many the person may see, as a link to just these in Opportunity Management."""
    if not row.visible_count:
        return formats.whole(0)
    group = row.customer.group if row.customer.group in Group.tabs(user) else Group.MINE
    return format_html(
        '<a id="opportunities-{}" href="{}/{}/?target={}" aria-label="{}">{}</a>',
        row.reference,
        OPPORTUNITIES,
        group,
        row.reference,
        _now("Opportunities from %(reference)s: %(number)s")
        % {"reference": row.reference, "number": formats.whole(row.visible_count)},
        formats.whole(row.visible_count),
    )


def masked_customer(row: Target) -> SafeString:
    """The customer's name where there is no eye."""
    return render(conceal(Kind.COMPANY, row.customer.name, shown=False))


def check_box(row: Target) -> SafeString:
    """The box that chooses the row for whoever assigns; it belongs to the form over the table."""
    return format_html(
        '<input class="form-check-input" type="checkbox" name="customer" id="choose-{}" value="{}" form="assign"'
        ' aria-label="{}">',
        row.customer.number,
        row.customer.number,
        _now("Select customer %(number)s, %(name)s")
        % {"number": row.customer.number, "name": spoken(company(row.customer.name))},
    )


def managing_actions(user: User, row: Target) -> list[Action]:
    """What an administrator does with a target on the page of its task."""
    said = f"{row.task.name}, {row.customer.number}"
    acts = []
    if can_manage(user, row.task):
        label, url = _now("Assign"), f"{ROOT}/{row.task.number}/assign/?customer={row.customer.number}"
        acts.append(Action(label, url, f"{label}, {said}", f"op-{row.reference}-assign"))
    if can_remove(user, row):
        label, url = _now("Remove"), f"{ROOT}/{row.task.number}/{row.customer.number}/remove/"
        acts.append(Action(label, url, f"{label}, {said}", f"op-{row.reference}-remove"))
    return acts


def row_actions(user: User, row: Target, today: date) -> list[Action]:
    """The Operation column: what this person may do with this target now."""
    said = f"{row.task.name}, {row.customer.number}"
    actions = []
    if can_start_from(user, row, today):
        label = _now("Add Opportunity")
        post = {"target": row.reference}
        actions.append(Action(label, ADD_OPPORTUNITY, f"{label}, {said}", f"op-{row.reference}-add", post=post))
    if can_handle(user, row):
        label = _now("Handle")
        actions.append(Action(label, handle_url(row), f"{label}, {said}", f"op-{row.reference}-handle", dialog=True))
    return actions


def details_action(row: Target) -> Action:
    """The way to the task's page, for lists elsewhere."""
    label = _now("Details")
    said = f"{label}, {row.task.name}, {row.customer.number}"
    return Action(label, f"{ROOT}/{row.task.number}/", said, f"op-{row.reference}-details")
