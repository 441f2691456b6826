"""What leads to an associated customer: preregister, release, review, associate; and the look whether one is free.

A customer that is preregistered, reviewed or associated holds its claims (claims.py): nobody else can have it.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.followers import tell
from accounts.models import AuditEntry, Notification, Partner, User
from accounts.notifications import notify
from accounts.permissions import can_manage_accounts_of
from accounts.roles import Reach
from customers import claims, match_keys
from customers.actions.assign import note_assignment
from customers.actions.open_invitations import close_invitations
from customers.actions.records import complete, concerned
from customers.claims import Taken
from customers.models import Customer, ProtectedAccount, Review
from customers.permissions import can_preregister, can_preregister_again, can_release, can_review
from partner_center.web.clock import today

#: How long a customer is the partner's alone. The last day counts.
PERIOD = timedelta(days=15)
#: Preregistrations of one partner that run or wait for a review.
MOST = 100
#: What one partner may ask the operators for, and one person may ask the check, so that nobody goes through a list.
REVIEWS, REVIEWS_SPAN = 10, timedelta(days=1)
CHECKS, CHECKS_SPAN = 60, timedelta(hours=1)

#: The lines of the log that tell of a look, or of what told as much: who takes a customer and gives it up again has
#: learned that it was free, and who changes an address that the new one was.
LOOKS = Q(action__in=("customer checked", "preregistration refused", "customer released"))
LOOKS |= Q(action="customer modified", details__changed__contains=["email"])
LOOKS |= Q(action="customer modified", details__changed__contains=["mobile"])
State = Customer.State


class Refused(Exception):
    """A limit stands in the way; `reason` says which, and what to do. `told`: that somebody has the customer, too."""

    def __init__(self, reason: str | Promise, *, told: bool = False) -> None:
        self.reason, self.told = reason, told
        super().__init__(str(reason))


class NoRoom(Refused):
    """The company has as many preregistrations as it may: the next one would be refused as well."""


class NoChecksLeft(Refused):
    """The person has looked after as many customers as a person may for a while."""


@transaction.atomic
def preregister(*, customer: Customer, review: bool = False, by: User) -> Customer:
    """Take a new customer for the own company, for fifteen days or, where it must be reviewed, until that is decided.

    Raises Taken where somebody has it; with `review`, the operators are asked instead if that is nobody of the tenant.
    """
    can_preregister(by).or_raise()
    customer.partner = _with_room(by)
    if by.reach is Reach.OWN:
        customer.account_manager = by
    elif customer.account_manager:
        can_manage_accounts_of(customer.account_manager, customer.partner).or_raise()
    complete(customer)
    _begin(customer, review, by)
    if customer.account_manager:
        note_assignment(customer=customer, before=None, by=by)
    return customer


@transaction.atomic
def preregister_again(*, customer: Customer, review: bool = False, by: User) -> Customer:
    """Take a customer that expired, was released or was rejected, if it is still free; otherwise as preregister()."""
    partner = _with_room(by)
    current = _locked(customer)
    can_preregister_again(by, current, today(partner.root.time_zone)).or_raise()
    current.version += 1
    # A link ends with its preregistration; this is another one.
    close_invitations(current.invitations.all())
    return _begin(current, review, by)


def _begin(customer: Customer, review: bool, by: User) -> Customer:
    cause = _cause(customer)
    _wait(customer) if cause else _run(customer)
    customer.save()
    if not claims.take(customer):
        holder = claims.holder_in_tenant(customer)
        if holder or not review:
            raise Taken(holder)
        _require_reviews_left(customer.partner)
        cause = Review.Cause.CONTESTED
        _wait(customer)
        customer.save()
    if cause:
        Review.objects.create(tenant_id=customer.tenant_id, customer=customer, cause=cause, asked_by=by)
    record("preregistration sent to review" if cause else "customer preregistered", on=customer, by=by)
    tell(customer)
    return customer


def _run(customer: Customer) -> None:
    customer.state = State.PREREGISTERED
    customer.preregistered_until = today(customer.time_zone) + PERIOD
    _forget_the_end(customer)


def _wait(customer: Customer) -> None:
    customer.state, customer.preregistered_until = State.PENDING_REVIEW, None
    _forget_the_end(customer)


def _forget_the_end(customer: Customer) -> None:
    """What ended before goes on from here."""
    customer.ended_on, customer.ended_reason = None, ""
    customer.last_activity_at = timezone.now()


def _cause(customer: Customer) -> str:
    """Why the operators look at it first; nothing if they need not."""
    if customer.country != customer.partner.country:
        return Review.Cause.COUNTRY
    return Review.Cause.PROTECTED if _is_protected(customer) else ""


def _is_protected(customer: Customer) -> bool:
    keys = claims.keys_of(customer)
    named = Q(name_key=keys.get("name", "-")) | Q(registration_key=keys.get("registration", "-"))
    return ProtectedAccount.objects.filter(named, active=True).exists()


def _with_room(by: User) -> Partner:
    """The person's company, locked, so that of two at once one is the hundredth."""
    assert by.partner
    rows = Partner.objects.select_for_update(of=("self",), no_key=True).select_related("parent")
    partner = rows.get(pk=by.partner.pk)
    day = today(partner.root.time_zone)
    if Customer.objects.all().counted_for_limit(partner, day)[:MOST].count() >= MOST:
        raise NoRoom(_("Your company has 100 preregistrations that run or wait for a review. Release one first."))
    return partner


