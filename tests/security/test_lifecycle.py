"""F-21: the life of opportunities against the rules written a second time (tests/support/law.py).

A hypothesis state machine lets eight people of two tenants and an operator do everything there is, right and wrong, in
any order, through the pages. The rules predict each answer and what becomes of every opportunity: its phase,
probability, status, owner, number of entries, and who sees it. A step counts once, and holds if all of that agrees.
"""

import uuid
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from accounts.permissions import ALLOWED
from opportunities import entries
from opportunities.actions import modify as modify_verb
from opportunities.models.queryset import OpportunityQuerySet
from opportunities.views import modify as modify_view
from tests.support.figures import WHOLE, Tally
from tests.support.law_words import ADMINISTRATOR, BANDS, DIRECTOR, MANAGER, End, Report, Unfinished
from tests.support.stage import CUSTOMERS, PEOPLE, Stage, law_of, told

#: Whoever may do more is asked more often, or nearly every step would be a refusal.
ANYBODY = st.sampled_from(("nora", "nora", "ann", "ann", "ann", "bob", *PEOPLE))
STAFF = st.sampled_from(("ann", "bob", "dirk", "sam", "max", "nora"))
ROLES = st.sampled_from((MANAGER, MANAGER, DIRECTOR, ADMINISTRATOR))
SOME = st.integers(0, 1000)
RARELY = st.sampled_from((False,) * 5 + (True,))
OFTEN = st.sampled_from((True, True, False))
MOSTLY = RARELY.map(lambda rare: not rare)
PHASES = st.sampled_from(tuple(BANDS))
REASONS = st.sampled_from(("Entered by mistake", "Entered by mistake", "typo"))
LENGTHS = st.sampled_from((20,) * 6 + (10, 9, 5, 4, 2000, 2001))


class Disagreement(AssertionError):
    """The rules and the product say different things; what follows would mean nothing."""


@st.composite
def levels(draw: st.DrawFn, phases: st.SearchStrategy[int]) -> tuple[int, int]:
    """A phase, and mostly a probability of its band."""
    phase = draw(phases)
    inside = draw(MOSTLY)
    return phase, draw(st.sampled_from(BANDS[phase] if inside else (0, 10, 30, 50, 70, 90, 100)))


reports = st.builds(
    lambda level, **rest: Report(*level, **rest),
    levels(PHASES),
    exchange=st.sampled_from(("held", "held", "held", "planned", "")),
    test=st.sampled_from(("planned", "planned", "passed", "not_required", "")),
    length=LENGTHS,
    signed=MOSTLY,
    lost_reason=st.sampled_from(("price", "price", "no_budget", "")),
    ticked=MOSTLY,
)


