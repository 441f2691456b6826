"""Makers of partners, members, reference lists, customers and marketing tasks. Ask for them as `make.…`."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Model
from django.utils import timezone

from accounts.models import Export, ExportFile, MemberInvitation, Notification, Partner, User, reference_of
from accounts.models.invitation import VALID_FOR
from accounts.numbers import next_value
from accounts.roles import PartnerKind, Role
from customers import claims
from customers.actions.invitations import ends_at
from customers.actions.records import searchable
from customers.models import Application, Customer, CustomerInvitation, Industry, digits
from customers.models.reference import ReferenceEntry
from marketing.models import MarketingTask, Product, Target
from opportunities.models import BusinessSystem, Competitor, Provider
from partner_center.web.clock import today
from partner_center.web.tokens import digest, new_token

unique = count(1)

# --- Who ----------------------------------------------------------------------------------------------------


def distributor(*, name: str = "", **values: Any) -> Partner:
    return Partner.objects.create(
        kind=PartnerKind.DISTRIBUTOR,
        name=name or f"Distributor {next(unique)}",
        **{"email": "office@distributor.example", **values},
    )


def reseller(*, of: Partner, name: str = "", account_manager: User | None = None, **values: Any) -> Partner:
    """A reseller of a distributor; `account_manager` is the distributor's person who looks after it."""
    return Partner.objects.create(
        kind=PartnerKind.RESELLER,
        parent=of,
        number=f"RSL-{next_value('RSL', tenant_id=of.pk):04d}",
        name=name or f"Reseller {next(unique)}",
        account_manager=account_manager,
        **{"email": "office@reseller.example", **values},
    )


def member(
    *,
    partner: Partner,
    role: str = Role.ACCOUNT_MANAGER,
    username: str = "",
    name: str = "",
    director: User | None = None,
    **values: Any,
) -> User:
    """A member whom no password lets in; tests use client.force_login."""
    username = username or f"member{next(unique)}"
    return User.objects.create(
        partner=partner,
        distributor=partner.root,
        role=role,
        username=username,
        name=name or username.replace(".", " ").title(),
        director=director,
        password=make_password(None),
        **values,
    )


def invitation(*, by: User, token: str = "", **values: Any) -> MemberInvitation:
    """An invitation that waits, as an administrator sent it; its link has the token, or one that nobody knows."""
    number, now = next(unique), timezone.now()
    return MemberInvitation.objects.create(
        **{
            "tenant": by.tenant,
            "partner": by.partner,
            "email": f"invited{number}@company.example",
            "name": f"Invited {number}",
            "role": Role.ACCOUNT_MANAGER,
            "digest": digest(token) if token else new_token()[1],
            "invited_by": by,
            "sent_at": now,
            "expires_at": now + VALID_FOR,
            **values,
        }
    )


def customer_invitation(*, customer: Customer, by: User, token: str = "", **values: Any) -> CustomerInvitation:
    """An invitation by link that waits; its link has the token, or one that nobody knows."""
    return CustomerInvitation.objects.create(
        **{
            "tenant_id": customer.tenant_id,
            "partner": customer.partner,
            "customer": customer,
            "channel": CustomerInvitation.Channel.LINK,
            "digest": digest(token) if token else new_token()[1],
            "invited_by": by,
            "expires_at": ends_at(customer),
            **values,
        }
    )


def application(*, by: User, token: str = "", state: str = "applied", **values: Any) -> Application:
    """A company that `by` invited, and that has applied unless told otherwise; its link has the token."""
    number, now = next(unique), timezone.now()
    invited = state in {"invited", "expired", "withdrawn"}
    said = (
        {}
        if invited
        else {
            "country": "CN",
            "registration_number": f"9131{number:06d}",
            "contact_name": f"Applicant {number}",
            "email": f"applicant{number}@company{number}.example",
            "mobile": f"+86 1390000{number:04d}",
            "website": f"www.company{number}.example",
            "offer": "Servers and support for factories.",
            "applied_at": now,
        }
    )
    return Application.objects.create(
        **{
            "tenant": by.tenant,
            "number": f"APP-{next_value('APP', tenant_id=by.tenant_id):04d}",
            "state": state,
            "name": f"Company {number}",
            "language": "en",
            "digest": digest(token) if token else new_token()[1],
            "invited_by": by,
            "sent_at": now,
            "expires_at": now + VALID_FOR,
            **said,
            **values,
        }
    )


def export(*, by: User, **values: Any) -> Export:
    """An export that is ready, as a worker made it."""
    now = timezone.now()
    made = Export.objects.create(
        **{
            "tenant": by.tenant,
            "owner": by,
            "role": by.role,
            "list": "opportunities-mine",
            "format": Export.Format.CSV,
            "file_name": f"list-{now:%Y%m%d-%H%M}.csv",
            "language": "en",
            "state": Export.State.READY,
            "rows": 1,
            "settled_at": now,
            "expires_at": now + timedelta(days=7),
            **values,
        }
    )
    ExportFile.objects.create(export=made, tenant=by.tenant, content=b"Opportunity name\r\nCore migration\r\n")
    return made


