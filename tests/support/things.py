"""The things that the access table names, and the valid bodies of its writes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import Partner
from customers.models import Customer
from marketing.models import MarketingTask, Target
from opportunities.actions.copies import searchable
from opportunities.models import Opportunity
from tests import make
from tests.cast import Cast

State = Customer.State

#: The token of North's invitation.
LINK = "the-link-of-the-invitation-that-north-sent0"
#: The token of ann's link for her customer.
ACCEPT = "the-link-with-which-a-customer-accepts-00000"
#: What never existed, in the shape of what does.
NEVER = {
    "": "",
    "never": "OPP-2026-999999",
    "no draft": "5e2f6c1a-0d6b-4d63-9f5e-7f7b6a1f0c11",
    "no customer": "CUS-999999",
    "no reseller": "RSL-9999",
    "no notification": "5e2f6c1a-0d6b-4d63-9f5e-7f7b6a1f0c11",
    "no task": "MT-2026-99999",
    "no target": "MT-2026-99999/CUS-999999",
    "no member": "nobody.here",
    "no invitation": "5e2f6c1a-0d6b-4d63-9f5e-7f7b6a1f0c11",
    "no link": "no-link-that-anybody-was-ever-sent-0000000x",
}


def number_the_south_apart(cast: Cast) -> None:
    """Numbers are counted per tenant. Give South's records numbers that North has not, so that one means one thing."""
    for model, tenant in ((Customer, cast.south), (Opportunity, cast.south), (MarketingTask, cast.south)):
        for row in model.objects.filter(tenant=tenant):
            model.objects.filter(pk=row.pk).update(number=f"{row.number[:-2]}{int(row.number[-2:]) + 70}")
    for row in Opportunity.objects.filter(tenant=cast.south).select_related("customer", "owner"):
        Opportunity.objects.filter(pk=row.pk).update(search=searchable(row))
    for reseller in Partner.objects.filter(parent=cast.south):
        Partner.objects.filter(pk=reseller.pk).update(number=f"{reseller.number[:-2]}{int(reseller.number[-2:]) + 70}")
    for target in Target.objects.filter(tenant=cast.south).select_related("task", "customer"):
        Target.objects.filter(pk=target.pk).update(reference=f"{target.task.number}-{target.customer.number}")


def references(cast: Cast) -> dict[str, str]:
    """How the addresses name the things of the cast."""
    discarded = make.draft(author=cast.ann, customer=cast.ann_associated, discarded_at=timezone.now())
    unassigned = make.customer(partner=cast.sky, name="Sable Garden Ltd")
    on_unassigned = make.opportunity(customer=unassigned, owner=cast.ann, name="Greenhouse control")
    over = {
        status: make.reseller(of=cast.north, name=name, account_manager=cast.ann, status=status)
        for name, status in (("Slate", "suspended"), ("Tern", "terminated"))
    }
    for member in (cast.nora, cast.ann, cast.sam, cast.max):
        record("draft discarded", on=discarded if member == cast.ann else member, by=member)
    for author in (cast.nora, cast.ann):
        make.kept_progress(opportunity=cast.ann_opportunity, author=author)
        make.note(opportunity=cast.ann_sky_opportunity, author=author)
    notifications = {
        f"{member.username}'s notification": make.notification(to=member, about=opportunity)
        for member, opportunity in (
            (cast.nora, cast.bob_opportunity),
            (cast.ann, cast.ann_opportunity),
            (cast.max, cast.south_opportunity),
        )
    }
    draft_task = make.task(tenant=cast.north, name="Not begun yet", status=MarketingTask.Status.DRAFT)
    make.target(task=draft_task, customer=cast.bob_associated)
    rows = {
        "ann's": cast.ann_opportunity,
        "ann's, of Sky": cast.ann_sky_opportunity,
        "ann's, of Sky, shared": cast.ann_sky_opportunity,
        "ann's, of Sky's unassigned, shared": on_unassigned,
        "ann's, won": cast.won_opportunity,
        "ann's, lost": cast.lost_opportunity,
        "bob's": cast.bob_opportunity,
        "nobody's, of Copper": cast.unassigned_opportunity,
        "max's": cast.south_opportunity,
        "ann's customer": cast.ann_associated,
        "ann's, preregistered": cast.ann_preregistered,
        "bob's customer": cast.bob_associated,
        "nobody's customer": cast.unassigned_customer,
        "Sky's customer": cast.sky_associated,
        "Sky's, preregistered": cast.sky_preregistered,
        "Sky's, unassigned": unassigned,
        "Copper's customer": cast.copper_associated,
        "ann's, waiting": make.customer(partner=cast.north, account_manager=cast.ann, state=State.PENDING_REVIEW),
        "ann's, expired": make.customer(partner=cast.north, account_manager=cast.ann, state=State.EXPIRED),
        "Sky's, expired": make.customer(partner=cast.sky, account_manager=cast.sam, state=State.EXPIRED),
        "max's customer": cast.south_associated,
        "Delta's customer": cast.delta_associated,
        "Sky": cast.sky,
        "Slate, suspended": over["suspended"],
        "Tern, terminated": over["terminated"],
        "Copper": cast.copper,
        "Delta": cast.delta,
        "running task": cast.running_task,
        "ended task": cast.ended_task,
        "draft task": draft_task,
        "South's task": cast.south_task,
    }
    targets = {
        "ann's target": cast.ann_target,
        "ann's target, of Sky": cast.sky_target,
        "ann's target, ended": cast.ended_target,
        "bob's target": cast.bob_target,
        "max's target": cast.south_target,
    }
    invitations = {
        "North's invitation": make.invitation(by=cast.nora, token=LINK),
        "Sky's invitation": make.invitation(by=cast.skye),
        "South's invitation": make.invitation(by=cast.sue),
    }
    invitations |= {
        f"{by.username}'s invitation": make.customer_invitation(
            customer=customer, by=by, token=ACCEPT if by == cast.ann else "", channel="mail", email=customer.email
        )
        for by, customer in (
            (cast.ann, cast.ann_preregistered),
            (cast.sam, cast.sky_preregistered),
            (cast.max, cast.south_associated),
        )
    }
    drafts = {
        "ann's draft": cast.ann_draft,
        "ann's draft, discarded": discarded,
        "nora's draft": cast.nora_draft,
        "max's draft": cast.max_draft,
    }
    for row in (*rows.values(), *targets.values()):
        row.refresh_from_db()
    return (
        NEVER
        | {name: row.number for name, row in rows.items()}
        | {name: f"{row.task.number}/{row.customer.number}" for name, row in targets.items()}
        | {name: str(row.pk) for name, row in (drafts | invitations).items()}
        | {name: str(row.key) for name, row in notifications.items()}
        | {username: username for username in ("ann", "bob", "exit", "nora", "sam", "max")}
        | {"link": LINK, "link to accept": ACCEPT}
    )


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def as_told_by(thing: str, cast: Cast) -> Iterator[None]:
    """The state of the world in which a thing is looked at, taken back afterwards."""
    with undone():
        if thing.endswith("shared"):
            Partner.objects.filter(pk=cast.sky.pk).update(share_opportunities=True)
        yield