class Lifecycle(RuleBasedStateMachine):
    def __init__(self, stage: Stage, tally: Tally) -> None:
        super().__init__()
        self.stage, self.tally = stage, tally
        self.law = law_of(stage.numbers())
        self.story: list[str] = []
        self.drafts: list[tuple[Unfinished, object]] = []
        self.sent: list[tuple[str, str, Report, uuid.UUID]] = []
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.stage.sign_everybody_in()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def _agree(self, what: str, predicted: object, got: object) -> None:
        """Compare the answer, every opportunity, and everybody's scope."""
        self.story.append(f"{what}: {predicted}")
        differ = [] if predicted == got else [f"answered {got}"]
        found, rules = self.stage.found(), told(self.law)
        # Everybody's scope after every step; in the fast slice two people's, who take turns.
        asked = PEOPLE if WHOLE else [PEOPLE[(len(self.story) + turn) % len(PEOPLE)] for turn in (0, 3)]
        differ += [
            f"{key} is {found.get(key)}, not {rules.get(key)}"
            for key in found | rules
            if found.get(key) != rules.get(key)
        ]
        differ += [
            f"{who} sees {numbers}"
            for who, numbers in self.stage.seen(asked).items()
            if numbers != self.law.seen_by(who)
        ]
        self.tally(not differ, lambda: "\n".join([*self.story, *differ]))
        if differ:
            raise Disagreement("\n".join([*self.story, *differ]))

    def _one(self, some: int) -> str:
        numbers = sorted(self.law.deals)
        return numbers[some % len(numbers)]

    # --- Adding -----------------------------------------------------------------------------------------------

    @rule(
        who=ANYBODY,
        customer=st.sampled_from(CUSTOMERS),
        level=levels(st.sampled_from((10, 20, 30, 40, 50, 50, 60))),
        test_project=st.booleans(),
        at_once=MOSTLY,
    )
    def add(self, who, customer, level, test_project, at_once):
        answers = {"phase": level[0], "probability": level[1], "test_project": test_project}
        predicted = self.law.begin(who, customer, **answers)
        got, draft = self.stage.begin(who, customer, **answers)
        self._agree(f"{who} begins for {customer} with {answers}", predicted, got)
        if got is End.DONE:
            self.drafts.append((Unfinished(who, customer, *level, test_project), draft))
            if at_once:
                self._submit(*self.drafts[-1])

    @rule(some=SOME)
    def submit(self, some):
        if self.drafts:
            self._submit(*self.drafts[some % len(self.drafts)])

    def _submit(self, unfinished, draft):
        predicted, deal = self.law.submit(unfinished)
        got, number = self.stage.submit(unfinished.author, draft)
        if deal and number:
            unfinished.became = number
            self.law.deals[number] = deal
        self._agree(
            f"{unfinished} is submitted", (predicted, unfinished.became if predicted is End.DONE else ""), (got, number)
        )

    # --- Working ----------------------------------------------------------------------------------------------

    @rule(
        who=ANYBODY,
        some=SOME,
        tab=st.sampled_from(("basic", "other", "revenue")),
        stale=RARELY,
        test_project=st.booleans(),
    )
    def modify(self, who, some, tab, stale, test_project):
        number, asked = self._one(some), test_project if tab == "basic" else None
        predicted = self.law.modify(who, number, stale=stale, test_project=asked)
        got = self.stage.modify(who, number, tab, stale=stale, test_project=asked)
        self._agree(f"{who} modifies {tab} of {number}, {stale=}, {test_project=}", predicted, got)

    @rule(who=ANYBODY, some=SOME, said=reports, stale=RARELY)
    def report(self, who, some, said, stale):
        number, key = self._one(some), uuid.uuid4()
        predicted = self.law.report(who, number, said, stale=stale)
        got = self.stage.report(who, number, said, stale=stale, key=key)
        if got is End.DONE:
            self.sent.append((who, number, said, key))
        self._agree(f"{who} reports on {number}, {stale=}, {said}", predicted, got)

    @rule(some=SOME, owner_does=MOSTLY, said=reports)
    def go_on(self, some, owner_does, said):
        """Whoever can, reports: so that stories get long."""
        number = self._one(some)
        owner = self.law.deals[number].owner if owner_does else ""
        self.report_by(owner or "nora", number, said)

    def report_by(self, who, number, said):
        key = uuid.uuid4()
        predicted = self.law.report(who, number, said, stale=False)
        got = self.stage.report(who, number, said, stale=False, key=key)
        self._agree(f"{who} goes on with {number}, {said}", predicted, got)

    @rule(some=SOME)
    def report_again(self, some):
        """The same form sent a second time."""
        if not self.sent:
            return
        who, number, said, key = self.sent[some % len(self.sent)]
        predicted = self.law.report_again(who, number)
        got = self.stage.report(who, number, said, stale=True, key=key)
        self._agree(f"{who} reports on {number} a second time", predicted, got)

    @rule(who=ANYBODY, some=SOME, length=st.sampled_from((1, 2, 40)))
    def note(self, who, some, length):
        number = self._one(some)
        self._agree(
            f"{who} notes {length} on {number}",
            self.law.note(who, number, length=length),
            self.stage.note(who, number, length=length),
        )

    # --- Steering ---------------------------------------------------------------------------------------------

    @rule(who=ANYBODY, some=SOME, reason=REASONS, rare=RARELY)
    def void(self, who, some, reason, rare):
        if not rare:
            return
        number = self._one(some)
        predicted = self.law.void(who, number, reason=reason)
        self._agree(
            f"{who} voids {number}, {reason}", predicted, self.stage.steer(who, number, "void", {"reason": reason})
        )

    @rule(who=ANYBODY, some=SOME, reason=REASONS)
    def reopen(self, who, some, reason):
        number = self._one(some)
        predicted = self.law.reopen(who, number, reason=reason)
        self._agree(
            f"{who} reopens {number}, {reason}", predicted, self.stage.steer(who, number, "reopen", {"reason": reason})
        )

    @rule(who=ANYBODY, some=SOME, to=st.sampled_from(("ann", "bob", *PEOPLE)))
    def transfer(self, who, some, to):
        number = self._one(some)
        predicted = self.law.transfer(who, number, to=to)
        self._agree(f"{who} gives {number} to {to}", predicted, self.stage.steer(who, number, "transfer", {"to": to}))

    # --- Looking ----------------------------------------------------------------------------------------------

    @rule(who=ANYBODY, some=SOME)
    def look(self, who, some):
        number = self._one(some)
        self._agree(f"{who} looks at {number}", self.law.look(who, number), self.stage.look(who, number))

    @rule(who=ANYBODY, some=SOME)
    def reveal(self, who, some):
        number = self._one(some)
        end = self.law.look(who, number)
        shown = end is End.DONE
        self._agree(f"{who} reveals {number}", (end, (shown, int(shown))), self.stage.reveal(who, number))

    @rule(who=ANYBODY)
    def browse(self, who):
        end = End.DONE if self.law.people[who].active else End.STRANGER
        listed = self.law.seen_by(who) if end is End.DONE else set()
        self._agree(f"{who} browses", (end, listed), self.stage.browse(who))

    # --- The operator -----------------------------------------------------------------------------------------

    @rule(
        who=STAFF,
        role=ROLES,
        director=st.sampled_from(("", "dirk", "dirk", "bob")),
        usual=MOSTLY,
        active=st.sampled_from((True, True, False)),
    )
    def employ(self, who, role, director, usual, active):
        """Mostly as they were, but perhaps closed or with another director; else something quite new."""
        if usual:
            role = {"dirk": DIRECTOR, "nora": ADMINISTRATOR}.get(who, MANAGER)
            director = director if role == MANAGER else ""
        said = {"role": role, "director": director, "active": active}
        self._agree(f"olga keeps {who} with {said}", self.law.employ(who, **said), self.stage.employ(who, **said))

    @rule(account_manager=st.sampled_from(("", "ann", "bob", "dirk", "max")), shares=MOSTLY)
    def keep_reseller(self, account_manager, shares):
        said = {"account_manager": account_manager, "shares": shares}
        self._agree(
            f"olga keeps Sky with {said}",
            self.law.keep_reseller("sky", **said),
            self.stage.keep_reseller("sky", **said),
        )

    @rule(
        customer=st.sampled_from(CUSTOMERS),
        relation=st.sampled_from(("associated", "associated", "preregistered", "expired", "disassociated")),
    )
    def relate(self, customer, relation):
        predicted = self.law.relate(customer, relation=relation)
        self._agree(f"{customer} is {relation}", predicted, self.stage.relate(customer, relation=relation))


