"""Notifications: told in the transaction of what happened, read on a page of their own, mailed to whoever wants that.

Other rooms call notify(); everything else here is what people and workers do with the rows.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.mail import in_language_of, send_later
from accounts.models import Notification, Partner, User, reference_of
from accounts.models.notification import MAILED_ANYWAY
from accounts.notification_words import sentence
from partner_center import tenancy
from partner_center.background import do_once

MAIL = "accounts.tasks.mail_notifications"
#: Sentences in one mail; the page has the others.
MOST = 20
#: How long one is kept that was read. What is told once stays: it is how one knows that it was told.
KEPT = timedelta(days=180)
#: After so long, a notification to be mailed that was not has lost its job.
OVERDUE = timedelta(minutes=10)


def notify(
    *,
    to: Iterable[User],
    kind: str,
    about: models.Model,
    words: Mapping[str, str] | None = None,
    once: str = "",
) -> None:
    """Tell each of them, in the caller's transaction; mails go out after it, to those who want them.

    `words` are numbers, dates and user names, never what a mask hides. Of what has a `once`, nobody hears twice.
    """
    subject = {"subject_kind": about._meta.model_name or "", "reference": reference_of(about)[:60]}
    _tell(to, kind, words=dict(words or {}), once=once, **subject)


def notify_of_many(
    *, to: Iterable[User], kind: str, of: type[models.Model], number: int, words: Mapping[str, str] | None = None
) -> None:
    """The same of one act upon so many records: one line for each of them, which leads to the list."""
    if number:
        said = {**(words or {}), "number": str(number)}
        _tell(to, kind, words=said, once="", subject_kind=of._meta.model_name or "", reference="")


def _tell(to: Iterable[User], kind: str, *, once: str, **said: Any) -> None:
    people = {user.pk: user for user in to if user.is_active}
    rows = [
        Notification(
            tenant_id=tenant_id,
            recipient=user,
            kind=kind,
            **said,
            to_mail=bool(user.email) and kind not in {*user.unmailed, *MAILED_ANYWAY},
            once=once,
        )
        for user in people.values()
        if (tenant_id := user.tenant_id)
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=bool(once))
    for row in rows:
        if row.to_mail:
            transaction.on_commit(partial(_mail_soon, row.tenant_id, row.recipient_id), robust=True)


def _mail_soon(tenant_id: int, recipient_id: int) -> None:
    """However much happens to somebody at once, it is one mail."""
    do_once(MAIL, tenant=tenant_id, lock=f"notifications:{recipient_id}", recipient=recipient_id)


@transaction.atomic
def mark_read(*, notification: Notification, by: User) -> None:
    """Note that it was opened. That concerns nobody else, so no log tells it."""
    Notification.objects.visible_to(by).unread().filter(pk=notification.pk).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, by: User) -> int:
    """Note that all of them were seen; how many."""
    return Notification.objects.visible_to(by).unread().update(read_at=timezone.now())


def mail_to(*, tenant_id: int, recipient_id: int) -> None:
    """Write one mail of all that the recipient is to hear by mail. Done again, it finds nothing more to write."""
    with tenancy.in_tenant(tenant_id):
        waiting = list(
            Notification.objects.filter(recipient_id=recipient_id, to_mail=True)
            .select_for_update()
            .order_by("-at", "-key")
        )
        Notification.objects.filter(pk__in=[row.pk for row in waiting]).update(to_mail=False)
        member = User.objects.select_related("distributor").filter(pk=recipient_id, is_active=True).first()
        if member and waiting:
            _write(member, waiting)


def _write(member: User, waiting: list[Notification]) -> None:
    with in_language_of(member):
        number = len(waiting)
        heading = ngettext("%(number)s new notification", "%(number)s new notifications", number) % {"number": number}
        lines = [f"- {sentence(row)}" for row in waiting[:MOST]]
        if number > MOST:
            more = number - MOST
            lines.append(ngettext("and %(number)s more", "and %(number)s more", more) % {"number": more})
        end = _("Partner Center > Notifications shows them all. Preferences > Notifications says what is mailed.")
        subject = sentence(waiting[0]) if number == 1 else heading
        send_later(to=member, subject=f"{_('Partner Center')}: {subject}", text="\n".join([*lines, "", end, ""]))


def mail_what_was_left(*, tenant: Partner) -> int:
    """Part of housekeeping: put off anew the mails whose job was lost between a transaction and its end."""
    left = Notification.objects.filter(tenant=tenant, to_mail=True, at__lt=timezone.now() - OVERDUE)
    for recipient_id in left.order_by().values_list("recipient_id", flat=True).distinct():
        _mail_soon(tenant.pk, recipient_id)
    return 0


def forget_old(*, tenant: Partner) -> int:
    """Part of housekeeping."""
    old = Notification.objects.filter(tenant=tenant, once="", read_at__lt=timezone.now() - KEPT)
    return old.delete()[0]
