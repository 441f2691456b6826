"""Approving and rejecting applications: one or many, each once, whoever else decides at the same moment."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts.actions import save_partner
from accounts.audit import record
from accounts.mail import send_later
from accounts.models import Partner, User
from accounts.permissions import has
from accounts.roles import Capability, PartnerKind
from customers.actions.applications import invite_administrator
from customers.application_mail import rejection_mail
from customers.models import Application, ResellerEvent
from customers.models.application import VALID_FOR
from customers.permissions import can_decide

State = Application.State


@transaction.atomic
def decide_applications(
    *, applications: Sequence[Application], approve: bool, reason: str, site: str, by: User
) -> list[Application]:
    """Approve or reject those that still wait, and tell the companies by mail; which ones these were.

    What somebody else has decided meanwhile stays as it is.
    """
    has(by, Capability.MANAGE_RESELLERS).or_raise()
    rows = Application.objects.visible_to(by).filter(pk__in=[row.pk for row in applications])
    locked = rows.select_related("tenant").select_for_update(of=("self",)).order_by("pk")
    decided = [current for current in locked if can_decide(by, current)]
    for current in decided:
        current.decided_at, current.decided_by, current.reason = timezone.now(), by, reason
        # So long the link still tells what was decided.
        current.expires_at, current.changed_at = current.decided_at + VALID_FOR, current.decided_at
        _approve(current, site, by) if approve else _reject(current, by)
    return decided


def _approve(application: Application, site: str, by: User) -> None:
    application.reseller = _reseller(application)
    save_partner(partner=application.reseller, by=by)
    application.state = State.COOPERATING
    application.save()
    ResellerEvent.objects.create(
        tenant_id=application.tenant_id,
        reseller=application.reseller,
        kind=ResellerEvent.Kind.APPROVED,
        author=by,
        reason=application.reason,
    )
    record("cooperation approved", on=application, by=by, reseller=application.reseller.number)
    invite_administrator(application=application, site=site, by=by)


def _reseller(application: Application) -> Partner:
    """The company, with the distributor's money and time."""
    distributor = application.tenant
    return Partner(
        kind=PartnerKind.RESELLER,
        parent=distributor,
        name=application.name,
        country=application.country,
        currency=distributor.currency,
        time_zone=distributor.time_zone,
        email=application.email,
        mobile=application.mobile,
    )


def _reject(application: Application, by: User) -> None:
    application.state = State.REJECTED
    application.save()
    record("cooperation rejected", on=application, by=by)
    mail = rejection_mail(application)
    send_later(to=application.email, subject=mail.subject, text=mail.text)
