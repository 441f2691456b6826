"""F-05: no masked value leaves the server before its eye is pressed; then exactly it does, recorded record by record.

A sentinel stands in every maskable value. Answers are searched as bytes, headers included, in every encoding of a page.
"""

import base64
import json
from functools import partial
from urllib.parse import quote

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.audit import REVEALED, record_reveals
from accounts.models import AuditEntry, User
from accounts.reveals import reveal
from partner_center.web.masking import MASKS, Masked
from tests.access_table import PEOPLE
from tests.support.browsers import clients_of
from tests.support.cells import EYED, PAGES, open_to
from tests.support.eyes import EYES, eyes_of, in_the_clear, pressed, shown_records
from tests.support.figures import WHOLE
from tests.support.sentinels import clear_values, plant
from tests.support.things import as_told_by, number_the_south_apart, references, undone

CUSTOMERS = "/partner/sales/customers/mine/"
EVERYTHING = "progress=all&activity=all&show=past&sort=name"
#: How a page is asked for: as it is, with the fields of an eye in the address, with a search; and each of its parts.
PAGE = [("", {}), (f"?toggle=customer_name&shown=phone&shown=email&shown=contact&{EVERYTHING}", {}), ("?q=abc", {})]
PARTS = [("", {"HX-Request": "true", "HX-Target": part}) for part in ("results", "record", "dialog", "activity")]


@pytest.fixture
def world(cast):
    """Everybody has shown something once, so that the logs have rows."""
    number_the_south_apart(cast)
    names = references(cast)
    plant(cast)
    for member in User.objects.filter(partner__isnull=False, is_active=True).select_related("partner", "distributor"):
        of = cast.south_associated if member.tenant_id == cast.south.pk else cast.sky_associated
        record_reveals(records=[of], columns=("phone", "email"), page="customers", by=member)
    return cast, clients_of(PEOPLE, cast), names


def _everybody():
    """Each thing of each page for each person, whether it is open to them or not."""
    return [(row, thing, person) for row in PAGES for thing in row.things for person in PEOPLE]


def _open(rows, *, only_first: bool = True):
    """The things that are open to each person."""
    return [(row, thing, person) for row in rows for thing, person in open_to(row, only_first=only_first)]


def _of_customers():
    """A list with six eyes, for two people: enough for a wall that is down."""
    return _open(row for row in EYED if row.address == CUSTOMERS)[:2]


# --- Before a reveal ----------------------------------------------------------------------------------------


def _look(tally, world, visits, asked) -> None:
    cast, clients, names = world
    for row, thing, person in visits:
        address = row.address.format(it=names[thing])
        with as_told_by(thing, cast):
            for query, headers in asked:
                found = clear_values(clients[person].get(address + query, headers=headers)) - in_the_clear(address)
                tally(not found, f"{address}{query} {headers.get('HX-Target', '')} as {person}: {sorted(found)}")


def test_nothing_masked_is_in_any_answer_before_a_reveal(world, figures):
    with figures.holds("F-05", "answers without a masked value", fast=300, whole=5_000) as tally:
        _look(tally, world, _everybody() if WHOLE else _open(PAGES), PAGE if WHOLE else PAGE[1:])
        _look(tally, world, _open(PAGES, only_first=False) if WHOLE else [], PARTS)


#: How a value could hide in a page.
HIDDEN = {
    "as it is": str,
    "in JSON": lambda text: json.dumps(text).replace("q", "\\u0071"),
    "in base64": lambda text: base64.b64encode(text.encode()).decode(),
    "in base64, with something before it": lambda text: base64.b64encode(b"a" + text.encode()).decode(),
    "in base64 for addresses": lambda text: base64.urlsafe_b64encode(f"??{text}".encode()).decode(),
    "escaped for an address": lambda text: quote(text).replace("z", "%7A"),
    "in HTML entities": lambda text: "".join(f"&#{ord(character)};" for character in text),
    "backwards": lambda text: text[::-1],
    "backwards in base64": lambda text: base64.b64encode(text[::-1].encode()).decode(),
}


