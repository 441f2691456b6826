"""Jobs of this room, as a worker does them. What they do stands in mail.py, notifications.py, housekeeping.py and, of
exports, in actions/."""

from accounts import housekeeping, notifications
from accounts.actions import make_export as write_export
from accounts.mail import deliver as send
from partner_center.background import hourly, job

KEEP_HOUSE = "accounts.tasks.keep_house"


@job
def deliver(*, tenant: int | None, mail: str) -> None:
    send(tenant_id=tenant, mail_id=mail)


@job
def mail_notifications(*, tenant: int, recipient: int) -> None:
    notifications.mail_to(tenant_id=tenant, recipient_id=recipient)


@job
def make_export(*, tenant: int, export: str) -> None:
    write_export(tenant_id=tenant, export_id=export)


@hourly(minute=7)
def keep_house(timestamp: int = 0, tenant: int | None = None) -> None:
    housekeeping.keep_house()
