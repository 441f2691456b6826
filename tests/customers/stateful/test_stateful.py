"""Six people of two tenants, and the operator, against the rules of exclusivity written a second time (model.py).

A hypothesis machine lets them preregister, review, accept, release, assign, disassociate and wait, in any order, over
companies whose marks collide. After each step the answer, every customer with its claims, history and log lines, and
what strangers read must be what the rules say; and nobody ever has what somebody else has.
"""

import os
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import zip_longest

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from customers import claims, match_keys
from customers.actions import assign, preregistration
from customers.models import Customer
from tests import cast as cast_module
from tests.customers.stateful.actors import Stage
from tests.customers.stateful.companies import EMAILS, ENTRIES
from tests.customers.stateful.model import Model
from tests.customers.stateful.told import claimed, found, found_invitations, told, told_invitations
from tests.customers.stateful.world import PEOPLE

#: `make test-deep` goes on longer, and another way each time.
DEEP = bool(os.environ.get("DEEP"))
START = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
ACTORS = ("nora", "ann", "bob", "skye", "sue", "max")
ANYBODY = st.sampled_from(ACTORS)
SOME = st.integers(0, 1000)
OFTEN = st.sampled_from((True, True, True, False))
ENTRY = st.sampled_from(ENTRIES)
SPANS = st.sampled_from([timedelta(hours=7), *map(timedelta, (1, 1, 1, 3, 14, 15, 16, 40))])


class Disagreement(AssertionError):
    """The rules and the product say different things; what follows would mean nothing."""


