"""Opportunity Details: what everybody sees of one opportunity, and what only an eye shows."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, User
from opportunities.actions import modify_opportunity, transfer_opportunity, void_opportunity
from opportunities.models import ProgressEntry
from opportunities.progress import Phase
from tests import make

ROOT = "/partner/sales/opportunities"


def address(opportunity, rest=""):
    return f"{ROOT}/{opportunity.number}/{rest}"


def read(client, user, opportunity, query=""):
    client.force_login(user)
    answer = client.get(address(opportunity) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def reveal(client, user, opportunity, key, **more):
    client.force_login(user)
    return client.post(address(opportunity), {"toggle": key}, **more)


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
    assert "cannot be modified" not in read(client, cast.dirk, cast.lost_opportunity)


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
    assert (line.actor, line.subject, line.details) == (
        cast.ann,
        secretive.number,
        {"column": key, "page": "opportunity"},
    )


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


def test_related_task_and_other_opportunities(client, cast):
    opportunity = cast.ann_opportunity
    assert "Not from a marketing task" in read(client, cast.ann, opportunity)
    opportunity.target = cast.ended_target
    opportunity.save()
    page = read(client, cast.ann, opportunity)
    assert "Spring renewals" in page
    assert address(cast.won_opportunity) in page
    assert address(cast.ann_sky_opportunity) not in page


# --- Activity -----------------------------------------------------------------------------------------------


def activity_of(page):
    return page.partition('id="activity"')[2]


def test_activity_says_changes_in_words_without_personal_values(client, cast):
    opportunity = cast.ann_opportunity
    information = {
        "name": "Backup for all",
        "industry": make.industry(code="retail", name="Retail"),
        "test_project": True,
        "estimated_attainment": datetime(2027, 4, 30, tzinfo=UTC).date(),
        "estimated_attainment_is_month": True,
        "decision_maker": "Konrad Zuse",
        "support_needed": ["pricing"],
    }
    modify_opportunity(opportunity=opportunity, information=information, seen_version=1, by=cast.ann)
    said = activity_of(read(client, cast.nora, opportunity))
    assert "Ann Karlsson" not in said
    assert "A*** K***" in said
    assert "Opportunity name from Backup for the branches to Backup for all" in said
    assert "Customer Industry from Manufacturing to Retail" in said
    assert "Test Project from No to Yes" in said
    assert "to Apr 2027" in said
    assert "to Pricing" in said
    assert "Decision maker;" in said
    assert "Konrad" not in said


def test_activity_keeps_telling_months_from_days_after_later_changes(client, cast):
    opportunity = cast.ann_opportunity
    steps = [(datetime(2027, 4, 30, tzinfo=UTC), True), (datetime(2027, 4, 30, tzinfo=UTC), False)]
    for version, (day, is_month) in enumerate(steps, start=1):
        information = {"estimated_attainment": day.date(), "estimated_attainment_is_month": is_month}
        modify_opportunity(opportunity=opportunity, information=information, seen_version=version, by=cast.ann)
    said = activity_of(read(client, cast.ann, opportunity))
    assert "from Apr 2027 to 30 Apr 2027" in said
    assert "to Apr 2027<" in said


def test_activity_says_a_transfer_with_masked_names(client, cast):
    transfer_opportunity(opportunity=cast.ann_opportunity, to=cast.bob, by=cast.nora)
    said = activity_of(read(client, cast.nora, cast.ann_opportunity))
    assert "transferred this opportunity" in said
    assert "A*** K***" in said
    assert "B*** T***" in said
    assert "Bob Tanaka" not in said


def test_reveals_are_the_administrators_and_ones_own_to_know(client, cast):
    reveal(client, cast.dirk, cast.ann_opportunity, "customer_name")
    words = "showed in full: Customer name"
    assert words in activity_of(read(client, cast.nora, cast.ann_opportunity))
    assert words in activity_of(read(client, cast.dirk, cast.ann_opportunity))
    assert words not in activity_of(read(client, cast.ann, cast.ann_opportunity))


def test_activity_shows_older_lines_on_demand(client, cast):
    opportunity = cast.ann_opportunity
    for version in range(1, 13):
        name = {"name": f"Name {version:02}"}
        modify_opportunity(opportunity=opportunity, information=name, seen_version=version, by=cast.ann)
    page = read(client, cast.ann, opportunity)
    assert "Show older activity" in page
    assert "to Name 01" not in activity_of(page)
    assert "to Name 01" in activity_of(read(client, cast.ann, opportunity, "?activity=all"))


# --- Phases -------------------------------------------------------------------------------------------------


def stops(page):
    """(state, label) of the wide stepper."""
    listed = page.partition("pc-phases-wide")[2].partition("</ol>")[0]
    return [
        (
            part.partition('"')[0].split()[0],
            part.partition('pc-phase-label">')[2].partition("<")[0],
        )
        for part in listed.split('<li class="pc-phase pc-phase-')[1:]
    ]


def test_stepper_tells_done_skipped_current_and_not_needed(client, cast):
    opportunity = cast.ann_opportunity
    make.progress_entry(opportunity=opportunity, phase=Phase.BUSINESS_NEGOTIATION)
    page = read(client, cast.ann, opportunity)
    assert stops(page) == [
        ("done", "Initial Contact"),
        ("skipped", "Requirement Confirmed"),
        ("skipped", "Solution Validation"),
        ("skipped", "Testing"),
        ("current", "Business Negotiation"),
        ("later", "Outcome"),
    ]
    assert "not needed" in page
    assert "Phase 5 of 5: Business Negotiation" in page


def test_stepper_of_a_suspended_opportunity_stays_where_it_stopped(client, cast):
    opportunity = cast.ann_opportunity
    make.progress_entry(opportunity=opportunity, phase=Phase.REQUIREMENT_CONFIRMED)
    make.progress_entry(opportunity=opportunity, phase=Phase.SUSPENDED)
    page = read(client, cast.ann, opportunity)
    assert stops(page)[1] == ("current", "Requirement Confirmed")
    assert "Suspended since" in page


@pytest.mark.parametrize(("which", "label"), [("lost_opportunity", "Lost"), ("won_opportunity", "Contract Signed")])
def test_stepper_of_a_closed_opportunity_ends_with_its_outcome(client, cast, which, label):
    found = stops(read(client, cast.ann, getattr(cast, which)))
    assert found[-1] == ("current", label)
    assert [state for state, _label in found].count("current") == 1


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
