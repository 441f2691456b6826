"""Match columns: guessed, shown with the first cells, judged; and only by whoever uploaded the file."""

import re

import pytest

from tests import make
from tests.support.browsers import client_of
from tests.support.imports import IMPORTS, imported, row, uploaded
from tests.support.jobs import put_off
from tests.support.tasks import said


@pytest.fixture
def batch(cast):
    return uploaded(cast.nora, [row("Blue Harbor"), row("<b>Red</b> Harbor", 2)])


def at(batch) -> str:
    return f"{IMPORTS}/{batch.pk}/match/"


def test_what_the_headings_say_is_chosen_and_cells_are_shown(client, cast, batch):
    client.force_login(cast.nora)
    page = said(client.get(at(batch)))
    chosen = re.findall(r'<option value="(\d)" selected>', page)
    assert sorted(chosen) == ["0", "1", "2", "3", "4"]
    assert "A  Company name: Blue Harbor, &lt;b&gt;Red&lt;/b&gt; Harbor" in page


def test_a_good_match_lets_the_rows_be_checked(client, cast, batch):
    client.force_login(cast.nora)
    data = {"name": "0", "contact_name": "1", "email": "3", "default_industry": "manufacturing"}
    answer = client.post(at(batch), data)
    assert (answer.status_code, answer["Location"]) == (303, f"{IMPORTS}/{batch.pk}/")
    batch.refresh_from_db()
    assert batch.state == "checking"
    assert batch.mapping == {
        "columns": {"name": 0, "contact_name": 1, "email": 3},
        "industry": "manufacturing",
        "language": "en",
    }
    assert [name for name, _words in put_off()] == ["customers.tasks.check_import"]


@pytest.mark.parametrize(
    ("data", "sentences"),
    [
        (
            {},
            [
                "Choose the column with the company name, or the one with the Customer ID",
                "Choose the column with the name of the contact",
                "Choose the column with the mobile or the one with the email",
                "Select an industry, or choose the column with it",
            ],
        ),
        ({"number": "0", "mobile": "2", "email": "2"}, ["This column is chosen for Mobile already"]),
        ({"number": "99"}, ["Select one of the columns"]),
    ],
)
def test_a_match_that_makes_no_sense_says_why(data, sentences, client, cast, batch):
    client.force_login(cast.nora)
    answer = client.post(at(batch), {"action": "match", **data})
    page = said(answer)
    assert (answer.status_code, [page.count(sentence) for sentence in sentences]) == (422, [2] * len(sentences))
    batch.refresh_from_db()
    assert (batch.state, put_off()) == ("matching", [])


def test_nobody_else_sees_the_columns(cast, batch):
    make.member(partner=cast.north, username="other", role="administrator")
    cast.bob.role = "administrator"
    cast.bob.save()
    answer = client_of("bob", cast).get(at(batch))
    assert (answer.status_code, "Harbor" in said(answer)) == (403, False)
    for member in ("skye", "sue"):
        assert client_of(member, cast).get(at(batch)).status_code == 404


def test_what_was_imported_is_not_matched_again(client, cast):
    done = imported(cast.nora, [row("Blue Harbor")])
    client.force_login(cast.nora)
    assert client.get(at(done)).status_code == 403
