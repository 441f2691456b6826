"""Audit Log: whose lines a person reads, in words, masked, found by person, deed, day and record."""

import ast
from datetime import UTC, datetime

import pytest

from accounts.admin_base import OPENED
from accounts.admin_site import ENTERED
from accounts.audit import REVEALED, record
from accounts.audit_columns import ACTIONS
from accounts.demo import LOADED
from accounts.denials import ALERT, DENIED
from accounts.models import AuditEntry
from accounts.reveal_limits import CONFIRMED
from accounts.reveal_warnings import NEARLY_REACHED
from accounts.unexpected import UNEXPECTED
from customers.actions.resellers import ACTS
from opportunities.demo.history import _ACTIONS as DEMO
from tests.support.browsers import client_of
from tests.support.source import modules

LOG = "/partner/organization/audit/"


@pytest.fixture
def log(cast):
    """One line of each of them."""
    for member in (cast.nora, cast.ann, cast.bob, cast.skye, cast.sam, cast.cora, cast.sue, cast.max):
        record("customer changed", on=cast.ann_associated if member == cast.ann else member, by=member)
    record(ENTERED, on=cast.olga, by=cast.olga)
    record("password set", on=cast.ann, by=cast.olga)
    return cast


def listed(person: str, cast, query: str = "") -> list[str]:
    """The records of the lines, the newest first."""
    answer = client_of(person, cast).get(LOG + query)
    assert answer.status_code == 200
    return [entry.subject for entry in _entries(answer)]


def _entries(answer) -> list[AuditEntry]:
    keys = [line.reference for line in answer.context["listing"].rows]
    found = {str(entry.key): entry for entry in AuditEntry.objects.filter(key__in=keys)}
    return [found[key] for key in keys]


def test_everybody_reads_what_is_theirs_to_read(log):
    anns = log.ann_associated.number
    assert {person: listed(person, log) for person in ("nora", "ann", "skye", "sam", "sue", "max")} == {
        "nora": ["ann", "cora", "sam", "skye", "bob", anns, "nora"],
        "ann": [anns],
        "skye": ["sam", "skye"],
        "sam": ["sam"],
        "sue": ["max", "sue"],
        "max": ["max"],
    }


def test_a_line_in_words(log):
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                tenant=log.north,
                at=datetime(2026, 11, 30, 14, 5, tzinfo=UTC),
                actor=log.ann,
                actor_role="account_manager",
                action=REVEALED,
                subject_kind="customer",
                subject="CUS-000001",
                details={"column": "customer_name"},
                request_id="5e2f6c1a-0d6b-4d63-9f5e-7f7b6a1f0c11",
            )
        ]
    )
    answer = client_of("nora", log).get(LOG)
    newest = next(line for line in answer.context["listing"].rows if "CUS-000001" in str(line.cells[4].html))
    words = [str(cell.html) for cell in newest.cells]
    assert words[0] == "30 Nov 2026 14:05"
    assert "A*** K***" in words[1]
    assert words[2:] == [
        "Account Manager",
        'Showed masked values<span class="pc-second">Customer name</span>',
        '<span class="pc-reference">CUS-000001</span>',
        '<span class="pc-reference">5e2f6c1a-0d6b-4d63-9f5e-7f7b6a1f0c11</span>',
    ]
    assert log.ann.name not in answer.content.decode()


def test_an_operator_has_no_name_here(log):
    row = client_of("nora", log).get(LOG).context["listing"].rows[0]
    assert [str(cell.html) for cell in row.cells][2:4] == ["Platform operator", "Set a password"]
    shown = client_of("nora", log).post(LOG, {"toggle": "user"})
    assert log.ann.name in shown.content.decode()
    assert log.olga.name not in shown.content.decode()


