"""How typed texts were read, and what the revenue comes to: words for the person alone, never an error."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import AuditEntry
from opportunities.models import Draft
from tests.cast import Cast
from tests.support import wizard
from tests.support.markup import element

ECHO = "/partner/sales/opportunities/echo/"


@pytest.fixture
def ann(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ann)
    return client


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("money", "10k", "USD 10,000.00"),
        ("money", "１２万", "USD 120,000.00"),
        ("money", "$ 1 200.5", "USD 1,200.50"),
        ("money", "0", "USD 0.00"),
        ("date", "20270327", "Saturday 27 March 2027"),
        ("date", "2027/3/27", "Saturday 27 March 2027"),
        ("month", "2027年3月", "March 2027"),
        ("month", "27 Mar 2027", "Saturday 27 March 2027"),
        *(("money", text, "") for text in ("", "much", "-1", "1.234", "10.500", "EUR 10", "9" * 70)),
        *(("date", text, "") for text in ("", "soon", "03/04/2027", "2027-03", "2027-02-30")),
        *(("month", text, "") for text in ("03/04/2027", "2027-13")),
        ("", "10k", ""),
        ("everything", "10k", ""),
    ],
)
def test_echo_says_how_a_text_was_read_or_nothing(ann: Client, kind: str, text: str, words: str) -> None:
    answer = ann.post(ECHO, {"kind": kind, "text": text})
    assert (answer.status_code, answer.content.decode()) == (200, words)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_echo_speaks_the_language_of_the_page(ann: Client) -> None:
    answer = ann.post(ECHO, {"kind": "date", "text": "2027-03-27"}, headers={"Accept-Language": "zh-Hans"})
    assert answer.content.decode() == "2027年3月27日星期六"


def test_echo_is_in_the_currency_of_the_distributor(client: Client, cast: Cast) -> None:
    client.force_login(cast.max)
    assert client.post(ECHO, {"kind": "money", "text": "5k"}).content.decode() == "SGD 5,000.00"


@pytest.mark.parametrize(
    ("changes", "probability", "words"),
    [
        (
            {},
            "50",
            "Contract value USD 120,000.00 (10,000.00 x 12 months). Weighted USD 5,000.00 a month at 50%."
            " Products: 8,000.00 of 10,000.00.",
        ),
        (
            {"service_period": "1"},
            "",
            "Contract value USD 10,000.00 (10,000.00 x 1 month). Products: 8,000.00 of 10,000.00.",
        ),
        ({"service_period": "long", "line-1-monthly_revenue": "?"}, "10", "Weighted USD 1,000.00 a month at 10%."),
        ({"line-2-product": "", "line-2-monthly_revenue": "2,000"}, "x", ""),
        ({"estimated_monthly_revenue": "much"}, "50", ""),
    ],
)
def test_sums_say_what_can_be_read(ann: Client, changes: dict[str, str], probability: str, words: str) -> None:
    sent = {**wizard.revenue(**changes), "kind": "sums", "probability": probability}
    assert ann.post(ECHO, sent).content.decode() == words


def test_asking_stores_and_reports_nothing(ann: Client, cast: Cast) -> None:
    """All that the forms hold around the numbers is known here, so that no question looks like an attack."""
    before = AuditEntry.objects.count()
    ann.post(ECHO, {"kind": "sums", "probability": "50", "revision": "3", "version": "2", **wizard.revenue()})
    ann.post(ECHO, {"kind": "sums", "shown-service_period": "12", "choice-lines": "mine", "shown-lines": "x"})
    assert AuditEntry.objects.count() == before
    assert not Draft.objects.filter(author=cast.ann).exclude(answers={}).exists()


def test_pages_open_with_the_echo_of_what_is_stored(ann: Client, cast: Cast) -> None:
    draft = wizard.fill(ann, cast.ann_associated)
    wizard.send(ann, draft, "revenue", wizard.revenue(**{"line-1-monthly_revenue": "?"}), "save")
    page = ann.get(wizard.address(draft, "revenue")).content.decode()
    spring = date.today().year + 1
    assert "USD 10,000.00" in element(page, "id_estimated_monthly_revenue_echo")
    assert f"March {spring}" in element(page, "id_estimated_attainment_echo")
    assert element(page, "id_line-1-monthly_revenue_echo").endswith('echo"></p>')
    words = "Contract value USD 120,000.00 (10,000.00 x 12 months). Weighted USD 1,000.00 a month at 10%."
    assert words in element(page, "sums")
    tab = ann.get(f"/partner/sales/opportunities/{cast.ann_opportunity.number}/modify/revenue/").content.decode()
    assert "USD 5,000.00" in element(tab, "id_estimated_monthly_revenue_echo")
    assert "Contract value USD 60,000.00 (5,000.00 x 12 months)." in element(tab, "sums")
    progress = f"/partner/sales/opportunities/{cast.ann_opportunity.number}/progress/new/"
    assert "USD 5,000.00" in element(ann.get(progress).content.decode(), "id_actual_monthly_revenue_echo")


def test_filters_of_lists_have_no_echo(ann: Client) -> None:
    assert "_echo" not in ann.get("/partner/sales/opportunities/mine/").content.decode()
