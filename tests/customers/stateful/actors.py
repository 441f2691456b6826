"""The people of the model at work: each step as a verb of the product, behind the wall of whoever does it.

Everything happens in one transaction on the real database, with the application's rights. Afterwards the database says
what has become of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import AuditEntry, Partner, User
from accounts.permissions import NotNow
from customers import actions, claims
from customers.actions import expiry
from customers.actions import preregistration as preregistrations
from customers.conflict_words import said_of
from customers.models import Claim, Customer, CustomerEvent, ProtectedAccount, Review
from partner_center import tenancy
from tests.cast import Cast
from tests.customers.stateful.companies import PROTECTED, Entry
from tests.customers.stateful.model import DONE, FORBIDDEN, LIMIT, MISSING, NOT_NOW, OTHERS, TAKEN, WAITS, Model
from tests.support import walls
from tests.support.browsers import client_of
from tests.support.markup import without_tokens

State = Customer.State
FORM = "/partner/sales/customer-development/new/"
CHECK = {"HX-Request": "true", "HX-Target": "conflict"}
FIELDS = {"registration": "registration_number", "account": "account_name"}
LONG = timedelta(days=5000)


class Stage:
    """`keys` are the customers of one life in the order in which they came, as the model counts them."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.keys = cast, list[int]()
        #: What strangers read, of a refused preregistration and in the page that is being filled.
        self.neutral, self.neutral_page = set[str](), set[str]()
        far = timezone.now().date() + LONG
        Customer.objects.filter(state=State.PREREGISTERED).update(state=State.RELEASED, preregistered_until=None)
        for name, number in OTHERS.items():
            partner: Partner = getattr(cast, name)
            Customer.objects.bulk_create(_others(partner, number, far))
        self.do("olga", actions.save_protected_account, account=ProtectedAccount(**PROTECTED))

    @contextmanager
    def behind_the_wall(self, who: str) -> Iterator[User]:
        try:
            with transaction.atomic():
                user = User.objects.select_related("partner__parent", "distributor").get(username=who)
                walls.see(walls.NOBODY)
                tenancy.enter_operations() if user.is_staff else tenancy.enter_member(user.pk)
                yield user
        finally:
            walls.see(walls.EVERYBODY)

    def do(self, who: str, verb: Callable[..., Any], **words: Any) -> str:
        """How it ends. `customer` is a key of the model."""
        try:
            with self.behind_the_wall(who) as user:
                if isinstance(words.get("customer"), int):
                    words["customer"] = Customer.objects.visible_to(user).get(pk=self.keys[words["customer"]])
                verb(**words, by=user)
        except claims.Taken as taken:
            return self._taken(taken, who)
        except preregistrations.Refused:
            return LIMIT
        except NotNow:
            return NOT_NOW
        except PermissionDenied:
            return FORBIDDEN
        except ObjectDoesNotExist:
            return MISSING
        return DONE

    def _taken(self, taken: claims.Taken, who: str) -> str:
        if taken.holder is not None and who != "olga":
            return f"taken by {self.keys.index(taken.holder.pk)}"
        self.neutral.add(said_of(claims.Taken(), getattr(self.cast, who)))
        return TAKEN

    # --- On the way to an association -------------------------------------------------------------------------

    def look(self, who: str, entry: Entry) -> str:
        """The check while somebody types, in the page."""
        answer = client_of(who, self.cast).post(FORM, entry.typed, headers=CHECK)
        page = without_tokens(answer.content.decode())
        if 'name="action" value="review"' in page:
            self.neutral_page.add(page)
            return TAKEN
        return "taken here" if "This customer" in page else DONE

    def preregister(self, who: str, entry: Entry, *, manager: str, review: bool) -> str:
        asked = Customer(**entry.typed, account_manager=getattr(self.cast, manager) if manager else None)
        return self._began(asked, self.do(who, self._preregister, asked=asked, review=review))

    def _preregister(self, *, asked: Customer, review: bool, by: User) -> None:
        preregistrations.preregister(customer=asked, review=review, by=by)

    def _began(self, asked: Customer, end: str) -> str:
        if end != DONE:
            return end
        self.keys.append(asked.pk)
        return WAITS if asked.state == State.PENDING_REVIEW else DONE

    def again(self, who: str, key: int, *, review: bool) -> str:
        end = self.do(who, actions.preregister_again, customer=key, review=review)
        waits = end == DONE and Customer.objects.get(pk=self.keys[key]).state == State.PENDING_REVIEW
        return WAITS if waits else end

    def review(self, who: str, key: int, *, approve: bool) -> str:
        newest = Review.objects.filter(customer=self.keys[key]).select_related("customer").order_by("-pk").first()
        if newest is None:
            return NOT_NOW
        end = self.do(who, actions.review_preregistration, review=newest, approve=approve, reason="So it is.")
        # A review that is decided already is found no more.
        return NOT_NOW if end == MISSING else end

    def release(self, who: str, key: int) -> str:
        return self.do(who, actions.release, customer=key, reason="They went elsewhere.")

    def accept(self, key: int) -> str:
        customer = Customer.objects.get(pk=self.keys[key])
        try:
            with tenancy.in_tenant(customer.tenant_id):
                actions.associate(customer=customer)
        except preregistrations.Refused:
            return NOT_NOW
        return DONE

    # --- Afterwards -------------------------------------------------------------------------------------------

    def assign(self, who: str, key: int, *, to: str) -> str:
        receiver = getattr(self.cast, to) if to else None
        return self.do(who, _assign, customer=key, to=receiver)

    def disassociate(self, who: str, key: int) -> str:
        return self.do(who, actions.disassociate_customer, customer=key, reason="They closed their office.")

    def restore(self, key: int) -> str:
        row = Customer.objects.get(pk=self.keys[key])
        row.state = State.ASSOCIATED
        return self.do("olga", actions.save_customer, customer=row)

    def modify(self, who: str, key: int, *, email: str) -> str:
        return self.do(who, _modify, customer=key, email=email)

    def sweep(self) -> None:
        for tenant in (self.cast.north, self.cast.south):
            with tenancy.in_tenant(tenant.pk):
                expiry.remind_of_preregistrations(tenant=tenant)
                expiry.expire_preregistrations(tenant=tenant)

    # --- What has become of it --------------------------------------------------------------------------------

    def found(self) -> list[tuple[Any, ...]]:
        """Every customer of this life, as told() says it of the model."""
        connection.check_constraints()
        rows = Customer.objects.in_bulk(self.keys)
        managers = {row.pk: row.username for row in User.objects.all()} | {None: ""}
        asked = set(Review.objects.still_open().values_list("customer_id", flat=True))
        claimed, history, log = self.claimed(), self._history(managers), self._log(managers)
        return [
            (
                (row := rows[pk]).state,
                row.preregistered_until if row.state == State.PREREGISTERED else None,
                row.ended_on if row.state != State.ASSOCIATED else None,
                managers[row.account_manager_id],
                pk in asked,
                claimed[pk],
                history[pk],
                log[row.tenant_id, row.number],
            )
            for pk in self.keys
        ]

    def claimed(self) -> dict[int, set[str]]:
        """The kinds of marks that are claimed now, customer by customer."""
        kinds = defaultdict[int, set[str]](set)
        running = Claim.objects.filter(customer__in=self.keys).exclude(lapses_at__lte=timezone.now())
        for pk, kind in running.values_list("customer_id", "kind"):
            kinds[pk].add(FIELDS.get(kind, kind))
        return kinds

    def _history(self, managers: dict[int | None, str]) -> dict[int, list[tuple[str, ...]]]:
        lines = defaultdict[int, list[tuple[str, ...]]](list)
        for line in CustomerEvent.objects.filter(customer__in=self.keys).order_by("pk"):
            people = (managers[line.before_id], managers[line.after_id], managers[line.author_id])
            lines[line.customer_id].append((line.kind, *people))
        return lines

    def _log(self, managers: dict[int | None, str]) -> dict[tuple[int | None, str], list[tuple[str, str]]]:
        """By tenant and number of the customer, as the audit log names it."""
        lines = defaultdict[tuple[int | None, str], list[tuple[str, str]]](list)
        for line in AuditEntry.objects.filter(subject_kind="customer").order_by("pk"):
            lines[line.tenant_id, line.subject].append((line.action, managers[line.actor_id]))
        return lines


def _assign(*, customer: Customer, to: User | None, by: User) -> None:
    actions.assign_customers(customers=[customer], to=to, follow=True, by=by)


def _modify(*, customer: Customer, email: str, by: User) -> None:
    actions.modify_customer(customer=customer, information={"email": email}, seen_version=customer.version, by=by)


def _others(partner: Partner, number: int, until: date) -> Iterator[Customer]:
    """Preregistrations that run all the time, and that only the limit counts."""
    for place in range(number):
        yield Customer(
            tenant_id=partner.tenant_id,
            partner=partner,
            number=f"CUS-9{partner.pk:08d}{place:03d}",
            name=f"Other {place}",
            state=State.PREREGISTERED,
            preregistered_until=until,
        )


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