def test_the_eye_is_recorded_once_for_each_person(log):
    record("customer changed", on=log.ann_associated, by=log.ann)
    client_of("nora", log).post(LOG, {"toggle": "user"})
    shown = AuditEntry.objects.filter(action=REVEALED).values_list("subject_kind", "subject", "details")
    people = ("ann", "bob", "cora", "nora", "sam", "skye")
    told = sorted((kind, subject, details["column"], details["page"]) for kind, subject, details in shown)
    assert told == [("user", person, "user", "audit log") for person in people]
    assert len({details["press"] for _kind, _subject, details in shown}) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q={number}", ["{number}"]),
        ("?q=cus-000001", ["{number}"]),
        ("?q=SKYE", ["skye"]),
        ("?person=ANN", ["{number}"]),
        ("?person=olga", []),
        ("?person=sue", []),
        ("?action=password+set", ["ann"]),
        ("?day_from=2026-12-03&day_to=2026-12-04", ["late", "midnight"]),
        ("?day_to=2026-12-02", ["before"]),
    ],
)
def test_lines_are_found(query, found, log):
    """Days are North's: one line a second before its midnight, one at it, one in the last second of the next day."""
    north = log.north
    for subject, day, clock in (("before", 2, (23, 59, 59)), ("midnight", 3, (0, 0, 0)), ("late", 4, (23, 59, 59))):
        AuditEntry.objects.bulk_create(
            [AuditEntry(tenant=north, action="x", subject=subject, at=datetime(2026, 12, day, *clock, tzinfo=UTC))]
        )
    number = log.ann_associated.number
    lines = listed("nora", log, query.format(number=number))
    wanted = [subject.format(number=number) for subject in found]
    if "day_to=2026-12-02" in query:
        assert lines[0] == "before"
        assert {"midnight", "late"} & set(lines) == set()
    else:
        assert lines == wanted


def test_an_account_manager_has_nobody_to_choose(log):
    page = client_of("ann", log).get(LOG)
    assert "person" not in page.context["filters"].fields
    assert [header.key for header in page.context["listing"].headers] == ["time", "role", "action", "record", "request"]
    assert listed("ann", log, "?person=bob") == [log.ann_associated.number]


def test_pages_follow_one_another(log):
    AuditEntry.objects.bulk_create(
        AuditEntry(
            tenant=log.north, actor=log.bob, action="x", subject=f"{number:03}", at=datetime(2026, 1, 1, tzinfo=UTC)
        )
        for number in range(60)
    )
    client, seen, query = client_of("bob", log), [], ""
    while True:
        answer = client.get(LOG + query)
        seen += [entry.subject for entry in _entries(answer)]
        query = answer.context["listing"].next_url
        if not query:
            break
    assert sorted(seen[1:]) == [f"{number:03}" for number in range(60)]
    assert "pk" not in query


def test_directors_are_refused_and_have_no_entry_in_the_menu(cast):
    for person, allowed in (
        ("nora", True),
        ("ann", True),
        ("skye", True),
        ("sam", True),
        ("dirk", False),
        ("sid", False),
    ):
        client = client_of(person, cast)
        assert client.get(LOG).status_code == (200 if allowed else 403)
        assert (LOG in client.get("/partner/").content.decode()) == allowed


def test_a_partner_is_called_by_its_number(cast):
    """Resellers' names are masked on every page, and this is one."""
    record("partner changed", on=cast.sky, by=cast.olga)
    record("partner changed", on=cast.north, by=cast.olga)
    assert listed("nora", cast) == ["distributor", cast.sky.number]


def test_every_deed_has_words():
    said = {REVEALED, CONFIRMED, NEARLY_REACHED, ENTERED, OPENED, LOADED, ALERT, DENIED, UNEXPECTED, *DEMO.values()}
    said |= {action for action, _status, _may in ACTS.values()}
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"record", "record_each"} and node.args:
                said |= {text.value for text in ast.walk(node.args[0]) if isinstance(text, ast.Constant)}
    assert said - {None} == set(ACTIONS)