class Exclusivity(RuleBasedStateMachine):
    def __init__(self, stage: Stage, steps: Counter[str]) -> None:
        super().__init__()
        self.stage, self.steps, self.story = stage, steps, list[str]()
        self.model, stage.keys, stage.links = Model(START), [], []
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.hands = self.clock.start()

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def _agree(self, what: str, right: set[str], got: str) -> None:
        """Compare the answer, then everything there is."""
        self.story.append(f"{self.model.now:%d.%m. %H:%M} {what}: {got}")
        differ = [] if got in right else [f"It should have been {right}"]
        pairs = [*zip_longest(found(self.stage.keys), told(self.model))]
        pairs += zip_longest(found_invitations(self.stage.links), told_invitations(self.model))
        differ += [f"{place} is {there}, not {right}" for place, (there, right) in enumerate(pairs) if there != right]
        differ += [] if differ else self._two_holders()
        for said in (self.stage.neutral, self.stage.neutral_page):
            differ += [f"Strangers are told {said}"] if len(said) > 1 else []
        if differ:
            raise Disagreement("\n".join([*self.story, *differ]))
        self.steps[what.split()[1]] += 1
        self.steps["steps"] += 1
        self.steps[f"ends {got.split(maxsplit=1)[0]}"] += 1

    def _two_holders(self) -> list[str]:
        """By what the database holds and people typed, whatever either side makes of it."""
        held_kinds = claimed(self.stage.keys)
        held = Counter(
            (kind, self.model.customers[key].marks[kind])
            for key, pk in enumerate(self.stage.keys)
            for kind in held_kinds[pk]
        )
        return [f"{mark} is had by {number}" for mark, number in held.items() if number > 1]

    def _one(self, some: int, *states: str) -> int:
        """Some customer, of one of these states if there is any."""
        fit = [key for key, one in enumerate(self.model.customers) if one.state in states]
        return fit[some % len(fit)] if fit else some % len(self.model.customers)

    def _mostly_whose(self, key: int, who: str, usual: bool) -> str:
        one = self.model.customers[key]
        administrator = {"north": "nora", "sky": "skye", "south": "sue"}[one.company]
        return who if not usual else one.manager if one.manager in ACTORS else administrator

    def _any(*states):
        return precondition(lambda self: any(not states or one.state in states for one in self.model.customers))

    def _not_twice(verb):
        """Looking and waiting go on for ever if one lets them."""
        return precondition(lambda self: bool(self.story) and verb not in self.story[-1])

    _invited = precondition(lambda self: self.model.invitations)

    # --- On the way to an association -------------------------------------------------------------------------

    @rule(who=ANYBODY, entry=ENTRY, manager=st.sampled_from(("", "ann", "bob", "sam", "max")), review=st.booleans())
    def preregister(self, who, entry, manager, review):
        manager = manager if PEOPLE[who][1] == "administrator" else ""
        right = self.model.preregister(who, entry, manager=manager, review=review)
        got = self.stage.preregister(who, entry, manager=manager, review=review)
        self._agree(f"{who} preregisters {entry.typed['name']} for {manager or who}, {review=}", right, got)

    @initialize(asked=st.lists(st.tuples(ANYBODY, ENTRY), min_size=3, max_size=6))
    def begin(self, asked):
        """So that there are some."""
        for who, entry in asked:
            self.preregister(who, entry, "", False)

    @_not_twice(" types ")
    @rule(who=ANYBODY, entry=ENTRY)
    def look(self, who, entry):
        right = {"taken here" if end.startswith("taken by") else end for end in self.model.look(who, entry)}
        self._agree(f"{who} types {entry.typed['name']}", right, self.stage.look(who, entry))

    @_any()
    @rule(who=ANYBODY, some=SOME, usual=OFTEN, review=st.booleans())
    def again(self, who, some, usual, review):
        key = self._one(some, "expired", "released", "rejected")
        who = self._mostly_whose(key, who, usual)
        right = self.model.again(who, key, review=review)
        self._agree(f"{who} retries {key}, {review=}", right, self.stage.again(who, key, review=review))

    @_any("pending_review")
    @rule(some=SOME, usual=OFTEN, who=st.sampled_from(("olga", "olga", "olga", "nora")), approve=OFTEN)
    def review(self, some, usual, who, approve):
        key = self._one(some, "pending_review" if usual else "rejected")
        right = self.model.review(who, key, approve=approve)
        self._agree(f"{who} reviews {key}, {approve=}", right, self.stage.review(who, key, approve=approve))

    @_any()
    @rule(who=ANYBODY, some=SOME, usual=OFTEN)
    def release(self, who, some, usual):
        key = self._one(some, "preregistered", "pending_review")
        who = self._mostly_whose(key, who, usual)
        self._agree(f"{who} releases {key}", self.model.release(who, key), self.stage.release(who, key))

    @_any("preregistered")
    @rule(some=SOME)
    def begin_anew(self, some):
        """Whoever has it gives it up and takes it again: nothing of before may go on."""
        key = self._one(some, "preregistered")
        who = self._mostly_whose(key, "", usual=True)
        self._agree(f"{who} releases {key}", self.model.release(who, key), self.stage.release(who, key))
        right = self.model.again(who, key, review=False)
        self._agree(f"{who} retries {key} at once", right, self.stage.again(who, key, review=False))

    # --- Invitations ------------------------------------------------------------------------------------------

    @_any("preregistered")
    @rule(some=SOME, who=ANYBODY, usual=OFTEN, channel=st.sampled_from(("mail", "link", "qr")))
    def invite(self, some, who, usual, channel):
        key = self._one(some, "preregistered")
        who = self._mostly_whose(key, who, usual)
        right = self.model.invite(who, key, channel)
        self._agree(f"{who} invites {key} by {channel}", right, self.stage.invite(who, key, channel))

    @_invited
    @rule(some=SOME, who=ANYBODY, usual=OFTEN)
    def withdraw(self, some, who, usual):
        invited = some % len(self.model.invitations)
        who = self._mostly_whose(self.model.invitations[invited].key, who, usual)
        right = self.model.withdraw(who, invited)
        self._agree(f"{who} withdraws {invited}", right, self.stage.withdraw(who, invited))

    @_invited
    @rule(some=SOME, usual=OFTEN)
    def accept(self, some, usual):
        """Mostly by a link that still leads somewhere."""
        links = range(len(self.model.invitations))
        good = [link for link in links if self.model.waits(self.model.invitations[link])] if usual else []
        invited = (good or links)[some % len(good or links)]
        key = self.model.invitations[invited].key
        self._agree(f"{key} accepts {invited}", self.model.accept(invited), self.stage.accept(invited))

    @_any("preregistered")
    @rule(some=SOME, channel=st.sampled_from(("mail", "link", "qr")))
    def invite_and_accept(self, some, channel):
        """So that many are associated."""
        key = self._one(some, "preregistered")
        who = self._mostly_whose(key, "", usual=True)
        right = self.model.invite(who, key, channel)
        self._agree(f"{who} invites {key} by {channel}", right, self.stage.invite(who, key, channel))
        if right == {"done"}:
            self._agree(f"{key} accepts at once", self.model.accept(-1), self.stage.accept(-1))

    # --- Afterwards -------------------------------------------------------------------------------------------

    @_any()
    @rule(some=SOME, who=ANYBODY, usual=OFTEN, to=st.sampled_from(("", "ann", "bob", "sam", "max")))
    def assign(self, some, who, usual, to):
        key = self._one(some)
        who = self._mostly_whose(key, who, usual)
        self._agree(
            f"{who} gives {key} to {to}", self.model.assign(who, key, to=to), self.stage.assign(who, key, to=to)
        )

    @_any("associated")
    @rule(some=SOME, who=st.sampled_from(("nora", "nora", "sue", *ACTORS)))
    def disassociate(self, some, who):
        key = self._one(some, "associated")
        self._agree(f"{who} disassociates {key}", self.model.disassociate(who, key), self.stage.disassociate(who, key))

    @_any("disassociated")
    @rule(some=SOME)
    def restore(self, some):
        key = self._one(some, "disassociated")
        self._agree(f"olga restores {key}", self.model.restore(key), self.stage.restore(key))

    @_any()
    @rule(some=SOME, who=ANYBODY, usual=OFTEN, address=st.sampled_from(EMAILS))
    def modify(self, some, who, usual, address):
        key, (email, mark) = self._one(some), address
        who = self._mostly_whose(key, who, usual)
        right = self.model.modify(who, key, email=email, mark=mark)
        self._agree(f"{who} modifies {key}: {email}", right, self.stage.modify(who, key, email=email))

    # --- Time -------------------------------------------------------------------------------------------------

    @_not_twice(" waits ")
    @rule(span=SPANS, sweep=st.booleans())
    def wait(self, span, sweep):
        self.model.now += span
        self.hands.move_to(self.model.now)
        if sweep:
            self.model.sweep()
            self.stage.sweep()
        self._agree(f"everybody waits {span}, {sweep=}", {"done"}, "done")

    @_not_twice(" waits ")
    @rule(days=st.sampled_from((14, 15, 16)))
    def run_out(self, days):
        self.wait(timedelta(days), False)


