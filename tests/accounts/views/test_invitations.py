"""The invitations that wait: in which state, sent again with a new link, withdrawn."""

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, MemberInvitation, User
from tests import make
from tests.support.browsers import client_of
from tests.support.jobs import do_jobs
from tests.support.things import LINK

LIST = "/partner/organization/invitations/"


def _states(cast, person: str = "nora") -> dict[str, str]:
    rows = client_of(person, cast).get(LIST).context["listing"].rows
    return {
        re.sub("<[^>]+>", "", str(row.cells[1].html)): re.sub("<[^>]+>", "", str(row.cells[-1].html)) for row in rows
    }


def test_each_state_in_words_and_those_of_other_companies_nowhere(cast):
    now = timezone.now()
    left = make.member(partner=cast.north, role="administrator", is_active=False)
    make.invitation(by=cast.nora, name="Fresh", expires_at=now + timedelta(days=3))
    make.invitation(by=cast.nora, name="Old", expires_at=now - timedelta(seconds=1))
    make.invitation(by=left, name="Of somebody who left")
    make.invitation(by=cast.nora, name="Withdrawn", withdrawn_at=now)
    make.invitation(by=cast.nora, name="Used", accepted_at=now, member=cast.bob)
    make.invitation(by=cast.skye, name="Of Sky")
    states = _states(cast)
    assert set(states) == {"Fresh", "Old", "Of somebody who left"}
    assert states["Fresh"].startswith("Invited until ")
    assert (states["Old"], states["Of somebody who left"]) == ("Expired", "Not valid the inviter may not invite now")
    assert set(_states(cast, "skye")) == {"Of Sky"}


def test_sending_again_makes_a_new_link_and_ends_the_old_one(cast, mailoutbox):
    """Also of what expired, and of what somebody sent who may invite no more."""
    left = make.member(partner=cast.north, role="administrator", is_active=False)
    row = make.invitation(by=left, token=LINK, email="lena@north.example", expires_at=timezone.now())
    answer = client_of("nora", cast).post(f"{LIST}{row.pk}/resend/")
    do_jobs()
    assert (answer.status_code, answer["Location"]) == (303, LIST)
    row.refresh_from_db()
    assert (row.invited_by, (row.expires_at - timezone.now()).days) == (cast.nora, 13)
    (token,) = re.findall(r"/join/([\w-]+)/", mailoutbox[0].body)
    assert {known: Client().get(f"/join/{known}/").status_code for known in (LINK, token)} == {LINK: 404, token: 200}
    line = AuditEntry.objects.get(action="member invitation sent again")
    assert (line.actor, line.subject) == (cast.nora, str(row.pk))


def test_a_withdrawn_invitation_leads_nowhere(cast):
    row = make.invitation(by=cast.nora, token=LINK, email="lena@north.example")
    client = client_of("nora", cast)
    assert client.post(f"{LIST}{row.pk}/withdraw/").status_code == 303
    page = client.get(LIST).content.decode()
    assert "Invitation of lena@north.example withdrawn." in page
    assert (Client().get(f"/join/{LINK}/").status_code, _states(cast)) == (404, {})
    assert AuditEntry.objects.get(action="member invitation withdrawn").subject == str(row.pk)
    assert {act: client.post(f"{LIST}{row.pk}/{act}/").status_code for act in ("resend", "withdraw")} == {
        "resend": 404,
        "withdraw": 404,
    }


def test_pages_follow_one_another_and_no_link_tells_an_address(cast):
    for number in range(30):
        make.invitation(by=cast.nora, sent_at=timezone.now() - timedelta(minutes=number // 3))
    client, seen, query = client_of("nora", cast), [], ""
    while True:
        listing = client.get(LIST + query).context["listing"]
        seen += [row.reference for row in listing.rows]
        query = listing.next_url
        assert "example" not in query
        if not query:
            break
    assert sorted(seen) == sorted(str(row.pk) for row in MemberInvitation.objects.all())


def test_whoever_lost_the_role_meanwhile_sends_nothing_again(cast):
    row = make.invitation(by=cast.nora)
    client = client_of("nora", cast)
    User.objects.filter(username="nora").update(role="director")
    assert client.post(f"{LIST}{row.pk}/resend/").status_code == 403
