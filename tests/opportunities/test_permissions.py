"""May they do this to it now: every verb, person and state against a table typed by hand from the specification."""

import pytest

from accounts.models import User
from accounts.permissions import ALLOWED
from customers.models import Customer
from opportunities import permissions
from opportunities.models import Opportunity
from opportunities.progress import Phase
from tests import make
from tests.cast import Cast

PEOPLE = ("nora", "ann", "bob", "dirk", "skye", "sue", "olga")
#:          nora ann bob dirk skye sue olga
LAW = {
    "modify": {
        "active": "Y Y O R R O R",
        "suspended": "Y Y O R R O R",
        "won": "S S O R R O R",
        "in service": "S S O R R O R",
        "lost": "S S O R R O R",
        "voided": "S S O R R O R",
    },
    "specify_progress": {
        "active": "Y Y O R R O R",
        "suspended": "Y Y O R R O R",
        "won": "Y Y O R R O R",
        "in service": "S S O R R O R",
        "lost": "S S O R R O R",
        "voided": "V V O R R O R",
    },
    "add_note": dict.fromkeys(("active", "suspended", "won", "in service", "lost", "voided"), "Y Y O R R O R"),
    "void": {
        **dict.fromkeys(("active", "suspended", "won", "in service", "lost"), "Y R R R R O R"),
        "voided": "S R R R R O R",
    },
    "reopen": {
        **dict.fromkeys(("active", "suspended", "won", "in service", "voided", "lost and voided"), "S R R R R O R"),
        "lost": "Y R R R R O R",
    },
    "transfer": {
        **dict.fromkeys(("active", "suspended"), "Y R R R R O R"),
        **dict.fromkeys(("won", "in service", "lost", "voided"), "S R R R R O R"),
    },
}
SENTENCES = {
    "O": "This opportunity belongs to another account manager.",
    "V": "This opportunity is voided. It takes no further progress.",
}
BY_STATE = {
    "modify": "Closed opportunities cannot be modified.",
    "specify_progress": "This opportunity is closed. It takes no further progress.",
    "void": "This opportunity is voided already.",
    "reopen": "Only a lost opportunity can be reopened.",
    "transfer": "Closed opportunities stay with their account manager.",
}
BY_ROLE = {
    "modify": "Only distributors and their account managers can modify opportunities.",
    "specify_progress": "Only distributors and their account managers can specify progress.",
    "add_note": "Only distributors and their account managers can add notes.",
    **dict.fromkeys(("void", "reopen", "transfer"), "Only distributors can void, reopen or transfer opportunities."),
}


def states(cast: Cast) -> dict[str, Opportunity]:
    """One of ann's in every state."""
    phases = {
        "active": Phase.INITIAL_CONTACT,
        "suspended": Phase.SUSPENDED,
        "won": Phase.CONTRACT_SIGNED,
        "in service": Phase.IN_SERVICE,
        "lost": Phase.LOST,
    }
    made = {
        name: make.opportunity(customer=cast.ann_associated, owner=cast.ann, phase=phase)
        for name, phase in phases.items()
    }
    for name, phase in (("voided", Phase.TESTING), ("lost and voided", Phase.LOST)):
        made[name] = make.opportunity(customer=cast.ann_associated, owner=cast.ann, phase=phase)
        make.progress_entry(opportunity=made[name], kind="voided")
    return made


def test_every_verb_in_every_state_by_everybody(cast):
    rows = states(cast)
    for verb, by_state in LAW.items():
        may = getattr(permissions, f"can_{verb}")
        said = {"R": BY_ROLE[verb], "S": BY_STATE.get(verb, ""), **SENTENCES}
        for state, cells in by_state.items():
            for person, cell in zip(PEOPLE, cells.split(), strict=True):
                decision = may(getattr(cast, person), rows[state])
                expected = (True, "") if cell == "Y" else (False, said[cell])
                assert (bool(decision), str(decision.reason)) == expected, (verb, state, person)


def test_can_add_for_is_who_works_with_the_customer(cast):
    day = cast.ann_associated.associated_on
    assert permissions.can_add_for(cast.ann, cast.ann_associated, day) == ALLOWED
    assert not permissions.can_add_for(cast.bob, cast.ann_associated, day)


def test_owner_of_new(cast):
    """An account manager's is his own; the administrator's goes to whoever has the customer, or the reseller."""
    given = {
        ("ann", "ann_associated"): cast.ann,
        ("ann", "sky_associated"): cast.ann,
        ("bob", "ann_associated"): cast.bob,
        ("nora", "ann_associated"): cast.ann,
        ("nora", "unassigned_customer"): None,
        ("nora", "sky_associated"): cast.ann,
        ("nora", "copper_associated"): None,
        ("sue", "south_associated"): cast.max,
    }
    for (person, customer), owner in given.items():
        found = permissions.owner_of_new(getattr(cast, person), getattr(cast, customer))
        assert found == owner, (person, customer)


@pytest.mark.parametrize("changed", [{"is_active": False}, {"role": "administrator", "director": None}])
def test_new_opportunity_goes_to_nobody_who_has_left_or_sells_no_more(cast, changed):
    User.objects.filter(pk=cast.ann.pk).update(**changed)
    for name in ("ann_associated", "sky_associated"):
        customer = Customer.objects.select_related("account_manager", "partner__account_manager").get(
            pk=getattr(cast, name).pk
        )
        assert permissions.owner_of_new(cast.nora, customer) is None
