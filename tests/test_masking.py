"""What is masked is nowhere before somebody presses the eye, and then it is exactly that, and recorded (R20, R21).

A sentinel stands in every maskable value; every page of the access table is searched as bytes, for everybody.
"""

import re

import pytest

from accounts.audit import REVEALED
from accounts.models import AuditEntry, Mail, User
from accounts.notifications import mail_to
from partner_center import tenancy
from tests.access_table import PEOPLE
from tests.support.browsers import clients_of
from tests.support.cells import EYED, PAGES, open_to
from tests.support.eyes import EYES, eyes_of, in_the_clear, pressed, shown_records
from tests.support.sentinels import clear_values, clear_words, plant
from tests.support.things import as_told_by, number_the_south_apart, references, undone

FRAGMENT = {"HX-Request": "true", "HX-Target": "results"}


@pytest.fixture
def world(cast):
    number_the_south_apart(cast)
    names = references(cast)
    plant(cast)
    return cast, clients_of(PEOPLE, cast), names


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.address)
def test_nothing_masked_is_on_a_page_before_a_reveal(row, world):
    cast, clients, names = world
    leaks, looked = {}, 0
    allowed = in_the_clear(row.address)
    for thing, person in open_to(row):
        address = row.address.format(it=names[thing])
        with as_told_by(thing, cast):
            for asked, headers in (
                (address, {}),
                (address, FRAGMENT),
                (f"{address}?toggle=customer_name&shown=email&progress=all", {}),
            ):
                answer = clients[person].get(asked, headers=headers)
                looked += 1
                if found := clear_values(answer) - allowed:
                    leaks[f"{asked} as {person}"] = found
    assert looked
    assert leaks == {}


@pytest.mark.parametrize("row", EYED, ids=lambda row: row.address)
def test_an_eye_shows_its_own_value_and_records_each_row(row, world):
    cast, clients, names = world
    wrong = {}
    allowed = in_the_clear(row.address)
    for thing, person in open_to(row, only_first=True):
        address = row.address.format(it=names[thing])
        with as_told_by(thing, cast):
            before = clients[person].get(address)
            for key in eyes_of(before):
                with undone():
                    answer = clients[person].post(address, pressed(key, before))
                    records = list(AuditEntry.objects.filter(action=REVEALED).values_list("subject", "details__column"))
                expected = (
                    {EYES[key]},
                    sorted({(subject, key) for subject, _column in records}),
                    shown_records(before, key),
                )
                if (clear_values(answer) - allowed, sorted(records), len(records)) != expected:
                    wrong[f"{key} on {address} as {person}"] = clear_values(answer), records, expected
    assert wrong == {}


def test_every_eye_is_pressed_somewhere(world):
    """Or a page without eyes would pass the tests above."""
    _cast, clients, names = world
    seen = set()
    for row in EYED:
        for thing, person in open_to(row, only_first=True):
            if person in {"nora", "ann"}:
                seen |= {EYES[key] for key in eyes_of(clients[person].get(row.address.format(it=names[thing])))}
    assert seen == set(EYES.values())


INVITE = "/partner/sales/customer-development/invite/"
#: Who invites whom, and whose name the customer reads: a reseller's is masked anywhere else.
INVITERS = {"nora": ("ann_preregistered", set()), "ann": ("ann_preregistered", set())} | {
    person: ("sky_preregistered", {"rname"}) for person in ("skye", "sam")
}


@pytest.mark.parametrize("person", INVITERS)
def test_a_mail_to_a_customer_names_the_inviters_company_alone(person, world):
    cast, clients, _names = world
    customer, own = INVITERS[person]
    number = getattr(cast, customer).number
    clients[person].post(INVITE, {"customer": number, "action": "send"})
    mail = Mail.objects.get()
    assert clear_words(f"{mail.subject}\n{mail.text}") == own


@pytest.mark.parametrize("channel", ["link", "qr"])
@pytest.mark.parametrize("person", INVITERS)
def test_a_link_and_what_it_opens_name_the_inviters_company_alone(person, channel, world):
    cast, clients, _names = world
    customer, own = INVITERS[person]
    made = clients[person].post(
        f"/partner/sales/customers/{getattr(cast, customer).number}/invite/", {"action": channel}
    )
    assert clear_values(made) == set()
    (link,) = set(re.findall(r"/invitations/[\w-]{43}/", made.content.decode()))
    assert [clear_values(ask(link)) for ask in (clients["stranger"].get, clients["stranger"].post)] == [own, own]


def test_what_is_mailed_of_an_answer_names_nobody(world):
    cast, clients, names = world
    User.objects.filter(pk=cast.ann.pk).update(email="ann@north.example")
    clients["stranger"].post(f"/invitations/{names['link to accept']}/")
    with tenancy.in_tenant(cast.north.pk):
        mail_to(tenant_id=cast.north.pk, recipient_id=cast.ann.pk)
    (mail,) = Mail.objects.all()
    assert clear_words(f"{mail.subject}\n{mail.text}") == set()
    assert f"{cast.ann_preregistered.number} accepted the association." in mail.text
