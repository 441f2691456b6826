"""The people of the tests: two distributors with their resellers, customers, opportunities and tasks.

    North   nora administers; ann (led by dirk) and bob (led by nobody) sell; exit has left
      Sky     skye administers; sam sells, led by sid; ann looks after Sky
      Copper  cora administers; nobody looks after Copper
    South   sue administers; max sells
      Delta   dan administers
    olga    operates the platform

`build()` makes them anew inside the test's transaction. Nobody has a password: client.force_login(cast.ann).
"""

from dataclasses import dataclass

from accounts.models import Partner, User
from accounts.roles import Role
from customers.models import Customer
from marketing.models import MarketingTask, Target
from opportunities.models import Draft, Opportunity
from opportunities.progress import Phase
from tests import make


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who and what there is. A record is called after the person who has it, then what it is."""

    north: Partner
    sky: Partner
    copper: Partner
    south: Partner
    delta: Partner

    nora: User
    ann: User
    bob: User
    dirk: User
    exit: User
    skye: User
    sam: User
    sid: User
    cora: User
    sue: User
    max: User
    dan: User
    olga: User

    ann_associated: Customer
    ann_preregistered: Customer
    bob_associated: Customer
    unassigned_customer: Customer
    sky_associated: Customer
    sky_preregistered: Customer
    copper_associated: Customer
    south_associated: Customer
    delta_associated: Customer

    #: ann's, on her own customer.
    ann_opportunity: Opportunity
    #: ann's, on Sky's customer.
    ann_sky_opportunity: Opportunity
    bob_opportunity: Opportunity
    #: Of Copper's customer; nobody's.
    unassigned_opportunity: Opportunity
    #: Won, lost: ann's, on her own customer.
    won_opportunity: Opportunity
    lost_opportunity: Opportunity
    south_opportunity: Opportunity

    running_task: MarketingTask
    ended_task: MarketingTask
    south_task: MarketingTask
    ann_target: Target
    bob_target: Target
    #: Sky's customer on the running task: ann handles it.
    sky_target: Target
    ended_target: Target
    south_target: Target

    ann_draft: Draft
    nora_draft: Draft
    max_draft: Draft


def build() -> Cast:
    """Make everybody and everything."""
    parties = _parties()
    customers = _customers(parties)
    opportunities = _opportunities(parties, customers)
    marketing = _marketing(parties, customers)
    drafts = {
        "ann_draft": make.draft(author=parties["ann"], customer=customers["ann_associated"]),
        "nora_draft": make.draft(author=parties["nora"], customer=customers["bob_associated"]),
        "max_draft": make.draft(author=parties["max"], customer=customers["south_associated"]),
    }
    return Cast(**parties, **customers, **opportunities, **marketing, **drafts)


def _parties() -> dict:
    north = make.distributor(name="North")
    dirk = make.member(partner=north, username="dirk", name="Dirk Vos", role=Role.DIRECTOR)
    ann = make.member(partner=north, username="ann", name="Ann Karlsson", director=dirk)
    sky = make.reseller(of=north, name="Sky", account_manager=ann)
    sid = make.member(partner=sky, username="sid", name="Sid Moreau", role=Role.DIRECTOR)
    copper = make.reseller(of=north, name="Copper")
    south = make.distributor(name="South", currency="SGD", time_zone="Asia/Singapore")
    delta = make.reseller(of=south, name="Delta")

    def administrator(partner: Partner, username: str, name: str) -> User:
        return make.member(partner=partner, username=username, name=name, role=Role.ADMINISTRATOR)

    return {
        "north": north,
        "sky": sky,
        "copper": copper,
        "south": south,
        "delta": delta,
        "nora": administrator(north, "nora", "Nora Lind"),
        "ann": ann,
        "bob": make.member(partner=north, username="bob", name="Bob Tanaka"),
        "dirk": dirk,
        "exit": make.member(partner=north, username="exit", name="Eve Xit", is_active=False),
        "skye": administrator(sky, "skye", "Skye Duarte"),
        "sam": make.member(partner=sky, username="sam", name="Sam Okafor", director=sid),
        "sid": sid,
        "cora": administrator(copper, "cora", "Cora Blum"),
        "sue": administrator(south, "sue", "Sue Rahman"),
        "max": make.member(partner=south, username="max", name="Max Weber"),
        "dan": administrator(delta, "dan", "Dan Silva"),
        "olga": make.operator(username="olga"),
    }


def _customers(who: dict) -> dict:
    reserved = Customer.State.PREREGISTERED
    north, sky, ann, sam = who["north"], who["sky"], who["ann"], who["sam"]
    return {
        "ann_associated": make.customer(partner=north, account_manager=ann, name="Amber Foods Ltd"),
        "ann_preregistered": make.customer(
            partner=north, account_manager=ann, name="Aspen Biotech Co.", state=reserved
        ),
        "bob_associated": make.customer(partner=north, account_manager=who["bob"], name="Birch Energy Group"),
        "unassigned_customer": make.customer(partner=north, name="Orphan Textiles Ltd"),
        "sky_associated": make.customer(partner=sky, account_manager=sam, name="Silver Lake Media"),
        "sky_preregistered": make.customer(
            partner=sky, account_manager=sam, name="Stone Bridge Studios", state=reserved
        ),
        "copper_associated": make.customer(partner=who["copper"], name="Coral Shipping Ltd"),
        "south_associated": make.customer(
            partner=who["south"], account_manager=who["max"], name="Magnolia Retail Inc."
        ),
        "delta_associated": make.customer(partner=who["delta"], name="Dune Logistics Ltd"),
    }


def _opportunities(who: dict, customers: dict) -> dict:
    ann = who["ann"]

    def add(owner: User | None, customer: str, name: str, phase: Phase = Phase.INITIAL_CONTACT) -> Opportunity:
        return make.opportunity(owner=owner, customer=customers[customer], name=name, phase=phase)

    return {
        "ann_opportunity": add(ann, "ann_associated", "Backup for the branches"),
        "ann_sky_opportunity": add(ann, "sky_associated", "Video platform", Phase.SOLUTION_VALIDATION),
        "bob_opportunity": add(who["bob"], "bob_associated", "Smart meters", Phase.TESTING),
        "unassigned_opportunity": add(None, "copper_associated", "Fleet tracking"),
        "won_opportunity": add(ann, "ann_associated", "Web shop", Phase.CONTRACT_SIGNED),
        "lost_opportunity": add(ann, "ann_associated", "Data warehouse", Phase.LOST),
        "south_opportunity": add(who["max"], "south_associated", "Quiet rollout"),
    }


def _marketing(who: dict, customers: dict) -> dict:
    running = make.task(tenant=who["north"], name="Backup for everybody", products=[make.product().code])
    ended = make.task(tenant=who["north"], name="Spring renewals", status=MarketingTask.Status.ENDED)
    south = make.task(tenant=who["south"], name="Southern campaign")
    return {
        "running_task": running,
        "ended_task": ended,
        "south_task": south,
        "ann_target": make.target(task=running, customer=customers["ann_preregistered"]),
        "bob_target": make.target(task=running, customer=customers["bob_associated"]),
        "sky_target": make.target(task=running, customer=customers["sky_associated"]),
        "ended_target": make.target(task=ended, customer=customers["ann_associated"]),
        "south_target": make.target(task=south, customer=customers["south_associated"]),
    }
