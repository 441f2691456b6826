"""Which rows exist for whom: visible_to of every model against sets typed by hand from the specification."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.audit import record
from accounts.models import AuditEntry, Partner, User
from customers.models import Customer
from marketing.models import MarketingTask, Target
from opportunities.models import Draft, KeptProgress, Note, Opportunity
from tests import make
from tests.cast import Cast

PEOPLE = ("nora", "ann", "bob", "dirk", "skye", "sam", "sid", "cora", "sue", "max", "dan", "olga")

ANNS = "ann_opportunity ann_sky_opportunity won_opportunity lost_opportunity"
NORTH_PEOPLE = "nora ann bob dirk exit skye sam sid cora"
SKYS = "sky_associated sky_preregistered"
NORTHS = f"ann_associated ann_preregistered bob_associated unassigned_customer copper_associated {SKYS}"
#: Of each model what each person sees; whoever is not named sees nothing.
SEEN = {
    Partner: {
        "nora": "north sky copper",
        "sue": "south delta",
        "max": "south",
        "dan": "delta",
        "cora": "copper",
        **dict.fromkeys(("ann", "bob"), "north"),
        "dirk": "north sky",
        **dict.fromkeys(("skye", "sam", "sid"), "sky"),
    },
    User: {
        "nora": NORTH_PEOPLE,
        "ann": "ann",
        "bob": "bob",
        "dirk": "ann",
        "cora": "cora",
        "skye": "skye sam sid",
        "sam": "sam",
        "sid": "sam",
        "sue": "sue max dan",
        "max": "max",
        "dan": "dan",
    },
    Customer: {
        "nora": NORTHS,
        "ann": "ann_associated ann_preregistered sky_associated",
        "bob": "bob_associated",
        "dirk": "ann_associated ann_preregistered sky_associated",
        "cora": "copper_associated",
        "skye": SKYS,
        "sam": SKYS,
        "sid": SKYS,
        "sue": "south_associated delta_associated",
        "max": "south_associated",
        "dan": "delta_associated",
    },
    MarketingTask: {
        **dict.fromkeys(("nora", "ann", "dirk"), "running_task ended_task"),
        **dict.fromkeys(("bob", "skye", "sam", "sid"), "running_task"),
        **dict.fromkeys(("sue", "max"), "south_task"),
    },
    Target: {
        **dict.fromkeys(("ann", "dirk"), "ann_target sky_target ended_target"),
        "nora": "ann_target bob_target sky_target ended_target",
        "bob": "bob_target",
        **dict.fromkeys(("skye", "sam", "sid"), "sky_target"),
        **dict.fromkeys(("sue", "max"), "south_target"),
    },
    Opportunity: {
        "nora": f"{ANNS} bob_opportunity unassigned_opportunity",
        "ann": ANNS,
        "dirk": ANNS,
        "bob": "bob_opportunity",
        "sue": "south_opportunity",
        "max": "south_opportunity",
    },
    Draft: {"nora": "nora_draft", "ann": "ann_draft", "max": "max_draft"},
}


def seen(model: type, cast: Cast, *, more: dict[str, str] | None = None) -> None:
    names = {value.pk: name for name, value in vars(cast).items() if isinstance(value, model)}
    law = SEEN[model] | (more or {})
    for person in PEOPLE:
        found = {names.get(row.pk, f"another: {row}") for row in model.objects.visible_to(getattr(cast, person))}
        assert found == set(law.get(person, "").split()), person


@pytest.mark.parametrize("model", SEEN)
def test_everybody_sees_what_the_law_gives(model, cast):
    seen(model, cast)


def test_a_director_of_another_company_leads_nobody_here(cast):
    """No page lets this happen, so the scope does not lean on it either."""
    User.objects.filter(pk=cast.sam.pk).update(director=cast.dirk)
    assert [*User.objects.visible_to(cast.dirk)] == [cast.ann]
    User.objects.filter(pk=cast.ann.pk).update(director=cast.sid)
    assert not Customer.objects.visible_to(cast.dirk).filter(partner=cast.sky).exists()
    Customer.objects.filter(partner=cast.sky).update(account_manager=None)
    assert not Customer.objects.visible_to(cast.sid).exists()


def test_a_customer_given_to_somebody_of_another_company_is_not_his(cast):
    Customer.objects.filter(pk=cast.sky_preregistered.pk).update(account_manager=cast.ann)
    assert not Customer.objects.visible_to(cast.ann).filter(pk=cast.sky_preregistered.pk).exists()


def test_an_account_manager_sees_his_resellers_customers_only_once_they_are_associated(cast):
    Customer.objects.filter(pk=cast.sky_associated.pk).update(state=Customer.State.DISASSOCIATED)
    assert not Customer.objects.visible_to(cast.ann).filter(pk=cast.sky_associated.pk).exists()
    assert Customer.objects.visible_to(cast.nora).filter(pk=cast.sky_associated.pk).exists()


def test_an_administrator_sees_a_task_that_nobody_is_in(cast):
    task = make.task(tenant=cast.north)
    who = [person for person in PEOPLE if MarketingTask.objects.visible_to(getattr(cast, person)).filter(pk=task.pk)]
    assert who == ["nora"]


def test_the_log_is_read_by_whom_it_concerns(cast):
    """All of the tenant, what the own company's members did, or the own lines; directors read none."""
    doers = ("nora", "ann", "bob", "skye", "sam", "sue", "max")
    for doer in doers:
        record("draft discarded", on=getattr(cast, doer), by=getattr(cast, doer))
    read = {
        "nora": "nora ann bob skye sam",
        **{doer: doer for doer in ("ann", "bob", "sam", "max")},
        "skye": "skye sam",
        "sue": "sue max",
    }
    for person in PEOPLE:
        lines = AuditEntry.objects.visible_to(getattr(cast, person)).filter(action="draft discarded")
        assert {line.actor.username for line in lines} == set(read.get(person, "").split()), person


