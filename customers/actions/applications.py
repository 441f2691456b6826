"""How a company comes to apply: invited by its distributor, by mail or by a link that is passed on, once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from accounts.actions import invite_founder
from accounts.audit import record
from accounts.housekeeping_steps import BATCH
from accounts.mail import send_later
from accounts.models import Notification, Partner, User
from accounts.notifications import notify
from accounts.numbers import next_value
from accounts.permissions import has
from accounts.roles import Capability
from customers.application_mail import invitation_mail
from customers.models import Application
from customers.models.application import VALID_FOR
from customers.permissions import can_apply, can_send_again, can_withdraw
from partner_center.web.tokens import new_token

#: What whoever applies says of the company.
SAID = ("name", "country", "registration_number", "contact_name", "email", "mobile", "website", "offer")
State = Application.State


@transaction.atomic
def invite_reseller(*, name: str, email: str, site: str, by: User) -> tuple[Application, str]:
    """Invite a company by mail, or without an address by a link; the link, which nobody can find out later."""
    has(by, Capability.MANAGE_RESELLERS).or_raise()
    application = Application(tenant=by.tenant, name=name, email=email, by_mail=bool(email))
    application.language = get_language() or ""
    link = _renew(application, site, by)
    application.number = f"APP-{next_value('APP', tenant_id=by.tenant.pk):04d}"
    application.save(force_insert=True)
    record("reseller invited", on=application, by=by)
    return application, link


@transaction.atomic
def send_application_again(*, application: Application, site: str, by: User) -> str:
    """A new link for another fourteen days, to apply or, once approved, to join; the link where it is not mailed."""
    current = _locked(application, by)
    can_send_again(by, current).or_raise()
    if current.reseller:
        invite_administrator(application=current, site=site, by=by)
        return ""
    current.state = State.INVITED
    link = _renew(current, site, by)
    current.save()
    record("reseller invitation sent again", on=current, by=by)
    return "" if current.by_mail else link


@transaction.atomic
def withdraw_application(*, application: Application, by: User) -> None:
    """Let the link lead nowhere."""
    current = _locked(application, by)
    can_withdraw(by, current).or_raise()
    _end(current, State.WITHDRAWN)
    record("reseller invitation withdrawn", on=current, by=by)


@transaction.atomic
def apply(*, application: Application, said: Mapping[str, str]) -> bool:
    """Store what a company says of itself, and tell the administrators. Nothing happens if that was done already."""
    current = Application.objects.select_related("tenant").select_for_update(of=("self",)).get(pk=application.pk)
    now = timezone.now()
    if not can_apply(current, now):
        return False
    for key in SAID:
        setattr(current, key, said[key])
    current.language = get_language() or ""
    current.state, current.applied_at, current.changed_at = State.APPLIED, now, now
    current.save()
    record("cooperation applied for", on=current, by=None)
    administrators = User.objects.administering(current.tenant_id)
    notify(to=administrators, kind=Notification.Kind.COOPERATION_APPLIED, about=current, once=_occasion(current))
    return True


@transaction.atomic
def invite_administrator(*, application: Application, site: str, by: User) -> None:
    """Invite the person who applied to be the first administrator: part of approving, and of sending that again."""
    assert application.reseller
    invite_founder(
        company=application.reseller,
        email=application.email,
        name=application.contact_name,
        language=application.language,
        site=site,
        by=by,
    )


def expire_applications(*, tenant: Partner) -> int:
    """A step of housekeeping."""
    over = Application.objects.filter(tenant=tenant, state=State.INVITED, expires_at__lte=timezone.now())
    rows = list(over.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    for current in rows:
        _end(current, State.EXPIRED)
        record("reseller invitation expired", on=current, by=None)
    return len(rows)


def _end(application: Application, state: str) -> None:
    application.state, application.changed_at = state, timezone.now()
    application.save(update_fields=["state", "changed_at"])


def _occasion(application: Application) -> str:
    moment: datetime = application.sent_at
    return f"{Notification.Kind.COOPERATION_APPLIED}:{application.number}:{moment.isoformat()}"


def _renew(application: Application, site: str, by: User) -> str:
    """Give it a new link, and mail that if there is an address; the old one leads nowhere then."""
    token, application.digest = new_token()
    application.invited_by, application.sent_at = by, timezone.now()
    application.expires_at, application.changed_at = application.sent_at + VALID_FOR, application.sent_at
    link = f"{site}/apply/{token}/"
    if application.by_mail:
        mail = invitation_mail(application, link)
        send_later(to=application.email, subject=mail.subject, text=mail.text)
    return link


def _locked(application: Application, by: User) -> Application:
    rows = Application.objects.visible_to(by).select_related("tenant", "reseller")
    return rows.select_for_update(of=("self",)).get(pk=application.pk)
