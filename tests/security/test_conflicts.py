"""R13: that a rival has a customer is told by one sentence. Neither its bytes nor its time say why."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

import pytest

from customers import claims
from customers.actions import preregistration as actions
from customers.models import Customer, ProtectedAccount
from tests import make
from tests.customers.actions.test_preregistration import harbor
from tests.support.browsers import client_of
from tests.support.figures import WHOLE
from tests.support.markup import without_tokens

ADDRESS = "/partner/sales/customer-development/new/"
CHECK = {"HX-Request": "true", "HX-Target": "conflict"}
SAMPLES = 60 if WHOLE else 12
#: The slowest cause may take so much longer than the fastest, by their medians.
RATIO = 1.25
OTHER = {"name": "Something Else", "registration_number": "77", "email": "", "mobile": "", "account_name": ""}
State = Customer.State
STATES = (State.ASSOCIATED, State.PREREGISTERED, State.PENDING_REVIEW)
#: What the rival's customer has in common with the one that is asked for; nothing named: all. Of an account that the
#: operators protect, too; and where two rivals have a mark each.
CAUSES: dict[str, dict[str, str]] = {
    "all": {},
    "protected": {},
    "two": {**OTHER, "email": "Zhang@Harbor.Example"},
    "name": {**OTHER, "name": "BLUE HARBOR BIOTECH limited"},
    "registration number": {**OTHER, "registration_number": "9131-0000 ma1k4"},
    "email": {**OTHER, "email": "Zhang@Harbor.Example"},
    "mobile": {**OTHER, "mobile": "0086 13812345678"},
    "account": {**OTHER, "account_name": "HW_Harbor"},
}


@pytest.fixture
def ask(cast, monkeypatch) -> Callable[[bool], tuple[float, str]]:
    """Ask for the customer once, while typing or by saving: how long it took, and the answer."""
    monkeypatch.setattr(actions, "CHECKS", 100_000)
    make.industry(code="biotech")
    client = client_of("ann", cast)
    typed = {name: getattr(harbor(), name) for name in ("name", "country", "email", "mobile", "account_name")}
    typed |= {"registration_number": harbor().registration_number, "industry": "biotech", "contact_name": "Zhang Min"}

    def once(saving: bool) -> tuple[float, str]:
        began = perf_counter()
        answer = client.post(ADDRESS, {"kind": "enterprise", **typed}, headers={} if saving else CHECK)
        return perf_counter() - began, without_tokens(answer.content.decode())

    return once


def _held(cast, turn: int, marks: dict[str, str]) -> Customer:
    """A rival's customer with these marks."""
    return make.customer(
        partner=(cast.south, cast.delta)[turn % 2],
        state=STATES[turn % 3],
        **{name: getattr(harbor(**marks), name) for name in (*OTHER, "country")},
    )


@pytest.mark.parametrize("saving", [False, True], ids=["typing", "saving"])
def test_neither_bytes_nor_time_tell_the_cause(saving, ask, cast, figures):
    """The causes take turns, so that whatever else the machine does falls on all of them; so do the rivals' states."""
    times: dict[str, list[float]] = {cause: [] for cause in CAUSES}
    answers, protected = set(), ProtectedAccount(name=harbor().name)
    with figures.holds("F-04", "causes of a conflict", fast=len(CAUSES), whole=len(CAUSES)) as tally:
        for turn in range(SAMPLES + 1):
            for number, (cause, marks) in enumerate(CAUSES.items()):
                protected.active = cause == "protected"
                actions.save_protected_account(account=protected, by=cast.olga)
                held = [_held(cast, turn + number, marks)]
                held += [_held(cast, turn + number + 1, CAUSES["mobile"])] if cause == "two" else []
                took, answer = ask(saving)
                answers.add(answer)
                if turn:
                    times[cause].append(took)
                for customer in held:
                    claims.give_up(customer)
        fastest = min(median(found) for found in times.values())
        for cause, found in times.items():
            tally(median(found) <= fastest * RATIO, f"{cause}: {median(found) / fastest:.2f} times the fastest")
        assert len(answers) == 1