def test_a_reseller_sees_the_targets_that_are_its_customers_whoever_handles_them(cast):
    """And none of another company's, even one that is said to be its member's."""
    Target.objects.filter(pk=cast.sky_target.pk).update(account_manager=cast.bob)
    Target.objects.filter(pk=cast.bob_target.pk).update(account_manager=cast.sam)
    Customer.objects.filter(pk=cast.bob_associated.pk).update(account_manager=cast.sam)
    bobs = {"bob": "sky_target", "ann": "ann_target ended_target", "dirk": "ann_target ended_target"}
    seen(Target, cast, more=bobs)


# --- Opportunities on a reseller's customers ----------------------------------------------------------------


@pytest.fixture
def shared(cast) -> Cast:
    """Sky and Delta may look; Copper may not."""
    Partner.objects.filter(pk__in=(cast.sky.pk, cast.delta.pk)).update(share_opportunities=True)
    for person in PEOPLE:
        user = User.objects.select_related("partner", "distributor").get(username=person)
        object.__setattr__(cast, person, user)
    return cast


def test_a_reseller_sees_what_its_distributor_shares(shared):
    ours = "ann_sky_opportunity"
    seen(Opportunity, shared, more={"skye": ours, "sam": ours, "sid": ours})


def test_a_resellers_people_see_by_the_customers_account_manager(shared):
    """The owner is the distributor's person; whose the customer is decides."""
    Customer.objects.filter(pk=shared.sky_associated.pk).update(account_manager=shared.skye)
    seen(Opportunity, shared, more={"skye": "ann_sky_opportunity"})


def test_a_reseller_sees_no_opportunity_of_its_members_on_anothers_customer(shared):
    Opportunity.objects.filter(pk=shared.bob_opportunity.pk).update(owner=shared.sam)
    Customer.objects.filter(pk=shared.bob_associated.pk).update(account_manager=shared.sam)
    ours = "ann_sky_opportunity"
    seen(Opportunity, shared, more={"skye": ours, "sam": ours, "sid": ours, "bob": ""})


# --- What is somebody's own ---------------------------------------------------------------------------------


def test_a_draft_is_its_authors_for_thirty_days(cast):
    for days, there in ((29, True), (31, False)):
        Draft.objects.filter(pk=cast.ann_draft.pk).update(saved_at=timezone.now() - timedelta(days=days))
        assert Draft.objects.visible_to(cast.ann).exists() is there


def test_kept_progress_is_its_authors_for_seven_days(cast):
    kept = make.kept_progress(opportunity=cast.ann_opportunity, author=cast.ann)
    assert {who: KeptProgress.objects.visible_to(getattr(cast, who)).count() for who in ("ann", "nora", "max")} == {
        "ann": 1,
        "nora": 0,
        "max": 0,
    }
    for days, there in ((6, True), (8, False)):
        KeptProgress.objects.filter(pk=kept.pk).update(saved_at=timezone.now() - timedelta(days=days))
        assert KeptProgress.objects.visible_to(cast.ann).exists() is there


def test_notes_are_read_by_whoever_sees_the_opportunity_at_the_distributor(shared):
    make.note(opportunity=shared.ann_sky_opportunity, author=shared.nora)
    make.note(opportunity=shared.bob_opportunity, author=shared.nora)
    found = {who: Note.objects.visible_to(getattr(shared, who)).count() for who in PEOPLE}
    assert {who: number for who, number in found.items() if number} == {"nora": 2, "ann": 1, "dirk": 1, "bob": 1}


def test_an_operator_has_no_rows_even_where_rows_have_no_tenant(cast):
    for model in (*SEEN, KeptProgress, Note):
        assert not model.objects.visible_to(cast.olga).exists(), model


def test_a_draft_of_a_task_and_its_targets_are_there_for_the_administrators_of_the_distributor(cast):
    draft = make.task(tenant=cast.north, status=MarketingTask.Status.DRAFT)
    for customer in (cast.ann_associated, cast.sky_associated):
        make.target(task=draft, customer=customer)
    for person in ("nora", "ann", "dirk", "skye", "sam", "sid", "sue", "max"):
        user = getattr(cast, person)
        tasks = MarketingTask.objects.visible_to(user).filter(pk=draft.pk).count()
        targets = Target.objects.visible_to(user).filter(task=draft).count()
        assert (tasks, targets) == ((1, 2) if person == "nora" else (0, 0)), person
