"""Add from a file: a look before anything is written, and one word for everything that is not one's own."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partner_center.web import sheets
from tests import make
from tests.support.tasks import at, customers_of, deeds, said


@pytest.fixture
def task(cast):
    return make.task(tenant=cast.north, name="Spring offers", status="draft")


def sent(client, task, content: bytes, name="ids.csv"):
    return client.post(at(task, "customers/file/"), {"file": SimpleUploadedFile(name, content)})


def test_a_file_is_looked_at_and_added_with_the_second_button(client, cast, task):
    make.target(task=task, customer=cast.bob_associated)
    numbers = [cast.ann_associated.number, cast.sky_associated.number.lower(), cast.bob_associated.number]
    rows = ["Customer ID", *numbers, numbers[0], "CUS-999999", cast.sky_preregistered.number]
    client.force_login(cast.nora)
    answer = sent(client, task, "\r\n".join(rows).encode())
    page = said(answer)
    assert answer.status_code == 200
    assert "2 customers of the file can be added. Nothing is saved yet." in page
    for heading in ("In the task already (1)", "Not preregistered or associated any more (1)", "Not found (1)"):
        assert heading in page
    assert (customers_of(task), deeds(cast.nora)) == ({cast.bob_associated.number}, [])
    kept = re.search(r'name="numbers" value="([^"]+)"', page)[1]
    done = client.post(at(task, "customers/file/"), {"action": "add", "numbers": kept})
    assert (done.status_code, done["Location"]) == (303, at(task))
    assert len(customers_of(task)) == 3
    assert [action for action, _on in deeds(cast.nora)] == ["target added"] * 2


def test_a_rivals_customer_is_as_unknown_as_one_that_never_was(client, cast, task):
    for number in range(3):
        make.customer(partner=cast.south, name=f"Rival {number}")
    rival = make.customer(partner=cast.south, name="Beyond ours")
    rival.number = "CUS-000977"
    rival.save()
    client.force_login(cast.nora)
    pages = [said(sent(client, task, number.encode())) for number in ("CUS-000977", "CUS-000978")]
    same = [re.sub(r"CUS-00097\d|csrfmiddlewaretoken\" value=\"[^\"]+|[0-9a-f]{32}", "", page) for page in pages]
    assert same[0] == same[1]
    assert "Not found (1)" in pages[0]
    client.post(at(task, "customers/file/"), {"action": "add", "numbers": "CUS-000977"})
    assert customers_of(task) == set()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\n ,\n", "The first column of the file is empty"),
        (b"GIF89a\x00\x01", "The file must be CSV or XLSX"),
        (b"PK\x03\x04 no zip", "The file must be CSV or XLSX"),
        (b"CUS-000001\n" * 20_001, "The file has more than 20,000 rows. Split it"),
        (b"x" * (sheets.LARGEST + 1), "The file must be 2 MB or smaller"),
    ],
    ids=["empty", "blank", "picture", "no zip", "long", "large"],
)
def test_what_is_no_list_is_refused(client, cast, task, content, sentence):
    client.force_login(cast.nora)
    answer = sent(client, task, content)
    assert (answer.status_code, said(answer).count(sentence)) == (422, 2)


def test_no_file_is_asked_for(client, cast, task):
    client.force_login(cast.nora)
    answer = client.post(at(task, "customers/file/"), {})
    assert (answer.status_code, said(answer).count("Select a file")) == (422, 2)


def test_what_stands_in_a_file_is_text(client, cast, task):
    client.force_login(cast.nora)
    page = said(sent(client, task, b"ID\n<script>1</script>\n=1+1\n"))
    assert "&lt;script&gt;1&lt;/script&gt;" in page
    assert "=1+1" in page
