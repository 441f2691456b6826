"""Rules of input that are read from the code itself: money (R47), time (R48), redirects (R51), expressions (R52)."""

import ast
import re
import re._constants as codes
import re._parser as expressions
import sys
import time
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, getcontext

import pytest
import time_machine
from django.apps import apps
from django.db import models
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st

from opportunities.actions import specify_progress
from opportunities.entries import Entry
from opportunities.models import Opportunity
from opportunities.progress import Phase
from partner_center.web.date_fields import read_date, read_month
from partner_center.web.fields import read_amount
from tests.support.browsers import client_of
from tests.support.source import ROOMS, modules

REDIRECTS = {"redirect", "HttpResponseRedirect", "see_other", "saved", "redirect_to_login"}


# --- Money --------------------------------------------------------------------------------------------------


def test_money_never_passes_through_a_float():
    """No float() and no number with a point stands in the code; what waits for processes and the demo's days apart."""
    elsewhere = ("/postgres/", "/demo/", "partner_center/management/")
    found = []
    for path, tree in modules().items():
        for node in ast.walk(tree):
            called = isinstance(node, ast.Call) and ast.unparse(node.func) == "float"
            written = isinstance(node, ast.Constant) and isinstance(node.value, float)
            if (called or written) and not any(room in path for room in elsewhere):
                found.append(f"{path}:{node.lineno}")
    columns = [
        column.name
        for model in apps.get_models()
        for column in model._meta.fields
        if isinstance(column, models.FloatField)
    ]
    assert (found, columns) == ([], [])


def test_money_has_two_places_and_sixteen_digits_in_every_table():
    money = [
        column
        for model in apps.get_models()
        for column in model._meta.fields
        if isinstance(column, models.DecimalField)
    ]
    assert {(column.max_digits, column.decimal_places) for column in money} == {(16, 2)}
    assert getcontext().rounding == ROUND_HALF_EVEN


@pytest.mark.parametrize(
    ("monthly", "percent", "weighted"), [("0.05", 50, "0.02"), ("0.15", 50, "0.08"), ("0.25", 10, "0.02")]
)
def test_half_a_cent_goes_to_the_even_one(monthly, percent, weighted):
    row = Opportunity(estimated_monthly_revenue=Decimal(monthly), win_probability=percent)
    assert row.weighted_monthly_revenue == Decimal(weighted)


@given(st.integers(1, 99_999_999_999), st.sampled_from(["{:,}.{:02}", "{}.{:02}", "USD {:,}.{:02}", "{:,}.{:02} $"]))
def test_an_amount_is_read_as_it_is_written(cents, written):
    whole, rest = divmod(cents, 100)
    text = written.format(whole, rest)
    wide = text.translate({code: code + 0xFEE0 for code in map(ord, "0123456789.,")})
    assert read_amount(text, "USD") == read_amount(wide, "USD") == Decimal(cents) / 100


@given(st.integers(1, 9_999))
def test_chinese_amounts_are_read(number):
    assert read_amount(f"{number}万", "CNY") == number * 10_000
    assert read_amount(f"￥{number}亿元", "CNY") == number * 100_000_000


@given(st.from_regex(r"[0-9]{1,3}([.,' ][0-9]{1,4}){2,4}", fullmatch=True))
def test_a_grouping_that_can_be_read_two_ways_is_not_read(text):
    """Groups are of three digits, by one sign, and no sign is both."""
    if not re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9]{1,3}( [0-9]{3})+(\.[0-9]+)?", text):
        assert read_amount(text, "USD") is None


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-inf", "1e5", "1E+5", "0x1F", "1_000", "1.2.3", "１e５"])
def test_what_python_takes_for_a_number_and_people_do_not(text):
    assert read_amount(text, "USD") is None


# --- Time ---------------------------------------------------------------------------------------------------


