"""Opportunity Details: what everybody sees of one opportunity, and what only an eye shows."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, User
from opportunities.actions import void_opportunity
from opportunities.models import ProgressEntry
from opportunities.progress import Phase
from tests import make
from tests.support.details_page import address, read, reveal
from tests.support.markup import element

# --- Who ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["nora", "ann", "dirk"])
def test_details_exist_for_owner_administrator_and_director(client, cast, who):
    assert "Backup for the branches" in read(client, getattr(cast, who), cast.ann_opportunity)


@pytest.mark.parametrize("who", ["bob", "sue", "max", "skye", "sam", "dan"])
def test_details_outside_the_scope_are_not_found(client, cast, who):
    """South has a number 1 of its own, so it is asked for a number that only North has."""
    client.force_login(getattr(cast, who))
    assert client.get(address(cast.won_opportunity)).status_code == 404


def test_reseller_sees_the_opportunities_of_its_customers_while_they_are_shared(client, cast):
    client.force_login(cast.skye)
    assert client.get(address(cast.ann_sky_opportunity)).status_code == 404
    cast.sky.share_opportunities = True
    cast.sky.save()
    page = read(client, cast.skye, cast.ann_sky_opportunity)
    assert "Video platform" in page
    assert "View only" in page
    assert "modify/" not in page


@pytest.mark.parametrize(("who", "steers"), [("nora", True), ("ann", False), ("dirk", False)])
def test_everybody_copies_the_link_and_prints_and_administrators_steer(client, cast, who, steers):
    """Only scripts copy and print: without them, whoever steers nothing has no empty menu."""
    page = read(client, getattr(cast, who), cast.ann_opportunity)
    menu = page[page.index('id="more"') - 120 : page.index("</details>", page.index('id="more"'))]
    assert f'data-copy="{address(cast.ann_opportunity)}"' in menu
    assert "data-print" in menu
    assert ("transfer/" in menu, "pc-menu pc-needs-js" in menu) == (steers, not steers)


def test_number_in_the_wrong_case_leads_to_the_right_one(client, cast):
    client.force_login(cast.ann)
    answer = client.get(address(cast.ann_opportunity).replace("OPP", "opp") + "?progress=all")
    assert answer.status_code == 302
    assert answer["Location"] == address(cast.ann_opportunity) + "?progress=all"


# --- Controls -----------------------------------------------------------------------------------------------


def controls(page, opportunity):
    paths = ("progress/new/", "modify/basic/", "transfer/", "reopen/", "void/")
    return [path for path in paths if f'href="{address(opportunity)}{path}"' in page]


@pytest.mark.parametrize(
    ("who", "which", "expected"),
    [
        ("ann", "ann_opportunity", ["progress/new/", "modify/basic/"]),
        ("dirk", "ann_opportunity", []),
        ("nora", "ann_opportunity", ["progress/new/", "modify/basic/", "transfer/", "void/"]),
        ("nora", "lost_opportunity", ["reopen/", "void/"]),
        ("ann", "won_opportunity", ["progress/new/"]),
        ("ann", "lost_opportunity", []),
    ],
)
def test_controls_are_those_that_the_person_may_use_now(client, cast, who, which, expected):
    opportunity = getattr(cast, which)
    assert controls(read(client, getattr(cast, who), opportunity), opportunity) == expected


def test_closed_opportunity_says_what_became_of_it_and_why_it_cannot_be_modified(client, cast):
    page = read(client, cast.ann, cast.lost_opportunity)
    assert ": Price." in page
    assert "Closed opportunities cannot be modified." in page
    assert "Won: Contract Signed since" in read(client, cast.ann, cast.won_opportunity)
    # A director modifies nothing anyway, so he is told no reason.
    page = read(client, cast.dirk, cast.lost_opportunity)
    assert "cannot be modified" not in page
    assert "Only distributors" not in page


def test_voided_opportunity_says_so(client, cast):
    void_opportunity(opportunity=cast.ann_opportunity, reason="Entered twice", by=cast.nora)
    page = read(client, cast.nora, cast.ann_opportunity)
    assert "Voided on " in page
    assert "Entered twice" in page
    assert controls(page, cast.ann_opportunity) == []


# --- Eyes ---------------------------------------------------------------------------------------------------

SECRETS = {
    "customer_name": "Silver Lake Media",
    "customer_account": "silver-account",
    "reseller": "Sky Digital Trading",
    "account_manager": "Ann Karlsson",
    "contact": "Wilhelmina Quartz",
    "phone": "+86 13999998888",
    "email": "wq@silver.example",
    "decision_maker": "Konrad Zuse",
    "decision_maker_role": "Chief Engineer",
}


@pytest.fixture
def secretive(cast):
    """An opportunity with something behind every mask."""
    opportunity = cast.ann_sky_opportunity
    customer = opportunity.customer
    customer.account_name, customer.contact_name = "silver-account", "Wilhelmina Quartz"
    customer.mobile, customer.email = "+86 13999998888", "wq@silver.example"
    customer.save()
    cast.sky.name = "Sky Digital Trading"
    cast.sky.save()
    opportunity.decision_maker, opportunity.decision_maker_role = "Konrad Zuse", "Chief Engineer"
    opportunity.save()
    return opportunity


def test_page_holds_no_masked_value_until_it_is_asked_for(client, cast, secretive):
    page = read(client, cast.ann, secretive)
    assert {key for key, secret in SECRETS.items() if secret in page} == set()
    assert {key for key in SECRETS if f'value="{key}"' not in page} == set()


@pytest.mark.parametrize("key", sorted(SECRETS))
def test_eye_shows_one_value_and_writes_it_down(client, cast, secretive, key):
    answer = reveal(client, cast.ann, secretive, key)
    page = answer.content.decode()
    assert {other for other, secret in SECRETS.items() if secret in page} == {key}
    assert answer["Cache-Control"] == "no-store"
    line = AuditEntry.objects.get(action="revealed")
    told = (line.actor, line.subject, line.details["column"], line.details["page"])
    assert told == (cast.ann, secretive.number, key, "opportunity")


def test_second_press_hides_and_other_values_stay(client, cast, secretive):
    client.force_login(cast.ann)
    shown = ["customer_name", "reseller"]
    page = client.post(address(secretive), {"toggle": "reseller", "shown": shown}).content.decode()
    assert "Silver Lake Media" in page
    assert "Sky Digital Trading" not in page
    assert "Silver Lake Media" not in read(client, cast.ann, secretive)


def test_contact_is_for_whoever_sees_the_customer(client, cast, secretive):
    secretive.owner = cast.bob
    secretive.save()
    page = reveal(client, cast.bob, secretive, "phone").content.decode()
    assert "+86 13999998888" not in page
    assert 'value="phone"' not in page
    assert not AuditEntry.objects.filter(action="revealed").exists()


def test_one_eye_shows_the_authors_of_all_entries(client, cast):
    assert "Ann Karlsson" not in read(client, cast.dirk, cast.ann_opportunity)
    page = reveal(client, cast.dirk, cast.ann_opportunity, "authors").content.decode()
    assert page.count("Ann Karlsson") == 1
    assert AuditEntry.objects.get(action="revealed").details["column"] == "authors"


# --- Progress Details ---------------------------------------------------------------------------------------


def entries_on(page):
    return [int(part.partition('"')[0]) for part in page.split('id="entry-')[1:]]


def test_progress_details_begin_with_the_three_newest(client, cast):
    opportunity = cast.ann_opportunity
    for number in range(2, 6):
        make.progress_entry(opportunity=opportunity, details=f"Call number {number}")
    page = read(client, cast.ann, opportunity)
    assert entries_on(page) == [5, 4, 3]
    assert "Show 2 older" in page
    whole = read(client, cast.ann, opportunity, "?progress=all")
    assert entries_on(whole) == [5, 4, 3, 2, 1]
    assert "Opportunity added" in whole
    assert "data-takes-focus" not in whole
    client.force_login(cast.ann)
    headers = {"HX-Request": "true", "HX-Target": "progress"}
    part = client.get(
        f"/partner/sales/opportunities/{opportunity.number}/?progress=all", headers=headers
    ).content.decode()
    assert part.count('id="entry-2" tabindex="-1" data-takes-focus') == part.count("data-takes-focus") == 1


def test_entry_says_everything_that_was_reported(client, cast):
    opportunity = cast.ann_opportunity
    make.progress_entry(
        opportunity=opportunity,
        phase=Phase.SOLUTION_VALIDATION,
        technical_exchange="held",
        technical_exchange_note="Two architects came",
        details="First line\nsecond <b>line</b>",
        corrects=opportunity.entries.get(number=1),
    )
    page = read(client, cast.ann, opportunity)
    assert "50% (was 10%)" in page
    assert "Held. Two architects came" in page
    assert "First line<br>second &lt;b&gt;line&lt;/b&gt;" in page
    assert f'<a href="{address(opportunity, "progress/1/")}">entry 1</a>' in page
    assert f'href="{address(opportunity, "progress/new/?corrects=2")}"' in page
    assert "?corrects=" not in read(client, cast.dirk, opportunity)


def test_won_entry_says_what_was_signed(client, cast):
    page = read(client, cast.ann, cast.won_opportunity)
    assert page.count("USD 5,000.00") >= 2
    assert "Signed on" in page


# --- Facts --------------------------------------------------------------------------------------------------


def test_key_facts_say_changes_in_words(client, cast):
    opportunity = cast.ann_opportunity
    make.progress_entry(opportunity=opportunity, probability=30)
    assert "up from 10%" in read(client, cast.ann, opportunity)
    make.progress_entry(opportunity=opportunity, probability=10)
    assert "down from 30%" in read(client, cast.ann, opportunity)


def test_quiet_and_overdue_opportunity_says_so(client, cast):
    opportunity = cast.ann_opportunity
    opportunity.last_progress_at = timezone.now() - timedelta(days=21)
    opportunity.estimated_attainment = timezone.now().date() - timedelta(days=40)
    opportunity.save()
    page = read(client, cast.ann, opportunity)
    assert "No progress for 21 days" in page
    assert "Overdue" in page


def test_cards_say_the_three_groups(client, cast):
    opportunity = cast.ann_opportunity
    provider = make.provider(code="blue-cloud", name="Blue Cloud")
    opportunity.current_providers = [provider.code]
    opportunity.support_needed = ["pricing", "tender"]
    opportunity.bidding_project, opportunity.tender_date = True, datetime(2027, 2, 15, tzinfo=UTC).date()
    opportunity.business_system = make.business_system(code="other")
    opportunity.business_system_other = "Weighbridge"
    opportunity.save()
    page = read(client, cast.ann, opportunity)
    said = ["New Business", "Weighbridge", "Blue Cloud", "Pricing, Tender", "15 Feb 2027", "12 months", "USD 60,000.00"]
    assert [words for words in said if words not in page] == []
    # It is other information, as it was when it was added.
    assert "15 Feb 2027" in element(page, "other")
    assert page.count("15 Feb 2027") == 1


def test_related_task_and_other_opportunities(client, cast):
    opportunity = cast.ann_opportunity
    assert "Not from a marketing task" in read(client, cast.ann, opportunity)
    opportunity.target = cast.ended_target
    opportunity.save()
    page = read(client, cast.ann, opportunity)
    assert "Spring renewals" in page
    assert address(cast.won_opportunity) in page
    assert address(cast.ann_sky_opportunity) not in page


# --- Parts of the page --------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["record", "progress", "activity"])
def test_fragment_is_the_part_of_that_id(client, cast, target):
    client.force_login(cast.ann)
    headers = {"HX-Request": "true", "HX-Target": target}
    part = client.get(address(cast.ann_opportunity), headers=headers).content.decode()
    assert f'id="{target}"' in part
    assert "<html" not in part
    assert ('hx-swap-oob="true"' in part) == (target == "record")


def test_number_of_queries_does_not_grow_with_the_story(client, cast, django_assert_max_num_queries):
    for _number in range(30):
        make.progress_entry(opportunity=cast.ann_opportunity)
    client.force_login(cast.ann)
    with django_assert_max_num_queries(19):
        client.get(address(cast.ann_opportunity) + "?progress=all")
    assert ProgressEntry.objects.filter(opportunity=cast.ann_opportunity).count() == 31
    assert User.objects.filter(username="ann").exists()
