"""Partners, members and the audit log, kept by operators."""

import pytest
from django.contrib.auth.hashers import check_password
from django.contrib.messages import get_messages

from accounts.models import AuditEntry, Partner, User
from tests import make
from tests.support.operations import address, errors, listed, recorded, rows, sign_in

PASSWORD = "a sail in the harbour"


@pytest.fixture
def operator(client, db) -> User:
    return sign_in(client)


@pytest.fixture
def north(db) -> Partner:
    return make.distributor(name="North")


def partner_form(**changed):
    return {
        "kind": "distributor",
        "parent": "",
        "name": "West",
        "country": "cn",
        "currency": "usd",
        "time_zone": "Asia/Shanghai",
        "email": "",
        "mobile": "",
        "status": "cooperating",
        "account_manager": "",
        **changed,
    }


def member_form(**changed):
    return {
        "username": "mira",
        "name": "Mira Olsen",
        "email": "",
        "is_active": "on",
        "partner": "",
        "role": "",
        "director": "",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **changed,
    }


# --- Partners -----------------------------------------------------------------------------------------------


def test_adding_a_distributor_stores_it_and_records_it(client, operator):
    answer = client.post(address(Partner, "add"), partner_form())
    west = Partner.objects.get()
    assert answer.status_code == 302
    assert (west.name, west.kind, west.country, west.currency) == ("West", "distributor", "CN", "USD")
    assert (west.tenant_id, west.number) == (west.pk, "")
    assert recorded(operator) == [("partner added", "distributor")]


def test_adding_a_reseller_gives_it_a_number_of_its_distributor(client, operator, north):
    manager = make.member(partner=north, role="account_manager")
    form = partner_form(kind="reseller", parent=north.pk, account_manager=manager.pk)
    client.post(address(Partner, "add"), form)
    west = Partner.objects.get(name="West")
    assert (west.number, west.tenant_id, west.account_manager) == ("RSL-0001", north.pk, manager)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"country": "XX"}, "country"),
        ({"country": "150"}, "country"),
        ({"currency": "XXY"}, "currency"),
        ({"time_zone": "UTC'; DROP"}, "time_zone"),
        ({"kind": "reseller"}, "__all__"),
    ],
)
def test_wrong_partner_is_not_stored(client, operator, wrong, field):
    answer = client.post(address(Partner, "add"), partner_form(**wrong))
    assert list(errors(answer)) == [field]
    assert rows(Partner) == []


def test_resellers_have_no_resellers(client, operator, north):
    sky = make.reseller(of=north)
    answer = client.post(address(Partner, "add"), partner_form(kind="reseller", parent=sky.pk))
    assert "parent" in errors(answer)
    assert not Partner.objects.filter(name="West").exists()


@pytest.mark.parametrize("who", ["stranger", "director", "left", "of the reseller"])
def test_account_manager_of_a_reseller_is_an_active_one_of_its_distributor(client, operator, north, who):
    sky = make.reseller(of=north)
    wrong = {
        "stranger": lambda: make.member(partner=make.distributor(), role="account_manager"),
        "director": lambda: make.member(partner=north, role="director"),
        "left": lambda: make.member(partner=north, role="account_manager", is_active=False),
        "of the reseller": lambda: make.member(partner=sky, role="account_manager"),
    }[who]()
    answer = client.post(address(Partner, "change", sky.pk), partner_form(account_manager=wrong.pk))
    assert list(errors(answer)) == ["account_manager"]
    assert Partner.objects.get(pk=sky.pk).account_manager is None


def test_changing_a_partner_cannot_move_it_to_another_tenant(client, operator, north):
    sky, south = make.reseller(of=north), make.distributor()
    client.post(
        address(Partner, "change", sky.pk),
        partner_form(kind="distributor", parent=south.pk, number="RSL-9999", status="suspended"),
    )
    changed = Partner.objects.get(pk=sky.pk)
    assert (changed.kind, changed.parent, changed.number) == ("reseller", north, sky.number)
    assert (changed.name, changed.status) == ("West", "suspended")
    assert recorded(operator) == [("partner changed", "RSL-0001")]


# --- Members ------------------------------------------------------------------------------------------------


def test_adding_a_member_gives_a_password_and_records_both(client, operator, north):
    director = make.member(partner=north, role="director")
    form = member_form(partner=north.pk, role="account_manager", director=director.pk)
    client.post(address(User, "add"), form)
    mira = User.objects.get(username="mira")
    assert (mira.partner, mira.role, mira.director, mira.is_active) == (
        north,
        "account_manager",
        director,
        True,
    )
    assert check_password(PASSWORD, mira.password)
    assert recorded(operator) == [("member added", "mira"), ("password set", "mira")]


def test_adding_an_operator_needs_no_partner(client, operator):
    client.post(address(User, "add"), member_form(is_staff="on"))
    mira = User.objects.get(username="mira")
    assert (mira.is_staff, mira.is_superuser, mira.partner) == (True, False, None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password1": "short", "password2": "short"}, "password2"),
        ({"username": PASSWORD.replace(" ", ".")}, "password2"),
        ({"password2": "another one than before"}, "password2"),
        ({"password2": ""}, "password2"),
        ({"username": "OLIVE"}, "username"),
        ({"role": ""}, "__all__"),
        ({"partner": ""}, "__all__"),
        ({"is_staff": "on"}, "__all__"),
    ],
)
def test_wrong_member_is_not_stored(client, operator, north, wrong, field):
    form = member_form(**{"partner": north.pk, "role": "administrator", **wrong})
    answer = client.post(address(User, "add"), form)
    assert field in errors(answer)
    assert list(User.objects.all()) == [operator]


