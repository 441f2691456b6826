"""What time does to preregistrations: it ends them, and tells of it before."""

from datetime import timedelta

from django.db import transaction

from accounts.audit import record
from accounts.housekeeping_steps import BATCH
from accounts.models import Notification, Partner, User
from accounts.models.notification import with_occasion
from accounts.notifications import notify
from customers import claims
from customers.actions.records import concerned
from customers.models import Customer
from partner_center.web.clock import today

#: How long before its last day one hears that a preregistration ends.
REMINDED = timedelta(days=3)


@transaction.atomic
def expire_preregistration(*, customer: Customer, by: User | None) -> bool:
    """End a preregistration that has run out, unless somebody prolonged or ended it meanwhile; whether it was done."""
    current = Customer.objects.select_for_update(of=("self",)).select_related("tenant").get(pk=customer.pk)
    if current.state != Customer.State.PREREGISTERED or current.is_preregistered(today(current.tenant.time_zone)):
        return False
    current.state, current.ended_on = Customer.State.EXPIRED, current.preregistered_until
    current.version += 1
    current.save()
    claims.settle(current)
    record("preregistration expired", on=current, by=by)
    ended = f"{Notification.Kind.PREREGISTRATION_EXPIRED}:{current.number}:{current.ended_on}"
    notify(to=concerned(current), kind=Notification.Kind.PREREGISTRATION_EXPIRED, about=current, once=ended)
    return True


def expire_preregistrations(*, tenant: Partner) -> int:
    """A step of housekeeping. The last day counts."""
    day = today(tenant.time_zone)
    over = Customer.objects.filter(
        tenant=tenant, state=Customer.State.PREREGISTERED, preregistered_until__lt=day
    ).order_by("pk")
    return sum(expire_preregistration(customer=customer, by=None) for customer in over[:BATCH])


def remind_of_preregistrations(*, tenant: Partner) -> int:
    """A step of housekeeping: tell of preregistrations that end within three days; of each again once prolonged."""
    day, kind = today(tenant.time_zone), Notification.Kind.PREREGISTRATION_ENDING
    ending = Customer.objects.filter(
        tenant=tenant, state=Customer.State.PREREGISTERED, preregistered_until__range=(day, day + REMINDED)
    )
    told = 0
    for customer in with_occasion(ending, kind, "number", "preregistered_until")[:BATCH]:
        words = {"date": str(customer.preregistered_until)}
        people = concerned(customer)
        notify(to=people, kind=kind, about=customer, words=words, once=customer.occasion)
        told += bool(people)
    return told
