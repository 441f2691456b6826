"""F-09: no form takes a field that is not its own, and no step of the wizard is skipped or replayed (R44, R61, R65).

Each try sends a good form with one field more, named as a column of some table. The world afterwards must be the one
that the good form alone would have made, and the audit log must name the field.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import resolve

from accounts.denials import DENIED
from accounts.models import AuditEntry, Partner, User
from accounts.unexpected import UNEXPECTED
from customers.models import Customer
from marketing.models import Target
from opportunities.actions import modify
from opportunities.forms import InformationForm
from opportunities.models import Draft, KeptProgress, Note, Opportunity, ProductLine, ProgressEntry
from partner_center.web.sent import unexpected
from tests.access_table import PEOPLE, TABLE, Row
from tests.support import wizard
from tests.support.browsers import client_of, clients_of
from tests.support.figures import WHOLE
from tests.support.markup import filled
from tests.support.things import references, undone

NOW = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)
FORM = "application/x-www-form-urlencoded"
WATCHED = (Opportunity, ProgressEntry, ProductLine, Draft, KeptProgress, Note, Target, User, Customer, Partner)
#: Values that rows made anew get from sequences, which count on however often they are taken back.
COUNTED = {"id", "opportunity", "submission_id"}
UUID = "^[0-9a-f]{8}-"
#: An id that nobody gave out.
FOREIGN_ID = "5e2f6c1a-0d6b-4d63-9f5e-7f7b6a1f0c11"
WRITES = [row for row in TABLE if "POST" in row.methods and row.address.startswith("/partner/") and row.body]
WRITES = [row for row in WRITES if "toggle" not in row.body]


def foreign_fields(cast) -> dict[str, str]:
    """Every column that any of the tables has, by both its names, with a value that it could take."""
    by_kind = {"ForeignKey": str(cast.bob.pk), "BooleanField": "true", "DateField": "2027-01-01"}
    by_kind |= {"DateTimeField": "2020-01-01T00:00:00Z", "UUIDField": FOREIGN_ID}
    said = {
        "phase": "60",
        "win_probability": "30",
        "status": "won",
        "role": "administrator",
        "number": "OPP-2026-000999",
    }
    said |= {"owner": "bob", "account_manager": "bob", "tenant": str(cast.south.pk), "tenant_id": str(cast.south.pk)}
    found = {}
    for model in WATCHED:
        for column in model._meta.concrete_fields:
            for name in {column.name, column.attname}:
                found[name] = said.get(name, by_kind.get(column.get_internal_type(), "7"))
    return dict(sorted(found.items())) | {"is_superuser": "true", "pk": "1", "author": "nora", "by": "nora"}


def the_world() -> dict[str, list]:
    """All that the tables hold, without what is counted on, and what the audit log says was done, not refused."""
    held: dict[str, list] = {}
    for model in WATCHED:
        names = [column.attname for column in model._meta.concrete_fields if column.name not in COUNTED]
        held[model._meta.label] = sorted(model.objects.values_list(*names), key=str)
    held["foreign ids"] = [rows.objects.filter(submission_id=FOREIGN_ID).count() for rows in (ProgressEntry, Note)]
    # Some records are called by an id, which is a new one every time.
    lines = AuditEntry.objects.exclude(action__in=(UNEXPECTED, DENIED)).exclude(subject__regex=UUID).order_by("pk")
    held["audit"] = list(lines.values_list("action", "actor_id", "subject", "tenant_id"))
    return held


@pytest.fixture
def frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(frozen, cast):
    return cast, clients_of(tuple(who for who in PEOPLE if who != "stranger"), cast), references(cast)


def _good(row: Row, clients, names) -> tuple[str, dict[str, str]]:
    """The address of the row's first thing, and a form that its writer could send there."""
    address = row.address.format(it=names[next(iter(row.things))])
    page = clients[row.writer].get(address) if "GET" in row.methods and row.form else None
    good = filled(page.content.decode()) if page is not None and page.status_code == 200 else {}
    good = good | row.body
    good.pop("csrfmiddlewaretoken", None)
    if "submission_id" in resolve(address).func.sends:
        good.setdefault("submission_id", "0d6b4d63-9f5e-4f7b-8a1f-0c115e2f6c1a")
    return address, good


def _outcome(client, address: str, body: dict[str, str]) -> tuple[int, dict[str, list], list[str]]:
    """The status, the world afterwards, and the unexpected fields that the log names. Then none of it has happened."""
    with undone():
        status = client.generic("POST", address, urlencode(body), FORM).status_code
        lines = AuditEntry.objects.filter(action=UNEXPECTED).order_by("pk")
        return status, the_world(), [name for line in lines for name in line.details["fields"]]