def _require_reviews_left(partner: Partner) -> None:
    recent = Review.objects.filter(
        tenant_id=partner.tenant_id,
        customer__partner=partner,
        cause=Review.Cause.CONTESTED,
        asked_at__gte=timezone.now() - REVIEWS_SPAN,
    )
    if recent[:REVIEWS].count() >= REVIEWS:
        raise Refused(_("Your company has asked for 10 reviews within a day. Ask again tomorrow."), told=True)


@transaction.atomic
def check(*, customer: Customer, by: User) -> Taken | None:
    """Look whether the customer is free, without taking it. Every look is a line of the log, and they are counted."""
    can_preregister(by).or_raise()
    require_checks_left(by)
    record("customer checked", on=by.partner or by, by=by)
    try:
        claims.require_free(customer)
    except Taken as taken:
        return taken
    return None


@transaction.atomic
def note_refusal(*, by: User) -> None:
    """Count a preregistration that was refused: it told as much as a look."""
    record("preregistration refused", on=by.partner or by, by=by)


def require_checks_left(by: User) -> None:
    """Raise Refused for whoever has asked after so many customers that it is no slip."""
    looked = AuditEntry.objects.filter(LOOKS, actor=by, at__gte=timezone.now() - CHECKS_SPAN)
    if looked[:CHECKS].count() >= CHECKS:
        raise NoChecksLeft(_("You have checked 60 customers within an hour. Wait a while, then try again."))


@transaction.atomic
def release(*, customer: Customer, reason: str, by: User) -> None:
    """Give up a preregistration: others can have the customer from now on."""
    current = _locked(customer)
    day = today(current.time_zone)
    can_release(by, current, day).or_raise()
    current.reviews.still_open().update(outcome=Review.Outcome.WITHDRAWN, decided_at=timezone.now())
    _end(current, State.RELEASED, reason)
    record("customer released", on=current, by=by)
    tell(current)


@transaction.atomic
def review_preregistration(*, review: Review, approve: bool, reason: str, by: User) -> None:
    """Decide a review. Approving begins the fifteen days; raises Taken while somebody else still has the customer."""
    can_review(by).or_raise()
    current = _locked(review.customer)
    open_review = current.reviews.still_open().select_for_update(of=("self",)).get(pk=review.pk)
    open_review.outcome = Review.Outcome.APPROVED if approve else Review.Outcome.REJECTED
    open_review.decided_at, open_review.reason = timezone.now(), reason
    open_review.save()
    if approve:
        current.version += 1
        _run(current)
        current.save()
        claims.settle(current)
    else:
        _end(current, State.REJECTED, reason)
    record("preregistration approved" if approve else "preregistration rejected", on=current, by=by)
    tell(current)
    # As the source has it: each recipient reads it in another language.
    with translation.override("en"):
        words = {"outcome": str(Review.Outcome(open_review.outcome).label)}
    notify(to=concerned(current), kind=Notification.Kind.PREREGISTRATION_REVIEWED, about=current, words=words)


@transaction.atomic
def associate(*, customer: Customer, by: User | None = None) -> None:
    """Make a running preregistration an association: the customer has accepted. Nobody, or whoever did it for them."""
    current = _locked(customer)
    day = today(current.time_zone)
    if not current.is_preregistered(day):
        raise Refused(_("This preregistration is over."))
    current.state, current.associated_on = State.ASSOCIATED, day
    current.version += 1
    current.last_activity_at = timezone.now()
    current.save()
    claims.settle(current)
    record("customer associated", on=current, by=by)
    tell(current)
    notify(to=concerned(current), kind=Notification.Kind.ASSOCIATION_ACCEPTED, about=current)


@transaction.atomic
def save_protected_account(*, account: ProtectedAccount, by: User) -> None:
    """Store a new or corrected account whose preregistrations are reviewed."""
    added = account.pk is None
    name, number = match_keys.company_name(account.name), match_keys.registration_number(account.registration_number)
    account.name_key = match_keys.digest(f"{account.country} {name}")
    account.registration_key = match_keys.digest(number) if number else ""
    account.save()
    record("protected account added" if added else "protected account changed", on=account, by=by)


def _locked(customer: Customer) -> Customer:
    rows = Customer.objects.select_related("partner__parent", "account_manager")
    return rows.select_for_update(of=("self",)).get(pk=customer.pk)


def _end(customer: Customer, state: str, reason: str) -> None:
    customer.state, customer.ended_reason = state, reason
    customer.preregistered_until, customer.ended_on = None, today(customer.time_zone)
    customer.version += 1
    customer.last_activity_at = timezone.now()
    customer.save()
    claims.give_up(customer)