def live(stage: Stage, tally: Tally, *, lives: int, anew: bool = False) -> None:
    """Let the machine live so many lives of 50 steps: the same every time, or others `anew`."""
    run_state_machine_as_test(
        lambda: Lifecycle(stage, tally),
        settings=settings(
            max_examples=lives,
            stateful_step_count=50,
            deadline=None,
            database=None,
            derandomize=not anew,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def stage(cast) -> Stage:
    return Stage(cast)


@pytest.mark.timeout(1500)
def test_product_and_rules_agree(stage, figures):
    with figures.holds("F-21", "steps of lives that the rules predict", fast=500, whole=5_000) as tally:
        live(stage, tally, lives=150 if WHOLE else 13, anew=WHOLE)


@pytest.mark.parametrize("sabotage", ["modify after won", "probability outside the band", "resellers see unshared"])
def test_a_broken_rule_is_noticed(sabotage, stage, figures, monkeypatch):
    match sabotage:
        case "modify after won":
            for place in (modify_view, modify_verb):
                real = place.can_modify
                monkeypatch.setattr(
                    place, "can_modify", lambda by, row, real=real: ALLOWED if row.phase == 60 else real(by, row)
                )
        case "probability outside the band":
            monkeypatch.setattr(entries, "_probability_problems", lambda _phase, _probability: ())
        case "resellers see unshared":
            monkeypatch.setattr(
                OpportunityQuerySet, "_shared_with_reseller", lambda self, user: self.filter(partner_id=user.partner_id)
            )
    # It ends with the first that is noticed; some lives never come to the broken rule.
    with figures.bites("F-21", sabotage) as tally, suppress(Disagreement):
        live(stage, tally, lives=60)
