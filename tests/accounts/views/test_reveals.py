"""The Reveal Log and one's own reveals: one row a press, for whom it exists, masked, filtered, paged."""

import ast
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.actions import reveal
from accounts.audit import REVEALED
from accounts.models import AuditEntry, Partner
from accounts.reveal_words import COLUMNS, PAGES
from customers.presentation import MASKED
from opportunities.presentation import masks
from tests.support.browsers import client_of
from tests.support.eyes import EYES
from tests.support.source import modules

LOG = "/partner/organization/reveals/"
OWN = "/partner/preferences/reveals/"
PROMISE = "Every time someone shows full customer details, it is recorded here."


def _show(by, *records, columns=("phone",), page="customers", at=None) -> None:
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    reveal(records=records, columns=columns, page=page, by=by)
    if at:
        lines = list(AuditEntry.objects.exclude(pk__in=before).order_by("pk"))
        for line in lines:
            line.pk, line.at = None, at
        AuditEntry.objects.bulk_create(lines)


def _rows(client, address: str) -> list[list[str]]:
    """Each row as somebody who sees reads it: cells without what is for screen readers alone."""
    page = client.get(address).content.decode()
    body = page.partition("<tbody")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("<tr")[1:]]
    return [[_text(cell) for cell in row] for row in cells]


def _text(cell: str) -> str:
    seen = re.sub(r'<span class="visually-hidden">.*?</span>', "", cell)
    return " ".join(re.sub(r"<[^>]+>", " ", seen).split())


@pytest.fixture
def shown(cast):
    """What everybody has shown: ann twice, sam and max once."""
    _show(cast.ann, cast.ann_associated, cast.ann_preregistered, columns=("phone", "email"))
    _show(cast.ann, cast.ann_opportunity, columns=("authors",), page="opportunity")
    _show(cast.sam, cast.sky_associated, columns=("customer_name",), page="customer")
    _show(cast.max, cast.south_associated)
    return cast


def test_an_administrator_reads_one_row_a_press(shown):
    rows = _rows(client_of("nora", shown), LOG)
    numbers = f"{shown.ann_associated.number} {shown.ann_preregistered.number}"
    assert [row[1:] for row in rows] == [
        [
            "S*** O***",
            "Account Manager",
            "Customer details",
            "Customer name",
            f"1 record {shown.sky_associated.number}",
        ],
        [
            *("A*** K***", "Account Manager", "Opportunity Details", "Authors of progress"),
            f"1 record {shown.ann_opportunity.number}",
        ],
        ["A*** K***", "Account Manager", "Customer Management", "Phone, Email", f"2 records {numbers}"],
    ]
    page = client_of("nora", shown).get(LOG).content.decode()
    assert (PROMISE in page, "Ann Karlsson" in page) == (True, False)


def test_times_are_the_tenants(cast):
    Partner.objects.filter(pk=cast.north.pk).update(time_zone="Asia/Shanghai")
    _show(cast.ann, cast.ann_associated, at=datetime(2026, 3, 1, 20, 30, tzinfo=ZoneInfo("UTC")))
    assert "2 Mar 2026" in _rows(client_of("nora", cast), LOG)[-1][0]


@pytest.mark.parametrize(("person", "presses"), [("nora", 3), ("skye", 1), ("cora", 0), ("sue", 1), ("dan", 0)])
def test_each_administrator_reads_about_the_own_members(person, presses, shown):
    """A distributor's about its resellers' members too; a reseller's about nobody at the distributor."""
    assert len(_rows(client_of(person, shown), LOG)) == presses


@pytest.mark.parametrize("person", ["ann", "dirk", "sam", "sid"])
def test_nobody_else_reads_the_log(person, shown):
    answer = client_of(person, shown).get(LOG)
    assert (answer.status_code, "Only administrators can view the Reveal Log." in answer.content.decode()) == (
        403,
        True,
    )


@pytest.mark.parametrize(("person", "presses"), [("ann", 2), ("sam", 1), ("dirk", 0), ("nora", 0)])
def test_everybody_reads_the_own_reveals(person, presses, shown):
    client = client_of(person, shown)
    rows = _rows(client, OWN)
    assert [len(rows), {len(row) for row in rows}] == [presses, {4} if presses else set()]
    assert 'href="/partner/preferences/reveals/">My reveals</a>' in client.get("/partner/").content.decode()


