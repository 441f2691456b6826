"""How long the session lasts, as open pages ask. What ends it: tests/accounts/test_sessions.py."""

from tests.support.browsers import client_of

LEFT = "/partner/session/"


def test_the_answer_is_a_number_of_seconds(cast):
    answer = client_of("ann", cast).get(LEFT)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "text/plain", "no-store")
    assert 1795 <= int(answer.content) <= 1800


def test_whoever_has_no_session_is_told_so(client, db):
    assert client.get(LEFT)["Location"] == f"/signin/?next={LEFT}"
    assert client.get(LEFT, headers={"HX-Request": "true"}).status_code == 401