def operator(*, username: str = "") -> User:
    username = username or f"operator{next(unique)}"
    return User.objects.create(
        username=username,
        name=username.title(),
        is_staff=True,
        is_superuser=True,
        password=make_password(None),
    )


def notification(*, to: User, about: Model, kind: str = "opportunity_won", **values: Any) -> Notification:
    return Notification.objects.create(
        tenant_id=to.tenant_id,
        recipient=to,
        kind=kind,
        subject_kind=about._meta.model_name,
        reference=reference_of(about),
        **values,
    )


# --- Reference lists: the same code gives the same entry ----------------------------------------------------


def _entry(model: type[ReferenceEntry], code: str, values: dict[str, Any]) -> Any:
    name = values.pop("name", code.replace("-", " ").capitalize())
    return model._default_manager.get_or_create(code=code, defaults={"name": name, **values})[0]


def industry(*, code: str = "manufacturing", **values: Any) -> Industry:
    return _entry(Industry, code, values)


def business_system(*, code: str = "erp", **values: Any) -> BusinessSystem:
    return _entry(BusinessSystem, code, values)


def provider(*, code: str = "own-cloud", **values: Any) -> Provider:
    return _entry(Provider, code, values)


def competitor(*, code: str = "rival-cloud", **values: Any) -> Competitor:
    return _entry(Competitor, code, values)


def product(*, code: str = "servers", **values: Any) -> Product:
    return _entry(Product, code, values)


# --- Customers and marketing --------------------------------------------------------------------------------


def customer(
    *,
    partner: Partner,
    account_manager: User | None = None,
    state: str = Customer.State.ASSOCIATED,
    name: str = "",
    **values: Any,
) -> Customer:
    """A customer with the dates of its state: a preregistration runs, an ended relation ended yesterday."""
    number, day = next(unique), today(partner.root.time_zone)
    made = Customer(
        tenant_id=partner.tenant_id,
        partner=partner,
        account_manager=account_manager,
        state=state,
        **{
            "name": name or f"Customer {number} Ltd",
            "account_name": f"account{number}",
            "contact_name": f"Contact {number}",
            "mobile": f"+86 1380000{number:04d}",
            "email": f"contact{number}@customer{number}.example",
            **_dates_of(state, day),
            **values,
        },
    )
    made.search = searchable(made)
    made.mobile_digits = digits(made.mobile)
    made.number = f"CUS-{next_value('CUS', tenant_id=made.tenant_id):06d}"
    made.save(force_insert=True)
    # A second one of the same name, which no verb would make, gets no claims.
    with suppress(claims.Taken):
        claims.settle(made)
    return made


def _dates_of(state: str, day: date) -> dict[str, date]:
    match state:
        case Customer.State.PREREGISTERED:
            return {"preregistered_until": day + timedelta(days=10)}
        case Customer.State.ASSOCIATED:
            return {"associated_on": day - timedelta(days=100)}
        case Customer.State.EXPIRED | Customer.State.RELEASED | Customer.State.DISASSOCIATED:
            return {"ended_on": day - timedelta(days=1)}
        case _:
            return {}


def task(
    *,
    tenant: Partner,
    name: str = "",
    strategy: str = MarketingTask.Strategy.LEAD_MINING,
    status: str = MarketingTask.Status.IN_PROGRESS,
    products: Sequence[str] = (),
    **values: Any,
) -> MarketingTask:
    """A marketing task, running unless told otherwise; `products` are codes."""
    day = today(tenant.time_zone)
    dates = {"starts_on": day - timedelta(days=10), "due_on": day + timedelta(days=30)}
    if status == MarketingTask.Status.ENDED:
        dates = {"starts_on": day - timedelta(days=60), "due_on": day - timedelta(days=5)}
    dates |= {key: values.pop(key) for key in dates if key in values}
    year = dates["starts_on"].year
    return MarketingTask.objects.create(
        tenant=tenant,
        number=f"MT-{year}-{next_value(f'MT-{year}', tenant_id=tenant.pk):05d}",
        name=name or f"Task {next(unique)}",
        strategy=strategy,
        status=status,
        products=list(products),
        **dates,
        **values,
    )


def target(*, task: MarketingTask, customer: Customer, account_manager: User | None = None, **values: Any) -> Target:
    """A customer on the list of a task, for its own manager or the one assigned to its reseller."""
    seller = customer.partner.account_manager if customer.is_of_reseller else customer.account_manager
    return Target.objects.create(
        tenant_id=task.tenant_id,
        task=task,
        customer=customer,
        reference=f"{task.number}-{customer.number}",
        account_manager=account_manager or seller,
        **{"due_on": task.due_on, **values},
    )
