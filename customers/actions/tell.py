"""Whom the verbs tell of what they gave away. Part of their transactions, never verbs of their own."""

from collections.abc import Sequence

from accounts.models import Notification, Partner, User
from accounts.notifications import notify, notify_of_many
from customers.models import Customer

Kind = Notification.Kind


def tell_receiver(receiver: User, given: Sequence[Customer] | Sequence[Partner], followed: int, by: User) -> None:
    """Tell whoever has customers or resellers now, and the opportunities that followed them: once an act, each."""
    if receiver.pk == by.pk:
        return
    if len(given) == 1:
        notify(to=[receiver], kind=Kind.CUSTOMER_ASSIGNED, about=given[0])
    elif given:
        notify_of_many(to=[receiver], kind=Kind.CUSTOMER_ASSIGNED, of=type(given[0]), number=len(given))
    # Opportunities are a room above: their model is known here by its name alone.
    opportunities = Customer._meta.get_field("opportunities").related_model
    words = {"by": by.username}
    notify_of_many(to=[receiver], kind=Kind.OPPORTUNITY_ASSIGNED, of=opportunities, number=followed, words=words)