@pytest.mark.parametrize("who", ["stranger", "no director", "left"])
def test_director_is_an_active_one_of_the_same_partner(client, operator, north, who):
    wrong = {
        "stranger": lambda: make.member(partner=make.distributor(), role="director"),
        "no director": lambda: make.member(partner=north, role="account_manager"),
        "left": lambda: make.member(partner=north, role="director", is_active=False),
    }[who]()
    form = member_form(partner=north.pk, role="account_manager", director=wrong.pk)
    answer = client.post(address(User, "add"), form)
    assert list(errors(answer)) == ["director"]
    assert not User.objects.filter(username="mira").exists()


def test_changing_a_member_keeps_password_and_partner(client, operator, north):
    ann = make.member(partner=north, role="account_manager", username="ann")
    ann.set_password(PASSWORD)
    ann.save()
    form = member_form(username="ann", partner=make.distributor().pk, role="account_manager", is_staff="on")
    form |= {"is_active": "", "password1": "", "password2": ""}
    client.post(address(User, "change", ann.pk), form)
    changed = User.objects.get(pk=ann.pk)
    assert (changed.name, changed.is_active, changed.partner, changed.is_staff) == (
        "Mira Olsen",
        False,
        north,
        False,
    )
    assert changed.password == ann.password
    assert recorded(operator) == [("member changed", "ann")]


def test_new_password_of_a_member_replaces_the_old_one(client, operator, north):
    ann = make.member(partner=north, role="account_manager")
    client.post(address(User, "change", ann.pk), member_form(role="account_manager"))
    assert check_password(PASSWORD, User.objects.get(pk=ann.pk).password)
    assert recorded(operator) == [("member changed", "mira"), ("password set", "mira")]


@pytest.mark.parametrize("missing", ["password1", "password2"])
def test_new_password_is_typed_twice(client, operator, north, missing):
    ann = make.member(partner=north, role="account_manager")
    form = member_form(role="account_manager", **{missing: ""})
    answer = client.post(address(User, "change", ann.pk), form)
    assert errors(answer) == {"password2": ["Enter the password twice."]}
    assert User.objects.get(pk=ann.pk).password == ann.password


def test_operators_cannot_deactivate_themselves(client, operator):
    form = member_form(username="olive", is_active="", password1="", password2="")
    assert client.post(address(User, "change", operator.pk), form).status_code == 302
    changed = User.objects.get(pk=operator.pk)
    assert (changed.name, changed.is_active) == ("Mira Olsen", True)


def test_operators_stay_signed_in_after_their_own_new_password(client, operator):
    client.post(address(User, "change", operator.pk), member_form(username="olive"))
    assert check_password(PASSWORD, User.objects.get(pk=operator.pk).password)
    assert client.get("/admin/").status_code == 200


def test_taking_the_director_role_away_frees_the_account_managers_and_says_so(client, operator, north):
    dirk = make.member(partner=north, role="director")
    ann = make.member(partner=north, role="account_manager", director=dirk)
    form = member_form(username="dirk", role="account_manager", password1="", password2="")
    answer = client.post(address(User, "change", dirk.pk), form)
    assert User.objects.get(pk=ann.pk).director is None
    assert "1 account manager has no director any more." in [str(text) for text in get_messages(answer.wsgi_request)]
    assert AuditEntry.objects.get(actor=operator, action="member changed").details == {"left_without_director": 1}


def test_changing_a_director_otherwise_keeps_the_account_managers(client, operator, north):
    dirk = make.member(partner=north, role="director")
    ann = make.member(partner=north, role="account_manager", director=dirk)
    form = member_form(username="dirk", role="director", password1="", password2="")
    client.post(address(User, "change", dirk.pk), form)
    assert User.objects.get(pk=ann.pk).director == dirk


def test_members_are_found_by_names_and_partner(client, operator, north):
    ann = make.member(partner=north, username="ann", name="Ann Karlsson")
    make.member(partner=make.distributor(), username="max", name="Max")
    assert listed(client, User, q="KARLS") == listed(client, User, q="north") == [ann]


def test_search_for_a_member_says_who_it_is(client, operator, north):
    ann = make.member(partner=north, username="ann", name="Ann Karlsson")
    asked = {"term": "ann", "app_label": "accounts", "model_name": "user", "field_name": "director"}
    found = client.get("/admin/autocomplete/", asked).json()["results"]
    assert found == [{"id": str(ann.pk), "text": "ann, Ann Karlsson, North"}]


# --- Audit log ----------------------------------------------------------------------------------------------


@pytest.fixture
def entries(operator, north) -> list[AuditEntry]:
    said = [
        ("opportunity modified", "opportunity", "OPP-2026-000001"),
        ("customer added", "customer", "CUS-000001"),
    ]
    return [
        AuditEntry.objects.create(tenant=north, actor=operator, action=action, subject_kind=kind, subject=subject)
        for action, kind, subject in said
    ]


@pytest.mark.parametrize("asked", [{"q": "opp-2026-000001"}, {"q": "modified"}, {"kind": "opportunity"}])
def test_audit_log_is_searched_by_record_and_deed(client, entries, asked):
    assert listed(client, AuditEntry, **asked) == [entries[0]]


def test_audit_log_is_searched_by_person(client, entries):
    found = listed(client, AuditEntry, q="olive")
    assert [entry.action for entry in found] == ["customer added", "opportunity modified", "operations entered"]


def test_audit_log_cannot_be_written(client, entries):
    before = rows(AuditEntry)
    for page in (address(AuditEntry, "add"), address(AuditEntry, "change", entries[0].pk)):
        assert client.post(page, {"action": "nothing happened", "subject": "x"}).status_code == 403
    assert [row["action"] for row in rows(AuditEntry)[len(before) :]] == ["denied"] * 2
    assert rows(AuditEntry)[: len(before)] == before