def _try_foreign(tally, row: Row, world, people, *, only: str = "") -> None:
    cast, clients, names = world
    address, good = _good(row, clients, names)
    sends = resolve(address).func.sends
    foreign = {name: value for name, value in foreign_fields(cast).items() if name.startswith(only)}
    foreign = {name: value for name, value in foreign.items() if unexpected([name], sends) and name not in good}
    for person in people:
        status, alone, _named = _outcome(clients[person], address, good)
        refused = status in {302, 403, 404}
        for name, value in list(foreign.items())[:: 1 if WHOLE or only else 5]:
            also, after, named = _outcome(clients[person], address, {**good, name: value})
            logged = named == [name] or (refused and named in ([], [name]))
            tally((also, after, logged) == (status, alone, True), f"{person} {address} {name}={value}: {also} {named}")


@pytest.mark.parametrize("row", WRITES, ids=lambda row: row.address)
def test_no_form_takes_a_foreign_field(row, world, figures):
    people = ("nora", "ann", "dirk", "max") if WHOLE else (row.writer,)
    with figures.holds("F-09", f"foreign fields, {row.address}", fast=14, whole=350) as tally:
        _try_foreign(tally, row, world, people)


def test_a_form_that_takes_all_fields_is_seen(world, figures, monkeypatch):
    """The wall really broken: the form hands on whatever was sent, and the verb stores it."""
    own = InformationForm.information
    monkeypatch.setattr(modify, "MODIFIABLE", modify.MODIFIABLE | {"win_probability"})
    monkeypatch.setattr(
        InformationForm,
        "information",
        lambda form: own(form) | {name: form.data[name] for name in ("win_probability",) if name in form.data},
    )
    (row,) = (row for row in WRITES if row.address.endswith("/modify/basic/"))
    with figures.bites("F-09", "a form that takes all fields") as tally:
        _try_foreign(tally, row, world, ("nora",), only="win_probability")


# --- Steps --------------------------------------------------------------------------------------------------


def _skips(cast) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Who asks which step of whose draft for what, out of its turn or in somebody else's place."""
    drafts = {"ann": cast.ann_draft, "nora": cast.nora_draft, "max": cast.max_draft}
    answers = {
        "basic": wizard.basic(),
        "detailed": wizard.detailed(),
        "revenue": wizard.revenue(),
    }
    customers = [row.number for row in (cast.bob_associated, cast.sky_preregistered, cast.copper_associated)]
    for person in PEOPLE[1:]:
        for author, draft in drafts.items():
            for step in ("customer", *answers):
                for number in customers:
                    if person != author or (step, author) == ("revenue", "ann"):
                        sent = {**answers.get(step, {}), "customer": number, "chosen": number, "revision": "1"}
                        yield person, author, wizard.address(draft, step), {**sent, "action": "next"}


def test_no_step_is_skipped_and_no_draft_is_anybody_elses(world, figures):
    """Submit judges every step again; another's draft does not exist; a customer named at a later step is not read."""
    cast, clients, _names = world
    with figures.holds("F-09", "steps out of turn, drafts of others", fast=100, whole=300) as tally:
        before = the_world()
        for person, author, address, body in list(_skips(cast))[:: 1 if WHOLE else 3]:
            status, after, _named = _outcome(clients[person], address, body)
            made = after["opportunities.Opportunity"] != before["opportunities.Opportunity"]
            right = status == 422 if person == author else status in {302, 403, 404} and after == before
            tally(right and not made, f"{person} {address}: {status}")


def test_a_submit_is_not_replayed_for_another_customer(cast):
    """What was submitted stays the one opportunity, whoever's customer the repeated form names."""
    ann = client_of("ann", cast)
    draft = wizard.fill(ann, cast.ann_associated)
    wizard.send(ann, draft, "revenue", wizard.revenue())
    made = Opportunity.objects.get(draft_id=draft.pk)
    again = {**wizard.revenue(), "action": "next", "revision": "9", "customer": cast.sky_associated.number}
    for step in ("customer", "basic", "detailed", "revenue"):
        answer = ann.post(wizard.address(draft, step), again)
        assert (answer.status_code, answer["Location"].split("/")[-3]) == (303, made.number)
    for stranger in ("nora", "max", "sue"):
        assert client_of(stranger, cast).post(wizard.address(draft, "revenue"), again).status_code in {303, 404}
    assert list(Opportunity.objects.filter(draft_id=draft.pk).values_list("customer", flat=True)) == [
        cast.ann_associated.pk
    ]


@pytest.mark.parametrize("taken_by", ["bob", None])
def test_the_customer_is_authorised_again_at_submit(taken_by, cast):
    ann = client_of("ann", cast)
    draft = wizard.fill(ann, cast.ann_associated)
    Customer.objects.filter(pk=cast.ann_associated.pk).update(account_manager=getattr(cast, taken_by or "", None))
    answer = wizard.send(ann, draft, "revenue", wizard.revenue())
    assert (answer.status_code, answer["Location"]) == (303, wizard.address(draft, "customer"))
    assert not Opportunity.objects.filter(draft_id=draft.pk).exists()
    assert Draft.objects.filter(pk=draft.pk).exists()
