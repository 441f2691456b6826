"""The people of the model at work: each step as a verb of the product, behind the wall of whoever does it.

Everything happens in one transaction on the real database, with the application's rights. Afterwards the database says
what has become of it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Mail, Partner, User
from accounts.permissions import NotNow
from customers import actions, claims
from customers.actions import expiry, invitation_ends
from customers.actions import preregistration as preregistrations
from customers.conflict_words import said_of
from customers.invitations import ACCEPTING
from customers.models import Customer, CustomerInvitation, ProtectedAccount, Review
from partner_center import tenancy
from partner_center.web.tokens import digest
from tests.cast import Cast
from tests.customers.stateful.companies import PROTECTED, Entry
from tests.customers.stateful.world import DONE, FORBIDDEN, LIMIT, MISSING, NOT_NOW, OTHERS, TAKEN, WAITS
from tests.support import walls
from tests.support.browsers import client_of
from tests.support.markup import without_tokens

State = Customer.State
FORM = "/partner/sales/customer-development/new/"
CHECK = {"HX-Request": "true", "HX-Target": "conflict"}
SITE, LINK = "https://partners.example", r"/invitations/([\w-]+)/"
LONG = timedelta(days=5000)


class Stage:
    """`keys` are the customers of one life in the order in which they came, as the model counts them."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.keys, self.links = cast, list[int](), list[str]()
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

    def invite(self, who: str, key: int, channel: str) -> str:
        return self.do(who, self._invite, customer=key, channel=channel)

    def _invite(self, *, customer: Customer, channel: str, by: User) -> None:
        """The link that comes of it is kept, as the customer would have it."""
        if channel == "mail":
            sent = actions.invite_customers(customers=[customer], site=SITE, by=by)
            if not sent:
                raise NotNow
            text = Mail.objects.get(pk=sent[0].mail).text
        else:
            text = actions.make_link(customer=customer, channel=channel, site=SITE, by=by)
        self.links += re.findall(LINK, text)

    def withdraw(self, who: str, invited: int) -> str:
        row = CustomerInvitation.objects.get(digest=digest(self.links[invited]))
        key = self.keys.index(row.customer_id)
        return self.do(who, _withdraw, customer=key, invitation=row)

    def accept(self, invited: int) -> str:
        """As a stranger with the link."""
        walls.see(walls.NOBODY)
        try:
            with transaction.atomic(), ACCEPTING.opened(self.links[invited]) as invitation:
                if invitation is None:
                    return MISSING
                return NOT_NOW if actions.accept_invitation(invitation=invitation) else DONE
        finally:
            walls.see(walls.EVERYBODY)

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
                invitation_ends.expire_invitations(tenant=tenant)


def _assign(*, customer: Customer, to: User | None, by: User) -> None:
    actions.assign_customers(customers=[customer], to=to, follow=True, by=by)


def _withdraw(*, customer: Customer, invitation: CustomerInvitation, by: User) -> None:
    actions.withdraw_customer_invitation(invitation=invitation, by=by)


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
