"""Mails: written in the transaction of what they tell, sent by a worker. The only code that hands one to a server.

A mail is plain text in the language of whoever gets it, and names in it are masked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation

from accounts.models import Mail, Partner, User
from partner_center import tenancy
from partner_center.background import do_later

DELIVER = "accounts.tasks.deliver"
#: How long it is remembered that a mail was sent.
REMEMBERED = timedelta(days=7)


class NotSent(Exception):
    """A mail that could not be handed over. The worker tries again."""


def send_later(*, to: User | str, subject: str, text: str) -> UUID | None:
    """Let a mail go out once the transaction that tells it is stored, or not at all if that is not; its id.

    Whoever has no address gets none. To an address that is no member's, the mail is the tenant's that is entered.
    """
    address = to.email if isinstance(to, User) else to
    if not address:
        return None
    tenant_id = to.tenant_id if isinstance(to, User) else tenancy.entered()
    mail = Mail(tenant_id=tenant_id, address=address, subject=" ".join(subject.split()), text=text)
    mail.save(force_insert=True)
    do_later(DELIVER, tenant=tenant_id, lock=f"mail:{mail.pk}", mail=str(mail.pk))
    return mail.pk


def take_back(mail_id: UUID | None) -> bool:
    """Let a mail, if there is one, that was not sent never be; whether it still waited."""
    return mail_id is not None and bool(Mail.objects.filter(pk=mail_id, sent_at=None).delete()[0])


@contextmanager
def in_language_of(member: User) -> Iterator[None]:
    """Write in the language that the member has chosen, else in the installation's."""
    with translation.override(member.language or settings.LANGUAGE_CODE):
        yield


def deliver(*, tenant_id: int | None, mail_id: str) -> None:
    """Send a mail unless that was done. No transaction waits for the mail server.

    A worker that is killed in between sends it again, as the same mail by its id: rather twice than never.
    """
    with tenancy.of_job(tenant_id):
        mail = Mail.objects.filter(pk=mail_id, sent_at=None).first()
    if mail is None:
        return
    headers = {"Message-ID": f"<{mail.pk}@{settings.MAIL_DOMAIN}>"}
    try:
        EmailMessage(mail.subject, mail.text, None, [mail.address], headers=headers).send()
    except (OSError, ValueError) as refusal:
        # SECURITY: a mail server repeats the address, and the log is no place for it.
        raise NotSent(type(refusal).__name__) from None
    with tenancy.of_job(tenant_id):
        Mail.objects.filter(pk=mail_id).update(sent_at=timezone.now(), address="", subject="", text="")


def forget_sent_mails(*, tenant: Partner) -> int:
    """Part of housekeeping."""
    return Mail.objects.filter(tenant=tenant, sent_at__lt=timezone.now() - REMEMBERED).delete()[0]