def test_a_name_in_a_title_is_noticed_however_it_is_written(world, figures, monkeypatch):
    def telling(kind, value, *, shown):
        return Masked(MASKS[kind](value or ""), value or "")

    monkeypatch.setattr("partner_center.web.listing.conceal", telling)
    for how, written in HIDDEN.items():
        monkeypatch.setattr("partner_center.web.listing.render", partial(_titled, written))
        with figures.bites("F-05", f"masked values in a title, {how}") as tally:
            _look(tally, world, _of_customers(), PAGE[:1])


def _titled(written, cell):
    return format_html('<span title="{}">{}</span>', SafeString(written(cell.clear)), cell.mask)


# --- A reveal -----------------------------------------------------------------------------------------------


def _press(tally, world, visits) -> None:
    """Each eye shows its own value for the records it speaks for, and each of them has its line."""
    cast, clients, names = world
    for row, thing, person in visits:
        address = row.address.format(it=names[thing])
        with as_told_by(thing, cast):
            page = clients[person].get(address)
            for key in eyes_of(page) if page.status_code == 200 else ():
                with undone():
                    before = set(AuditEntry.objects.values_list("pk", flat=True))
                    answer = clients[person].post(address, pressed(key, page))
                    lines = AuditEntry.objects.filter(action=REVEALED).exclude(pk__in=before)
                    recorded = [(line.subject, line.details["column"], line.actor.username) for line in lines]
                shown = clear_values(answer) - in_the_clear(address)
                expected = {(subject, key, person) for subject, _column, _who in recorded}
                # A page of people tells of each once, however many of its rows are theirs.
                told = (
                    len(recorded) <= shown_records(page, key)
                    if key == "user"
                    else len(recorded) == shown_records(page, key)
                )
                exact = told and len(recorded) == len(expected) and set(recorded) == expected
                tally(exact and shown == {EYES[key]}, f"{key} on {address} as {person}: {shown}, {recorded}")


def test_each_value_shown_is_recorded_and_nothing_else_is(world, figures, monkeypatch):
    with figures.holds("F-05", "presses of an eye with a line for each record", fast=30, whole=400) as tally:
        _press(tally, world, _open(EYED, only_first=False) if WHOLE else _open(EYED)[::8])
    monkeypatch.setattr("accounts.actions.account.record_reveals", lambda **_said: None)
    with figures.bites("F-05", "values shown without record_reveals") as tally:
        _press(tally, world, _of_customers())


# --- No line, no value --------------------------------------------------------------------------------------


class Fails:
    """Lets no line into the audit log, as a full disk or a lost connection would."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "accounts_auditentry"'):
            raise self.error
        return execute(sql, params, many, context)


FAILURES = {503: OperationalError("the disk is full"), 500: IntegrityError("a line that is refused")}


def _press_in_vain(tally, world, visits) -> None:
    cast, clients, names = world
    for row, thing, person in visits:
        address = row.address.format(it=names[thing])
        with as_told_by(thing, cast):
            page = clients[person].get(address)
            for key in eyes_of(page)[:1]:
                for status, error in FAILURES.items():
                    with undone(), connection.execute_wrapper(Fails(error)):
                        answer = clients[person].post(address, pressed(key, page))
                    found = clear_values(answer)
                    tally(
                        answer.status_code == status and not found,
                        f"{key} on {address} as {person}: {answer.status_code}, {sorted(found)}",
                    )


def test_where_the_line_fails_there_is_no_value(world, figures, monkeypatch):
    with figures.holds("F-05", "presses of an eye whose line fails: no value", fast=15, whole=120) as tally:
        _press_in_vain(tally, world, _open(EYED) if WHOLE else _open(EYED)[::8])
    monkeypatch.setattr("accounts.reveals.reveal", _whatever_happens)
    with figures.bites("F-05", "values shown though their line failed") as tally:
        _press_in_vain(tally, world, _of_customers())


def _whatever_happens(**said):
    try:
        reveal(**said)
    except (OperationalError, IntegrityError):
        return