@pytest.mark.parametrize(("person", "has"), [("nora", True), ("skye", True), ("ann", False), ("sid", False)])
def test_the_log_stands_in_the_menu_of_administrators(person, has, cast):
    page = client_of(person, cast).get("/partner/").content.decode()
    assert (f'href="{LOG}"' in page) == has


def test_the_eye_of_the_log_is_recorded_like_any_other(shown):
    client = client_of("nora", shown)
    page = client.post(LOG, {"toggle": "user"}).content.decode()
    assert ("Ann Karlsson" in page, "Sam Okafor" in page, "Max Weber" in page) == (True, True, False)
    lines = AuditEntry.objects.filter(action=REVEALED, actor=shown.nora).values_list("subject_kind", "subject")
    assert set(lines) == {("user", "ann"), ("user", "sam")}
    assert _rows(client, LOG)[0][1:] == ["N*** L***", "Administrator", "Reveal Log", "User", "2 records sam ann"]


# --- Filters ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "presses"),
    [
        ("q=ann", 2),
        ("q=ANN", 2),
        ("q=okafor", 1),
        ("q=max", 0),
        ("column=phone", 1),
        ("column=email", 1),
        ("column=authors", 1),
        ("column=website", 0),
        ("over=1", 1),
        ("over=2", 0),
        ("q=ann&column=customer_name", 0),
        ("day_from=2020-01-01", 3),
        ("day_to=2020-01-01", 0),
    ],
)
def test_filters_narrow_the_log(query, presses, shown):
    assert len(_rows(client_of("nora", shown), f"{LOG}?{query}")) == presses


def test_days_are_the_tenants_days(cast):
    Partner.objects.filter(pk=cast.south.pk).update(time_zone="Asia/Shanghai")
    _show(cast.max, cast.south_associated, at=datetime(2026, 3, 1, 20, 30, tzinfo=ZoneInfo("UTC")))
    client = client_of("sue", cast)
    found = {day: len(_rows(client, f"{LOG}?day_from=2026-03-{day}&day_to=2026-03-{day}")) for day in ("01", "02")}
    assert found == {"01": 0, "02": 1}


def test_a_wrong_filter_is_named_and_left_out(shown):
    client = client_of("nora", shown)
    page = client.get(f"{LOG}?column=secrets").content.decode()
    assert "were ignored: column=secrets" in page
    assert len(_rows(client, f"{LOG}?column=secrets")) == 3


def test_nothing_found_says_so(shown):
    assert "No reveals match these filters." in client_of("nora", shown).get(f"{LOG}?over=90").content.decode()
    assert "No reveals yet" in client_of("cora", shown).get(LOG).content.decode()


def test_pages_follow_one_another_without_a_gap(cast):
    for number in range(60):
        at = timezone.now() - timedelta(days=2, seconds=number // 2)
        AuditEntry.objects.create(
            tenant=cast.north,
            actor=cast.ann,
            actor_role="account_manager",
            action=REVEALED,
            subject_kind="customer",
            subject=f"CUS-{number:06}",
            at=at,
            details={"column": "phone", "columns": ["phone"], "records": 1, "press": str(number), "page": "customers"},
        )
    client, seen, query = client_of("nora", cast), [], ""
    for _page in range(3):
        page = client.get(LOG + query).content.decode()
        seen += re.findall(r"<li>(CUS-\d+)</li>", page)
        following = re.search(r'id="page-next" href="([^"]+)"', page)
        query = following[1].replace("&amp;", "&") if following else ""
    assert (len(seen), len(set(seen)), query) == (60, 60, "")


# --- Words --------------------------------------------------------------------------------------------------


def test_every_eye_and_every_page_with_eyes_has_its_words():
    assert set(COLUMNS) == {*EYES, *MASKED, *masks.keys(with_contact=True)}
    called = (
        word.value.value
        for path, tree in modules().items()
        if "/views/" in path
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"shown_columns", "shown_values"}
        for word in call.keywords
        if word.arg == "page"
    )
    assert set(called) == set(PAGES)