def live(stage: Stage, *, lives: int, long: bool = False) -> Counter[str]:
    """Let the machine live so many lives, short ones or `long` ones."""
    steps: Counter[str] = Counter()
    run_state_machine_as_test(
        lambda: Exclusivity(stage, steps),
        settings=settings(
            max_examples=lives,
            stateful_step_count=50 if long else 25,
            deadline=None,
            database=None,
            derandomize=not long,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    return steps


@pytest.fixture
def stage(db) -> Stage:
    with time_machine.travel(START, tick=False):
        return Stage(cast_module.build())


@pytest.mark.timeout(900)
@pytest.mark.parametrize("turn", range(4 if DEEP else 1))
def test_product_and_rules_agree(turn, stage):
    steps = live(stage, lives=45 if DEEP else 24, long=DEEP)
    assert steps["steps"] >= (1_250 if DEEP else 500), steps
    assert min(steps[verb] for verb in ("preregisters", "accepts", "releases", "retries", "waits")) > 0


SABOTAGES = {
    "what is released stays claimed": (preregistration.claims, "give_up", lambda customer: None),
    "what ran out is still held": (claims, "lapses_at", lambda customer: None),
    "what is disassociated stays claimed": (claims, "HOLDING", (*claims.HOLDING, Customer.State.DISASSOCIATED)),
    "who released it can still have it accepted": (
        Customer,
        "is_preregistered",
        lambda self, today: self.state in {"preregistered", "released"},
    ),
    "a hundred and first": (preregistration, "MOST", 101),
    "a link of before opens the next preregistration": (preregistration, "close_invitations", lambda rows: None),
    "names are compared letter by letter": (match_keys, "company_name", str.casefold),
    "nobody notes who had it": (assign, "note_assignment", lambda **words: None),
}


@pytest.mark.parametrize("sabotage", list(SABOTAGES)[: None if DEEP else 2])
def test_what_is_broken_is_noticed(sabotage, stage, monkeypatch):
    monkeypatch.setattr(*SABOTAGES[sabotage])
    with suppress(Disagreement):
        pytest.fail(f"{live(stage, lives=60)} steps, and nobody noticed")