def test_days_are_dates_and_moments_have_a_zone():
    """A column of a moment is called …_at, or last_login and date_joined as Django calls them; a day never is."""
    moments, days = set(), set()
    for model in apps.get_app_configs():
        for table in model.get_models() if model.name in ROOMS else ():
            for column in table._meta.fields:
                if isinstance(column, models.DateTimeField):
                    moments.add(column.name)
                elif isinstance(column, models.DateField):
                    days.add(column.name)
    assert {name for name in moments if name != "at" and not name.endswith("_at")} == {"last_login", "date_joined"}
    assert {name for name in days if name.endswith("at")} == set()
    assert {"estimated_attainment", "tender_date", "signed_on", "next_step_date", "due_on"} <= days


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_day_is_the_same_day_however_it_is_written(day):
    written = [day.isoformat(), f"{day:%Y/%m/%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"]
    written += [text.translate({code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)}) for text in written]
    assert {read_date(text) for text in written} == {day}
    assert read_month(f"{day:%Y-%m}") == (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def test_a_clock_that_jumps_back_does_not_reorder_progress(cast):
    """The numbers tell the order; the times are what the clock said."""
    for number, hour in enumerate((12, 3, 9), start=1):
        with time_machine.travel(datetime(2026, 10, 25, hour), tick=False):
            cast.ann_opportunity.refresh_from_db()
            specify_progress(
                opportunity=cast.ann_opportunity,
                entry=Entry(
                    phase=Phase.INITIAL_CONTACT, probability=10, test_details="not_required", details=f"Call {number}"
                ),
                submission_id=f"5e2f6c1a-0d6b-4d63-9f5e-7f7b6a1f0c1{number}",
                seen_entry=number,
                by=cast.ann,
            )
    told = list(cast.ann_opportunity.entries.values_list("number", "details"))
    assert told[:3] == [(4, "Call 3"), (3, "Call 2"), (2, "Call 1")]


# --- Where one is sent --------------------------------------------------------------------------------------

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:///evil.example",
    "\thttps://evil.example",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_sign_in_leads_nowhere_else(wanted, cast, client):
    cast.ann.set_password("a long password of ann")
    cast.ann.save()
    answer = client.post("/signin/?next=/", {"login": "ann", "password": "a long password of ann", "next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize(
    "path", ["//evil.example/partner", "/%5Cevil.example/..", "//evil.example/%2e%2e", "/partner//evil.example"]
)
def test_no_address_leads_to_another_host(path, cast):
    answer = client_of("ann", cast).get(path)
    assert not answer.get("Location", "/").startswith(("//", "/\\", "http"))


def test_no_redirect_is_built_of_what_was_sent():
    """Redirects take an address of ours: made by reverse(), from a number that was found, or the address asked for."""
    found = []
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in REDIRECTS:
                said = " ".join(ast.unparse(argument) for argument in node.args)
                if re.search(r"\b(GET|POST|META|headers|COOKIES|build_absolute_uri|get_host)\b", said):
                    found.append(f"{path}:{node.lineno}")
    assert found == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:80@evil.example", "a b"])
def test_another_host_is_refused(host, client, db):
    assert client.get("/signin/", headers={"Host": host}).status_code == 400


def test_what_a_proxy_says_is_believed_of_nobody(client, db, settings):
    said = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.1"}
    answer = client.get("/partner/", headers=said)
    assert answer["Location"] == "/signin/?next=/partner/"
    assert not answer.wsgi_request.is_secure()
    assert answer.wsgi_request.get_host() == "testserver"
    assert (settings.USE_X_FORWARDED_HOST, settings.SECURE_PROXY_SSL_HEADER, settings.ALLAUTH_TRUSTED_PROXY_COUNT) == (
        False,
        None,
        0,
    )


# --- Regular expressions ------------------------------------------------------------------------------------


def _nested(parsed, *, inside: bool = False) -> bool:
    """Whether something that repeats without end stands in something that does."""
    for operator, argument in parsed:
        endless = operator in (codes.MAX_REPEAT, codes.MIN_REPEAT) and argument[1] == codes.MAXREPEAT
        if endless and inside:
            return True
        for child in _children(operator, argument):
            if _nested(child, inside=inside or endless):
                return True
    return False


def _children(operator, argument) -> list:
    if operator in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        return [argument[2]]
    if operator is codes.SUBPATTERN:
        return [argument[-1]]
    return argument[1] if operator is codes.BRANCH else []


def _ours() -> set[str]:
    get_resolver().url_patterns  # noqa: B018 - loads the addresses, and with them every module of ours
    found = set()
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ROOMS:
            for value in vars(module).values():
                several = value if isinstance(value, tuple | list) else [value]
                found |= {each.pattern for each in several if isinstance(each, re.Pattern)}
                found |= {each.regex for each in several if isinstance(getattr(each, "regex", None), str)}
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
                found |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
    return {text for text in found if isinstance(text, str)}


def test_no_expression_repeats_a_repetition():
    """Such a one takes twice as long for each character more."""
    assert len(_ours()) > 20
    assert [text for text in sorted(_ours()) if _nested(expressions.parse(text))] == []
    assert _nested(expressions.parse("(a+)+$"))


def test_nobodys_text_becomes_an_expression():
    """Expressions are constants, and lookups by expression are not used."""
    lookups = [
        f"{path}: {node.value}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"__i?regex\b", node.value)
    ]
    assert lookups == []


@pytest.mark.parametrize("read", [lambda text: read_amount(text, "USD"), read_date, read_month])
@pytest.mark.parametrize(
    "text", ["1" * 59 + "x", "1,000" * 11 + "x", "1 " * 29 + "x", "1" * 1_000_000, "２０２７年" * 12]
)
def test_what_nearly_fits_is_refused_at_once(read, text):
    begun = time.monotonic()
    read(text)
    assert time.monotonic() - begun < 0.1
