"""What the database holds of a life, and what the rules say of it, in the same shape."""

from collections import defaultdict
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import AuditEntry, User
from customers.models import Claim, Customer, CustomerEvent, CustomerInvitation, Review
from partner_center.web.tokens import digest
from tests.customers.stateful.model import Model

State = Customer.State
FIELDS = {"registration": "registration_number", "account": "account_name"}


def found(keys: list[int]) -> list[tuple[Any, ...]]:
    """Every customer of this life, as told() says it of the model."""
    connection.check_constraints()
    rows = Customer.objects.in_bulk(keys)
    managers = {row.pk: row.username for row in User.objects.all()} | {None: ""}
    asked = set(Review.objects.still_open().values_list("customer_id", flat=True))
    kinds, history, log = claimed(keys), _history(keys, managers), _log(managers)
    return [
        (
            (row := rows[pk]).state,
            row.preregistered_until if row.state == State.PREREGISTERED else None,
            row.ended_on if row.state != State.ASSOCIATED else None,
            managers[row.account_manager_id],
            pk in asked,
            kinds[pk],
            history[pk],
            log[row.tenant_id, row.number],
        )
        for pk in keys
    ]


def claimed(keys: list[int]) -> dict[int, set[str]]:
    """The kinds of marks that are claimed now, customer by customer."""
    kinds = defaultdict[int, set[str]](set)
    running = Claim.objects.filter(customer__in=keys).exclude(lapses_at__lte=timezone.now())
    for pk, kind in running.values_list("customer_id", "kind"):
        kinds[pk].add(FIELDS.get(kind, kind))
    return kinds


def _history(keys: list[int], managers: dict[int | None, str]) -> dict[int, list[tuple[str, ...]]]:
    lines = defaultdict[int, list[tuple[str, ...]]](list)
    for line in CustomerEvent.objects.filter(customer__in=keys).order_by("pk"):
        people = (managers[line.before_id], managers[line.after_id], managers[line.author_id])
        lines[line.customer_id].append((line.kind, *people))
    return lines


def _log(managers: dict[int | None, str]) -> dict[tuple[int | None, str], list[tuple[str, str]]]:
    """By tenant and number of the customer, as the audit log names it."""
    lines = defaultdict[tuple[int | None, str], list[tuple[str, str]]](list)
    for line in AuditEntry.objects.filter(subject_kind="customer").order_by("pk"):
        lines[line.tenant_id, line.subject].append((line.action, managers[line.actor_id]))
    return lines


def found_invitations(links: list[str]) -> list[tuple[Any, ...]]:
    rows = {row.digest: row for row in CustomerInvitation.objects.select_related("invited_by")}
    now = timezone.now()
    return [
        (row.state_at(now), row.channel, row.expires_at, row.invited_by.username)
        for row in (rows[digest(link)] for link in links)
    ]


def told(model: Model) -> list[tuple[Any, ...]]:
    """What the rules say of every customer of this life."""
    return [
        (
            one.state,
            one.until if one.state == "preregistered" else None,
            one.ended if one.state != "associated" else None,
            one.manager,
            one.asked,
            set(one.marks) if model.has_it(one) else set(),
            one.history,
            one.log,
        )
        for one in model.customers
    ]


def told_invitations(model: Model) -> list[tuple[Any, ...]]:
    return [
        ("expired" if sent.state == "sent" and not model.waits(sent) else sent.state, sent.channel, sent.until, sent.by)
        for sent in model.invitations
    ]
